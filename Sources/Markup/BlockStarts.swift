/// What a line begins with, by CommonMark's rules for the beginnings of blocks. Each takes the line from its first character that is no
/// space, without its line end.
enum BlockStarts {
  /// `#` to `######`, then a space or nothing.
  static func isHeading(_ line: Bytes) -> Bool {
    let level = line.prefix { $0 == UInt8(ascii: "#") }.count
    return level >= 1 && level <= 6 && (level == line.count || line[level] == 0x20 || line[level] == 0x09)
  }

  /// The mark and length of an opening fence.
  static func fence(_ line: Bytes) -> (mark: UInt8, length: Int)? {
    guard let mark = line.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = line.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    if mark == UInt8(ascii: "`"), line[length...].contains(mark) { return nil }
    return (mark, length)
  }

  /// Whether the line closes a fence.
  static func closesFence(_ line: Bytes, mark: UInt8, length: Int) -> Bool {
    let run = line.prefix { $0 == mark }.count
    return run >= length && line[run...].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// `===` or `---` below a paragraph.
  static func isSetextUnderline(_ line: Bytes) -> Bool {
    guard let mark = line.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else { return false }
    let run = line.prefix { $0 == mark }.count
    return line[run...].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Three or more `*`, `-` or `_`, with spaces between.
  static func isThematicBreak(_ line: Bytes) -> Bool {
    guard let mark = line.first, mark == UInt8(ascii: "*") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "_") else {
      return false
    }
    var marks = 0
    for byte in line {
      if byte == mark { marks += 1 } else if byte != 0x20 && byte != 0x09 { return false }
    }
    return marks >= 3
  }

  /// The length of a list marker; nil if there is none, or if it may not interrupt a paragraph.
  static func listMarker(_ line: Bytes, interruptsParagraph: Bool) -> Int? {
    guard let first = line.first else { return nil }
    var length = 1
    if isDigit(first) {
      length = line.prefix(while: isDigit).count
      guard length <= 9, length < line.count, line[length] == UInt8(ascii: ".") || line[length] == UInt8(ascii: ")") else {
        return nil
      }
      if interruptsParagraph, !(length == 1 && first == UInt8(ascii: "1")) { return nil }
      length += 1
    } else if first != UInt8(ascii: "*"), first != UInt8(ascii: "-"), first != UInt8(ascii: "+") {
      return nil
    }
    if length < line.count, line[length] != 0x20, line[length] != 0x09 { return nil }
    if interruptsParagraph, line[length...].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    return length
  }

  /// The kind of HTML block, 1 to 7, that a line begins.
  static func html(_ line: Bytes, interruptsParagraph: Bool) -> Int? {
    guard line.count >= 2, line[0] == UInt8(ascii: "<") else { return nil }
    if line[1] == UInt8(ascii: "!") {
      if line.begins(with: "<!--") { return 2 }
      if line.begins(with: "<![CDATA[") { return 5 }
      return line.count > 2 && isLetter(line[2]) ? 4 : nil
    }
    if line[1] == UInt8(ascii: "?") { return 3 }
    let isClosing = line[1] == UInt8(ascii: "/")
    let nameStart = isClosing ? 2 : 1
    let name = line[nameStart...].prefix { isAlphanumeric($0) }.map { $0 | 0x20 }
    let after = nameStart + name.count
    let next = after < line.count ? line[after] : UInt8(ascii: "\n")
    let endsName = isSpace(next) || next == UInt8(ascii: ">")
    if !isClosing, endsName, verbatimElements.contains(String(decoding: name, as: UTF8.self)) { return 1 }
    let endsTag = endsName || (next == UInt8(ascii: "/") && after + 1 < line.count && line[after + 1] == UInt8(ascii: ">"))
    if endsTag, blockElements.contains(String(decoding: name, as: UTF8.self)) { return 6 }
    return !interruptsParagraph && isWholeTag(line) ? 7 : nil
  }

  /// Whether a line ends an HTML block of kinds 1 to 5.
  static func endsHTML(_ line: Bytes, kind: Int) -> Bool {
    switch kind {
    case 1: ["</script>", "</pre>", "</style>", "</textarea>"].contains { line.containsIgnoringCase(Array($0.utf8)) }
    case 2: line.containsIgnoringCase(Array("-->".utf8))
    case 3: line.containsIgnoringCase(Array("?>".utf8))
    case 4: line.contains(UInt8(ascii: ">"))
    case 5: line.containsIgnoringCase(Array("]]>".utf8))
    default: false
    }
  }

  /// Whether the line is one tag and nothing more.
  private static func isWholeTag(_ line: Bytes) -> Bool {
    guard let tag = HTMLTag(line, at: 0) else { return false }
    return line[tag.end...].allSatisfy(isSpace)
  }

  private static let verbatimElements: Set<String> = ["script", "pre", "style", "textarea"]
  private static let blockElements: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup", "dd",
    "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2",
    "h3",
    "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav",
    "noframes",
    "ol", "optgroup", "option", "p", "param", "section", "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "title",
    "tr", "track", "ul",
  ]
}

extension Bytes {
  /// Whether the bytes begin with those of a literal.
  func begins(with literal: StaticString) -> Bool {
    count >= literal.utf8CodeUnitCount
      && literal.withUTF8Buffer { Bytes(rebasing: self[..<$0.count]).elementsEqual($0) }
  }

  /// Whether some bytes in lower case occur, ASCII letters of either case counting alike.
  func containsIgnoringCase(_ wanted: [UInt8]) -> Bool {
    guard count >= wanted.count else { return false }
    return (0...(count - wanted.count)).contains { start in
      wanted.indices.allSatisfy { index in
        let byte = self[start + index]
        return byte == wanted[index] || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == wanted[index])
      }
    }
  }
}
