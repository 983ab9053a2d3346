import CMark
import Diagnostics

extension TreeRenderer {
  /// Collects the words of a paragraph or a table's cell for its section, and of the first paragraph for the excerpt.
  mutating func collect(_ node: Node) {
    let isExcerpt = page.excerpt.isEmpty && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT
    guard isExcerpt || options.collectsSections else { return }
    if isExcerpt { page.excerpt = plainText(of: node) }
    guard options.collectsSections else { return }
    let start = sectionText.count
    collectWords(of: node)
    // The box of a task is no word.
    if isTask(node) != nil { sectionText.removeSubrange(start..<min(start + 4, sectionText.count)) }
  }

  /// Collects the words of a block for its section.
  mutating func collectWords(of node: Node) {
    plain.removeAll()
    appendPlainText(of: node)
    plain.appendContents(to: &sectionText)
    sectionText.append(UInt8(ascii: "\n"))
  }

  /// Ends the section at the heading that follows, or at the end of the page.
  mutating func finishSection(at end: Int) {
    guard options.collectsSections else { return }
    defer { sectionText.removeAll(keepingCapacity: true) }
    if sectionText.last == UInt8(ascii: "\n") { sectionText.removeLast() }
    if page.headings.isEmpty, sectionText.isEmpty { return }
    page.sections.append(
      Section(
        heading: page.headings.indices.last, text: Text(sectionText[...]),
        range: SourceRange(sectionStart, max(sectionStart, end))))
  }
}
