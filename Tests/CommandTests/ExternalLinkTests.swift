import Diagnostics
import Foundation
import Synchronization
import Testing

@testable import opos

/// Links to other sites, asked at a server of this machine.
@Suite struct ExternalLinkTests {
  /// A server that answers by path and remembers what it was asked.
  private final class Server: Sendable {
    let asked = Mutex<[String]>([])
    let port: UInt16

    init() throws {
      let listener = try HTTPListener(port: 0)
      port = listener.port
      try listener.start(events: BuildEvents()) { [self] request in
        asked.withLock { $0.append("\(request.method) \(request.path)") }
        switch request.path {
        case "/gone": return HTTPAnswer(status: 404)
        case "/no-heads": return HTTPAnswer(status: request.method == "HEAD" ? 405 : 200)
        case "/moved": return HTTPAnswer(status: 301, headers: [("Location", "/good")])
        case "/round": return HTTPAnswer(status: 301, headers: [("Location", "/round")])
        case "/busy": return HTTPAnswer(status: 503)
        case "/slow":
          sleep(3600)
          return HTTPAnswer(status: 200)
        default: return HTTPAnswer(status: 200)
        }
      }
    }
  }

  private func check(_ folder: TemporaryFolder, _ more: [String] = []) throws -> OposCommand.Outcome {
    try OposCommand.run(
      [
        "check", "--source", "Content", "--external", "--link-pause", "0", "--link-timeout", "8", "--link-cache",
        "cache/links.txt",
      ] + more,
      in: folder.url, environment: ["http_proxy": "", "no_proxy": "*"])
  }

  @Test func linksAreAskedOnceAndFaultsHaveTheirPlaces() throws {
    let server = try Server()
    let folder = try TemporaryFolder()
    let site = "http://127.0.0.1:\(server.port)"
    try folder.write([
      "Content/site.yml": "title: T\n",
      "Content/index.md":
        "# Home\n\n[a](\(site)/good#x) [b](\(site)/good#y) [c](\(site)/no-heads) [d](\(site)/moved) [m](mailto:a@example.org)\n",
      "Content/Wiki/a.md":
        "# A\n\n[gone](\(site)/gone)\n[again](\(site)/gone)\n[busy](\(site)/busy) [round](\(site)/round) [slow](\(site)/slow?[a]{b,c})\n",
    ])
    let outcome = try check(folder)
    #expect(outcome.status == 1)
    for line in [
      "Content/Wiki/a.md:3:1: error: `\(site)/gone` answers with status 404 [external-link-broken]",
      "Content/Wiki/a.md:4:1: error: `\(site)/gone` answers with status 404 [external-link-broken]",
      "Content/Wiki/a.md:5:1: warning: `\(site)/busy` answers with status 503 [external-link-broken]",
      "warning: `\(site)/round` leads on and on", "warning: `\(site)/slow?[a]{b,c}` did not answer in time",
      "2 errors, 3 warnings",
    ] { #expect(outcome.messages.contains(line), "\(line)\n\(outcome.messages)") }
    #expect(outcome.messages.components(separatedBy: "external-link-broken").count == 6)
    let asked = server.asked.withLock { $0 }
    #expect(asked.count { $0 == "HEAD /good" } == 2 && !asked.contains("GET /good"))
    #expect(asked.contains("GET /no-heads") && asked.contains("GET /gone"))

    server.asked.withLock { $0 = [] }
    #expect(try check(folder).messages.contains("7 links to other sites: 4 asked, at 1 hosts"))
    #expect(!server.asked.withLock { $0 }.contains { $0.hasSuffix("/no-heads") })
    #expect(try check(folder, ["--link-age", "0"]).messages.contains("7 asked"))
    let usual = try OposCommand.run(["check", "--source", "Content"], in: folder.url)
    #expect(usual.status == 0, "\(usual.messages)")
  }

  @Test func hostsAreToldApart() {
    #expect(LinkQueue.host(of: "https://A.example.org:8443?x") == "a.example.org:8443")
    #expect(LinkQueue.host(of: "http://b.example.org/c") == "b.example.org")
  }

  @Test func aCacheForgetsAndMistrusts() throws {
    let folder = try TemporaryFolder()
    try folder.write(["links": "100\thttp://a/\nx\thttp://b/\n900\thttp://c/\nnonsense\n"])
    var cache = LinkCache(folder.file("links").path)
    #expect(cache.isFresh("http://a/", now: 150, seconds: 60) && !cache.isFresh("http://a/", now: 160, seconds: 60))
    #expect(!cache.isFresh("http://c/", now: 150, seconds: 60) && !cache.isFresh("http://b/", now: 150, seconds: 60))
    try cache.keep(["http://d/": .good, "http://e/": .bad(LinkFault(reason: "", isCertain: true))], now: 200, seconds: 60)
    #expect(try String(contentsOf: folder.file("links"), encoding: .utf8) == "200\thttp://d/\n")
  }
}
