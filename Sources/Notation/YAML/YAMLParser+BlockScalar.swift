import Diagnostics

/// Literal (`|`) and folded (`>`) texts.
extension YAMLParser {
  /// Reads the text whose `|` or `>` is here.
  mutating func blockScalar(parentIndent: Int) -> Node? {
    let start = index
    guard let header = blockHeader(), endOfLine() else { return nil }
    skipLine()
    guard index < end else { return blockNode(FoldedText(), start, index) }
    skipBreak()
    guard let indent = blockIndent(header, parentIndent) else { return nil }
    var scalar = BlockText(isFolded: header.isFolded)
    var last = index
    while index < end, let line = blockLine(indent) {
      scalar.appendLine(bytes, line)
      last = line.upperBound
      if index < end { skipBreak() }
    }
    if last == end { scalar.dropLastBreak() }
    return blockNode(scalar.finish(header.chomping), start, max(start + 1, last))
  }

  private func blockNode(_ folded: FoldedText, _ start: Int, _ stop: Int) -> Node {
    let text = folded.text
    return Node(
      .string(text), text: text, range: SourceRange(start, stop), contentStart: Int(folded.map.first ?? Int32(stop)),
      map: folded.map)
  }

  private struct BlockHeader {
    var isFolded: Bool
    var indent = 0
    var chomping = BlockText.Chomping.clip
  }

  /// Reads `|` or `>` with its indicators: a digit for the indentation, `-` or `+` for the line ends at the end.
  private mutating func blockHeader() -> BlockHeader? {
    let start = index
    var header = BlockHeader(isFolded: bytes[index] == UInt8(ascii: ">"))
    index += 1
    while !isBlankOrEnd(index) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "-"), header.chomping == .clip {
        header.chomping = .strip
      } else if byte == UInt8(ascii: "+"), header.chomping == .clip {
        header.chomping = .keep
      } else if byte >= UInt8(ascii: "1"), byte <= UInt8(ascii: "9"), header.indent == 0 {
        header.indent = Int(byte - 0x30)
      } else {
        let range = start..<lineEnd(start)
        report(.blockHeader, at: range, fix: range, YAML.quoted(text(range)))
        return nil
      }
      index += 1
    }
    return header
  }

  /// How far the text's lines are indented: as the header says, or as the first line that is not empty.
  private mutating func blockIndent(_ header: BlockHeader, _ parentIndent: Int) -> Int? {
    let least = parentIndent + 1
    if header.indent > 0 { return max(parentIndent, 0) + header.indent }
    var line = index
    var offset = index
    var deepest = 0
    while true {
      let byte = byte(offset)
      if byte == UInt8(ascii: " ") {
        offset += 1
      } else if isBreak(byte) {
        deepest = max(deepest, offset - line)
        offset += 1
        line = offset
      } else {
        let indent = offset - line
        if byte == UInt8(ascii: "\t"), indent < least { return fault(.tab, at: offset..<offset + 1) }
        if byte == 0 || indent < least { return max(deepest, least, byte == 0 ? indent : 0) }
        var margin = self
        (margin.index, margin.lineStart) = (offset, line)
        if indent == 0, !margin.isAtMarker { return fault(.textAtMargin, at: offset..<lineEnd(offset)) }
        return deepest <= indent ? indent : fault(.deepEmptyLine, at: index..<index + 1)
      }
    }
  }

  /// The content of the next line of the text, without its indentation; nil if the line does not belong to it.
  private mutating func blockLine(_ indent: Int) -> Range<Int>? {
    var offset = index
    while byte(offset) == UInt8(ascii: " "), offset - index < indent { offset += 1 }
    let next = byte(offset)
    if !isBreak(next), offset - index < indent || isAtMarker { return nil }
    if next == 0 { return nil }
    index = offset
    skipLine()
    return offset..<index
  }
}

/// Puts the lines of a literal or folded text together.
struct BlockText {
  /// What becomes of the line ends at the end: one is kept, none, or all.
  enum Chomping { case clip, strip, keep }

  let isFolded: Bool
  private var folded = FoldedText()
  /// Line ends since the last line that is not empty.
  private var breaks = 0
  private var breakPlace = 0
  private var hasLine = false
  private var lastWasDeeper = false

  init(isFolded: Bool) { self.isFolded = isFolded }

  mutating func appendLine(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    guard !line.isEmpty else {
      if breaks == 0 { breakPlace = line.lowerBound }
      breaks += 1
      return
    }
    let first = bytes[line.lowerBound]
    let isDeeper = first == UInt8(ascii: " ") || first == UInt8(ascii: "\t")
    if isFolded, hasLine, !isDeeper, !lastWasDeeper {
      folded.appendBreaks(breaks, at: breakPlace)
    } else {
      for _ in 0..<breaks { folded.append(UInt8(ascii: "\n"), at: breakPlace) }
    }
    folded.append(bytes, line)
    hasLine = true
    lastWasDeeper = isDeeper
    breaks = 1
    breakPlace = line.upperBound
  }

  /// Takes note that the file ended without a line end after the last line.
  mutating func dropLastBreak() { breaks = max(breaks - 1, 0) }

  func finish(_ chomping: Chomping) -> FoldedText {
    var result = folded
    let kept = chomping == .keep ? breaks : chomping == .clip && hasLine ? min(breaks, 1) : 0
    for _ in 0..<kept { result.append(UInt8(ascii: "\n"), at: breakPlace) }
    return result
  }
}
