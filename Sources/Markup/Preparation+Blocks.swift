import Diagnostics

extension Preparation {
  /// Opens the blocks that the line begins, and writes it.
  mutating func openBlocks(_ bytes: Bytes) {
    let wasAllMatched = scan.isAllMatched
    var mayBeLazy = scan.leaf == .paragraph
    // A line that is too deep is not written; each further mark on it may look at all the rest.
    while scan.containers.count <= depthLimit {
      let (first, indent) = scan.indentation(in: bytes)
      if first == scan.end { break }
      if hasComponents, bytes[first] == UInt8(ascii: "<"), openComponent(bytes, first) { return }
      let isInParagraph = wasAllMatched && !scan.hasOpened && scan.leaf == .paragraph
      if indent < 4 {
        if openLeaf(bytes, first, isInParagraph) { return }
        if openContainer(bytes, first, indent, isInParagraph) {
          mayBeLazy = false
          continue
        }
        if readsAdmonitions, NoteStarts.isFirst(bytes[first]), openAdmonition(bytes, first) { return }
      } else if !mayBeLazy {
        return writeLeaf(.code, bytes)
      }
      if readsExtensions, isInParagraph, indent < 4, beginTable(bytes, first) { return }
      break
    }
    writeText(bytes)
  }

  /// Writes a line that is a leaf block or begins one, if it does.
  private mutating func openLeaf(_ bytes: Bytes, _ first: Int, _ isInParagraph: Bool) -> Bool {
    let rest = Bytes(rebasing: bytes[first..<scan.end])
    switch bytes[first] {
    case UInt8(ascii: "#"):
      guard BlockStarts.isHeading(rest) else { return false }
      writeLeaf(.none, bytes)
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      if hasDirectives, openDirective(bytes, first) { return true }
      guard let fence = BlockStarts.fence(rest) else { return false }
      writeLeaf(.fence(fence.mark, fence.length), bytes)
    case UInt8(ascii: "$"):
      guard hasFormulas, NoteStarts.isFormulaFence(rest), hasFormulaEnd(bytes) else { return false }
      closeUnmatched()
      scan.leaf = .formula
      writeRest("```math", bytes)
    case UInt8(ascii: "<"):
      guard let kind = BlockStarts.html(rest, interruptsParagraph: isInParagraph) else { return false }
      writeLeaf(BlockStarts.endsHTML(rest, kind: kind) ? .none : .html(kind), bytes)
    case UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
      if readsAdmonitions, let abbreviation = NoteStarts.abbreviation(rest) {
        result.abbreviations.append(abbreviation)
        return true
      }
      guard (isInParagraph && BlockStarts.isSetextUnderline(rest)) || BlockStarts.isThematicBreak(rest) else { return false }
      writeLeaf(.none, bytes)
    default: return false
    }
    return true
  }

  /// Whether a line with `$$` alone follows, which ends the formula that begins in this line.
  private func hasFormulaEnd(_ bytes: Bytes) -> Bool {
    let lines = bytes[scan.next...].prefix(10_000).split(separator: UInt8(ascii: "\n"), maxSplits: 100)
    return lines.contains { line in
      NoteStarts.isFormulaFence(Bytes(rebasing: line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }))
    }
  }

  private mutating func writeLeaf(_ leaf: BlockScan.Leaf, _ bytes: Bytes) {
    closeUnmatched()
    scan.leaf = leaf
    writeRest(bytes)
  }

  /// Opens a quote, an item, a footnote or a definition, if the line begins one.
  private mutating func openContainer(_ bytes: Bytes, _ first: Int, _ indent: Int, _ isInParagraph: Bool) -> Bool {
    let rest = Bytes(rebasing: bytes[first..<scan.end])
    switch bytes[first] {
    case UInt8(ascii: ">"):
      closeUnmatched()
      takeQuoteMark(bytes, first, indent)
      open(BlockScan.Container(kind: .quote))
    case UInt8(ascii: "["):
      guard readsExtensions, let (note, content) = NoteStarts.footnote(rest) else { return false }
      closeUnmatched()
      openNote(note, bytes, content: first + content)
    case UInt8(ascii: ":"):
      guard readsAdmonitions, let (note, content) = NoteStarts.definition(rest), takeTerm(bytes, isInParagraph) else {
        return false
      }
      openNote(note, bytes, content: first + content)
    default:
      guard let length = BlockStarts.listMarker(rest, interruptsParagraph: isInParagraph) else { return false }
      closeUnmatched()
      openItem(bytes, first, indent, length)
    }
    return true
  }

  private mutating func open(_ container: BlockScan.Container) {
    scan.containers.append(container)
    scan.matched = scan.containers.count
    scan.hasOpened = true
    scan.leaf = .none
  }

  private mutating func openItem(_ bytes: Bytes, _ first: Int, _ indent: Int, _ length: Int) {
    if scan.notes > 0 {
      for _ in 0..<indent { scan.prefix.append(0x20) }
      scan.prefix += bytes[first..<(first + length)]
    }
    scan.position = first + length
    scan.column += indent + length
    let (content, spaces) = scan.indentation(in: bytes)
    let isEmpty = content == scan.end
    let padding = isEmpty || spaces > 4 || spaces < 1 ? 1 : spaces
    scan.take(columns: padding, in: bytes)
    if scan.notes > 0 { for _ in 0..<padding { scan.prefix.append(0x20) } }
    open(BlockScan.Container(kind: .item, indent: indent + length + padding, isEmpty: isEmpty))
  }

  /// Writes the mark of a note as the beginning of a quote; the rest of the line comes on a line of its own.
  mutating func openNote(
    _ note: Note, _ bytes: Bytes, content: Int, fence: NoteFence? = nil, mayHaveOptions: Bool = false
  ) {
    if !scan.hasOpened { writeSeparator(scan.continuationPrefix(scan.containers.count)) }
    result.lineStarts.append(scan.start)
    if scan.notes > 0 { input.append(scan.prefix) } else { input.append(Bytes(rebasing: bytes[scan.start..<scan.position])) }
    input.append("> ")
    writeMark("N", result.notes.count)
    result.notes.append(note)
    let isTitled = result.notes[result.notes.count - 1].takesTitle
    var isDefinition = false
    if case .definition = note.kind { isDefinition = true }
    let kind = BlockScan.Container.Kind.note(allowsLazyLines: note.allowsLazyLines, isDefinition: isDefinition)
    open(BlockScan.Container(kind: kind, indent: fence == nil ? 4 : 0, fence: fence, mayHaveOptions: mayHaveOptions))
    scan.notes += 1
    scan.prefix = scan.continuationPrefix(scan.containers.count)
    if isTitled { writeTitle(of: note, bytes) }
    scan.position = content
    scan.column = content - scan.start
  }

  /// Writes the title of a box as a heading, so that libcmark reads what is marked up in it.
  private mutating func writeTitle(of note: Note, _ bytes: Bytes) {
    let title = note.title ?? []
    let line = Bytes(rebasing: bytes[scan.start..<scan.end])
    guard let offset = line.firstOccurrence(of: title, from: 0) else { return writeMade(title) }
    let start = scan.start + offset
    writeHeading(start..<min(start + title.count, scan.end), scan.prefix, bytes, unescapesPipes: false)
  }

  /// Writes a title that the line has other words of.
  private mutating func writeMade(_ title: [UInt8]) {
    result.lineStarts.append(scan.start)
    input.append(scan.prefix)
    input.append("# ")
    input.append(title)
    input.append(" #\n")
  }

  private mutating func openAdmonition(_ bytes: Bytes, _ first: Int) -> Bool {
    let rest = Bytes(rebasing: bytes[first..<scan.end])
    if let note = NoteStarts.admonition(rest) ?? NoteStarts.tab(rest) {
      closeUnmatched()
      openNote(note, bytes, content: scan.end)
      return true
    }
    if bytes[first] == UInt8(ascii: ":"), openDirective(bytes, first) { return true }
    guard let (note, fence) = NoteStarts.fenced(rest) ?? NoteStarts.slashed(rest) else { return false }
    closeUnmatched()
    openNote(note, bytes, content: scan.end, fence: fence, mayHaveOptions: fence.sign == UInt8(ascii: "/"))
    return true
  }

  /// Writes the mark of one of our blocks, as a comment.
  mutating func writeMark(_ kind: StaticString, _ index: Int) {
    input.append("<!--")
    input.append(Mask.block)
    input.append(kind)
    input.append(decimal: index)
    input.append("-->\n")
  }

  /// Writes a line of a paragraph, or a row of the open table.
  private mutating func writeText(_ bytes: Bytes) {
    let (first, _) = scan.indentation(in: bytes)
    let isLazy = !scan.hasOpened && !scan.isAllMatched && scan.leaf == .paragraph
    if isLazy, scan.containers[scan.matched...].allSatisfy(\.allowsLazyLines) {
      return writeParagraphLine(bytes, first, isLazy: true)
    }
    closeUnmatched()
    if first == scan.end { return writeRest(bytes) }
    if scan.leaf == .table { return writeRow(bytes, first) }
    if scan.leaf != .paragraph {
      scan.leaf = .paragraph
      scan.paragraph.lines.removeAll(keepingCapacity: true)
      scan.paragraph.refusedTable = false
    }
    writeParagraphLine(bytes, first, isLazy: false)
  }

  private mutating func writeParagraphLine(_ bytes: Bytes, _ first: Int, isLazy: Bool) {
    let prefix = scan.notes > 0 ? scan.prefix.count : scan.position - scan.start
    if scan.paragraph.lines.isEmpty {
      scan.paragraph.firstOutput = input.count
      scan.paragraph.firstPrefix = prefix
      scan.paragraph.firstLine = result.lineStarts.count
    }
    scan.paragraph.lastOutput = input.count
    scan.paragraph.lastPrefix = prefix
    scan.paragraph.lastLine = result.lineStarts.count
    scan.paragraph.isLazy = isLazy
    scan.paragraph.lines.append(first..<scan.end)
    writeRest(bytes)
  }
}

extension Preparation {
  /// Makes a table of the paragraph's last line and this one, if this is a delimiter row that fits.
  private mutating func beginTable(_ bytes: Bytes, _ first: Int) -> Bool {
    guard !scan.paragraph.refusedTable, let head = scan.paragraph.lines.last,
      let alignments = TableRow.alignments(of: first..<scan.end, in: bytes)
    else { return false }
    let cells = TableRow.cells(of: head, in: bytes, keepsWikiLinks: readsAdmonitions)
    guard cells.count == alignments.count else {
      scan.paragraph.refusedTable = true
      return false
    }
    scan.tablePrefix = scan.continuationPrefix(scan.containers.count)
    input.truncate(to: scan.paragraph.lastOutput + (scan.paragraph.isLazy ? 0 : scan.paragraph.lastPrefix))
    result.lineStarts.removeLast(result.lineStarts.count - scan.paragraph.lastLine)
    if scan.paragraph.isLazy { input.append(scan.tablePrefix) }
    result.lineStarts.append(head.lowerBound)
    writeMark("T", result.tables.count)
    result.tables.append(Table(alignments: alignments))
    scan.leaf = .table
    write(cells, bytes)
    return true
  }

  private mutating func writeRow(_ bytes: Bytes, _ first: Int) {
    write(TableRow.cells(of: first..<scan.end, in: bytes, keepsWikiLinks: readsAdmonitions), bytes)
  }

  private mutating func write(_ cells: [Range<Int>], _ bytes: Bytes) {
    let table = result.tables.count - 1
    for column in 0..<result.tables[table].alignments.count {
      let range = column < cells.count ? cells[column] : scan.end..<scan.end
      let isPlain = TableRow.isPlain(range, in: bytes)
      result.tables[table].cells.append(Table.Cell(range: range, isPlain: isPlain))
      if !isPlain { writeHeading(range, scan.tablePrefix, bytes, unescapesPipes: true) }
    }
  }

  /// Writes a text as a heading: that way libcmark reads it as inlines, whatever it begins with.
  private mutating func writeHeading(_ text: Range<Int>, _ prefix: [UInt8], _ bytes: Bytes, unescapesPipes: Bool) {
    result.lineStarts.append(text.lowerBound - prefix.count - 2)
    input.append(prefix)
    input.append("# ")
    for index in text {
      let isEscape = unescapesPipes && bytes[index] == UInt8(ascii: "\\") && index + 1 < text.upperBound
      if !(isEscape && bytes[index + 1] == UInt8(ascii: "|")) { input.append(bytes[index]) }
    }
    input.append(" #\n")
  }

  /// Turns the paragraph before a definition into terms. Returns whether there is a term, or a definition that this one follows.
  private mutating func takeTerm(_ bytes: Bytes, _ isInParagraph: Bool) -> Bool {
    if scan.matched < scan.containers.count, scan.containers[scan.matched].isDefinition {
      closeUnmatched()
      return true
    }
    let lines = scan.paragraph.lines
    guard isInParagraph || (scan.isAllMatched && !scan.hasOpened && scan.mayBeTerm), lines.count <= 3, !scan.paragraph.isLazy
    else { return false }
    input.truncate(to: scan.paragraph.firstOutput + scan.paragraph.firstPrefix)
    result.lineStarts.removeLast(result.lineStarts.count - scan.paragraph.firstLine)
    result.lineStarts.append(lines[0].lowerBound)
    writeMark("D", lines.count)
    for line in lines { writeHeading(line, scan.continuationPrefix(scan.containers.count), bytes, unescapesPipes: false) }
    scan.leaf = .none
    return true
  }
}
