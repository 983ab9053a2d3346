import CMark
import Diagnostics

/// `{ .class #id key="value" }` and `{: .class }`: attributes that other generators give to the element before them. They are left out.
enum AttributeList {
  /// The length of the list that begins with the text's first byte; nil if there is none.
  ///
  /// A list without colon must have nothing but classes, ids and pairs in it, so that braces of a text are not taken for one.
  static func length(_ text: Bytes) -> Int? {
    guard text.count > 2, text[0] == UInt8(ascii: "{") else { return nil }
    var index = 1
    let hasColon = text[1] == UInt8(ascii: ":")
    if hasColon { index += 1 }
    var count = 0
    while true {
      while index < text.count, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
      guard index < text.count else { return nil }
      if text[index] == UInt8(ascii: "}") { return count > 0 ? index + 1 : nil }
      guard let end = attributeEnd(text, index, allowsWords: hasColon) else { return nil }
      index = end
      count += 1
    }
  }

  /// Whether a text is one list and nothing else.
  static func isAll(of text: Bytes) -> Bool { length(text) == text.count }

  private static func attributeEnd(_ text: Bytes, _ start: Int, allowsWords: Bool) -> Int? {
    var index = start
    let isName = text[start] == UInt8(ascii: ".") || text[start] == UInt8(ascii: "#")
    if isName { index += 1 }
    let first = index
    while index < text.count, isWord(text[index]) { index += 1 }
    guard index > first else { return nil }
    guard !isName, index < text.count, text[index] == UInt8(ascii: "=") else { return isName || allowsWords ? index : nil }
    index += 1
    guard index < text.count else { return nil }
    let quote = text[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      while index < text.count, text[index] != UInt8(ascii: "}"), !isSpace(text[index]) {
        guard text[index] != UInt8(ascii: ","), text[index] != UInt8(ascii: "{") else { return nil }
        index += 1
      }
      return index
    }
    index += 1
    while index < text.count, text[index] != quote { index += 1 }
    return index < text.count ? index + 1 : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "/")
  }
}

extension TreeRenderer {
  /// The offset behind a list of attributes that begins at an offset of a text: directly behind an element, on a line of its own, or with a colon at
  /// the end of a line.
  func endOfAttributes(at index: Int, in text: Bytes, of node: Node) -> Int? {
    guard let length = AttributeList.length(Bytes(rebasing: text[index...])) else { return nil }
    let before = cmark_node_previous(node)
    let isAtStart = index == 0 && (before == nil || isLineEnd(before))
    let next = cmark_node_next(node)
    let isAtEnd = index + length == text.count && (next == nil || isLineEnd(next))
    if isAtEnd, isAtStart || text[index + 1] == UInt8(ascii: ":") { return index + length }
    guard index == 0, let before else { return nil }
    switch cmark_node_get_type(before) {
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE, CMARK_NODE_CODE, CMARK_NODE_EMPH, CMARK_NODE_STRONG: return length
    default: return nil
    }
  }
}
