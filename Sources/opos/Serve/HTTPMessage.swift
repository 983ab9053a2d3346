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
  ///
  /// A line ends with CR and LF; alone either could begin a line of an answer that repeats it. Bytes that are not UTF-8 are read as such in headers: those who
  /// share `localhost` share their cookies.
  init?(_ head: [UInt8]) {
    var lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for index in lines.indices.dropLast() { if lines[index].popLast() != UInt8(ascii: "\r") { return nil } }
    guard lines.allSatisfy({ $0.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") } }) else { return nil }
    let words = lines.removeFirst().split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), let target = String(validating: words[1], as: UTF8.self),
      let (host, place) = HTTPRequest.parts(of: target)
    else { return nil }
    method = String(decoding: words[0], as: UTF8.self)
    let parts = place.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0])
    query = parts.count > 1 ? String(parts[1]) : ""
    guard var headers = HTTPRequest.headers(lines) else { return nil }
    if let host { headers["host"] = host }
    self.headers = headers
  }

  /// A header's value, by its name in lower case.
  subscript(name: String) -> String? { headers[name] }

  /// The host that a target names, if it is a whole address, and the rest of it; nil for a target that is of no file.
  private static func parts(of target: String) -> (host: String?, place: Substring)? {
    if target.utf8.first == UInt8(ascii: "/") { return (nil, target[...]) }
    guard target.lowercased().hasPrefix("http://") else { return nil }
    let rest = target.dropFirst(7)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let place = rest[end...]
    return (String(rest[..<end]), place.hasPrefix("/") ? place : "/" + place)
  }

  /// The values by their names in lower case; nil if a line is no header, or if there are two hosts.
  private static func headers(_ lines: [ArraySlice<UInt8>]) -> [String: String]? {
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), case let name = line[..<colon], !name.isEmpty,
        !name.contains(UInt8(ascii: " ")), !name.contains(UInt8(ascii: "\t"))
      else { return nil }
      let key = String(decoding: name, as: UTF8.self).lowercased()
      let value = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let earlier = headers.updateValue(String(decoding: value, as: UTF8.self), forKey: key)
      if key == "host", earlier != nil { return nil }
    }
    return headers
  }
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
