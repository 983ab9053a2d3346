import Diagnostics

/// Values that begin on the present line, and plain texts.
extension YAMLParser {
  /// Reads a value that is no block mapping or list: a text, or a collection in flow style.
  mutating func inlineValue(parentIndent: Int) -> Node? {
    let first = byte(index)
    switch first {
    case UInt8(ascii: "|"), UInt8(ascii: ">"): return blockScalar(parentIndent: parentIndent)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let node = quoted(parentIndent: parentIndent), endOfLine() else { return nil }
      return node
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard let node = flow(parentIndent: parentIndent), endOfLine() else { return nil }
      return node
    default:
      if isEntryMark(index) { return fault(.entryOnKeyLine, at: index..<index + 1) }
      return plain(parentIndent: parentIndent)
    }
  }

  /// Reads a plain text, which may go on in lines indented deeper than its parent.
  private mutating func plain(parentIndent: Int) -> Node? {
    guard checkPlainStart() else { return nil }
    let start = index
    guard let stop = plainLine() else { return nil }
    guard isBreak(byte(index)), plainContinues(parentIndent) else {
      return YAMLScalar.plain(text(start..<stop), at: start..<stop)
    }
    var folded = FoldedText(text(start..<stop), from: start)
    var last = stop
    while isBreak(byte(index)), plainContinues(parentIndent) {
      folded.appendBreaks(foldedBreaks(), at: last)
      guard !isEntryMark(index) else { return fault(.entryInText, at: index..<index + 1) }
      let line = index
      guard let stop = plainLine(isFirst: false) else { return nil }
      folded.append(bytes, line..<stop)
      last = stop
    }
    return YAMLScalar.plain(folded.text, at: start..<last, map: folded.map)
  }

  /// Moves to the end of a plain text's part on this line and gives the end without blanks; nil after a fault.
  private mutating func plainLine(isFirst: Bool = true) -> Int? {
    let start = index
    while index < end {
      let byte = bytes[index]
      if isBreak(byte) { break }
      if byte == UInt8(ascii: "#"), index > start, isBlank(bytes[index - 1]) { break }
      if byte == UInt8(ascii: ":"), isBlankOrEnd(index + 1) {
        let range = start..<lineEnd(start)
        guard isFirst else { return fault(.keyInText, at: range) }
        report(.colonInText, at: index..<index + 1, fix: range, YAML.quoted(text(range)))
        return nil
      }
      index += 1
    }
    return trimmedEnd(start, index)
  }

  /// Whether the next line that is not empty continues a text; the present place is a line end.
  private func plainContinues(_ parentIndent: Int) -> Bool {
    var line = index
    var offset = index
    while true {
      let byte = byte(offset)
      if isBreak(byte) {
        offset += 1
        line = offset
      } else if isBlank(byte) {
        offset += 1
      } else {
        return byte != 0 && byte != UInt8(ascii: "#") && offset - line > parentIndent && !(offset == line && isMarker(at: offset))
      }
    }
  }

  /// Moves over line ends and the next line's blanks, and says how many line ends there were.
  mutating func foldedBreaks() -> Int {
    var count = 0
    while true {
      skipBlanks()
      guard isBreak(byte(index)) else { return count }
      skipBreak()
      count += 1
    }
  }

  /// Whether a plain text may begin with the character here; else a fault that says what the character means.
  mutating func checkPlainStart(inFlow: Bool = false) -> Bool {
    let fault: YAMLFault
    switch byte(index) {
    case UInt8(ascii: "&"): fault = .anchor
    case UInt8(ascii: "*"): fault = .alias
    case UInt8(ascii: "!"): fault = .tag
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      fault = .reserved(bytes[index])
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      // Some readers take a question mark in flow style for a complex key whatever follows.
      let isMark = inFlow && (isFlowMark(byte(index + 1)) || byte(index) == UInt8(ascii: "?"))
      guard isMark || isBlankOrEnd(index + 1) else { return true }
      fault = byte(index) == UInt8(ascii: "?") ? .complexKey : .reserved(bytes[index])
    default: return true
    }
    if inFlow {
      report(fault, at: index..<index + 1)
    } else {
      let range = index..<(keyColon() ?? lineEnd(index))
      report(fault, at: index..<index + 1, fix: range, YAML.quoted(text(range)))
    }
    return false
  }

  func isFlowMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{")
      || byte == UInt8(ascii: "}")
  }
}

/// A text that is put together from parts of the file, with the place of each of its bytes.
struct FoldedText {
  private(set) var bytes: [UInt8] = []
  private(set) var map: [Int32] = []

  init() {}

  init(_ text: Text, from start: Int) {
    bytes = text.utf8
    map = (0..<text.utf8.count).map { Int32(start + $0) }
  }

  var text: Text { Text(bytes) }

  mutating func append(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
    map.append(contentsOf: range.lazy.map { Int32(truncatingIfNeeded: $0) })
  }

  mutating func append(_ byte: UInt8, at offset: Int) {
    bytes.append(byte)
    map.append(Int32(truncatingIfNeeded: offset))
  }

  /// Appends the line ends between two lines as folding makes them: one is a space, of more the first is dropped.
  mutating func appendBreaks(_ count: Int, at offset: Int) {
    if count == 1 { append(UInt8(ascii: " "), at: offset) }
    for _ in 1..<max(count, 1) { append(UInt8(ascii: "\n"), at: offset) }
  }

  /// Takes blanks away at the end, but none of the first bytes.
  mutating func trimBlanks(keeping kept: Int) {
    while bytes.count > kept, let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
      bytes.removeLast()
      map.removeLast()
    }
  }
}
