/// A tag of raw HTML, by CommonMark's grammar.
struct HTMLTag {
  /// One attribute, its value without quotes.
  struct Attribute {
    var name: [UInt8]
    var value: [UInt8]?
  }

  /// The element in lower case.
  var name: [UInt8]
  var isClosing: Bool
  var attributes: [Attribute] = []
  /// The offset behind `>`.
  var end: Int

  /// Reads the tag that begins at an offset; nil if there is none.
  init?(_ text: Bytes, at start: Int) {
    var index = start + 1
    isClosing = index < text.count && text[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    let nameStart = index
    while index < text.count, isAlphanumeric(text[index]) || text[index] == UInt8(ascii: "-") { index += 1 }
    guard index > nameStart, isLetter(text[nameStart]) else { return nil }
    name = text[nameStart..<index].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    end = index
    while true {
      let hadSpace = Self.skipSpace(text, &index)
      guard index < text.count else { return nil }
      if text[index] == UInt8(ascii: ">") { break }
      if text[index] == UInt8(ascii: "/"), !isClosing {
        index += 1
        guard index < text.count, text[index] == UInt8(ascii: ">") else { return nil }
        break
      }
      guard hadSpace, !isClosing, let attribute = Self.attribute(text, &index) else { return nil }
      attributes.append(attribute)
    }
    end = index + 1
  }

  /// The elements that closing tags in a text end, and where the last tag of each is.
  static func lastEnds(in text: Bytes) -> [[UInt8]: Int] {
    var ends: [[UInt8]: Int] = [:]
    var index = 0
    while index + 1 < text.count {
      if text[index] == UInt8(ascii: "<"), text[index + 1] == UInt8(ascii: "/"), let tag = HTMLTag(text, at: index) {
        ends[tag.name] = index
      }
      index += 1
    }
    return ends
  }

  private static func skipSpace(_ text: Bytes, _ index: inout Int) -> Bool {
    let start = index
    while index < text.count, isSpace(text[index]) { index += 1 }
    return index > start
  }

  private static func attribute(_ text: Bytes, _ index: inout Int) -> Attribute? {
    let start = index
    while index < text.count, isNameByte(text[index]) { index += 1 }
    guard index > start, !isDigit(text[start]), text[start] != UInt8(ascii: "-"), text[start] != UInt8(ascii: ".") else {
      return nil
    }
    let name = text[start..<index].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let afterName = index
    _ = skipSpace(text, &index)
    guard index < text.count, text[index] == UInt8(ascii: "=") else {
      index = afterName
      return Attribute(name: name, value: nil)
    }
    index += 1
    _ = skipSpace(text, &index)
    guard let value = value(text, &index) else { return nil }
    return Attribute(name: name, value: value)
  }

  private static func value(_ text: Bytes, _ index: inout Int) -> [UInt8]? {
    guard index < text.count else { return nil }
    let quote = text[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = text[(index + 1)...].firstIndex(of: quote) else { return nil }
      defer { index = end + 1 }
      return Array(text[(index + 1)..<end])
    }
    let start = index
    while index < text.count, !isSpace(text[index]), !isForbiddenUnquoted(text[index]) { index += 1 }
    return index > start ? Array(text[start..<index]) : nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }

  private static func isForbiddenUnquoted(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "`")
  }
}
