import Diagnostics

/// Writes code with its comments, strings, keywords and numbers in elements of their own.
///
/// It goes over the text once. What it does not understand stays as it is: nothing is ever left out, so that without the elements the text is what
/// was written.
struct CodeHighlighter {
  private let language: CodeLanguage
  private let text: Bytes
  private var index = 0
  /// Where what is not written yet begins.
  private var written = 0

  /// Writes some code.
  static func write(_ text: Bytes, in language: CodeLanguage, to out: inout ByteBuffer) {
    var highlighter = CodeHighlighter(language: language, text: text)
    switch language.layout {
    case .diff: highlighter.diff(&out)
    case .console: highlighter.console(&out)
    default: highlighter.words(upTo: text.count, &out)
    }
    highlighter.flush(to: text.count, &out)
  }

  private init(language: CodeLanguage, text: Bytes) {
    self.language = language
    self.text = text
  }

  private mutating func flush(to end: Int, _ out: inout ByteBuffer) {
    guard end > written else { return }
    out.appendEscapingHTML(Bytes(rebasing: text[written..<end]))
    written = end
  }

  /// Writes what comes before a piece, and the piece in its element.
  private mutating func mark(_ start: Int, _ end: Int, _ kind: CodeClass, _ out: inout ByteBuffer) {
    flush(to: start, &out)
    out.append("<span class=\"")
    out.append(kind.rawValue)
    out.append("\">")
    flush(to: end, &out)
    out.append("</span>")
  }
}

extension CodeHighlighter {
  /// Goes over words, strings and comments up to an end.
  private mutating func words(upTo end: Int, _ out: inout ByteBuffer) {
    var isLineStart = true
    while index < end {
      let start = index
      let byte = text[start]
      if byte == 0x0A {
        isLineStart = true
        index += 1
        continue
      }
      if isLineStart, byte != 0x20, byte != 0x09 {
        isLineStart = false
        if lineStart(upTo: end, &out) { continue }
      }
      if let stop = comment(end) {
        index = stop
        mark(start, stop, .comment, &out)
      } else if language.quotes.contains(byte), let stop = string(end) {
        index = stop
        mark(start, stop, isKey(after: stop, end) ? .attribute : .string, &out)
      } else if language.sigils.contains(byte), let stop = sigil(end) {
        index = stop
        mark(start, stop, .attribute, &out)
      } else if isDigit(byte) {
        index = number(end)
        mark(start, index, .number, &out)
      } else if isWord(byte) {
        index = word(end)
        if let kind = language.kind(of: Bytes(rebasing: text[start..<index])) { mark(start, index, kind, &out) }
      } else {
        index += 1
      }
    }
  }

  /// What is special at the beginning of a line: a directive, a section's name, a key. Returns whether it was any.
  private mutating func lineStart(upTo end: Int, _ out: inout ByteBuffer) -> Bool {
    let start = index
    if language.hasDirectives, text[start] == UInt8(ascii: "#"), start + 1 < end, isLetter(text[start + 1]) {
      index += 1
      index = word(end)
      mark(start, index, .keyword, &out)
      return true
    }
    guard case .keys(let separator) = language.layout else { return false }
    if separator == UInt8(ascii: "="), text[start] == UInt8(ascii: "[") {
      index = endOfLine(end)
      mark(start, index, .keyword, &out)
      return true
    }
    return key(separator, end, &out)
  }

  /// A key at the beginning of a line, behind hyphens of a list.
  private mutating func key(_ separator: UInt8, _ end: Int, _ out: inout ByteBuffer) -> Bool {
    var start = index
    while start + 1 < end, text[start] == UInt8(ascii: "-") || text[start] == UInt8(ascii: "+"), text[start + 1] == 0x20 {
      start += 2
      while start < end, text[start] == 0x20 { start += 1 }
    }
    var stop = start
    while stop < end, isWord(text[stop]) || text[stop] == UInt8(ascii: ".") || text[stop] == UInt8(ascii: "-") { stop += 1 }
    var after = stop
    while after < end, text[after] == 0x20 { after += 1 }
    guard stop > start, after < end, text[after] == separator else { return false }
    // `a: b` is a key; `http://` is none.
    if separator == UInt8(ascii: ":"), after + 1 < end, !isSpace(text[after + 1]), text[after + 1] == UInt8(ascii: "/") {
      return false
    }
    mark(start, stop, .attribute, &out)
    index = stop
    return true
  }

  /// The end of a comment that begins here; nil if none does.
  private func comment(_ end: Int) -> Int? {
    let byte = text[index]
    if language.hasBlockComments, byte == UInt8(ascii: "/"), index + 1 < end, text[index + 1] == UInt8(ascii: "*") {
      var stop = index + 2
      while stop + 1 < end, !(text[stop] == UInt8(ascii: "*") && text[stop + 1] == UInt8(ascii: "/")) { stop += 1 }
      return stop + 1 < end ? stop + 2 : end
    }
    for mark in language.lineComments where begins(with: mark, end) {
      if language.needsSpaceBeforeComment, index > 0, !isSpace(text[index - 1]) { continue }
      return endOfLine(end)
    }
    return nil
  }

  private func begins(with mark: StaticString, _ end: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard index + length <= end else { return false }
    for offset in 0..<length where text[index + offset] != mark.utf8Start[offset] { return false }
    return true
  }

  private func endOfLine(_ end: Int) -> Int {
    var stop = index
    while stop < end, text[stop] != 0x0A { stop += 1 }
    return stop
  }

  /// The end of a string that begins here; nil for a quote that nothing closes.
  private func string(_ end: Int) -> Int? {
    let quote = text[index]
    if language.hasLongStrings, index + 2 < end, text[index + 1] == quote, text[index + 2] == quote {
      return longString(quote, end)
    }
    let isRaw = language.rawQuotes.contains(quote)
    var stop = index + 1
    while stop < end, text[stop] != 0x0A {
      if text[stop] == UInt8(ascii: "\\"), !isRaw { stop += 1 } else if text[stop] == quote { return stop + 1 }
      stop += 1
    }
    return nil
  }

  private func longString(_ quote: UInt8, _ end: Int) -> Int {
    var stop = index + 3
    while stop + 2 < end {
      if text[stop] == quote, text[stop + 1] == quote, text[stop + 2] == quote { return stop + 3 }
      stop += text[stop] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end
  }

  private func isKey(after stop: Int, _ end: Int) -> Bool {
    guard language.hasStringKeys else { return false }
    var next = stop
    while next < end, isSpace(text[next]) { next += 1 }
    return next < end && text[next] == UInt8(ascii: ":")
  }

  /// The end of `$name`, `${…}` or `@name`; nil for a sigil alone.
  private func sigil(_ end: Int) -> Int? {
    var stop = index + 1
    guard stop < end else { return nil }
    let closing: UInt8? = text[stop] == UInt8(ascii: "{") ? UInt8(ascii: "}") : nil
    if text[index] == UInt8(ascii: "$"), let closing {
      while stop < end, text[stop] != closing, text[stop] != 0x0A { stop += 1 }
      return stop < end && text[stop] == closing ? stop + 1 : nil
    }
    while stop < end, isWord(text[stop]) || text[stop] == UInt8(ascii: ":") && text[index] == UInt8(ascii: "@") { stop += 1 }
    return stop > index + 1 ? stop : nil
  }

  private func number(_ end: Int) -> Int {
    var stop = index
    while stop < end, isWord(text[stop]) || text[stop] == UInt8(ascii: ".") && stop + 1 < end && isDigit(text[stop + 1]) {
      stop += 1
    }
    return stop
  }

  private func word(_ end: Int) -> Int {
    var stop = index
    while stop < end, isWord(text[stop]) { stop += 1 }
    return stop
  }

  private func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte >= 0x80 }
}

extension CodeHighlighter {
  private mutating func diff(_ out: inout ByteBuffer) {
    while index < text.count {
      let start = index
      let end = endOfLine(text.count)
      if let kind = diffKind(start, end) { mark(start, end, kind, &out) }
      index = end + 1
    }
  }

  private func diffKind(_ start: Int, _ end: Int) -> CodeClass? {
    guard start < end else { return nil }
    if begins(with: "@@", end) || begins(with: "diff ", end) || begins(with: "index ", end) { return .heading }
    if begins(with: "+++", end) || begins(with: "---", end) { return .heading }
    switch text[start] {
    case UInt8(ascii: "+"): return .inserted
    case UInt8(ascii: "-"): return .deleted
    default: return nil
    }
  }

  /// Lines with a prompt are commands, and go on where they end with a backslash; the others are what was printed.
  private mutating func console(_ out: inout ByteBuffer) {
    var isContinued = false
    while index < text.count {
      let start = index
      let end = endOfLine(text.count)
      let prompt = isContinued ? start : endOfPrompt(start, end)
      if let prompt {
        if prompt > start { mark(start, prompt, .prompt, &out) }
        index = prompt
        words(upTo: end, &out)
        isContinued = end > start && text[end - 1] == UInt8(ascii: "\\")
      } else if end > start {
        mark(start, end, .output, &out)
      }
      index = end + 1
    }
  }

  /// The end of `$ `, `# `, `% ` or `> ` at the beginning of a line, perhaps behind a name and a host without spaces or in brackets.
  private func endOfPrompt(_ start: Int, _ end: Int) -> Int? {
    var stop = start
    if stop < end, text[stop] == UInt8(ascii: "[") {
      while stop < end, text[stop] != UInt8(ascii: "]") { stop += 1 }
      stop += 1
    } else {
      while stop < end, isWord(text[stop]) || [0x40, 0x2D, 0x2E, 0x3A, 0x7E, 0x2F].contains(text[stop]) { stop += 1 }
    }
    guard stop < end, [0x24, 0x23, 0x25, 0x3E].contains(text[stop]), stop - start < 60 else { return nil }
    guard stop + 1 == end || text[stop + 1] == 0x20 else { return nil }
    return min(stop + 2, end)
  }
}
