import Diagnostics
import Notation

/// Reads tickets of every format; what it cannot read it reports.
public struct TicketReader: Sendable {
  /// Bounds on what is read.
  public struct Limits: Hashable, Sendable {
    /// Bytes of a ticket.
    public var ticketSize = 1 << 20
    /// Bytes of a file of ServiceNow records.
    public var recordsSize = 64 << 20
    /// Fields of a ticket.
    public var fieldCount = 500

    /// The usual bounds.
    public init() {}
  }

  /// The bounds.
  public var limits: Limits

  /// A reader.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// The tickets of a file: none if it cannot be read, many if it holds many ServiceNow records.
  public func read(_ file: SourceFile) -> (tickets: [TicketContent], diagnostics: [Diagnostic]) {
    var sink = DiagnosticSink(file)
    guard let format = format(of: file, &sink) else { return ([], sink.diagnostics) }
    var tickets: [TicketContent] = []
    switch format {
    case .serviceNow: tickets = ServiceNowReader.read(file, &sink)
    case .email: if let ticket = EmailReader.read(file, &sink) { tickets = [ticket] }
    default: tickets = [TicketReader.read(file, as: format, origin: nil, &sink)]
    }
    for ticket in tickets where ticket.entries.count > limits.fieldCount {
      let range = ticket.entries[limits.fieldCount].keyRange
      sink.report("ticket-too-large", at: range, "the ticket has more than \(limits.fieldCount) fields")
      return ([], sink.diagnostics)
    }
    return (tickets, sink.diagnostics)
  }

  /// Reads a text in one of the three formats that stand by themselves.
  static func read(
    _ file: SourceFile, as format: TicketFormat, origin: TextOrigin?, _ sink: inout DiagnosticSink
  ) -> TicketContent {
    var ticket = TicketContent(format: format, file: file, origin: origin)
    switch format {
    case .headings: readHeadings(&ticket)
    case .markdown: readMarkdown(&ticket, &sink)
    default: readMapping(YAMLReader.read(file), &ticket, &sink)
    }
    return ticket
  }
}

extension TicketReader {
  /// The format of a file that is small enough and made of text; nil, with a finding, for any other.
  private func format(of file: SourceFile, _ sink: inout DiagnosticSink) -> TicketFormat? {
    if let invalid = file.bytes.firstIndex(of: 0) {
      sink.report(
        "ticket-not-text", at: SourceRange(invalid, invalid), "the file holds a NUL byte: it is not text",
        help: "attach pictures and archives to the ticket, and lint its text")
      return nil
    }
    let detected = TicketFormat.detect(file.bytes)
    // The parts of an e-mail have encodings of their own.
    if detected != .email, let invalid = Text.firstInvalidByte(in: file.bytes[...]) {
      sink.report(
        "text-not-utf8", at: SourceRange(invalid, invalid + 1), "the bytes here are not UTF-8",
        help: "save the file in UTF-8")
      return nil
    }
    guard let format = detected else {
      reportUnrecognised(file, &sink)
      return nil
    }
    let limit = format == .serviceNow ? limits.recordsSize : limits.ticketSize
    if file.bytes.count > limit {
      sink.report(
        "ticket-too-large", at: SourceRange(0, 0), "the ticket has \(file.bytes.count) bytes; at most \(limit) are read")
      return nil
    }
    return format
  }

  private func reportUnrecognised(_ file: SourceFile, _ sink: inout DiagnosticSink) {
    let isEmpty = file.bytes.allSatisfy { $0.isASCIISpace }
    sink.report(
      "ticket-not-recognised", at: SourceRange(0, 0), isEmpty ? "the ticket is empty" : "this is no ticket in a known format",
      help:
        "a ticket is YAML (`field: value`), Markdown with front matter between `---` lines, or `### Label` headings with answers")
  }

  private static func readMarkdown(_ ticket: inout TicketContent, _ sink: inout DiagnosticSink) {
    guard let parts = FrontMatter.find(in: ticket.file.bytes) else { return }
    readMapping(YAMLReader.read(ticket.file, in: parts.yaml), &ticket, &sink)
    let body = Node.text(ticket.file.bytes, in: parts.body)
    if !body.text.isEmpty { ticket.outerDescription = body }
  }

  private static func readMapping(_ reading: Reading, _ ticket: inout TicketContent, _ sink: inout DiagnosticSink) {
    sink.append(contentsOf: reading.diagnostics)
    ticket.isIncomplete = reading.diagnostics.contains { $0.severity == .error }
    guard let node = reading.node else { return }
    guard case .map(let entries) = node.value else {
      if !ticket.isIncomplete {
        sink.report("ticket-not-recognised", at: node.range, "a ticket is a mapping of fields to values: `release: v1_2`")
      }
      return
    }
    ticket.entries.reserveCapacity(entries.count)
    for entry in entries {
      ticket.entries.append(TicketContent.Entry(key: entry.key, keyRange: entry.keyRange, value: entry.value))
    }
  }

  private static func readHeadings(_ ticket: inout TicketContent) {
    let bytes = ticket.file.bytes
    let text = HeadingText(bytes)
    for section in text.sections {
      ticket.entries.append(
        TicketContent.Entry(
          key: ticket.file.text(in: section.label), keyRange: section.label, value: .text(bytes, in: section.body),
          headingLine: section.line, isLoose: section.isLoose))
    }
  }
}
