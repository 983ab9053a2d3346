import Diagnostics

/// A pass over the bytes of one document. What it reads it has checked to be printable UTF-8, so a zero byte means the end.
///
/// The functions that read something return nil after reporting a fault. The nearest block mapping or list then goes on with its
/// next entry.
struct YAMLParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let end: Int
  var index: Int
  /// Where the line of `index` begins.
  var lineStart: Int
  var depth = 0
  var sink: DiagnosticSink

  init(_ file: SourceFile, _ bytes: UnsafeBufferPointer<UInt8>, start: Int, end: Int) {
    self.bytes = bytes
    self.end = end
    index = start
    lineStart = start
    sink = DiagnosticSink(file)
    while lineStart > 0, !isBreak(bytes[lineStart - 1]) { lineStart -= 1 }
    if start == 0, byte(0) == 0xEF, byte(1) == 0xBB, byte(2) == 0xBF {
      index = 3
      lineStart = 3
    }
  }

  /// The one document of the text; nil if there is none.
  mutating func document() -> Node? {
    guard checkCharacters(), skipDocumentStart(), skipToContent() else {
      if index < end, sink.diagnostics.isEmpty { finish() }
      return nil
    }
    let node = block(parentIndent: -1)
    if node == nil { index = end }
    if index < end { finish() }
    return node
  }

  /// Reads a value in block style at the present place, which is indented deeper than its parent.
  mutating func block(parentIndent: Int) -> Node? {
    if isEntryMark(index) { return sequence() }
    if byte(index) == UInt8(ascii: "?"), isBlankOrEnd(index + 1) { return fault(.complexKey, at: index..<index + 1) }
    if keyColon() != nil || isKeyWithoutBlank { return mapping() }
    return inlineValue(parentIndent: parentIndent)
  }
}

/// Looking and moving.
extension YAMLParser {
  /// A byte of the text, or 0 after its end.
  @inline(__always) func byte(_ offset: Int) -> UInt8 { offset < end ? bytes[offset] : 0 }

  /// How far the present place is from the start of its line.
  var column: Int { index - lineStart }

  func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// Whether a blank, a line end or the end of the text is at an offset.
  func isBlankOrEnd(_ offset: Int) -> Bool {
    let byte = byte(offset)
    return byte == 0 || isBlank(byte) || isBreak(byte)
  }

  /// Whether the dash of a list's entry is at an offset.
  func isEntryMark(_ offset: Int) -> Bool { byte(offset) == UInt8(ascii: "-") && isBlankOrEnd(offset + 1) }

  /// Whether `---` or `...` stands alone at the present place, which is the start of a line.
  var isAtMarker: Bool { index == lineStart && isMarker(at: index) }

  /// Whether `---` or `...` stands alone at the start of a line.
  func isMarker(at index: Int) -> Bool {
    let first = byte(index)
    guard first == UInt8(ascii: "-") || first == UInt8(ascii: ".") else { return false }
    return byte(index + 1) == first && byte(index + 2) == first && isBlankOrEnd(index + 3)
  }

  mutating func skipBlanks() {
    while isBlank(byte(index)) { index += 1 }
  }

  /// Steps over a line end, which is here.
  mutating func skipBreak() {
    index += byte(index) == UInt8(ascii: "\r") && byte(index + 1) == UInt8(ascii: "\n") ? 2 : 1
    lineStart = index
  }

  /// Moves back to an earlier place.
  mutating func goBack(to place: (index: Int, lineStart: Int)) { (index, lineStart) = place }

  /// Moves to the end of the line.
  mutating func skipLine() {
    while index < end, !isBreak(bytes[index]) { index += 1 }
  }

  /// Moves over blanks, comments and line ends; false at the end of the document or after a fault, which ends it.
  mutating func skipToContent() -> Bool {
    let start = index
    while true {
      skipBlanks()
      switch byte(index) {
      case 0: return false
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): skipBreak()
      case UInt8(ascii: "#") where index == lineStart || isBlank(bytes[index - 1]): skipLine()
      // Blanks are looked at once a line, however much stands on it.
      default: return !isAtMarker && (lineStart < start || checkIndentation())
      }
    }
  }

  /// Whether the blanks before the first character of a line are spaces.
  private mutating func checkIndentation() -> Bool {
    var offset = lineStart
    while isBlank(byte(offset)) {
      if bytes[offset] == UInt8(ascii: "\t"), offset < index {
        report(.tab, at: offset..<offset + 1)
        index = end
        return false
      }
      offset += 1
    }
    return true
  }

  /// Moves to the next line that is indented no deeper than a block, after a fault in an entry of that block.
  mutating func skipEntry(indent: Int) {
    while index < end {
      skipLine()
      guard index < end else { return }
      skipBreak()
      var offset = index
      while byte(offset) == UInt8(ascii: " ") { offset += 1 }
      let isEmpty = isBlankOrEnd(offset) || byte(offset) == UInt8(ascii: "#")
      if !isEmpty, offset - lineStart <= indent { return }
    }
  }

  /// Whether nothing but a comment follows on the line; else a fault.
  mutating func endOfLine() -> Bool {
    skipBlanks()
    let next = byte(index)
    if next == 0 || isBreak(next) || next == UInt8(ascii: "#") && isBlank(bytes[index - 1]) { return true }
    let rest = index
    skipLine()
    if next == UInt8(ascii: ":") {
      report(.complexKey, at: rest..<rest + 1)
    } else {
      report(.trailingText, at: rest..<trimmedEnd(rest, index))
    }
    return false
  }

  /// The end of a part without the blanks at its end.
  func trimmedEnd(_ start: Int, _ stop: Int) -> Int {
    var stop = stop
    while stop > start, isBlank(bytes[stop - 1]) { stop -= 1 }
    return stop
  }

  /// The bytes of a part.
  func text(_ range: Range<Int>) -> Text { Text(Array(UnsafeBufferPointer(rebasing: bytes[range]))) }
}

/// The document's ends.
extension YAMLParser {
  /// Steps over `---`; false after a fault.
  private mutating func skipDocumentStart() -> Bool {
    guard !skipToContent(), sink.diagnostics.isEmpty else { return checkDirective() }
    guard isAtMarker, byte(index) == UInt8(ascii: "-") else { return true }
    index += 3
    return endOfLine()
  }

  private mutating func checkDirective() -> Bool {
    guard sink.diagnostics.isEmpty else { return false }
    guard byte(index) == UInt8(ascii: "%"), column == 0 else { return true }
    let start = index
    skipLine()
    report(.directive, at: start..<index)
    return false
  }

  /// Reports what follows the document.
  private mutating func finish() {
    if isAtMarker, byte(index) == UInt8(ascii: ".") {
      index += 3
      guard endOfLine(), skipToContent() || index < end else { return }
    } else if !isAtMarker, !skipToContent(), index >= end {
      return
    }
    let start = index
    skipLine()
    report(isMarker(start) ? .secondDocument : .afterDocument, at: start..<trimmedEnd(start, index))
  }

  private func isMarker(_ offset: Int) -> Bool {
    byte(offset) == UInt8(ascii: "-") && byte(offset + 1) == UInt8(ascii: "-") && byte(offset + 2) == UInt8(ascii: "-")
  }
}
