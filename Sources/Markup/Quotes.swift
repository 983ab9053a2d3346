import CMark
import Diagnostics

/// What a block quote became.
enum Quote {
  case quote
  case box
  case folded
  case tab
  case definition
  case wrapper
}

extension TreeRenderer {
  /// Writes the tag of a quote, an alert, an admonition or a definition. Returns whether its content is written here.
  mutating func openQuote(_ node: Node) -> Bool {
    if let (index, note) = note(of: node) { return open(note, index, node) }
    freshLine()
    if isSite, let alert = alert(node) {
      openAdmonition(alert.kind, alert.title, folds: alert.folds, isOpen: alert.isOpen)
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
    case .box: closed("</div>\n")
    case .folded: closed("</details>\n")
    case .tab: closeTab(node)
    case .wrapper: closed("")
    case .definition:
      closed("</dd>\n")
      let next = cmark_node_next(node)
      if !isInDefinitions(next), mark(of: next)?.kind != UInt8(ascii: "D") { closed("</dl>\n") }
    default: closed("</blockquote>\n")
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
    case .wrapper: quotes.append(.wrapper)
    case .tab(let title): openTab(title, titleHeading(of: note, node), node)
    case .admonition(let kind, let title, let folds, let isOpen):
      openAdmonition(kind, title, titleHeading(of: note, node), folds: folds, isOpen: isOpen)
    }
    return true
  }

  /// The heading that has a note's title, taken out of the tree; nil where the title is plain text.
  private func titleHeading(of note: Note, _ quote: Node) -> Node? {
    guard note.takesTitle, let mark = cmark_node_first_child(quote), let heading = cmark_node_next(mark),
      cmark_node_get_type(heading) == CMARK_NODE_HEADING
    else { return nil }
    cmark_node_unlink(heading)
    return heading
  }

  /// Writes a title: the words of a heading, else plain text.
  mutating func boxTitle(_ title: [UInt8], _ heading: Node?) {
    if let heading {
      terms.isInTerm = true
      walkWhole(heading)
      terms.isInTerm = false
    } else {
      title.withUnsafeBufferPointer { escaped($0, isText: true) }
    }
  }

  private mutating func openAdmonition(_ kind: [UInt8], _ title: [UInt8]?, _ heading: Node? = nil, folds: Bool, isOpen: Bool) {
    freshLine()
    let title = title ?? [kind[0] & ~0x20] + kind.dropFirst()
    out.append(folds ? "<details class=\"alert alert-" : "<div class=\"alert alert-")
    out.append(kind)
    out.append(folds ? (isOpen ? "\" open>\n<summary>" : "\">\n<summary>") : "\" role=\"note\">\n")
    if folds || !title.isEmpty {
      if !folds { out.append("<p class=\"alert-title\">") }
      boxTitle(title, heading)
      out.append(folds ? "</summary>\n" : "</p>\n")
    }
    quotes.append(folds ? .folded : .box)
  }

  /// A quote's mark: `[!NOTE]` on a line of its own, as GitHub writes it, or with a title and a sign for folding behind it, as Obsidian does.
  private struct Alert {
    var kind: [UInt8]
    var title: [UInt8]?
    var folds = false
    var isOpen = false
  }

  private mutating func alert(_ quote: Node) -> Alert? {
    guard let paragraph = cmark_node_first_child(quote), cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH,
      let first = cmark_node_first_child(paragraph), cmark_node_get_type(first) == CMARK_NODE_TEXT
    else { return nil }
    let text = literal(of: first)
    guard text.count > 4, text.begins(with: "[!"), let close = text.firstIndex(of: UInt8(ascii: "]")),
      let kind = BoxKind.named(text[2..<close]), cmark_node_next(first) == nil || isLineEnd(cmark_node_next(first))
    else { return nil }
    var alert = Alert(kind: kind)
    var rest = text[(close + 1)...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      alert.folds = true
      alert.isOpen = sign == UInt8(ascii: "+")
      rest = rest.dropFirst()
    }
    if let first = rest.first, !isSpace(first) { return nil }
    rest = rest.drop(while: isSpace)
    if !rest.isEmpty { alert.title = Array(rest) }
    removeAlertMark(first, paragraph)
    return alert
  }

  /// Takes the alert's mark out of the tree, with the line end behind it, or with its paragraph if nothing else is in it.
  private func removeAlertMark(_ text: Node, _ paragraph: Node) {
    guard let lineEnd = cmark_node_next(text) else { return cmark_node_unlink(paragraph) }
    cmark_node_unlink(text)
    cmark_node_unlink(lineEnd)
  }
}
