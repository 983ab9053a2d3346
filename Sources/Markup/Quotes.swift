import CMark
import Diagnostics

/// What a block quote became.
enum Quote {
  case quote
  case box
  case folded
  case tab
  case definition
}

extension TreeRenderer {
  /// Writes the tag of a quote, an alert, an admonition or a definition. Returns whether its content is written here.
  mutating func openQuote(_ node: Node) -> Bool {
    if let (index, note) = note(of: node) { return open(note, index, node) }
    freshLine()
    if isSite, let kind = alertKind(node) {
      out.append("<div class=\"alert alert-")
      out.append(kind.map { $0 | 0x20 })
      out.append("\" role=\"note\">\n<p class=\"alert-title\">")
      out.append([kind[0] & ~0x20] + kind.dropFirst().map { $0 | 0x20 })
      out.append("</p>\n")
      quotes.append(.box)
      return true
    }
    out.append("<blockquote>\n")
    quotes.append(.quote)
    return true
  }

  /// Writes what stands behind it.
  mutating func closeQuote(_ node: Node) {
    freshLine()
    switch quotes.popLast() {
    case .box: out.append("</div>\n")
    case .folded: out.append("</details>\n")
    case .tab: closeTab(node)
    case .definition:
      out.append("</dd>\n")
      let next = cmark_node_next(node)
      if !isInDefinitions(next), mark(of: next)?.kind != UInt8(ascii: "D") { out.append("</dl>\n") }
    default: out.append("</blockquote>\n")
    }
  }

  private mutating func open(_ note: Note, _ index: Int, _ node: Node) -> Bool {
    switch note.kind {
    case .footnote(let label):
      footnotes.define(label, node)
      return false
    case .definition:
      freshLine()
      out.append("<dd>\n")
      quotes.append(.definition)
    case .tab(let title): openTab(title, node)
    case .admonition(let kind, let title, let folds, let isOpen):
      openAdmonition(kind, title, folds: folds, isOpen: isOpen)
    }
    return true
  }

  private mutating func openAdmonition(_ kind: [UInt8], _ title: [UInt8]?, folds: Bool, isOpen: Bool) {
    freshLine()
    let title = title ?? [kind[0] & ~0x20] + kind.dropFirst()
    out.append(folds ? "<details class=\"alert alert-" : "<div class=\"alert alert-")
    out.append(kind)
    out.append(folds ? (isOpen ? "\" open>\n<summary>" : "\">\n<summary>") : "\" role=\"note\">\n")
    if folds || !title.isEmpty {
      if !folds { out.append("<p class=\"alert-title\">") }
      title.withUnsafeBufferPointer { escaped($0, isText: true) }
      out.append(folds ? "</summary>\n" : "</p>\n")
    }
    quotes.append(folds ? .folded : .box)
  }

  /// The kind of a GitHub alert: a quote whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`.
  private mutating func alertKind(_ quote: Node) -> [UInt8]? {
    guard let paragraph = cmark_node_first_child(quote), cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH,
      let first = cmark_node_first_child(paragraph), cmark_node_get_type(first) == CMARK_NODE_TEXT
    else { return nil }
    let text = literal(of: first)
    guard text.count > 4, text.begins(with: "[!"), text[text.count - 1] == UInt8(ascii: "]") else { return nil }
    let kind = Array(text[2..<(text.count - 1)])
    let names: [StaticString] = ["note", "tip", "important", "warning", "caution"]
    guard cmark_node_next(first) == nil || isLineEnd(cmark_node_next(first)),
      names.contains(where: { Text(kind.map { $0 | 0x20 }).equals($0) })
    else { return nil }
    removeAlertMark(first, paragraph)
    return kind
  }

  /// Takes the alert's mark out of the tree, with the line end behind it, or with its paragraph if nothing else is in it.
  private func removeAlertMark(_ text: Node, _ paragraph: Node) {
    guard let lineEnd = cmark_node_next(text) else { return cmark_node_unlink(paragraph) }
    cmark_node_unlink(text)
    cmark_node_unlink(lineEnd)
  }
}
