/// A request as it came over the wire (HTTP/1.1, RFC 9112): what a server of files needs of it.
struct HTTPRequest {
  /// `GET`
  let method: String
  /// The target's path, percent-encoded.
  let path: String
  /// The target's query, percent-encoded, without `?`; empty if there is none.
  let query: String
  private let headers: [String: String]

  /// Reads a head, up to and without its empty line; nil for anything else.
  init?(_ head: [UInt8]) {
    guard let text = String(validating: head, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else { return nil }
    method = String(words[0])
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(target[0])
    query = target.count > 1 ? String(target[1]) : ""
    var headers: [String: String] = [:]
    for line in lines.dropFirst() where !line.isEmpty {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
      let value = line[line.index(after: colon)...].trimmingPrefix { $0 == " " || $0 == "\t" }
      headers[line[..<colon].lowercased()] = String(value)
    }
    self.headers = headers
  }

  /// A header's value, by its name in lower case.
  subscript(name: String) -> String? { headers[name] }
}

/// An answer.
struct HTTPAnswer {
  /// What stands behind the headers.
  enum Body {
    case bytes([UInt8])
    /// A part of a file.
    case file(String, Range<Int>)
    /// Events, for as long as the page is open.
    case events
  }

  var status: Int
  var headers: [(name: String, value: String)] = []
  var body = Body.bytes([])

  /// How many bytes the body has; nil for events.
  var length: Int? {
    switch body {
    case .bytes(let bytes): bytes.count
    case .file(_, let range): range.count
    case .events: nil
    }
  }

  /// The status line and the headers, with the empty line behind them.
  var head: [UInt8] {
    var text = "HTTP/1.1 \(status) \(HTTPAnswer.phrases[status] ?? "")\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if let length, status != 304 { text += "Content-Length: \(length)\r\n" }
    return Array((text + "Connection: close\r\n\r\n").utf8)
  }

  private static let phrases = [
    200: "OK", 206: "Partial Content", 301: "Moved Permanently", 304: "Not Modified", 400: "Bad Request", 403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed", 416: "Range Not Satisfiable", 431: "Request Header Fields Too Large", 503: "Service Unavailable",
  ]
}
