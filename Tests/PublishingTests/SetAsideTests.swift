import Diagnostics
import Foundation
import Knowledge
import Testing

@testable import Publishing

@Suite("HTML that waits outside memory") struct SetAsideTests {
  private let folder = FileManager.default.temporaryDirectory.path

  private func bytes(_ count: Int, from first: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ first) }
  }

  private func put(_ bytes: [UInt8], into file: SetAsideFile) -> Int? { bytes.withUnsafeBytes { file.put($0) } }

  private func read(_ count: Int, at start: Int, from file: SetAsideFile) -> [UInt8] {
    var bytes = [UInt8](repeating: 7, count: count)
    bytes.withUnsafeMutableBytes { file.read(at: start, into: $0) }
    return bytes
  }

  @Test("What is set aside is read as it was") func roundTrip() throws {
    let file = SetAsideFile(in: folder, mostInMemory: 1_000)
    #expect(put(bytes(1_000, from: 0), into: file) == nil, "the first bytes stay in memory")
    let first = try #require(put(bytes(70_000, from: 1), into: file))
    let second = try #require(put(bytes(5, from: 2), into: file))
    #expect(read(70_000, at: first, from: file) == bytes(70_000, from: 1))
    #expect(read(5, at: second, from: file) == bytes(5, from: 2))
    try file.close()
    #expect(put(bytes(5, from: 3), into: file) == nil, "a file that is closed takes nothing")
  }

  @Test("Where no file can be made, memory holds it") func noFile() throws {
    let file = SetAsideFile(in: folder + "/nowhere-\(UUID())", mostInMemory: 0)
    #expect(put(bytes(10, from: 0), into: file) == nil)
    try file.close()
  }

  @Test("A file system that is nearly full is left to the site") func noRoom() throws {
    let file = SetAsideFile(in: folder, mostInMemory: 0, shareOfRoom: .max)
    #expect(put(bytes(10, from: 0), into: file) == nil)
    #expect(file.size == 0)
    try file.close()
  }

  @Test("What cannot be read is nothing, and refuses the site") func unreadable() throws {
    let file = SetAsideFile(in: folder, mostInMemory: 0)
    let start = try #require(put(bytes(10, from: 0), into: file))
    #expect(read(20, at: start, from: file) == bytes(10, from: 0) + [UInt8](repeating: 0, count: 10))
    let error = #expect(throws: FileError.self) { try file.close() }
    #expect(error?.description == "cannot read what was set aside in `\(folder)`: Input/output error")
  }

  @Test("A site whose HTML waited is the same") func sameSite() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "opos-test-\(UUID())")
    defer { try? FileManager.default.removeItem(at: root) }
    let content = root.appending(path: "Content")
    try FileManager.default.createDirectory(at: content, withIntermediateDirectories: true)
    let paragraph = String(repeating: "A sentence of the page. ", count: 400)
    for page in 0..<200 {
      let text = "# Page \(page)\n\n\(paragraph)[next](page-\((page + 1) % 200).md)\n\n## Part\n\n\(paragraph)\n"
      try Data(text.utf8).write(to: content.appending(path: "page-\(page).md"))
    }
    // One page is larger than what is set aside together.
    try Data(String(repeating: paragraph + "\n\n", count: 80).utf8).write(to: content.appending(path: "large.md"))
    func html(_ setAside: SetAsideFile?) throws -> [[UInt8]] {
      var loader = ContentLoader(source: content.path, jobs: 2)
      loader.setAside = setAside
      let pages = try loader.load().pages
      let html = pages.map { $0.withHTML { Array($0) } }
      try setAside?.close()
      return html
    }
    let file = SetAsideFile(in: root.path, mostInMemory: 0)
    let waited = try html(file)
    #expect(file.size > 1 << 20, "bytes that waited in the file")
    #expect(waited == (try html(nil)))
    #expect(waited.count == 201 && waited.allSatisfy { !$0.isEmpty })
  }
}
