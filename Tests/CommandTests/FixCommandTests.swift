import Foundation
import Glibc
import Knowledge
import Publishing
import Testing

/// `--fix` on files, as a user runs it.
@Suite struct FixCommandTests {
  private var content: String { OposCommand.repository.appending(path: "Content").path }

  private func lint(_ arguments: [String], in folder: TemporaryFolder, input: String = "") throws -> OposCommand.Outcome {
    try OposCommand.run(["lint", "--source", content] + arguments, input: input, in: folder.url)
  }

  private let faulty =
    "form: question\r\ntitle: Where are the logs of my keep-up jobs kept?\r\nexperiment: novaa\r\nneeded_by: 2015/12/10  # soon\r\n"

  @Test func onlyTheFaultyBytesChange() throws {
    let folder = try TemporaryFolder()
    try folder.write(["a.yml": faulty])
    #expect(chmod(folder.file("a.yml").path, 0o640) == 0)
    #expect(symlink("a.yml", folder.file("link.yml").path) == 0)
    let outcome = try lint(["--fix", "link.yml"], in: folder)
    #expect(outcome.status == 1, "what the form asks is still missing")
    let fixed = try String(contentsOf: folder.file("a.yml"), encoding: .utf8)
    #expect(
      fixed == faulty.replacing("novaa", with: "nova").replacing("2015/12/10", with: "2015-12-10")
        || fixed == faulty.replacing("novaa", with: "nova"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.yml").path) == "a.yml")
    var status = stat()
    #expect(stat(folder.file("a.yml").path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["a.yml", "link.yml"])
  }

  @Test func whatComesFromStandardInputGoesToStandardOutput() throws {
    let folder = try TemporaryFolder()
    let outcome = try lint(["--fix", "-"], in: folder, input: faulty)
    #expect(outcome.output.hasPrefix("form: question\r\ntitle: Where"))
    #expect(outcome.output.contains("experiment: nova\r\n"))
    #expect(outcome.messages.contains("[field-missing]"))
  }

  @Test func aFileThatNeedsNoFixIsNotTouched() throws {
    let folder = try TemporaryFolder()
    let good = try String(contentsOf: OposCommand.repository.appending(path: "Content/Examples/good/keep-up.md"), encoding: .utf8)
    try folder.write(["good.md": good])
    var before = stat()
    var after = stat()
    #expect(stat(folder.file("good.md").path, &before) == 0)
    #expect(try lint(["--fix", "--unsafe-fixes", "good.md"], in: folder).status == 0)
    #expect(stat(folder.file("good.md").path, &after) == 0)
    #expect(before.st_ino == after.st_ino && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec)
  }

  @Test func aFolderThatCannotBeWrittenIsSaidSo() throws {
    // Whoever may write everywhere cannot be refused.
    guard geteuid() != 0 else { return }
    let folder = try TemporaryFolder()
    try folder.write(["closed/a.yml": faulty])
    #expect(chmod(folder.file("closed").path, 0o555) == 0)
    defer { chmod(folder.file("closed").path, 0o755) }
    let outcome = try lint(["--fix", "closed/a.yml"], in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.messages == "opos: cannot write `closed/a.yml`: Permission denied\n")
    #expect(try String(contentsOf: folder.file("closed/a.yml"), encoding: .utf8) == faulty)
  }

  /// Tickets of every format, many of them broken: what was mended needs no mending again, mending says what it did, and a second run writes nothing.
  @Test(arguments: [false, true])
  func mendingTwiceIsMendingOnce(unsafe: Bool) throws {
    let folder = try TemporaryFolder()
    let forms = try ContentLoader(source: content, jobs: 1).loadAgreement().forms
    var generator = TicketGenerator(seed: 20_151_202, forms: forms)
    var names: [String] = []
    for index in 0..<600 {
      let ticket = generator.next()
      names.append("\(index).\(ticket.ending)")
      try Data(ticket.bytes).write(to: folder.file(names[index]))
    }
    let options = ["--fix", "--format", "jsonl"] + (unsafe ? ["--unsafe-fixes"] : [])
    let first = try lint(options + names, in: folder)
    #expect(first.messages.contains("opos: made "))
    let mended = try names.map { try Data(contentsOf: folder.file($0)) }
    let second = try lint(options + names, in: folder)
    #expect(second.messages == "opos: made 0 fixes in 0 files\n")
    #expect(second.output == first.output, "what was reported after mending is what is found in the mended files")
    #expect(try names.map { try Data(contentsOf: folder.file($0)) } == mended)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == names.count)
  }
}
