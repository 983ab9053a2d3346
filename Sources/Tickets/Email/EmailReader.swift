import Diagnostics
import Notation

/// Reads the ticket that an e-mail carries (RFC 5322, MIME).
enum EmailReader {
  static func read(_ file: SourceFile, _ sink: inout DiagnosticSink) -> TicketContent? {
    let headers = EmailHeaders(file.bytes, in: SourceRange(0, file.bytes.count))
    var texts: [DecodedText] = []
    collectTexts(file.bytes, SourceRange(0, file.bytes.count), depth: 0, &texts)
    for text in texts {
      guard let format = TicketFormat.detect(text.bytes), isCarried(format) else { continue }
      return ticket(in: text, format, headers, file, &sink)
    }
    guard let text = texts.first else {
      sink.report(
        "ticket-not-recognised", at: SourceRange(0, 0), "the e-mail has no part of plain text",
        help: "send the ticket as plain text, or attach it as a text file")
      return nil
    }
    // Without a form the subject and the words still tell whether the message is for the service.
    var content = TicketContent(format: .email, file: file)
    content.outerTitle = subject(headers, file)
    content.outerDescription = node(of: text)
    content.opened = date(headers, file)
    return content
  }

  private static func isCarried(_ format: TicketFormat) -> Bool {
    switch format {
    case .markdown, .yaml, .headings: true
    case .email, .serviceNow: false
    }
  }

  private static func ticket(
    in text: DecodedText, _ format: TicketFormat, _ headers: EmailHeaders, _ file: SourceFile, _ sink: inout DiagnosticSink
  ) -> TicketContent {
    let decoded = SourceFile(path: file.path, bytes: text.bytes)
    let origin = TextOrigin(file: file, map: text.map, isExact: text.isExact)
    var inner = DiagnosticSink(decoded)
    var content = TicketReader.read(decoded, as: format, origin: origin, &inner)
    for var diagnostic in inner.diagnostics {
      sink.place(&diagnostic, at: origin.range(of: SourceRange(diagnostic.start.offset, diagnostic.end.offset)))
      diagnostic.related = []
      diagnostic.fixes = []
      sink.append(diagnostic)
    }
    if let subject = subject(headers, file) {
      // The subject stands outside the decoded text: its place is the beginning.
      content.outerTitle = Node(.string(subject.text), text: subject.text, range: SourceRange(0, 0))
    }
    content.opened = date(headers, file)
    return content
  }

  /// The text as a value whose places are in the file.
  private static func node(of text: DecodedText) -> Node {
    let range = Text(text.bytes).trimmedRange
    let value = Text(text.bytes[range])
    return Node(
      .string(value), text: value, range: SourceRange(Int(text.map.first ?? 0), Int(text.map.last ?? 0)),
      map: Array(text.map[range]))
  }

  private static func subject(_ headers: EmailHeaders, _ file: SourceFile) -> Node? {
    guard let range = headers.range(of: "subject") else { return nil }
    let decoded = EncodedWords.decode(DecodedText(file.bytes, in: range))
    let trimmed = Text(decoded.bytes).trimmedRange
    guard !trimmed.isEmpty else { return nil }
    let text = Text(decoded.bytes[trimmed])
    return Node(.string(text), text: text, range: SourceRange(range.start + 1, range.end), map: Array(decoded.map[trimmed]))
  }

  private static func date(_ headers: EmailHeaders, _ file: SourceFile) -> Timestamp? {
    headers.range(of: "date").flatMap { MailDate.read(file.text(in: $0)) }
  }

  /// The parts of plain text, decoded, in the order of the message; attachments come with the others.
  private static func collectTexts(_ bytes: [UInt8], _ range: SourceRange, depth: Int, _ texts: inout [DecodedText]) {
    guard depth < 8, texts.count < 20 else { return }
    let headers = EmailHeaders(bytes, in: range)
    let type = headers.word("content-type")
    let body = SourceRange(headers.bodyStart, range.end)
    if type.hasPrefix("multipart/") {
      let boundary = headers.parameter("boundary", of: "content-type")
      for part in parts(bytes, body, boundary) { collectTexts(bytes, part, depth: depth + 1, &texts) }
    } else if type.isEmpty || isReadable(type) {
      var text = DecodedText(bytes, in: body)
      switch headers.word("content-transfer-encoding") {
      case "quoted-printable": text = text.quotedPrintableDecoded()
      case "base64": text = text.base64Decoded()
      default: break
      }
      if !Text(text.bytes).isValidUTF8 { text = text.latin1Decoded() }
      texts.append(text.withoutSignature())
    }
  }

  private static func isReadable(_ type: Text) -> Bool {
    switch type {
    case "text/plain", "text/markdown", "text/x-markdown", "text/yaml", "text/x-yaml", "application/yaml", "application/x-yaml":
      true
    default: false
    }
  }

  /// The parts between lines `--boundary`.
  private static func parts(_ bytes: [UInt8], _ range: SourceRange, _ boundary: Text) -> [SourceRange] {
    guard !boundary.isEmpty else { return [] }
    let mark: Text = "--" + boundary
    var parts: [SourceRange] = []
    var start: Int?
    var lines = LineScanner(bytes, in: range)
    while let line = lines.next(), parts.count < 100 {
      guard bytes[line.start..<line.end].starts(with: mark.utf8) else { continue }
      if let start { parts.append(SourceRange(start, line.start)) }
      let rest = bytes[(line.start + mark.count)..<line.end]
      start = rest.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) ? nil : lines.offset
      if start == nil { return parts }
    }
    if let start { parts.append(SourceRange(start, range.end)) }
    return parts
  }
}

extension DecodedText {
  /// The text without empty lines before it and without a signature, which begins with the line `-- `.
  fileprivate func withoutSignature() -> DecodedText {
    var start = 0
    var end = bytes.count
    var lines = LineScanner(bytes)
    var hasBegun = false
    while let line = lines.next() {
      if !hasBegun, !bytes[line.start..<line.end].allSatisfy({ $0.isASCIISpace }) {
        hasBegun = true
        start = line.start
      }
      if line.end - line.start == 3, bytes[line.start..<line.end].elementsEqual([0x2D, 0x2D, 0x20]) {
        end = line.start
        break
      }
    }
    return part(start..<max(start, end))
  }
}
