import Diagnostics
import Foundation
import Knowledge
import Notation
import Publishing
import Testing
import Tickets

@testable import ServiceLevels
@testable import opos

/// The module that `opos` embeds, run in Node beside the program.
@Suite struct BrowserRuntimeTests {
  private let content = OposCommand.repository.appending(path: "Content")
  private let now = "1449073200"

  /// Ten thousand made tickets, every hostile text and our own examples: one verdict, byte for byte. With one word of one rule changed there are
  /// two.
  @Test func theModuleJudgesAsTheProgramDoes() throws {
    let site = try BrowserSite()
    let names = try writeTickets(to: site.folder, forms: site.data.linter.forms.forms, count: 10_000)
    let native = try OposCommand.run(
      ["lint", "--format", "jsonl", "--source", content.path] + names, in: site.folder.url
    ).output.split(separator: "\n", omittingEmptySubsequences: true)
    let browser = try site.judge(names, now: now)
    #expect(native.count > 20_000)
    let difference = zip(byFile(native), byFile(browser)).first { $0 != $1 }
    #expect(difference == nil, "the program says\n\(difference?.0 ?? "")\nthe module says\n\(difference?.1 ?? "")")
    #expect(native.count == browser.count)

    let few = Array(names.suffix(1000))
    let changed = try site.judge(few, now: now) { $0.replacing(Array("develop".utf8), with: Array("devolop".utf8)) }
    let unchanged = try site.judge(few, now: now)
    #expect(changed.count < unchanged.count, "a ticket with the release `develop` is among them")
  }

  /// A figure to lower when the module has become smaller.
  @Test func theModuleIsSmallEnoughToLoad() throws {
    let site = try BrowserSite()
    let size = Int(try site.node("size.cjs", [site.module]).trimmingCharacters(in: .whitespacesAndNewlines))
    #expect(try #require(size) <= 150_000, "bytes of the module in brotli at its best")
  }

  @Test func tenThousandChecksNeedNoMoreMemoryThanAHundred() throws {
    let site = try BrowserSite()
    let ticket = content.appending(path: "Examples/bad/newcomer.md").path
    let sizes = try site.node("memory.cjs", [site.module, site.dataFile, now, ticket]).split(separator: " ").map { $0.trimmed() }
    #expect(sizes.count == 2)
    #expect(sizes.first == sizes.last)
  }

  /// Writes the tickets; gives their names.
  private func writeTickets(to folder: TemporaryFolder, forms: [Form], count: Int) throws -> [String] {
    var generator = TicketGenerator(seed: 5563, forms: forms)
    var tickets = TicketGenerator.hostileTexts.map { (ending: "txt", bytes: $0) }
    for _ in 0..<count { tickets.append(generator.next()) }
    for kind in ["good", "bad"] {
      let examples = content.appending(path: "Examples/\(kind)")
      for name in try FileManager.default.contentsOfDirectory(atPath: examples.path).sorted() {
        let bytes = [UInt8](try Data(contentsOf: examples.appending(path: name)))
        tickets.append((String(name.split(separator: ".").last ?? ""), bytes))
      }
    }
    return try tickets.enumerated().map { index, ticket in
      let name = "\(index).\(ticket.ending)"
      try Data(ticket.bytes).write(to: folder.file(name))
      return name
    }
  }

  /// The lines of each file, by the file's name, in the order given.
  private func byFile(_ lines: [Substring]) -> [String] {
    let grouped = Dictionary(grouping: lines) { line in line.split(separator: "\"file\":\"").last?.prefix { $0 != "\"" } ?? "" }
    return grouped.keys.sorted().map { grouped[$0]!.joined(separator: "\n") }
  }
}

/// What a browser loads from our own site, in a folder.
struct BrowserSite {
  let folder: TemporaryFolder
  let data: LinterData
  var module: String { folder.file("opos.wasm").path }
  var dataFile: String { folder.file("opos.bin").path }

  init() throws {
    folder = try TemporaryFolder()
    let parts = try ContentLoader(source: OposCommand.repository.appending(path: "Content").path, jobs: 1).load()
    data = LinterData(Agreement(parts), parts)
    try Data(BrowserModule.files()[0].bytes).write(to: folder.file("opos.wasm"))
    try Data(data.bytes).write(to: folder.file("opos.bin"))
  }

  /// The lines of findings that the module gives for files of the folder, with its data perhaps changed.
  func judge(_ names: [String], now: String, change: ([UInt8]) -> [UInt8] = { $0 }) throws -> [Substring] {
    let file = folder.file("changed.bin")
    let content = Array(data.bytes.dropFirst(LinterData.mark.count + 8))
    try Data(LinterData.sealed(change(content))).write(to: file)
    let output = try node("judge.cjs", [module, file.path, now], input: names.joined(separator: "\n"))
    return output.split(separator: "\n", omittingEmptySubsequences: true)
  }

  /// What a script of `Tests/Browser` prints when Node runs it in the folder.
  func node(_ script: String, _ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["node", OposCommand.repository.appending(path: "Tests/Browser/\(script)").path] + arguments
    process.currentDirectoryURL = folder.url
    let (inputFile, outputFile) = (folder.file("node.in"), folder.file("node.out"))
    try Data(input.utf8).write(to: inputFile)
    try Data().write(to: outputFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "node is needed to run the module (apt-get install nodejs)")
    return try String(contentsOf: outputFile, encoding: .utf8)
  }
}

extension Substring {
  fileprivate func trimmed() -> String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
