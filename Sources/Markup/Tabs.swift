import CMark
import Diagnostics

extension NoteStarts {
  /// `=== "title"`, with `!` or `+` behind the signs: a tab of MkDocs. Tabs that follow one another are a group.
  static func tab(_ line: Bytes) -> Note? {
    guard line.count > 5, line.begins(with: "===") else { return nil }
    var rest = line[3...]
    if let sign = rest.first, sign == UInt8(ascii: "!") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard let space = rest.first, space == 0x20 || space == 0x09 else { return nil }
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    guard rest.count > 2, let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), rest.last == quote
    else {
      return nil
    }
    return Note(kind: .tab(title: Array(rest.dropFirst().dropLast())))
  }
}

extension TreeRenderer {
  /// Writes what stands before a tab's content. Without script the tabs of a group stand one below the other, each under its title.
  mutating func openTab(_ title: [UInt8], _ heading: Node?, _ node: Node) {
    freshLine()
    if !isTab(cmark_node_previous(node)) {
      out.append("<div class=\"tabs\">\n")
      enterElements()
    }
    out.append("<div class=\"tab\" role=\"group\" aria-label=\"")
    let plain = heading.map { plainText(of: $0).utf8 } ?? title
    plain.withUnsafeBufferPointer { escaped($0, isText: true) }
    out.append("\">\n<p class=\"tab-title\">")
    boxTitle(title, heading)
    out.append("</p>\n")
    quotes.append(.tab)
  }

  /// Writes what stands behind it.
  mutating func closeTab(_ node: Node) {
    closed("</div>\n")
    if !isTab(cmark_node_next(node)) { closed("</div>\n") }
  }

  private func isTab(_ block: Node?) -> Bool {
    if case .tab = note(of: block)?.note.kind { true } else { false }
  }
}
