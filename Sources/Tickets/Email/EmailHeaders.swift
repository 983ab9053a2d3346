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

  private let bytes: [UInt8]

  /// Reads header lines up to the first empty line.
  init(_ bytes: [UInt8], in range: SourceRange) {
    self.bytes = bytes
    bodyStart = range.end
    var lines = LineScanner(bytes, in: range)
    while let line = lines.next() {
      if line.start == line.end {
        bodyStart = lines.offset
        return
      }
      if bytes[line.start] == 0x20 || bytes[line.start] == 0x09, !headers.isEmpty {
        headers[headers.count - 1].value.end = line.end
      } else if let colon = bytes[line.start..<line.end].firstIndex(of: UInt8(ascii: ":")), headers.count < 200 {
        headers.append(Header(name: Text(bytes[line.start..<colon]).asciiLowercased(), value: SourceRange(colon + 1, line.end)))
      }
    }
  }

  /// The place of a header's value.
  func range(of name: Text) -> SourceRange? { headers.first { $0.name == name }?.value }

  /// A header's value in lower case up to its parameters; empty if it is absent.
  func word(_ name: Text) -> Text {
    guard let range = range(of: name) else { return "" }
    let value = bytes[range.start..<range.end].prefix { $0 != UInt8(ascii: ";") }
    return Text(value).trimmed().asciiLowercased()
  }

  /// A parameter of a header: `boundary` of `multipart/mixed; boundary="x"`; empty if it is absent.
  func parameter(_ parameter: Text, of name: Text) -> Text {
    guard let range = range(of: name) else { return "" }
    let value = Text(bytes[range.start..<range.end])
    guard let found = value.asciiLowercased().firstIndex(of: parameter + "=") else { return "" }
    var start = found + parameter.count + 1
    guard start < value.count else { return "" }
    if value.utf8[start] == UInt8(ascii: "\"") {
      start += 1
      return Text(value.utf8[start...].prefix { $0 != UInt8(ascii: "\"") })
    }
    return Text(value.utf8[start...].prefix { !$0.isASCIISpace && $0 != UInt8(ascii: ";") })
  }

  /// Whether some bytes begin with header lines of an e-mail: a first line with a header's name, and another such line among the next.
  static func begins(_ bytes: [UInt8], at start: Int) -> Bool {
    var lines = LineScanner(bytes, in: SourceRange(start, min(bytes.count, start + 8192)))
    var known = 0
    var first = true
    while let line = lines.next(), line.end > line.start {
      let name = Text(bytes[line.start..<line.end].prefix { $0 != UInt8(ascii: ":") })
      let isFolded = bytes[line.start] == 0x20 || bytes[line.start] == 0x09
      if !isFolded, name.count < line.end - line.start, isMailHeader(name.asciiLowercased()) {
        known += 1
      } else if first {
        return false
      }
      first = false
    }
    return known >= 2
  }

  private static func isMailHeader(_ name: Text) -> Bool {
    switch name {
    case "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "received", "return-path", "delivered-to",
      "cc",
      "reply-to", "sender", "content-transfer-encoding", "x-mailer", "dkim-signature", "in-reply-to", "references":
      true
    default: name.hasPrefix("x-") || name.hasPrefix("arc-")
    }
  }
}
