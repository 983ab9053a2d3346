import Diagnostics
import Notation

/// Reads the tickets that an e-mail carries (RFC 5322, MIME): in its text, in a message that it forwards, or in attached files.
struct EmailReader {
  private let file: SourceFile
  private let reader: TicketReader
  private let depth: Int
  private let parts: MailParts

  private var reading: TicketReading
  /// What was found in the tickets' texts, with its place in the file.
  private var findings: [Diagnostic] = []

  /// A reader of a message, which may itself have been decoded from another one.
  init(_ file: SourceFile, _ reader: TicketReader, depth: Int) {
    self.file = file
    self.reader = reader
    self.depth = depth
    parts = MailParts(file, limit: reader.limits.ticketSize)
    reading = TicketReading(file)
  }

  /// The message's tickets; a message without one gives its subject and words, which may still tell whom it is for.
  mutating func read() -> TicketReading {
    var secrets = SecretScanner.scan(file.bytes)
    for subject in parts.subjects { secrets += EmailReader.secrets(of: subject) }
    var done: [Int] = []
    for text in parts.texts {
      let known = EmailReader.secrets(of: text.text)
      secrets += known
      guard !text.isHTML, depth < 3, !done.contains(text.alternative) || text.alternative == 0,
        let found = MailTicket.find(in: text.text, isFile: text.isFile)
      else { continue }
      if text.alternative > 0 { done.append(text.alternative) }
      secrets += take(found.text, text.message)
    }
    reading.secrets = SecretScanner.merged(secrets)
    return finish()
  }
}

extension EmailReader {
  /// Reads a ticket's text and keeps what it holds, with the places that the file has for it.
  ///
  /// - Returns: the secrets in it.
  private mutating func take(_ text: DecodedText, _ message: EmailHeaders) -> [SecretScanner.Finding] {
    let inner = reader.read(SourceFile(path: file.path, bytes: text.bytes), depth: depth + 1)
    let origin = TextOrigin(file: file, map: text.map, exact: SourceRange(0, text.isExact ? text.bytes.count : 0))
    findings += origin.moved(inner.diagnostics)
    for var ticket in inner.tickets {
      if let own = ticket.origin {
        ticket.origin = own.within(origin)
      } else {
        ticket.origin = origin
        if ticket.format != .serviceNow { addTitle(message, to: &ticket) }
      }
      if ticket.opened == nil { ticket.opened = EmailReader.date(message) }
      reading.tickets.append(ticket)
    }
    return inner.secrets.map { finding in
      let range = origin.range(of: finding.range)
      return SecretScanner.Finding(finding.kind, range.start, range.end)
    }
  }

  /// Masks the secrets wherever the file is shown.
  private mutating func finish() -> TicketReading {
    var result = reading.masked(file)
    var sink = DiagnosticSink(result.visible)
    for var diagnostic in parts.diagnostics + findings {
      sink.place(&diagnostic, at: SourceRange(diagnostic.start.offset, diagnostic.end.offset))
      sink.append(diagnostic)
    }
    result.tickets = reading.tickets
    if result.tickets.isEmpty { result.tickets = [words(&sink)] }
    for index in result.tickets.indices {
      if result.tickets[index].origin == nil { result.tickets[index].file = result.visible }
      result.tickets[index].origin?.file = result.visible
    }
    result.diagnostics = sink.diagnostics
    return result
  }

  /// A message without a ticket: its subject and its words.
  private func words(_ sink: inout DiagnosticSink) -> TicketContent {
    guard let text = parts.texts.first(where: { !$0.isHTML && !$0.isFile }) ?? parts.texts.first(where: { !$0.isHTML }) else {
      let isHTML = parts.texts.contains { $0.isHTML }
      sink.report(
        "ticket-not-recognised", at: SourceRange(0, 0),
        isHTML ? "the e-mail has its text only as HTML, which is not read" : "the e-mail has no part of plain text",
        help: "send the ticket as plain text, or attach it as a text file")
      var ticket = TicketContent(format: .email, file: SourceFile(path: file.path, bytes: []))
      ticket.isIncomplete = true
      addTitle(parts.texts.first?.message ?? parts.message, to: &ticket)
      return ticket
    }
    let masked = SecretScanner.mask(text.text.bytes, SecretScanner.scan(text.text.bytes).map { $0.range })
    var ticket = TicketContent(format: .email, file: SourceFile(path: file.path, bytes: masked))
    ticket.origin = TextOrigin(file: file, map: text.text.map, exact: SourceRange(0, 0))
    let description = Node.text(masked, in: SourceRange(0, masked.count))
    ticket.outerDescription = description.text.isEmpty ? nil : description
    addTitle(text.message, to: &ticket)
    ticket.opened = EmailReader.date(text.message)
    return ticket
  }

  /// Puts a message's subject behind the ticket's text, so that it has a place like everything else.
  private func addTitle(_ message: EmailHeaders, to ticket: inout TicketContent) {
    guard let range = message.range(of: "subject") else { return }
    let subject = EncodedWords.decode(DecodedText(message.source, in: range))
    let trimmed = Text(subject.bytes).trimmedRange
    guard !trimmed.isEmpty else { return }
    let part = subject.part(trimmed)
    let masked = SecretScanner.mask(part.bytes, SecretScanner.scan(part.bytes).map { $0.range })
    ticket.appendTitle(masked, map: part.map, in: file)
  }

  private static func date(_ headers: EmailHeaders) -> Timestamp? {
    headers.range(of: "date").flatMap { MailDate.read(Text(headers.source.bytes[$0.start..<$0.end])) }
  }

  /// The secrets of a decoded text, with their places in the file.
  private static func secrets(of text: DecodedText) -> [SecretScanner.Finding] {
    let found = SecretScanner.scan(text.bytes)
    guard !found.isEmpty else { return [] }
    let origin = TextOrigin(file: SourceFile(path: "", bytes: []), map: text.map, exact: SourceRange(0, 0))
    return found.map { finding in
      let range = origin.wholeRange(of: finding.range)
      return SecretScanner.Finding(finding.kind, range.start, range.end)
    }
  }
}
