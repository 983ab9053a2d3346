import Foundation
import Glibc
import Testing

@testable import opos

/// The built site on this machine, as `opos serve` answers for it.
@Suite struct ServeTests {
  @Test(arguments: [
    ("/", ["index.html"]), ("/a/b.html", ["a", "b.html"]), ("/a%20b/%C3%A9", ["a b", "é"]), ("//a", ["a"]),
  ])
  func pathsAreDecoded(path: String, names: [String]) {
    #expect(ServedFile.names(in: path) == (path == "/" ? [] : names))
  }

  @Test(arguments: ["", "a", "/..", "/a/../b", "/%2e%2e/x", "/.git/config", "/a%2Fb", "/%00", "/%", "/%f", "/%ff", "/%C3"])
  func pathsThatLeadElsewhereAreRefused(path: String) {
    #expect(ServedFile.names(in: path) == nil)
  }

  @Test(arguments: ["/a%2F%CC%81b", "/a/\u{301}/../b", "/.%CC%81git"])
  func anAccentBehindASlashOrADotChangesNothing(path: String) { #expect(ServedFile.names(in: path) == nil) }

  @Test(arguments: [
    "GET / HTTP/1.1\nHost: localhost", "GET /a\nX:y HTTP/1.1", "GET /a\rX:y HTTP/1.1", "GET /\0 HTTP/1.1",
    "GET / HTTP/1.1\r\nHost : localhost",
    "GET / HTTP/1.1\r\nHost: localhost\r\n folded: x", "GET / HTTP/1.1\r\nHost: localhost\r\nhost: elsewhere",
    "GET / HTTP/1.1\r\nX: a\nb",
    "GET  / HTTP/1.1", "GET /", "OPTIONS * HTTP/1.1", "GET a HTTP/1.1", "GET / HTTP/2", "",
  ])
  func whatIsNoRequestIsRefused(head: String) { #expect(HTTPRequest(Array(head.utf8)) == nil) }

  @Test func requestsAreReadAsTheyAreSent() throws {
    let request = try #require(HTTPRequest(Array("GET /a%20b?c=d?e HTTP/1.1\r\nHOST:\t localhost\r\nX: caf".utf8) + [0xE9]))
    #expect(
      [request.method, request.path, request.query, request["host"], request["x"]] == [
        "GET", "/a%20b", "c=d?e", "localhost", "caf\u{FFFD}",
      ])
    for (target, path, query) in [
      ("http://LOCALHOST:80/a?b", "/a", "b"), ("HTTP://LOCALHOST:80", "/", ""), ("http://LOCALHOST:80?b", "/", "b"),
    ] {
      let request = try #require(HTTPRequest(Array("GET \(target) HTTP/1.1\r\nHost: elsewhere".utf8)), "\(target)")
      #expect([request.path, request.query, request["host"]] == [path, query, "LOCALHOST:80"], "\(target)")
    }
  }

  @Test func rangesAreOfTheFile() {
    #expect(ByteRange(nil, size: 10) == .whole)
    #expect(ByteRange("bytes=0-3", size: 10) == .part(0..<4))
    #expect(ByteRange("bytes=4-", size: 10) == .part(4..<10))
    #expect(ByteRange("bytes=-3", size: 10) == .part(7..<10))
    #expect(ByteRange("bytes=-30", size: 10) == .part(0..<10))
    #expect(ByteRange("bytes=8-99", size: 10) == .part(8..<10))
    #expect(ByteRange("bytes=8-\(Int.max)", size: 10) == .part(8..<10))
    #expect(ByteRange("bytes=-\(Int.max)", size: 10) == .part(0..<10))
    #expect(ByteRange("bytes=10-", size: 10) == .unsatisfiable)
    #expect(ByteRange("bytes=-0", size: 10) == .unsatisfiable)
    for text in ["bytes=3-2", "bytes=0-1,3-4", "lines=0-1", "bytes=", "bytes=-", "bytes=a-b", "bytes=99999999999999999999-"] {
      #expect(ByteRange(text, size: 10) == .whole, "\(text)")
    }
  }

  @Test func theSiteIsServedAndEachChangeIsTold() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\n", "Content/index.md": "# Home\n", "Content/Wiki/a.md": "# A\n", "secret.txt": "never shown",
    ])
    try FileManager.default.createDirectory(at: folder.file("Public"), withIntermediateDirectories: true)
    #expect(symlink("../secret.txt", folder.file("Public/link.txt").path) == 0)
    let server = try ServeProcess(folder)
    let home = try server.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(
      home.hasPrefix("HTTP/1.1 200 OK\r\n") && home.contains("<h1 id=\"home\">Home</h1>") && home.contains("/.opos/reload.js"))
    #expect(try !folder.contents(of: "Public").values.contains { $0.range(of: Data("reload.js".utf8)) != nil })
    let style = try server.ask("GET /assets/site.css HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=0-1\r\n\r\n")
    #expect(style.contains("206 Partial Content") && style.hasSuffix("\r\n\r\n/*") && style.contains("Content-Type: text/css"))
    let tag = try #require(style.split(separator: "\r\n").first { $0.hasPrefix("ETag: ") }).dropFirst(6)
    #expect(try server.ask("GET /assets/site.css HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \(tag)\r\n\r\n").contains(" 304 "))
    let other = try server.ask("GET /assets/site.css HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\nIf-Range: \"0\"\r\n\r\n")
    #expect(other.contains(" 200 OK"))
    let same = try server.ask("GET /assets/site.css HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\nIf-Range: \(tag)\r\n\r\n")
    #expect(same.contains(" 206 "))
    #expect(try server.ask("GET /wiki?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n").contains("Location: /wiki/?x=1\r\n"))
    #expect(try server.ask("GET //wiki HTTP/1.1\r\nHost: localhost\r\n\r\n").contains("Location: /wiki/\r\n"))
    #expect(try server.ask("\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
    let head = try server.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(head.contains(" 200 ") && head.hasSuffix("\r\n\r\n"))
    for (request, status) in [
      ("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 404), ("GET /../secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
      ("GET /link.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", 404), ("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
      ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403), ("GET / HTTP/1.1\r\n\r\n", 403), ("nonsense\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
    ] {
      let answer = try server.ask(request)
      #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(request.prefix(60))")
      #expect(!answer.contains("never shown"))
    }

    let events = try server.open("GET /.opos/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try events.read(until: "\"version\":1,\"published\":true,\"faults\":[]}\n\n").contains("text/event-stream"))
    try folder.write(["Content/Wiki/a.md": "# A\n\nmore words\n"])
    _ = try events.read(until: "\"version\":2,\"published\":true")
    #expect(try server.ask("GET /wiki/a.html HTTP/1.1\r\nHost: localhost\r\n\r\n").contains("more words"))
    try folder.write(["Content/Wiki/new/b.md": "# B\n\n[gone](gone.md)\n"])
    let fault = try events.read(until: "}]}\n\n")
    #expect(fault.contains("\"published\":false") && fault.contains("gone.md`"))
    #expect(fault.contains("vscode://file") && fault.contains("/Content/Wiki/new/b.md:3:1"))
    #expect(try server.ask("GET /wiki/a.html HTTP/1.1\r\nHost: localhost\r\n\r\n").contains("more words"))
    try folder.write(["Content/Wiki/new/b.md": "# B\n"])
    _ = try events.read(until: "\"published\":true,\"faults\":[]}\n\n")
    #expect(try server.ask("GET /wiki/new/b.html HTTP/1.1\r\nHost: localhost\r\n\r\n").contains("<h1 id=\"b\">B</h1>"))
    server.stop()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.contains("tmp") } == [])
  }

  @Test func aTakenPortIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\n", "Content/index.md": "# Home\n"])
    let server = try ServeProcess(folder)
    let second = try OposCommand.run(["serve", "--source", folder.file("Content").path, "--port", "\(server.port)"])
    #expect(second.status == 2)
    #expect(second.messages == "opos: cannot listen on `port \(server.port)`: it is taken; choose another with --port\n")
    server.stop()
  }

  @Test func buildWatchesAndBuildsAgain() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\n", "Content/index.md": "# Home\n"])
    let process = try ServeProcess(folder, arguments: ["build", "--watch"], ready: " pages, ")
    try folder.write(["Content/deep/er/page.md": "# Page\n"])
    #expect(waits { FileManager.default.fileExists(atPath: folder.file("Public/deep/er/page.html").path) })
    try FileManager.default.removeItem(at: folder.file("Content/deep"))
    #expect(waits { !FileManager.default.fileExists(atPath: folder.file("Public/deep").path) })
    process.stop()
  }

  /// Whether something comes true; on a busy machine it has its time.
  private func waits(_ condition: () -> Bool) -> Bool {
    for _ in 0..<12_000 {
      if condition() { return true }
      usleep(50_000)
    }
    return false
  }
}

/// A running `opos serve`, or another command that goes on until it is stopped.
private final class ServeProcess {
  private(set) var port: UInt16 = 0
  private let process = Process()

  init(_ folder: TemporaryFolder, arguments: [String] = ["serve", "--port", "0"], ready: String = "http://127.0.0.1:") throws {
    process.executableURL = OposCommand.executable
    process.arguments = arguments + ["--source", folder.file("Content").path]
    let log = folder.file("log")
    try Data().write(to: log)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    for _ in 0..<12_000 {
      let said = try String(contentsOf: log, encoding: .utf8)
      if let place = said.range(of: ready) {
        port = UInt16(said[place.upperBound...].prefix { $0.isNumber }) ?? 0
        return
      }
      usleep(50_000)
    }
    throw CocoaError(.fileReadUnknown)
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Ends it; Ctrl-C would be passed over by a program that a script runs in the background.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// The whole answer to a request.
  func ask(_ request: String) throws -> String { try open(request).read(until: nil) }

  /// A connection on which a request was sent.
  func open(_ request: String) throws -> ClientConnection { try ClientConnection(port: port, request) }
}
