import Foundation
import Testing

@testable import opos

/// Connections to a listener of this process, whose patience is so long that a busy machine changes nothing, or so short that it always ends.
@Suite struct HTTPListenerTests {
  private static let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
  private static let partOfARequest = "GET / HTTP/1.1\r\nHost: loc"

  private func listener(patience: Duration, file: (path: String, size: Int) = ("", 0)) throws -> HTTPListener {
    let listener = try HTTPListener(port: 0, patience: patience)
    try listener.start(events: BuildEvents()) { request in
      HTTPAnswer(status: 200, body: request.path == "/large" ? .file(file.path, 0..<file.size) : .bytes(Array("home".utf8)))
    }
    return listener
  }

  private func open(_ request: String, _ listener: HTTPListener) throws -> ClientConnection {
    try ClientConnection(port: listener.port, request)
  }

  private func ask(_ listener: HTTPListener) throws -> String { try open(Self.request, listener).read(until: nil) }

  /// Readers who say nothing or take nothing hold nobody else up; who comes when there are too many is told to come back.
  @Test func slowReadersHoldNobodyUp() throws {
    let folder = try TemporaryFolder()
    let large = Data(repeating: 0x61, count: 64 << 20)
    try large.write(to: folder.file("large.bin"))
    let listener = try listener(patience: .seconds(36_000), file: (folder.file("large.bin").path, large.count))
    let silent = try (0..<40).map { _ in try open(Self.partOfARequest, listener) }
    let lazy = try (0..<10).map { _ in try open("GET /large HTTP/1.1\r\n\r\n", listener) }
    #expect(try ask(listener).hasPrefix("HTTP/1.1 200 "))
    let more = try (0..<30).map { _ in try open(Self.partOfARequest, listener) }
    let refused = try ask(listener)
    #expect(refused.hasPrefix("HTTP/1.1 503 ") && refused.contains("Retry-After: 1\r\n"))
    #expect(try lazy[9].read(until: nil).utf8.count > large.count)
    withExtendedLifetime((silent, more)) {}
  }

  /// A browser closes the connection of a large file that its reader no longer wants.
  @Test func whoLeavesInTheMiddleEndsNothing() throws {
    let folder = try TemporaryFolder()
    let large = Data(repeating: 0x61, count: 64 << 20)
    try large.write(to: folder.file("large.bin"))
    let listener = try listener(patience: .seconds(36_000), file: (folder.file("large.bin").path, large.count))
    for _ in 0..<8 { _ = try open("GET /large HTTP/1.1\r\n\r\n", listener).read(until: "aaaa") }
    #expect(try ask(listener).hasPrefix("HTTP/1.1 200 "))
  }

  @Test func whoSaysNothingIsLeft() throws {
    let listener = try listener(patience: .milliseconds(100))
    #expect(try open(Self.partOfARequest, listener).read(until: nil) == "")
    #expect(try open("", listener).read(until: nil) == "")
  }

  /// What a reader did not take in time is not kept for them: the answer ends before its end.
  @Test func whoTakesNothingIsLeft() throws {
    let folder = try TemporaryFolder()
    let large = Data(repeating: 0x61, count: 64 << 20)
    try large.write(to: folder.file("large.bin"))
    let listener = try listener(patience: .milliseconds(100), file: (folder.file("large.bin").path, large.count))
    let lazy = try (0..<64).map { _ in try open("GET /large HTTP/1.1\r\n\r\n", listener) }
    while try !ask(listener).hasPrefix("HTTP/1.1 200 ") {}
    withExtendedLifetime(lazy) {}
  }
}
