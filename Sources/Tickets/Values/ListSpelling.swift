import Diagnostics
import Notation

/// How people write lists: as YAML, one to a line, with bullets, with boxes to tick, or with commas.
enum ListSpelling {
  /// The items of a list; of boxes only the ticked ones.
  static func items(_ node: Node, isChoice: Bool) -> [Node] {
    switch node.value {
    case .list(let elements): return elements
    case .map, .null: return []
    default: break
    }
    var items = node.lines
    if items.count == 1, bulletLength(items[0].text.utf8) == 0 {
      items = node.parts { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 0x0A }
    }
    return items.compactMap { item($0, isChoice: isChoice) }
  }

  /// An item without bullet, number, box and backquotes; nil for a box that is not ticked.
  private static func item(_ node: Node, isChoice: Bool) -> Node? {
    let bytes = node.text.utf8
    var start = bulletLength(bytes)
    if isChoice || start > 0, bytes.count >= start + 3, bytes[start] == UInt8(ascii: "["), bytes[start + 2] == UInt8(ascii: "]") {
      guard bytes[start + 1].asciiLowercased == UInt8(ascii: "x") else { return nil }
      start += 3
    }
    while start < bytes.count, bytes[start].isASCIISpace { start += 1 }
    var end = bytes.count
    if end - start > 2, bytes[start] == UInt8(ascii: "`"), bytes[end - 1] == UInt8(ascii: "`") {
      start += 1
      end -= 1
    }
    return start < end ? (start == 0 && end == bytes.count ? node : node.part(start..<end)) : nil
  }

  /// The bytes of `- `, `* `, `+ ` or `1. ` at the start.
  private static func bulletLength(_ bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count, index < 9, bytes[index].isASCIIDigit { index += 1 }
    guard index < bytes.count else { return 0 }
    let mark = bytes[index]
    let isBullet = index == 0 && (mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "+"))
    let isNumber = index > 0 && (mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")"))
    guard isBullet || isNumber, index + 1 < bytes.count, bytes[index + 1].isASCIISpace else { return 0 }
    return index + 2
  }
}
