import Diagnostics

extension TicketReader {
  /// The format of a file that is small enough and made of text; nil, with a finding, for any other.
  func format(of file: SourceFile, _ reading: inout TicketReading) -> TicketFormat? {
    var sink = DiagnosticSink(file)
    defer { reading.diagnostics = sink.diagnostics }
    guard isText(file, &sink) else { return nil }
    guard let format = TicketFormat.detect(file.bytes) else {
      if checkUTF8(file, &sink) { reportUnrecognised(file, &sink) }
      return nil
    }
    // The parts of an e-mail have encodings of their own.
    guard format == .email || checkUTF8(file, &sink) else { return nil }
    let limit = limit(of: format)
    if file.bytes.count > limit {
      sink.report(
        "ticket-too-large", at: SourceRange(0, 0), "the ticket has \(file.bytes.count) bytes; at most \(limit) are read")
      return nil
    }
    return format
  }

  private func limit(of format: TicketFormat) -> Int {
    switch format {
    case .serviceNow: limits.recordsSize
    case .email: limits.mailSize
    default: limits.ticketSize
    }
  }

  private func isText(_ file: SourceFile, _ sink: inout DiagnosticSink) -> Bool {
    if file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) {
      sink.report(
        "text-not-utf8", at: SourceRange(0, 2), "the file is in UTF-16, not in UTF-8", help: "save the file in UTF-8")
      return false
    }
    guard let invalid = file.bytes.firstIndex(of: 0) else { return true }
    sink.report(
      "ticket-not-text", at: SourceRange(invalid, invalid), "the file holds a NUL byte: it is not text",
      help: "attach pictures and archives to the ticket, and lint its text")
    return false
  }

  private func checkUTF8(_ file: SourceFile, _ sink: inout DiagnosticSink) -> Bool {
    guard let invalid = Text.firstInvalidByte(in: file.bytes[...]) else { return true }
    sink.report(
      "text-not-utf8", at: SourceRange(invalid, invalid + 1), "the bytes here are not UTF-8",
      help: "save the file in UTF-8")
    return false
  }

  private func reportUnrecognised(_ file: SourceFile, _ sink: inout DiagnosticSink) {
    let isEmpty = file.bytes.allSatisfy { $0.isASCIISpace }
    sink.report(
      "ticket-not-recognised", at: SourceRange(0, 0), isEmpty ? "the ticket is empty" : "this is no ticket in a known format",
      help:
        "a ticket is YAML (`field: value`), Markdown with front matter between `---` lines, or `### Label` headings with answers")
  }
}
