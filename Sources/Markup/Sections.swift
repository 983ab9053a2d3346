import CMark
import Diagnostics

extension TreeRenderer {
  /// Collects the words of a paragraph or a table's cell for its section, and of the first paragraph for the excerpt.
  mutating func collect(_ node: Node) {
    let isExcerpt = page.excerpt.isEmpty && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT
    guard isExcerpt || options.collectsSections else { return }
    if isExcerpt { page.excerpt = plainText(of: node).beginning(of: RenderedPage.longestExcerpt) }
    guard options.collectsSections else { return }
    let start = sectionText.count
    collectWords(of: node)
    // The box of a task is no word.
    if isTask(node) != nil { sectionText.remove(4, at: start) }
  }

  /// Collects the words of a block for its section.
  mutating func collectWords(of node: Node) {
    // Written where they are to stand.
    swap(&plain, &sectionText)
    appendPlainText(of: node)
    swap(&plain, &sectionText)
    sectionText.append(UInt8(ascii: "\n"))
  }

  /// Ends the section at the heading that follows, or at the end of the page.
  mutating func finishSection(at end: Int) {
    guard options.collectsSections else { return }
    defer { sectionText.removeAll() }
    if sectionText.bytes.last == UInt8(ascii: "\n") { sectionText.truncate(to: sectionText.count - 1) }
    if page.headings.isEmpty, sectionText.count == 0 { return }
    page.sections.append(
      Section(
        heading: page.headings.indices.last, text: Text(sectionText.array()),
        range: SourceRange(sectionStart, max(sectionStart, end))))
  }
}

extension RenderedPage {
  /// How many bytes an excerpt has at most: lists, feeds and the head of the page show it whole.
  static let longestExcerpt = 1_000
}

extension Text {
  /// Its first words in so many bytes, with an ellipsis for the others.
  fileprivate func beginning(of most: Int) -> Text {
    if utf8.count <= most { return self }
    var end = most - 3
    // A word is cut only where it is longer than all of it; then between two characters.
    if let space = utf8[..<end].lastIndex(of: 0x20) {
      end = space
    } else {
      while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return Text(utf8[..<end]) + "…"
  }
}
