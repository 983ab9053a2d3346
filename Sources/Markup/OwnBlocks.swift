import CMark
import Diagnostics

/// The mark of a block that was rewritten for libcmark.
struct BlockMark {
  /// `T` a table, `N` a note, `D` terms.
  var kind: UInt8
  /// Which one, or how many terms.
  var index: Int

  /// Reads the mark; nil if the HTML block is the page's own.
  init?(_ html: Bytes) {
    guard html.count > 6, html[4] == Mask.block, html.begins(with: "<!--") else { return nil }
    kind = html[5]
    index = html[6...].prefix(while: isDigit).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}

extension TreeRenderer {
  /// The mark that a block begins with.
  func mark(of node: Node?) -> BlockMark? {
    guard let node, cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK else { return nil }
    return BlockMark(literal(of: node))
  }

  /// The note that a quote stands for.
  func note(of quote: Node?) -> (index: Int, note: Note)? {
    guard let quote, cmark_node_get_type(quote) == CMARK_NODE_BLOCK_QUOTE, let mark = mark(of: cmark_node_first_child(quote)),
      mark.kind == UInt8(ascii: "N"), mark.index < prepared.notes.count
    else { return nil }
    return (mark.index, prepared.notes[mark.index])
  }

  /// Writes the block of a mark; the headings that belong to it are passed over afterwards.
  mutating func ownBlock(_ mark: BlockMark, _ node: Node) {
    switch mark.kind {
    case UInt8(ascii: "T"): if mark.index < prepared.tables.count { table(prepared.tables[mark.index], node) }
    case UInt8(ascii: "D"): terms(mark.index, node)
    default: break
    }
  }

  private mutating func terms(_ count: Int, _ node: Node) {
    freshLine()
    if !isInDefinitions(cmark_node_previous(node)) {
      out.append("<dl>\n")
      enterElements()
    }
    var heading = node
    for _ in 0..<count {
      guard let next = cmark_node_next(heading) else { break }
      heading = next
      out.append("<dt")
      defineTerm(heading, explainedBy: lastTerm(count, node).flatMap { cmark_node_next($0) })
      out.append(">")
      if options.collectsSections { collectWords(of: heading) }
      terms.isInTerm = true
      walkWhole(heading)
      terms.isInTerm = false
      out.append("</dt>\n")
    }
    resume = heading
  }

  /// The last of the terms behind a mark.
  private func lastTerm(_ count: Int, _ mark: Node) -> Node? {
    var node: Node? = mark
    for _ in 0..<count { node = cmark_node_next(node) }
    return node
  }

  /// Whether a list of definitions is open behind a block.
  func isInDefinitions(_ block: Node?) -> Bool {
    if case .definition = note(of: block)?.note.kind { return true }
    return false
  }

  private mutating func table(_ table: Table, _ node: Node) {
    freshLine()
    tableCount += 1
    if isSite {
      out.append("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table ")
      out.append(decimal: tableCount)
      out.append("\">\n")
    }
    enterElements()
    out.append("<table>\n<thead>\n")
    var heading = node
    let columns = table.alignments.count
    for row in 0..<(table.cells.count / columns) {
      if row == 1 { out.append("<tbody>\n") }
      out.append("<tr>\n")
      for column in 0..<columns { cell(table, row, column, &heading, in: node) }
      out.append("</tr>\n")
      if row == 0 { out.append("</thead>\n") }
    }
    if table.cells.count > columns { out.append("</tbody>\n") }
    closed(isSite ? "</table>\n</div>\n" : "</table>\n")
    resume = heading
  }

  private mutating func cell(_ table: Table, _ row: Int, _ column: Int, _ heading: inout Node, in node: Node) {
    let cell = table.cells[row * table.alignments.count + column]
    // A corner without a name heads nothing.
    let isHead = row == 0 && !(isSite && cell.isPlain && cell.range.isEmpty)
    out.append(isHead ? (isSite ? "<th scope=\"col\"" : "<th") : "<td")
    alignment(table.alignments[column])
    out.append(">")
    // The head of a column is a heading, too: nothing is explained there.
    terms.isInTerm = row == 0
    defer { terms.isInTerm = false }
    if cell.isPlain {
      let text = Bytes(rebasing: source[cell.range])
      if terms.isEmpty { out.appendEscapingHTML(text) } else { words(text, of: node) }
      if options.collectsSections, text.count > 0 {
        sectionText.append(text)
        sectionText.append(UInt8(ascii: "\n"))
      }
    } else if let next = cmark_node_next(heading), cmark_node_get_type(next) == CMARK_NODE_HEADING {
      heading = next
      if options.collectsSections { collectWords(of: heading) }
      walkWhole(heading)
    }
    out.append(isHead ? "</th>\n" : "</td>\n")
  }

  private mutating func alignment(_ alignment: Table.Alignment) {
    switch alignment {
    case .none: break
    case .left: out.append(isSite ? " class=\"align-left\"" : " align=\"left\"")
    case .center: out.append(isSite ? " class=\"align-center\"" : " align=\"center\"")
    case .right: out.append(isSite ? " class=\"align-right\"" : " align=\"right\"")
    }
  }
}
