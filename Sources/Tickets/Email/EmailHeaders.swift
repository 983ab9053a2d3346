import Diagnostics

/// The header lines of a message or of a part of one (RFC 5322, 2.2).
struct EmailHeaders {
  /// A header: its name in lower case and the place of its value, which may be folded over lines.
  struct Header {
    var name: Text
    var value: SourceRange
  }

  private(set) var headers: [Header] = []
  /// Where the body begins.
  private(set) var bodyStart: Int

  let source: MailSource

  /// Reads header lines up to the first empty line.
  init(_ source: MailSource, in range: SourceRange) {
    self.source = source
    bodyStart = range.end
    var lines = LineScanner(source.bytes, in: range)
    while let line = lines.next() {
      if line.start == line.end {
        bodyStart = lines.offset
        return
      }
      let first = source.bytes[line.start]
      if first == 0x20 || first == 0x09 {
        if !headers.isEmpty { headers[headers.count - 1].value.end = line.end }
      } else if let header = EmailHeaders.header(source.bytes, line), headers.count < 200 {
        headers.append(header)
      }
    }
  }

  /// The place of a header's value.
  func range(of name: Text) -> SourceRange? { headers.first { $0.name == name }?.value }

  /// A header's value in lower case up to its parameters; empty if it is absent.
  func word(_ name: Text) -> Text {
    guard let range = range(of: name) else { return "" }
    let value = source.bytes[range.start..<range.end].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    return Text(value).trimmed().asciiLowercased()
  }

  /// A parameter of a header: `boundary` of `multipart/mixed; boundary="x"`; empty if it is absent.
  func parameter(_ parameter: Text, of name: Text) -> Text {
    guard let range = range(of: name) else { return "" }
    return HeaderParameters(Text(source.bytes[range.start..<range.end]))[parameter]
  }

  /// Whether some bytes begin with header lines of an e-mail: a first line with a header's name, and another such line among the next.
  static func begins(_ bytes: [UInt8], at start: Int) -> Bool {
    var lines = LineScanner(bytes, in: SourceRange(start, min(bytes.count, start + 8192)))
    var known = 0
    var first = true
    while let line = lines.next(), line.end > line.start {
      let isFolded = bytes[line.start] == 0x20 || bytes[line.start] == 0x09
      // The line that a mailbox begins a message with.
      let isEnvelope = first && Text(bytes[line.start..<line.end]).hasPrefix("From ")
      if !isFolded, !isEnvelope {
        if let header = header(bytes, line), isMailHeader(header.name) { known += 1 } else if first { return false }
      }
      first = first && isEnvelope
    }
    return known >= 2
  }

  private static func header(_ bytes: [UInt8], _ line: SourceRange) -> Header? {
    guard let colon = bytes[line.start..<line.end].firstIndex(of: UInt8(ascii: ":")), colon > line.start else { return nil }
    return Header(name: Text(bytes[line.start..<colon]).trimmed().asciiLowercased(), value: SourceRange(colon + 1, line.end))
  }

  /// Whether a name in lower case is that of a message's header.
  static func isMailHeader(_ name: Text) -> Bool {
    switch name {
    case "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "received", "return-path", "delivered-to",
      "cc", "bcc", "sent", "reply-to", "sender", "content-transfer-encoding", "x-mailer", "dkim-signature", "in-reply-to",
      "references",
      "content-disposition", "thread-topic", "importance", "user-agent", "list-id", "authentication-results":
      true
    default: name.hasPrefix("x-") || name.hasPrefix("arc-")
    }
  }
}
