import CMark
import Diagnostics

/// How wide a picture is to be shown: `![x](y.png){ width="300" }` of MkDocs, `![x|300](y.png)` of Obsidian.
extension TreeRenderer {
  /// Gives the image that was just written the width and the place that a list of attributes behind it has.
  mutating func resizeImage(before node: Node, by list: Bytes) {
    guard let image = cmark_node_previous(node), cmark_node_get_type(image) == CMARK_NODE_IMAGE else { return }
    let ending = " />"
    let end = out.count - ending.utf8.count
    guard end > 0, out.bytes[end...].elementsEqual(ending.utf8) else { return }
    let words = Mask.restored(list, isText: true)
    let width = ImageWidth.attribute("width", in: words) ?? ImageWidth.attribute("width:", in: words)
    let isRight = words.contains(literal: "align=right") || words.contains(literal: "align=\"right\"")
    out.truncate(to: end)
    if let width {
      out.append(" width=\"")
      out.append(decimal: width)
      out.append("\"")
    }
    if isRight { out.append(" class=\"align-right\"") }
    out.append(" />")
  }

  /// Takes a width from the end of the description that was just written. Returns it.
  mutating func takeWidth(fromDescriptionAt start: Int) -> Int? {
    guard isSite, start < out.count, let bar = out.bytes[start...].lastIndex(of: UInt8(ascii: "|")),
      let width = ImageWidth.number(out.bytes[(bar + 1)...].prefix { $0 != UInt8(ascii: "x") })
    else { return nil }
    out.truncate(to: bar)
    return width
  }
}

enum ImageWidth {
  /// A number of pixels: `300`, `300px`; nil for a share of something else.
  static func number(_ text: some Collection<UInt8>) -> Int? {
    let digits = text.prefix(while: isDigit)
    let rest = text.dropFirst(digits.count)
    guard !digits.isEmpty, digits.count < 5, rest.isEmpty || rest.elementsEqual("px".utf8) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// The number behind `width=` or, in a style, `width:`.
  static func attribute(_ name: StaticString, in list: [UInt8]) -> Int? {
    let key = name.withUTF8Buffer { Array($0) }
    guard let start = list.withUnsafeBufferPointer({ $0.firstOccurrence(of: key, from: 0) }) else { return nil }
    let signs = [UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x20]
    return number(
      list[(start + key.count)...].drop { signs.contains($0) }.prefix { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "%") })
  }
}
