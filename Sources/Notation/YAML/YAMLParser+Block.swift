import Diagnostics

/// Block style: one entry a line, nested by indentation.
extension YAMLParser {
  /// Reads the list whose first dash is here.
  mutating func sequence() -> Node? {
    guard enter() else { return nil }
    defer { depth -= 1 }
    let (start, indent) = (index, column)
    var elements: [Node] = []
    var last = index
    repeat {
      guard isEntryMark(index) else { break }
      index += 1
      if let element = entry(indent: indent) {
        elements.append(element)
        last = element.range.end
      } else {
        skipEntry(indent: indent)
      }
    } while continues(indent: indent)
    return Node(.list(elements), range: SourceRange(start, max(start, last)))
  }

  /// Reads what follows the dash of a list's entry.
  private mutating func entry(indent: Int) -> Node? {
    let after = index
    let line = lineStart
    while byte(index) == UInt8(ascii: " ") { index += 1 }
    if byte(index) == UInt8(ascii: "\t"), !isEmptyLine(index) { return fault(.tab, at: index..<index + 1) }
    guard skipToContent(), lineStart == line || column > indent else { return emptyValue(after) }
    return block(parentIndent: indent)
  }

  /// Reads the mapping whose first key is here.
  mutating func mapping() -> Node? {
    guard enter() else { return nil }
    defer { depth -= 1 }
    let (start, indent) = (index, column)
    var entries: [Node.Entry] = []
    var keys = KeyIndex()
    repeat {
      guard let (key, range) = key(), checkUnique(key, range, &keys, entries), let value = mappingValue(indent: indent) else {
        skipEntry(indent: indent)
        continue
      }
      entries.append(Node.Entry(key: key, keyRange: range, value: value))
    } while continues(indent: indent)
    return Node(.map(entries), range: SourceRange(start, max(start, entries.last?.value.range.end ?? start)))
  }

  /// Reads what follows the colon after a key.
  private mutating func mappingValue(indent: Int) -> Node? {
    let after = index
    let line = lineStart
    guard skipToContent() else { return emptyValue(after) }
    guard lineStart != line else { return inlineValue(parentIndent: indent) }
    if column > indent { return block(parentIndent: indent) }
    // The entries of a list may stand as far left as the key that they belong to.
    if column == indent, isEntryMark(index) { return sequence() }
    return emptyValue(after)
  }

  /// Whether a further entry of the block follows; lines that are indented deeper than it are faults.
  private mutating func continues(indent: Int) -> Bool {
    while skipToContent() {
      if column <= indent { return column == indent }
      let start = index
      skipEntry(indent: indent)
      report(.indentation(expected: indent), at: start..<lineEnd(start))
    }
    return false
  }

  /// Null with the place after a colon or dash; nil if reading ended in a fault.
  private func emptyValue(_ offset: Int) -> Node? { Node(.null, range: SourceRange(offset, offset)) }

  private func isEmptyLine(_ offset: Int) -> Bool {
    var offset = offset
    while isBlank(byte(offset)) { offset += 1 }
    return isBlankOrEnd(offset) || byte(offset) == UInt8(ascii: "#")
  }

  func lineEnd(_ offset: Int) -> Int {
    var stop = offset
    while stop < end, !isBreak(bytes[stop]) { stop += 1 }
    return trimmedEnd(offset, stop)
  }

  /// One level deeper, if there is one.
  mutating func enter() -> Bool {
    depth += 1
    guard depth > YAMLReader.depthLimit else { return true }
    report(.depth, at: index..<index + 1)
    index = end
    depth -= 1
    return false
  }
}

/// Keys.
extension YAMLParser {
  /// The offset of the colon that makes the text here a key on one line; nil if it is none.
  func keyColon() -> Int? {
    var offset = index
    let first = byte(offset)
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      offset = afterQuoted(offset)
      while isBlank(byte(offset)) { offset += 1 }
      return byte(offset) == UInt8(ascii: ":") && isBlankOrEnd(offset + 1) ? offset : nil
    }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { return nil }
    var previous: UInt8 = 0
    while offset < end {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ":"), isBlankOrEnd(offset + 1) { return offset }
      if isBreak(byte) || byte == UInt8(ascii: "#") && isBlank(previous) { return nil }
      previous = byte
      offset += 1
    }
    return nil
  }

  /// Whether the line here is `key:value`, and the next one with text, as far from the margin, is an entry `key: value`: only a blank is missing.
  var isKeyWithoutBlank: Bool {
    guard isWord(byte(index)) else { return false }
    var offset = index
    while isWord(byte(offset)) { offset += 1 }
    guard byte(offset) == UInt8(ascii: ":"), byte(offset + 1) != UInt8(ascii: "/") else { return false }
    var next = self
    next.skipLine()
    guard next.index < end else { return false }
    next.skipBreak()
    while next.byte(next.index) == UInt8(ascii: " ") { next.index += 1 }
    return next.column == column && isWord(next.byte(next.index)) && next.keyColon() != nil
  }

  private func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") }

  /// The offset after a quoted text that ends on its line; the end of the line if it does not.
  private func afterQuoted(_ start: Int) -> Int {
    let quote = bytes[start]
    var offset = start + 1
    while offset < end, !isBreak(bytes[offset]) {
      if bytes[offset] == quote {
        guard quote == UInt8(ascii: "'"), byte(offset + 1) == quote else { return offset + 1 }
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        offset += 1
      }
      offset += 1
    }
    return min(offset, end)
  }

  /// Reads a key and its colon.
  private mutating func key() -> (Text, SourceRange)? {
    let start = index
    guard let colon = keyColon() else {
      reportMissingColon()
      return nil
    }
    let first = bytes[start]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      guard let scalar = quoted(parentIndent: column) else { return nil }
      index = colon + 1
      return (scalar.text, scalar.range)
    }
    guard checkPlainStart() else { return nil }
    let range = start..<trimmedEnd(start, colon)
    let key = text(range)
    if key.equals("<<") {
      report(.mergeKey, at: range)
      return nil
    }
    index = colon + 1
    return (key, SourceRange(range))
  }

  /// Reports a line that should be an entry of a mapping and has no colon, or none with a blank after it.
  private mutating func reportMissingColon() {
    let start = index
    let stop = lineEnd(start)
    if byte(start) == UInt8(ascii: "?"), isBlankOrEnd(start + 1) {
      report(.complexKey, at: start..<start + 1)
    } else if let colon = (start..<stop).first(where: { bytes[$0] == UInt8(ascii: ":") }), colon > start,
      !isEntryMark(start), byte(start) != UInt8(ascii: "\"")
    {
      let place = colon + 1..<colon + 1
      report(.noBlank(text(start..<colon)), at: start..<colon + 1, fix: place, " ")
    } else {
      report(.notAnEntry(text(start..<min(stop, start + 40))), at: start..<stop)
    }
  }

  /// Whether a key is new in its mapping.
  mutating func checkUnique(_ key: Text, _ range: SourceRange, _ keys: inout KeyIndex, _ entries: [Node.Entry]) -> Bool {
    guard let first = keys.insert(key, entries) else { return true }
    let place = RelatedPlace(message: "first given here", file: sink.file.path, location: sink.location(of: first))
    report(.duplicateKey(key), at: range.start..<range.end, related: [place])
    return false
  }
}

/// Finds duplicates among the keys of a mapping: by comparing while they are few, by hashing when they are many.
struct KeyIndex {
  private var places: [Text: Int] = [:]

  /// Remembers a key that comes after some entries; the offset of the same key among them, if there is one.
  mutating func insert(_ key: Text, _ entries: [Node.Entry]) -> Int? {
    if entries.count < 64 {
      for index in entries.indices where entries[index].key == key { return entries[index].keyRange.start }
      return nil
    }
    for entry in entries.dropFirst(places.count) { places[entry.key] = entry.keyRange.start }
    return places[key]
  }
}
