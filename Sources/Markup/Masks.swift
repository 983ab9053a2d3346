import CMarkArena
import Diagnostics

/// Control characters that stand in libcmark's text for characters that it must not read as markup. One byte for one byte, so that
/// columns stay; the page's own control characters of these codes became spaces before.
enum Mask {
  /// Begins the comment that marks a block of ours.
  static let block: UInt8 = 0x01
  static let asterisk: UInt8 = 0x02
  static let underscore: UInt8 = 0x03
  static let tilde: UInt8 = 0x04
  static let ampersand: UInt8 = 0x05
  static let backslash: UInt8 = 0x06
  static let openingBracket: UInt8 = 0x07
  static let closingBracket: UInt8 = 0x08
  /// A backslash that escapes: gone in text, kept in code. (A block's mark stands nowhere else.)
  static let escape: UInt8 = 0x01

  /// What a masked byte was; other bytes are themselves.
  static func original(of byte: UInt8) -> UInt8 {
    switch byte {
    case asterisk: UInt8(ascii: "*")
    case underscore: UInt8(ascii: "_")
    case tilde: UInt8(ascii: "~")
    case ampersand: UInt8(ascii: "&")
    case backslash, escape: UInt8(ascii: "\\")
    case openingBracket: UInt8(ascii: "[")
    case closingBracket: UInt8(ascii: "]")
    default: byte
    }
  }

  /// No byte of these, nor a greater one, is a mask.
  static let end: UInt8 = 0x09

  /// Where the next of these stands at or behind an offset, or the bytes end.
  static func next(in bytes: Bytes, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    return start + cmark_page_first_mask(base + start, bytes.count - start)
  }

  /// The bytes as they were in the file.
  static func restored(_ bytes: Bytes, isText: Bool) -> [UInt8] {
    var restored: [UInt8] = []
    restored.reserveCapacity(bytes.count)
    var index = 0
    while true {
      let next = next(in: bytes, from: index)
      restored.append(contentsOf: Bytes(rebasing: bytes[index..<next]))
      guard next < bytes.count else { return restored }
      if !(isText && bytes[next] == escape) { restored.append(original(of: bytes[next])) }
      index = next + 1
    }
  }
}

extension TreeRenderer {
  /// Writes text in which masks may stand.
  mutating func unmaskedAndEscaped(_ bytes: Bytes, isText: Bool) {
    out.appendEscapingHTML(bytes) { isText && $0 == Mask.escape ? nil : Mask.original(of: $0) }
  }

  /// A string of libcmark's as it was in the file.
  func restored(_ bytes: Bytes, isText: Bool = false) -> Text {
    hasMasks(bytes) ? Text(Mask.restored(bytes, isText: isText)) : Text(Array(bytes))
  }

  /// Whether masks stand in a string of libcmark's.
  func hasMasks(_ bytes: Bytes) -> Bool { prepared.features.masks && Mask.next(in: bytes, from: 0) < bytes.count }
}
