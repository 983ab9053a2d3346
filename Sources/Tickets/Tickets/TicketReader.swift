import Diagnostics
import Notation

/// Reads tickets of every format; what it cannot read it reports.
public struct TicketReader: Sendable {
  /// Bounds on what is read.
  public struct Limits: Hashable, Sendable {
    /// Bytes of a ticket's text.
    public var ticketSize = 1 << 20
    /// Bytes of an e-mail with its attachments.
    public var mailSize = 32 << 20
    /// Bytes of a file of ServiceNow records.
    public var recordsSize = 64 << 20
    /// ServiceNow records of a file; as many as the Table API gives in one answer.
    public var recordCount = 10_000
    /// Fields of a ticket.
    public var fieldCount = 500

    /// The usual bounds.
    public init() {}
  }

  /// The bounds.
  public var limits: Limits

  /// A reader.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// The tickets of a file: none if it cannot be read, many if it holds many ServiceNow records or an e-mail with several attached.
  public func read(_ file: SourceFile) -> TicketReading { read(file, depth: 0) }

  /// Reads a file, or what was decoded from a part of an e-mail.
  ///
  /// - Parameter depth: in how many e-mails the text is.
  func read(_ file: SourceFile, depth: Int) -> TicketReading {
    var reading = TicketReading(file)
    guard let format = format(of: file, &reading) else {
      reading.secrets = SecretScanner.scan(file.bytes)
      guard !reading.secrets.isEmpty else { return reading }
      var masked = reading.masked(file)
      _ = self.format(of: masked.visible, &masked)
      return masked
    }
    if format == .email {
      var reader = EmailReader(file, self, depth: depth)
      return reader.read()
    }
    var hidden = HiddenSecrets()
    read(as: format, &reading, &hidden)
    let secrets = SecretScanner.merged(hidden.findings + plainSecrets(file, format, &hidden))
    if !secrets.isEmpty {
      reading.secrets = secrets
      reading = reading.masked(file)
      var unused = HiddenSecrets()
      read(as: format, &reading, &unused)
    }
    dropTooLarge(&reading)
    return reading
  }

  /// Reads a text in one of the three formats that stand by themselves.
  static func read(
    _ file: SourceFile, as format: TicketFormat, _ sink: inout DiagnosticSink, _ hidden: inout HiddenSecrets
  ) -> TicketContent {
    var ticket = TicketContent(format: format, file: file)
    switch format {
    case .headings: readHeadings(&ticket)
    case .markdown: readMarkdown(&ticket, &sink, &hidden)
    default: readMapping(YAMLReader.read(file), &ticket, &sink, &hidden)
    }
    return ticket
  }
}

/// What a file was found to hold.
public struct TicketReading: Sendable {
  /// The tickets; their texts have no secrets any more.
  public var tickets: [TicketContent] = []
  /// What was wrong with the file.
  public var diagnostics: [Diagnostic] = []
  /// The secrets in the file, in its order.
  public var secrets: [SecretScanner.Finding] = []
  /// The file with its secrets masked, which is what findings may show.
  public var visible: SourceFile

  init(_ file: SourceFile) { visible = file }

  /// The same secrets of a file, and nothing read from it yet.
  func masked(_ file: SourceFile) -> TicketReading {
    var reading = TicketReading(
      SourceFile(path: file.path, bytes: SecretScanner.mask(file.bytes, secrets.map { $0.range })))
    reading.secrets = secrets
    return reading
  }
}

extension TicketReader {
  private func read(as format: TicketFormat, _ reading: inout TicketReading, _ hidden: inout HiddenSecrets) {
    var sink = DiagnosticSink(reading.visible)
    if format == .serviceNow {
      var reader = ServiceNowReader(reading.visible, limits)
      reading.tickets = reader.read(&sink)
    } else {
      reading.tickets = [TicketReader.read(reading.visible, as: format, &sink, &hidden)]
    }
    reading.diagnostics = sink.diagnostics
    guard format == .serviceNow || format == .headings else { return }
    for ticket in reading.tickets {
      for entry in ticket.entries where SecretScanner.namesSecret(entry.key) || SecretScanner.namesSecret(entry.label) {
        // The ticket in a record's description has places of its own; its record was searched already.
        guard ticket.origin == nil else { break }
        hidden.add(entry.value, ofKey: SecretScanner.namesSecret(entry.key) ? entry.key : entry.label)
      }
    }
  }

  /// The secrets that show in a text as it is; of JSON, where strings have escapes, those of its strings.
  private func plainSecrets(
    _ file: SourceFile, _ format: TicketFormat, _ hidden: inout HiddenSecrets
  ) -> [SecretScanner.Finding] {
    guard format == .serviceNow else { return SecretScanner.scan(file.bytes) }
    var strings = HiddenSecrets()
    let end = strings.addJSON(file.bytes)
    guard let end else { return strings.findings }
    let rest = SecretScanner.scan(Array(file.bytes[min(end, file.bytes.count)...]))
    return strings.findings + rest.map { SecretScanner.Finding($0.kind, $0.range.start + end, $0.range.end + end) }
  }

  /// Leaves out tickets with more fields than a ticket ever has, and says so.
  private func dropTooLarge(_ reading: inout TicketReading) {
    guard let large = reading.tickets.first(where: { $0.entries.count > limits.fieldCount }) else { return }
    var sink = DiagnosticSink(reading.visible)
    let range = large.entries[limits.fieldCount].keyRange
    sink.report(
      "ticket-too-large", at: large.origin?.range(of: range) ?? range,
      "the ticket has more than \(limits.fieldCount) fields")
    reading.tickets = reading.tickets.filter { $0.entries.count <= limits.fieldCount }
    reading.diagnostics = sink.diagnostics
  }

  private static func readMarkdown(
    _ ticket: inout TicketContent, _ sink: inout DiagnosticSink, _ hidden: inout HiddenSecrets
  ) {
    #if !arch(wasm32)
      if readPlain(&ticket) { return }
    #endif
    guard let parts = FrontMatter.find(in: ticket.file.bytes) else { return }
    readMapping(YAMLReader.read(ticket.file, in: parts.yaml), &ticket, &sink, &hidden)
    readBody(parts.body, &ticket)
  }

  static func readBody(_ range: SourceRange, _ ticket: inout TicketContent) {
    let body = Node.text(ticket.file.bytes, in: range)
    if !body.text.isEmpty { ticket.outerDescription = body }
  }

  private static func readMapping(
    _ reading: Reading, _ ticket: inout TicketContent, _ sink: inout DiagnosticSink, _ hidden: inout HiddenSecrets
  ) {
    sink.append(contentsOf: reading.diagnostics)
    ticket.isIncomplete = reading.diagnostics.contains { $0.severity == .error }
    guard let node = reading.node else { return }
    hidden.add(node)
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
