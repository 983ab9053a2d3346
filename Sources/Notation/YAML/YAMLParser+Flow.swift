import Diagnostics

/// Flow style: `[a, b]` and `{a: b}`, as in JSON.
extension YAMLParser {
  /// Reads the collection whose bracket is here. Its further lines are indented deeper than its parent.
  mutating func flow(parentIndent: Int) -> Node? {
    guard enter() else { return nil }
    defer { depth -= 1 }
    return bytes[index] == UInt8(ascii: "[") ? flowSequence(parentIndent) : flowMapping(parentIndent)
  }

  private mutating func flowSequence(_ parentIndent: Int) -> Node? {
    let start = index
    var elements: [Node] = []
    index += 1
    while let next = flowContent(start, parentIndent) {
      if next == UInt8(ascii: "]") {
        index += 1
        return Node(.list(elements), range: SourceRange(start, index))
      }
      guard let element = flowValue(parentIndent) else { return nil }
      elements.append(element)
      guard let after = flowContent(start, parentIndent) else { return nil }
      if after == UInt8(ascii: ":") { return fault(.pairInList, at: index..<index + 1) }
      guard flowSeparator(after, closing: UInt8(ascii: "]")) else { return nil }
    }
    return nil
  }

  private mutating func flowMapping(_ parentIndent: Int) -> Node? {
    let start = index
    var entries: [Node.Entry] = []
    var keys = KeyIndex()
    index += 1
    while let next = flowContent(start, parentIndent) {
      if next == UInt8(ascii: "}") {
        index += 1
        return Node(.map(entries), range: SourceRange(start, index))
      }
      guard let key = flowKey(parentIndent), checkUnique(key.text, key.range, &keys, entries),
        let value = flowMappingValue(key, start, parentIndent)
      else { return nil }
      entries.append(Node.Entry(key: key.text, keyRange: key.range, value: value))
      guard let after = flowContent(start, parentIndent), flowSeparator(after, closing: UInt8(ascii: "}")) else { return nil }
    }
    return nil
  }

  private mutating func flowKey(_ parentIndent: Int) -> Node? {
    let first = byte(index)
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return fault(.complexKey, at: index..<index + 1) }
    let line = lineStart
    guard let key = flowValue(parentIndent) else { return nil }
    if lineStart != line { return fault(.complexKey, at: key.range.start..<key.range.end) }
    if key.text == "<<", key.contentStart == key.range.start { return fault(.mergeKey, at: key.range.start..<key.range.end) }
    return key
  }

  /// Reads the value after a key; null if there is no colon.
  private mutating func flowMappingValue(_ key: Node, _ start: Int, _ parentIndent: Int) -> Node? {
    guard let next = flowContent(start, parentIndent) else { return nil }
    let isPlain = key.contentStart == key.range.start
    // After a plain key on the line before, `:x` goes on with the key's text.
    guard next == UInt8(ascii: ":"), !isPlain || isBlankOrEnd(index + 1) || isFlowMark(byte(index + 1)) else {
      if isPlain, let colon = (key.range.start..<key.range.end).first(where: { bytes[$0] == UInt8(ascii: ":") }) {
        return fault(.noBlank(text(key.range.start..<colon)), at: key.range.start..<colon + 1)
      }
      return Node(.null, range: SourceRange(key.range.end, key.range.end))
    }
    index += 1
    let after = index
    guard let first = flowContent(start, parentIndent) else { return nil }
    if first == UInt8(ascii: ",") || first == UInt8(ascii: "}") { return Node(.null, range: SourceRange(after, after)) }
    return flowValue(parentIndent)
  }

  /// Reads an element, key or value.
  private mutating func flowValue(_ parentIndent: Int) -> Node? {
    switch byte(index) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return flow(parentIndent: parentIndent)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(parentIndent: parentIndent)
    default: return flowPlain()
    }
  }

  /// Reads a plain text on one line.
  private mutating func flowPlain() -> Node? {
    guard checkPlainStart(inFlow: true) else { return nil }
    let start = index
    while index < end {
      let byte = bytes[index]
      if isBreak(byte) || isFlowMark(byte) { break }
      if byte == UInt8(ascii: "#"), index > start, isBlank(bytes[index - 1]) { break }
      if byte == UInt8(ascii: ":"), isBlankOrEnd(index + 1) || isFlowMark(self.byte(index + 1)) { break }
      index += 1
    }
    let stop = trimmedEnd(start, index)
    return YAMLScalar.plain(text(start..<stop), at: start..<stop)
  }

  /// Moves to the next character of a collection; nil after a fault: it is not closed.
  private mutating func flowContent(_ start: Int, _ parentIndent: Int) -> UInt8? {
    let faults = sink.diagnostics.count
    let before = (index: index, lineStart: lineStart)
    guard skipToContent(), lineStart == before.lineStart || column > parentIndent else {
      if sink.diagnostics.count == faults {
        report(.unclosedBracket(bytes[start]), at: start..<start + 1)
        // The line at the margin is the next entry of the block around it.
        goBack(to: before)
      }
      return nil
    }
    return bytes[index]
  }

  /// Steps over the comma after an element; the closing bracket stays.
  private mutating func flowSeparator(_ next: UInt8, closing: UInt8) -> Bool {
    if next == closing { return true }
    guard next == UInt8(ascii: ",") else {
      report(.separator(closing), at: index..<index + 1)
      return false
    }
    index += 1
    return true
  }
}
