import CMark
import Diagnostics

extension TreeRenderer {
  /// Collects the words of a paragraph or a table's cell for its section, and of the first paragraph for the excerpt.
  mutating func collect(_ node: Node) {
    let isExcerpt = page.excerpt.isEmpty && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT
    guard isExcerpt || options.collectsSections else { return }
    let text = plainText(of: node)
    if isExcerpt { page.excerpt = text }
    if options.collectsSections { sectionText.append(contentsOf: text.utf8 + [UInt8(ascii: "\n")]) }
  }

  /// Ends the section at the heading that follows, or at the end of the page.
  mutating func finishSection(at end: Int) {
    guard options.collectsSections else { return }
    defer { sectionText.removeAll() }
    if sectionText.last == UInt8(ascii: "\n") { sectionText.removeLast() }
    if page.headings.isEmpty, sectionText.isEmpty { return }
    page.sections.append(
      Section(
        heading: page.headings.indices.last, text: Text(sectionText), range: SourceRange(sectionStart, max(sectionStart, end))))
  }
}
