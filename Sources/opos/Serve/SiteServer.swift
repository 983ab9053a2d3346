import Publishing

/// Answers requests for the files of a site as the common web servers do.
struct SiteServer: Sendable {
  /// The folder of the site.
  let root: String

  func answer(_ request: HTTPRequest) -> HTTPAnswer {
    // A page of another site could have its own name lead here; it must not read what stands here.
    guard isOurs(request["host"]) else { return plain(403, "this server answers to 127.0.0.1 and localhost only\n") }
    guard request.method == "GET" || request.method == "HEAD" else {
      return plain(405, "only GET and HEAD are answered\n", [("Allow", "GET, HEAD")])
    }
    switch request.path {
    case ReloadPage.scriptPath:
      return HTTPAnswer(
        status: 200, headers: [("Content-Type", ContentType.of("reload.js")), ("Cache-Control", "no-cache")],
        body: .bytes(Array(ReloadPage.script.utf8)))
    case ReloadPage.eventsPath:
      return HTTPAnswer(
        status: 200, headers: [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")], body: .events)
    default: break
    }
    switch ServedFile(at: request.path, below: root) {
    case .file(let file, let size, let version): return serve(file, size, version, request)
    case .folder:
      // An address that begins with two slashes would be of another host.
      let path = "/" + request.path.drop { $0 == "/" } + "/"
      return plain(301, "", [("Location", path + (request.query.isEmpty ? "" : "?" + request.query))])
    case .missing: return missing()
    }
  }

  private func serve(_ path: String, _ size: Int, _ version: String, _ request: HTTPRequest) -> HTTPAnswer {
    let tag = "\"\(version)\""
    var headers = [("ETag", tag), ("Cache-Control", "no-cache")]
    let known = (request["if-none-match"] ?? "").split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }
    if known.contains(where: { $0 == tag || $0 == "W/" + tag || $0 == "*" }) { return HTTPAnswer(status: 304, headers: headers) }
    headers.append(("Content-Type", ContentType.of(path)))
    if path.hasSuffix(".html") {
      guard let bytes = try? FileReader.bytes(of: path, limit: .max) else { return missing() }
      return HTTPAnswer(status: 200, headers: headers, body: .bytes(ReloadPage.injected(into: bytes)))
    }
    headers.append(("Accept-Ranges", "bytes"))
    // A part of another version than the reader has begun with would be put together with it.
    let isSame = request["if-range"].map { $0 == tag } ?? true
    switch ByteRange(isSame ? request["range"] : nil, size: size) {
    case .whole: return HTTPAnswer(status: 200, headers: headers, body: .file(path, 0..<size))
    case .part(let range):
      headers.append(("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"))
      return HTTPAnswer(status: 206, headers: headers, body: .file(path, range))
    case .unsatisfiable: return plain(416, "", [("Content-Range", "bytes */\(size)")])
    }
  }

  private func missing() -> HTTPAnswer {
    guard let page = try? FileReader.bytes(of: root + "/404.html") else { return plain(404, "not found\n") }
    return HTTPAnswer(
      status: 404, headers: [("Content-Type", ContentType.of("404.html")), ("Cache-Control", "no-cache")],
      body: .bytes(ReloadPage.injected(into: page)))
  }

  private func plain(_ status: Int, _ text: String, _ headers: [(String, String)] = []) -> HTTPAnswer {
    HTTPAnswer(status: status, headers: headers + [("Content-Type", "text/plain; charset=utf-8")], body: .bytes(Array(text.utf8)))
  }

  private func isOurs(_ host: String?) -> Bool {
    guard let host else { return false }
    let name = host.split(separator: ":").first.map { $0.lowercased() } ?? ""
    return name == "127.0.0.1" || name == "localhost"
  }
}
