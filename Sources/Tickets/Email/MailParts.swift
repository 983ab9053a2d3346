import Diagnostics

/// A text that a message carries: its body, an alternative of it, or an attachment.
struct MailText {
  var text: DecodedText
  /// Whether it is HTML, which is searched for secrets and not read.
  var isHTML = false
  /// Whether its name or type says that it is a file of its own.
  var isFile = false
  /// Which of the message's alternatives it belongs to; texts of one say the same.
  var alternative = 0
  /// The headers of the message that it belongs to: for a forwarded message those of that one.
  var message: EmailHeaders
}

/// The texts of a message with all its parts (RFC 2046).
struct MailParts {
  private(set) var texts: [MailText] = []
  /// The subjects of the message and of those in it, decoded.
  private(set) var subjects: [DecodedText] = []

  /// The headers of the message.
  let message: EmailHeaders

  private let limit: Int
  private var sink: DiagnosticSink
  private var partCount = 0
  private var alternatives = 0

  /// The texts of a file.
  ///
  /// - Parameter limit: how many bytes a text may have in its encoding.
  init(_ file: SourceFile, limit: Int) {
    self.limit = limit
    sink = DiagnosticSink(file)
    let source = MailSource(bytes: file.bytes, map: nil)
    let range = SourceRange(0, file.bytes.count)
    message = EmailHeaders(source, in: range)
    walk(source, range, message, depth: 0, alternative: 0)
  }

  /// What was wrong with parts.
  var diagnostics: [Diagnostic] { sink.diagnostics }

  private static var depthLimit: Int { 16 }
  private static var partLimit: Int { 200 }
}

extension MailParts {
  private mutating func walk(
    _ source: MailSource, _ range: SourceRange, _ message: EmailHeaders, depth: Int, alternative: Int
  ) {
    let headers = EmailHeaders(source, in: range)
    partCount += 1
    guard depth < MailParts.depthLimit, partCount <= MailParts.partLimit else {
      if partCount <= MailParts.partLimit + 1 {
        report("the e-mail has too many parts, or too deep ones, to read them all", source, range.start)
      }
      partCount = max(partCount, MailParts.partLimit + 1)
      return
    }
    if depth == 0, let subject = headers.range(of: "subject") {
      subjects.append(EncodedWords.decode(DecodedText(source, in: subject)))
    }
    let type = headers.word("content-type")
    let body = SourceRange(min(headers.bodyStart, range.end), range.end)
    if type.hasPrefix("multipart/") {
      walkParts(source, body, headers, message, isAlternative: type.equals("multipart/alternative"), depth, alternative)
    } else if type.equals("message/rfc822") || type.equals("message/global") {
      walkMessage(source, body, headers, depth, alternative)
    } else {
      add(source, body, headers, type, message, alternative)
    }
  }

  private mutating func walkParts(
    _ source: MailSource, _ body: SourceRange, _ headers: EmailHeaders, _ message: EmailHeaders, isAlternative: Bool,
    _ depth: Int,
    _ alternative: Int
  ) {
    var group = alternative
    if isAlternative, group == 0 {
      alternatives += 1
      group = alternatives
    }
    let boundary = headers.parameter("boundary", of: "content-type")
    if boundary.isEmpty { report("the e-mail's parts have no `boundary`", source, body.start) }
    for part in MailParts.parts(source.bytes, body, boundary) {
      walk(source, part, message, depth: depth + 1, alternative: group)
    }
  }

  /// A message within the message: forwarded as an attachment.
  private mutating func walkMessage(
    _ source: MailSource, _ body: SourceRange, _ headers: EmailHeaders, _ depth: Int, _ alternative: Int
  ) {
    let text = MailParts.decoded(DecodedText(source, in: body), headers)
    let inner = MailSource(bytes: text.bytes, map: text.map)
    let range = SourceRange(0, text.bytes.count)
    let message = EmailHeaders(inner, in: range)
    if let subject = message.range(of: "subject") { subjects.append(EncodedWords.decode(DecodedText(inner, in: subject))) }
    walk(inner, range, message, depth: depth + 1, alternative: alternative)
  }

  private mutating func add(
    _ source: MailSource, _ body: SourceRange, _ headers: EmailHeaders, _ type: Text, _ message: EmailHeaders, _ alternative: Int
  ) {
    let isFile = MailParts.isNamedText(MailParts.fileName(headers)) || (!type.isEmpty && MailParts.isDataType(type))
    let isHTML = type.equals("text/html")
    guard type.isEmpty || isFile || isHTML || MailParts.isText(type) else { return }
    guard body.end - body.start <= 2 * limit else {
      return report(
        "this part of the e-mail has \(body.end - body.start) bytes; at most \(2 * limit) are read", source, body.start)
    }
    let raw = MailParts.decoded(DecodedText(source, in: body), headers)
    let name = headers.parameter("charset", of: "content-type")
    let charset = Charset(name: name)
    if charset == nil {
      report("the character set \(name.visible.quoted) is not read", source, body.start, help: "send the text in UTF-8")
    }
    var (text, isSound) = raw.inUTF8(from: charset ?? .utf8)
    if !isSound, charset != nil {
      report("the text is not in UTF-8, as it says; it was read as Windows-1252", as: .warning, source, body.start)
    }
    if headers.parameter("format", of: "content-type").asciiLowercased().equals("flowed") {
      text = text.unflowed(deletesSpace: headers.parameter("delsp", of: "content-type").asciiLowercased().equals("yes"))
    }
    texts.append(MailText(text: text, isHTML: isHTML, isFile: isFile, alternative: alternative, message: message))
  }

  private static func decoded(_ text: DecodedText, _ headers: EmailHeaders) -> DecodedText {
    switch headers.word("content-transfer-encoding") {
    case "quoted-printable": text.quotedPrintableDecoded()
    case "base64": text.base64Decoded()
    default: text
    }
  }

  private mutating func report(
    _ message: Text, as severity: Severity = .error, _ source: MailSource, _ offset: Int, help: Text = ""
  ) {
    let place = Int(source.offset(offset))
    sink.report("mail-not-readable", severity, at: SourceRange(place, place), message, help: help)
  }
}

/// What a part is.
extension MailParts {
  private static func fileName(_ headers: EmailHeaders) -> Text {
    let name = headers.parameter("filename", of: "content-disposition")
    return (name.isEmpty ? headers.parameter("name", of: "content-type") : name).asciiLowercased()
  }

  private static func isNamedText(_ name: Text) -> Bool {
    name.hasSuffix(".yml") || name.hasSuffix(".yaml") || name.hasSuffix(".md") || name.hasSuffix(".markdown")
      || name.hasSuffix(".json")
      || name.hasSuffix(".txt") || name.hasSuffix(".eml")
  }

  private static func isDataType(_ type: Text) -> Bool {
    type.hasSuffix("/yaml") || type.hasSuffix("/x-yaml") || type.hasSuffix("/json") || type.hasSuffix("/markdown")
      || type.hasSuffix("/x-markdown")
  }

  private static func isText(_ type: Text) -> Bool { type.equals("text/plain") || type.equals("text") }

  /// The parts between lines `--boundary`.
  private static func parts(_ bytes: [UInt8], _ range: SourceRange, _ boundary: Text) -> [SourceRange] {
    guard !boundary.isEmpty else { return [] }
    let mark: Text = "--" + boundary
    var parts: [SourceRange] = []
    var start: Int?
    var lines = LineScanner(bytes, in: range)
    while let line = lines.next(), parts.count <= partLimit {
      guard bytes[line.start..<line.end].starts(with: mark.utf8) else { continue }
      var rest = bytes[(line.start + mark.count)..<line.end]
      let isLast = rest.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")])
      if isLast { rest = rest.dropFirst(2) }
      // The mark of a part within may begin like that of the one around it.
      guard rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
      if let start { parts.append(SourceRange(start, max(start, lineEnd(bytes, before: line.start)))) }
      start = isLast ? nil : lines.offset
      if isLast { return parts }
    }
    if let start { parts.append(SourceRange(start, range.end)) }
    return parts
  }

  /// The place of the line end before an offset, which belongs to the mark that follows it.
  private static func lineEnd(_ bytes: [UInt8], before offset: Int) -> Int {
    var offset = offset
    if offset > 0, bytes[offset - 1] == 0x0A { offset -= 1 }
    if offset > 0, bytes[offset - 1] == 0x0D { offset -= 1 }
    return offset
  }
}
