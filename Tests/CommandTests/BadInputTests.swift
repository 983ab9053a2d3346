import Foundation
import Glibc
import Testing

/// What no ticket ever is, given to the program: each gets a clear answer soon, and nothing traps.
@Suite struct BadInputTests {
  /// A text that is too much of something, with the words that answer it.
  struct Excess: Sendable, CustomTestStringConvertible {
    var name: String
    var answer: String
    var text: @Sendable () -> String
    var testDescription: String { name }
  }

  static let excesses: [Excess] = [
    Excess(name: "50-megabytes.md", answer: "at most 1048576 are read [ticket-too-large]") {
      "form: keep-up\n" + String(repeating: "a line of text that says little\n", count: 1_600_000)
    },
    Excess(name: "one-line.yml", answer: "at most 1048576 are read [ticket-too-large]") {
      "form: keep-up\ntitle: " + String(repeating: "a", count: 10_000_000)
    },
    Excess(name: "line.yml", answer: "[field-missing]") {
      "form: keep-up\ntitle: " + String(repeating: "a", count: 1_000_000)
    },
    Excess(name: "line.json", answer: "[record-without-answers]") {
      "{\"result\":[{\"number\":\"" + String(repeating: "a", count: 10_000_000) + "\"}]}"
    },
    Excess(name: "nothing.md", answer: "holds a NUL byte: it is not text [ticket-not-text]") {
      String(repeating: "\0", count: 20_000_000)
    },
    Excess(name: "keys.yml", answer: "[ticket-too-large]") {
      "form: keep-up\n" + (0..<100_000).map { "key_\($0): x\n" }.joined()
    },
    Excess(name: "keys.json", answer: "more than 500 fields [ticket-too-large]") {
      "{\"result\":[{\"number\":\"RITM0000001\",\"cat_item\":\"Keep-up\",\"variables\":{"
        + (0..<100_000).map { "\"key_\($0)\":\"x\"" }.joined(separator: ",") + "}}]}"
    },
    Excess(name: "headings.txt", answer: "[ticket-too-large]") {
      "### Form\n\nkeep-up\n\n" + (0..<100_000).map { "### Key \($0)\n\nx\n\n" }.joined()
    },
    Excess(name: "brackets.yml", answer: "nested deeper than 64 levels [yaml]") {
      "form: keep-up\ntitle: " + String(repeating: "[", count: 100_000)
    },
    Excess(name: "dashes.yml", answer: "nested deeper than 64 levels [yaml]") {
      "form: keep-up\ntitle:\n  " + String(repeating: "- ", count: 100_000)
    },
    Excess(name: "sixty-dashes.yml", answer: "`title` is") {
      "form: keep-up\ntitle:\n  " + String(repeating: "- ", count: 60) + "a"
    },
    Excess(name: "sixty-empty-dashes.yml", answer: "`title` is missing") {
      "form: keep-up\ntitle:\n  " + String(repeating: "- ", count: 60)
    },
    Excess(name: "indents.yml", answer: "nested deeper than 64 levels [yaml]") {
      "form: keep-up\n" + (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    },
    Excess(name: "objects.json", answer: "nested more than 64 deep [json-syntax]") {
      String(repeating: "{\"a\":", count: 100_000)
    },
    Excess(name: "quotes.md", answer: "[field-missing]") {
      "---\nform: keep-up\n---\n" + String(repeating: "> ", count: 100_000)
    },
    Excess(name: "parts.eml", answer: "the e-mail has no part of plain text") {
      let part = "--a\nContent-Type: multipart/mixed; boundary=a\n\n"
      return "From: a@b.org\nContent-Type: multipart/mixed; boundary=a\n\n" + String(repeating: part, count: 20_000)
    },
  ]

  @Test(arguments: excesses)
  func tooMuchIsAnswered(excess: Excess) throws {
    let folder = try TemporaryFolder()
    try folder.write([excess.name: excess.text()])
    let outcome = try lint([excess.name], in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(excess.answer), "\(outcome.output.prefix(500))")
    #expect(outcome.output.utf8.count < 200_000)
  }

  @Test func bytesThatAreNoTextAreShownTheirPlace() throws {
    let folder = try TemporaryFolder()
    try Data(Array("form: keep-up\ntitle: caf".utf8) + [0xE9, 0x0A]).write(to: folder.file("latin.yml"))
    let outcome = try lint(["latin.yml"], in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("latin.yml:2:11: error: the bytes here are not UTF-8 [text-not-utf8]"))
  }

  /// What is no file is refused before it is opened for reading: a pipe without a writer would hold the program for ever.
  @Test func whatIsNoFileIsRefused() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("pipe").path, 0o600) == 0)
    #expect(symlink("loop", folder.file("loop").path) == 0)
    try FileManager.default.createDirectory(at: folder.file("folder"), withIntermediateDirectories: true)
    let good = OposCommand.repository.appending(path: "Content/Examples/good/keep-up.md").path
    let outcome = try lint(["pipe", "loop", "folder", "/dev/zero", "gone", good], in: folder)
    #expect(outcome.status == 2)
    #expect(
      Set(outcome.messages.split(separator: "\n")) == [
        "opos: cannot read `pipe`: it is a named pipe", "opos: cannot read `loop`: Too many levels of symbolic links",
        "opos: cannot read `folder`: it is a folder", "opos: cannot read `/dev/zero`: it is a device",
        "opos: cannot read `gone`: No such file or directory",
      ])
  }

  @Test func namesInMessagesAreOneLine() throws {
    let outcome = try lint(["a\nopos: all is well\u{1B}[31m"], in: try TemporaryFolder())
    #expect(outcome.messages == "opos: cannot read `a␊opos: all is well␛[31m`: No such file or directory\n")
  }

  @Test(arguments: ["build --output", "new page", "render"]) func argumentsAreText(command: String) throws {
    let executable = try #require(OposCommand.executable).path
    // Content of its own: what the command makes must not be left in that of the repository.
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n"])
    let before = try folder.contents(of: "")
    let outcome = try shell("cd '\(folder.url.path)' && '\(executable)' \(command) \"$(printf 'caf\\351')\" --source Content")
    #expect(outcome.status == 2 && outcome.messages.hasPrefix("Error: the argument `caf\u{FFFD}` has bytes that are not UTF-8"))
    #expect(try folder.contents(of: "") == before)
  }

  @Test func anyNumberOfThreadsCanBeAskedFor() throws {
    let good = content + "/Examples/good/keep-up.md"
    let outcome = try OposCommand.run(["lint", "--source", content, "--jobs", "\(Int.max)", good])
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test func aFileWithoutPermissionIsSaidSo() throws {
    // Whoever may read everything cannot be refused.
    guard geteuid() != 0 else { return }
    let folder = try TemporaryFolder()
    try folder.write(["secret.md": "form: keep-up\n"])
    #expect(chmod(folder.file("secret.md").path, 0) == 0)
    #expect(try lint(["secret.md"], in: folder).messages == "opos: cannot read `secret.md`: Permission denied\n")
  }

  @Test func endlessInputEndsTheProgram() throws {
    let command = "'\(try #require(OposCommand.executable).path)' lint --source '\(content)' - </dev/zero"
    let outcome = try shell(command)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("opos: cannot read `<stdin>`: it has more than the 67108864 bytes allowed"))
  }

  /// A reader that goes away, as `head` does, ends the program quietly.
  @Test func aClosedPipeEndsTheProgramQuietly() throws {
    let executable = try #require(OposCommand.executable).path
    let outcome = try shell("'\(executable)' lint --source '\(content)' --format sarif '\(content)'/Examples/bad/* | head -c 10")
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output.utf8.count == 10)
  }

  private var content: String { OposCommand.repository.appending(path: "Content").path }

  private func lint(_ files: [String], in folder: TemporaryFolder) throws -> OposCommand.Outcome {
    try OposCommand.run(["lint", "--format", "concise", "--source", content] + files, in: folder.url)
  }

  private func shell(_ command: String) throws -> OposCommand.Outcome {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    for name in ["out", "err"] { try Data().write(to: folder.file(name)) }
    process.standardOutput = try FileHandle(forWritingTo: folder.file("out"))
    process.standardError = try FileHandle(forWritingTo: folder.file("err"))
    try process.run()
    process.waitUntilExit()
    return OposCommand.Outcome(
      status: process.terminationStatus, output: try String(contentsOf: folder.file("out"), encoding: .utf8),
      messages: try String(contentsOf: folder.file("err"), encoding: .utf8))
  }
}
