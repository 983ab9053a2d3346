import CMark
import Diagnostics

extension TreeRenderer {
  /// Writes a code block, or leaves it to the site.
  mutating func codeBlock(_ node: Node) {
    let info = bytes(cmark_node_get_fence_info(node))
    if isSite, recordFence(node, info) { return }
    if isSite, Directive.isContents(info) {
      return noteForeignSyntax("a list of the pages below is left out", at: range(of: node))
    }
    freshLine()
    let (word, title) = isSite ? CodeInfo.read(info) : (Bytes(rebasing: info.prefix { !isSpace($0) }), nil)
    let language = isSite && word.count > 0 ? CodeLanguages.all.language(restored(word)) : nil
    if let title {
      out.append("<figure class=\"code\">\n<figcaption>")
      escaped(title, isText: true)
      out.append("</figcaption>\n")
    }
    out.append(isSite ? "<pre tabindex=\"0\"><code" : "<pre><code")
    if isSite ? word.count > 0 : info.count > 0 {
      out.append(" class=\"language-")
      escaped(word, isText: false)
      out.append("\"")
    }
    out.append(">")
    let hasOptions = isSite && info.first == UInt8(ascii: "{")
    let code = hasOptions ? Directive.withoutOptions(literal(of: node)) : literal(of: node)
    if let language { highlighted(code, in: language) } else { escaped(code, isText: false) }
    out.append(title == nil ? "</code></pre>\n" : "</code></pre>\n</figure>\n")
  }

  private mutating func highlighted(_ code: Bytes, in language: CodeLanguage) {
    guard prepared.features.masks else { return CodeHighlighter.write(code, in: language, to: &out) }
    Mask.restored(code, isText: false).withUnsafeBufferPointer { CodeHighlighter.write($0, in: language, to: &out) }
  }

  /// Notes a fenced block. Returns whether the site writes it.
  private mutating func recordFence(_ node: Node, _ info: Bytes) -> Bool {
    let range = range(of: node)
    guard isFence(range) else { return false }
    let first = cmark_node_get_start_line(node)
    let last = cmark_node_get_end_line(node)
    let start = min(endOfLine(range.start), range.end)
    let end = max(start, hasClosingFence(node) ? prepared.offset(line: last, column: 1) : endOfLine(range.end))
    let contentRange = first == last ? SourceRange(start, start) : SourceRange(start, end)
    let text = restored(info)
    page.fences.append(
      Fence(
        info: text, range: range, contentRange: contentRange, content: restored(literal(of: node)),
        heading: page.headings.indices.last))
    let word = Text(text.utf8.prefix { !isSpace($0) })
    guard options.slotFences.contains(word) else { return false }
    freshLine()
    addSlot(.fence(index: page.fences.count - 1), "", text: "", range: range)
    page.slots[page.slots.count - 1].destination = text
    return true
  }

  private func isFence(_ range: SourceRange) -> Bool {
    guard range.start >= 0, range.start + 2 < source.count else { return false }
    let byte = source[range.start]
    guard byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") else { return false }
    return source[range.start + 1] == byte && source[range.start + 2] == byte
  }

  /// Whether the block's last line is its closing fence: there is one line of text fewer than lines in the block.
  private func hasClosingFence(_ node: Node) -> Bool {
    let lines = literal(of: node).reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    return Int(cmark_node_get_end_line(node) - cmark_node_get_start_line(node)) > lines
  }

  private func endOfLine(_ offset: Int) -> Int {
    var end = offset
    while end < source.count, source[end] != UInt8(ascii: "\n") { end += 1 }
    return min(end + 1, source.count)
  }
}

@inline(__always) func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
