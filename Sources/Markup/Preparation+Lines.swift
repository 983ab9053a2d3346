import Diagnostics
import Glibc

extension Preparation {
  /// Reads the page line by line and writes libcmark's text, with tables and notes rewritten. Returns where a page is too deep.
  mutating func scanLines(_ bytes: Bytes, _ body: SourceRange) -> Int? {
    scan = BlockScan()
    scan.next = body.start
    while scan.next < body.end {
      scan.start = scan.next
      findLineEnd(bytes, body.end)
      let written = input.count
      let lines = result.lineStarts.count
      readLine(bytes)
      if scan.containers.count > depthLimit {
        input.truncate(to: min(written, input.count))
        result.lineStarts.removeLast(max(0, result.lineStarts.count - lines))
        return scan.start
      }
    }
    return nil
  }

  private mutating func findLineEnd(_ bytes: Bytes, _ limit: Int) {
    guard let base = bytes.baseAddress else { return }
    let found = memchr(base + scan.start, 0x0A, limit - scan.start)
    let newline = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
    scan.end = newline ?? limit
    scan.next = newline.map { $0 + 1 } ?? limit
    while scan.end > scan.start, bytes[scan.end - 1] == 0x0D { scan.end -= 1 }
  }

  private mutating func readLine(_ bytes: Bytes) {
    scan.position = scan.start
    scan.column = 0
    scan.matched = 0
    scan.hasOpened = false
    if !scan.prefix.isEmpty { scan.prefix.removeAll(keepingCapacity: true) }
    while scan.matched < scan.containers.count, goesOn(scan.matched, bytes) { scan.matched += 1 }
    if scan.closesNote {
      scan.closesNote = false
      return closeUnmatched()
    }
    if isOption(bytes) { return }
    let (first, indent) = scan.indentation(in: bytes)
    if scan.isAllMatched, continuesLeaf(bytes, first, indent) { return }
    if first == scan.end { return emptyLine(bytes) }
    openBlocks(bytes)
    scan.mayBeTerm = false
  }

  /// Whether a container goes on in this line; takes what belongs to it.
  private mutating func goesOn(_ index: Int, _ bytes: Bytes) -> Bool {
    let (first, indent) = scan.indentation(in: bytes)
    let container = scan.containers[index]
    switch container.kind {
    case .quote:
      guard indent < 4, first < scan.end, bytes[first] == UInt8(ascii: ">") else { return false }
      takeQuoteMark(bytes, first, indent)
    case .note where container.fence != nil:
      if ends(index, bytes, first, indent) {
        scan.closesNote = true
        return false
      }
      if container.fence?.tag != nil { takeIndentation(ofComponent: index, bytes, first, indent) }
      appendPrefix(of: container)
    case .item, .note:
      if indent >= container.indent, first < scan.end {
        scan.take(columns: container.indent, in: bytes)
        scan.containers[index].isEmpty = false
      } else if first == scan.end, !container.isEmpty {
        scan.take(columns: min(indent, container.indent), in: bytes)
      } else {
        return false
      }
      appendPrefix(of: container)
    }
    return true
  }

  /// Whether the line ends a block between lines of signs, or a component; of several of one name the innermost.
  private func ends(_ index: Int, _ bytes: Bytes, _ first: Int, _ indent: Int) -> Bool {
    guard let fence = scan.containers[index].fence, !isInFence, indent < 4 || fence.tag != nil,
      fence.isClosed(by: Bytes(rebasing: bytes[first..<scan.end]))
    else { return false }
    return fence.tag == nil || !scan.containers[(index + 1)...].contains { $0.fence?.tag == fence.tag }
  }

  /// Takes as much white space as the first line of a component has.
  private mutating func takeIndentation(ofComponent index: Int, _ bytes: Bytes, _ first: Int, _ indent: Int) {
    if scan.containers[index].isEmpty, first < scan.end {
      (scan.containers[index].indent, scan.containers[index].isEmpty) = (indent, false)
    }
    scan.take(columns: min(indent, scan.containers[index].indent), in: bytes)
  }

  /// Whether the line is an option of a block between slashes, `    type: warning`, or of a directive, `:class: wide`. They end where the text begins.
  private mutating func isOption(_ bytes: Bytes) -> Bool {
    guard let last = scan.containers.indices.last, scan.containers[last].mayHaveOptions, scan.isAllMatched else { return false }
    let (first, indent) = scan.indentation(in: bytes)
    let isIndented = scan.containers[last].fence?.sign == UInt8(ascii: "/")
    scan.containers[last].mayHaveOptions =
      isIndented ? indent >= 4 && first < scan.end : Directive.isOption(Bytes(rebasing: bytes[first..<scan.end]))
    return scan.containers[last].mayHaveOptions
  }

  private var isInFence: Bool { if case .fence = scan.leaf { true } else { false } }

  private mutating func appendPrefix(of container: BlockScan.Container) {
    guard scan.notes > 0 else { return }
    if container.isNote {
      scan.prefix += [UInt8(ascii: ">"), 0x20]
    } else {
      for _ in 0..<container.indent { scan.prefix.append(0x20) }
    }
  }

  /// Takes `>` and one space or column of a tab.
  mutating func takeQuoteMark(_ bytes: Bytes, _ first: Int, _ indent: Int) {
    scan.position = first + 1
    scan.column += indent + 1
    scan.take(columns: 1, in: bytes)
    if scan.notes > 0 { scan.prefix += [UInt8(ascii: ">"), 0x20] }
  }

  /// Whether the line belongs to the open fence, HTML or code block; ends what an empty line ends.
  private mutating func continuesLeaf(_ bytes: Bytes, _ first: Int, _ indent: Int) -> Bool {
    let rest = Bytes(rebasing: bytes[first..<scan.end])
    let isEmpty = first == scan.end
    switch scan.leaf {
    case .fence(let mark, let length):
      if indent < 4, BlockStarts.closesFence(rest, mark: mark, length: length) { scan.leaf = .none }
    case .html(let kind):
      if kind >= 6 ? isEmpty : BlockStarts.endsHTML(rest, kind: kind) { scan.leaf = .none }
    case .formula:
      if NoteStarts.isFormulaFence(rest) {
        scan.leaf = .none
        writeRest("```", bytes)
        return true
      }
    case .code:
      if indent < 4, !isEmpty {
        scan.leaf = .none
        return false
      }
    default: return false
    }
    writeRest(bytes)
    return true
  }

  private mutating func emptyLine(_ bytes: Bytes) {
    if scan.leaf == .paragraph { scan.mayBeTerm = scan.isAllMatched }
    if !scan.isAllMatched { removeContainers(from: scan.matched) }
    scan.leaf = .none
    writeRest(bytes)
  }

  /// Writes the line, or what containers left of it behind their prefix.
  mutating func writeRest(_ bytes: Bytes) {
    if scan.notes == 0 {
      result.lineStarts.append(scan.start)
      input.append(Bytes(rebasing: bytes[scan.start..<scan.next]))
      return
    }
    let (first, indent) = scan.indentation(in: bytes)
    result.lineStarts.append(first - scan.prefix.count - indent)
    input.append(scan.prefix)
    if first < scan.end { input.append(repeating: 0x20, count: indent) }
    input.append(Bytes(rebasing: bytes[first..<scan.next]))
  }

  /// Writes other words in the place of what containers left of the line.
  mutating func writeRest(_ words: StaticString, _ bytes: Bytes) {
    let (first, indent) = scan.indentation(in: bytes)
    let prefix = scan.notes > 0 ? scan.prefix : Array(bytes[scan.start..<scan.position])
    result.lineStarts.append(first - prefix.count - indent)
    input.append(prefix)
    input.append(repeating: 0x20, count: indent)
    input.append(words)
    input.append(UInt8(ascii: "\n"))
  }

  /// Closes the containers that the line does not continue. Behind a note comes an empty line, or libcmark would go on with its quote.
  mutating func closeUnmatched() {
    guard !scan.isAllMatched else { return }
    let hadNote = scan.containers[scan.matched...].contains(where: \.isNote)
    removeContainers(from: scan.matched)
    scan.leaf = .none
    if hadNote { writeSeparator(scan.continuationPrefix(scan.matched)) }
  }

  private mutating func removeContainers(from index: Int) {
    scan.containers.removeLast(scan.containers.count - index)
    scan.notes = scan.containers.reduce(0) { $0 + ($1.isNote ? 1 : 0) }
  }

  /// Writes a line without text.
  mutating func writeSeparator(_ prefix: [UInt8]) {
    result.lineStarts.append(scan.start)
    input.append(prefix)
    input.append(UInt8(ascii: "\n"))
  }
}
