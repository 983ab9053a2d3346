import Foundation
import Testing

/// A linter that is kept from one run to the next.
@Suite struct LinterCacheTests {
  private let folder: TemporaryFolder
  private let ticket: URL

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(at: OposCommand.repository.appending(path: "Content"), to: folder.file("Content"))
    ticket = folder.file("Content/Examples/bad/release-moves.md")
    // What is too young to be told from its next version is not kept.
    try age(folder.file("Content"))
  }

  @Test func theNextRunSaysTheSameAndReadsNoRules() throws {
    let first = try lint()
    let kept = try #require(try self.kept())
    // A run that does not find its rules there writes them anew, into another file.
    let file = try fileNumber(of: kept)
    #expect(try lint() == first)
    #expect(try fileNumber(of: kept) == file)
    #expect(try lint("--no-cache") == first)
    for format in ["json", "junit", "github", "gitlab", "markdown", "sarif"] {
      #expect(try lint("--format", format) == lint("--format", format, "--no-cache"), "\(format)")
    }
  }

  @Test func aChangedRuleIsAnotherVerdict() throws {
    let first = try lint()
    let kept = try #require(try self.kept())
    let file = try fileNumber(of: kept)
    let agreement = folder.file("Content/SLA/index.md")
    let text = try String(contentsOf: agreement, encoding: .utf8)
    try text.replacing("id: release-tag-moves", with: "id: release-tag-not-fixed").write(
      to: agreement, atomically: true, encoding: .utf8)
    try age(folder.file("Content"))
    let second = try lint()
    #expect(try fileNumber(of: kept) != file)
    #expect(first.contains("release-tag-moves") && second.contains("release-tag-not-fixed"))
  }

  @Test func whatIsDamagedOrOthersCouldWriteCountsForNothing() throws {
    let first = try lint()
    let kept = try #require(try self.kept())
    let bytes = try Data(contentsOf: kept)
    for place in stride(from: 0, to: bytes.count, by: bytes.count / 40) {
      var damaged = bytes
      damaged[place] ^= 0x20
      try damaged.write(to: kept)
      #expect(try lint() == first, "byte \(place)")
    }
    try bytes.prefix(bytes.count / 2).write(to: kept)
    #expect(try lint() == first)
    try bytes.write(to: kept)
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: kept.path)
    #expect(try lint() == first)
  }

  @Test func aFolderThatCannotBeWrittenIsNoFault() throws {
    let file = folder.file("file")
    try Data().write(to: file)
    #expect(try lint(cache: file.path) == lint("--no-cache"))
  }

  private func lint(_ options: String..., cache: String? = nil) throws -> String {
    let outcome = try OposCommand.run(
      ["lint", "--now", "2015-12-02T16:20:00Z", "--source", folder.file("Content").path, ticket.path] + options,
      environment: ["XDG_CACHE_HOME": cache ?? folder.file("cache").path])
    #expect(outcome.status == 1 && outcome.messages.isEmpty, "\(outcome.messages)")
    return outcome.output
  }

  private func fileNumber(of file: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int
  }

  /// The file in which the linter is kept.
  private func kept() throws -> URL? {
    let cache = folder.file("cache/opos")
    return try FileManager.default.contentsOfDirectory(at: cache, includingPropertiesForKeys: nil).first
  }

  /// Waits until the files of a folder are old enough to show each later change.
  private func age(_ folder: URL) throws { usleep(150_000) }
}
