import Diagnostics

/// The ticket in a message's text, which may have a greeting before it and a farewell after it.
enum MailTicket {
  /// The part of a text that is a ticket, and its format; nil if there is none.
  ///
  /// - Parameter isFile: whether the text is an attachment, which is a ticket as a whole or none at all.
  static func find(in text: DecodedText, isFile: Bool) -> (text: DecodedText, format: TicketFormat)? {
    let text = withoutSignature(text)
    if let format = TicketFormat.detect(text.bytes), isFile || isSure(format, text.bytes) {
      return (format == .yaml && !isFile ? withoutFarewell(text) : text, format)
    }
    guard !isFile, let start = start(in: text.bytes) else { return nil }
    let rest = text.part(start..<text.bytes.count)
    guard let format = TicketFormat.detect(rest.bytes) else { return nil }
    return (format == .yaml ? withoutFarewell(rest) : rest, format)
  }

  /// Whether what looks like a format is not just prose that happens to: `Hi:` is no YAML, `[External]` no JSON.
  private static func isSure(_ format: TicketFormat, _ bytes: [UInt8]) -> Bool {
    guard format == .yaml || format == .email else { return format != .serviceNow }
    var lines = LineScanner(bytes)
    guard let first = lines.firstWithText() else { return false }
    return lines.isDocumentStart(first) || isTicket(at: first, lines)
  }

  /// Where, below a greeting, front matter or a run of keys begins.
  private static func start(in bytes: [UInt8]) -> Int? {
    var lines = LineScanner(bytes)
    while let line = lines.next() {
      if lines.isDocumentStart(line) {
        var after = lines
        if let next = after.firstWithText(), after.isKey(next), !isMailKey(next, bytes) { return line.start }
      } else if isTicket(at: line, lines) {
        return line.start
      }
    }
    return nil
  }

  /// Whether a line begins a run of at least three lines that are keys or belong to keys, or names the form.
  private static func isTicket(at line: SourceRange, _ lines: LineScanner) -> Bool {
    guard lines.isKey(line), !isMailKey(line, lines.bytes) else { return false }
    if Text(lines.bytes[line.start..<line.end]).asciiLowercased().hasPrefix("form:") { return true }
    var lines = lines
    var count = 1
    while count < 3, let next = lines.next() {
      guard lines.isKey(next) || isInner(next, lines.bytes) else { return false }
      count += 1
    }
    return count >= 2
  }

  /// Whether a line is one of a quoted message's header: `From: …`, `Sent: …`.
  private static func isMailKey(_ line: SourceRange, _ bytes: [UInt8]) -> Bool {
    EmailHeaders.isMailHeader(Text(bytes[line.start..<line.end].prefix { $0 != UInt8(ascii: ":") }).trimmed().asciiLowercased())
  }

  /// Whether a line belongs to the key above it: it is indented, an entry of a list, or a comment.
  private static func isInner(_ line: SourceRange, _ bytes: [UInt8]) -> Bool {
    guard line.end > line.start else { return false }
    let first = bytes[line.start]
    if first == 0x20 || first == 0x09 || first == UInt8(ascii: "#") { return true }
    return first == UInt8(ascii: "-") && line.end > line.start + 1 && bytes[line.start + 1] == 0x20
  }

  /// The text up to a signature, which begins with the line `-- `, and without empty lines before it.
  private static func withoutSignature(_ text: DecodedText) -> DecodedText {
    var start = 0
    var end = text.bytes.count
    var lines = LineScanner(text.bytes)
    var hasBegun = false
    while let line = lines.next() {
      if !hasBegun, !text.bytes[line.start..<line.end].allSatisfy({ $0.isASCIISpace }) {
        hasBegun = true
        start = line.start
      }
      if line.end - line.start == 3, text.bytes[line.start..<line.end].elementsEqual([0x2D, 0x2D, 0x20]) {
        end = line.start
        break
      }
    }
    return text.part(start..<max(start, end))
  }

  /// The text up to the empty line after the last line that is a key or belongs to one: below it is prose.
  private static func withoutFarewell(_ text: DecodedText) -> DecodedText {
    var lines = LineScanner(text.bytes)
    var end = text.bytes.count
    var wasEmpty = false
    while let line = lines.next() {
      let isEmpty = text.bytes[line.start..<line.end].allSatisfy { $0.isASCIISpace }
      let isPart = lines.isKey(line) || isInner(line, text.bytes) || lines.isDocumentStart(line)
      if isPart { end = text.bytes.count } else if !isEmpty, wasEmpty, end == text.bytes.count { end = line.start }
      wasEmpty = isEmpty
    }
    return end < text.bytes.count ? text.part(0..<end) : text
  }
}
