import Foundation
import Testing

/// What the one who starts `opos` may have left in an unusual state: descriptors, limits, signals.
@Suite struct SurroundingsTests {
  /// Whatever cannot be opened is said, and the old site stands or the new one.
  @Test(arguments: 4...12) func fewDescriptorsAreNoCrash(limit: Int) throws {
    let folder = try site()
    #expect(try build(folder).status == 0)
    let old = try folder.contents(of: "Public")
    try folder.write(["Content/Wiki/a.md": "# A\n\nother words\n"])
    let outcome = try build(folder, after: "ulimit -n \(limit)")
    #expect(outcome.status == 0 || outcome.status == 2, "\(outcome.status): \(outcome.messages)")
    if outcome.status == 2 { #expect(outcome.messages.hasSuffix("Too many open files\n"), "\(outcome.messages)") }
    #expect(try (folder.contents(of: "Public") == old) == (outcome.status == 2))
  }

  /// With messages closed, the first file that is opened has their number. Here it is the lock.
  @Test func noMessageGoesIntoAFile() throws {
    let folder = try site()
    try folder.write(["Content/redirects.yml": ""])
    #expect(try build(folder).status == 0)
    try FileManager.default.moveItem(at: folder.file("Content/Wiki/a.md"), to: folder.file("Content/Wiki/moved.md"))
    #expect(try build(folder, redirecting: "2>&-").status == 2)
    #expect(try Data(contentsOf: folder.file(".Public.opos-lock")).isEmpty)
  }

  @Test func aClosedInputIsNotAnotherFile() throws {
    let folder = try TemporaryFolder()
    let outcome = try shell("exec \"$OPOS\" lint --source '\(content)' - <&-", in: folder)
    #expect(outcome.status == 2 && outcome.messages == "opos: cannot read `<stdin>`: Bad file descriptor\n", "\(outcome)")
  }

  /// The signal that tells of it would end the program in the middle of a file.
  @Test func aLimitOfFileSizeIsAnErrorOfEveryCommand() throws {
    let folder = try site()
    // What it writes goes through a pipe, since a file for it would be limited, too.
    let page = try shell(
      "(ulimit -f 0; exec env --default-signal=XFSZ \"$OPOS\" new page Hello) 2>&1 | cat; exit ${PIPESTATUS[0]}", in: folder)
    #expect(page.status == 2 && page.output == "opos: cannot write `Content/Wiki/hello.md`: File too large\n", "\(page)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("Content/Wiki/hello.md").path))
    let good = "'\(content)/Examples/good/keep-up.md'"
    let lint = try shell(
      "(ulimit -f 0; XDG_CACHE_HOME=$PWD/cache exec env --default-signal=XFSZ \"$OPOS\" lint --source '\(content)' \(good)) | cat; exit ${PIPESTATUS[0]}",
      in: folder)
    #expect(lint.status == 0 && lint.output.hasPrefix("1 ticket: "), "\(lint)")
    #expect(try folder.contents(of: "cache") == [:])
  }

  @Test func whoPassesOverTheEndOfProgramsHearsOfThemAllTheSame() throws {
    let folder = try site()
    try folder.write(["Content/Wiki/a.md": "# A\n\n```dot\ndigraph { a -> b }\n```\n"])
    let outcome = try shell("PATH=/nowhere; trap '' CHLD; exec \"$OPOS\" build", in: folder)
    #expect(outcome.status == 0 && outcome.messages.contains("Graphviz is not installed"), "\(outcome)")
  }

  @Test func aFileLargerThanTheMemoryIsAnError() throws {
    let folder = try site()
    try folder.write(["Content/disk.png": ""])
    #expect(truncate(folder.file("Content/disk.png").path, 1 << 42) == 0)
    let outcome = try build(folder, after: "ulimit -v 8000000")
    #expect(
      outcome.status == 2 && outcome.messages == "opos: cannot read `Content/disk.png`: Cannot allocate memory\n", "\(outcome)")
  }

  /// `nohup` starts a program so; Ctrl-C, which shells let a program in the background pass over, is obeyed all the same.
  @Test func theEndOfTheTerminalCanBePassedOver() throws {
    let folder = try site()
    let script = """
      trap '' HUP INT; "$OPOS" build --watch 2>messages & until grep -q pages messages; do sleep 0.1; done
      kill -HUP $!; echo changed >>Content/Wiki/a.md; until grep -q changed Public/wiki/a.html; do kill -0 $! || exit 1; sleep 0.1; done
      kill -INT $!; wait $!; echo $?
      """
    #expect(try shell(script, in: folder).output == "130\n")
  }

  /// A pipe that others share may have been told not to let anybody wait.
  @Test func aPipeThatDoesNotWaitIsWaitedFor() throws {
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = OposCommand.executable
    let text = try String(
      contentsOf: OposCommand.repository.appending(path: "Content/Examples/good/keep-up.md"), encoding: .utf8)
    process.arguments = ["lint", "--source", content, "--fix", "-"]
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
    for descriptor in [input.fileHandleForReading.fileDescriptor, output.fileHandleForWriting.fileDescriptor] {
      #expect(fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0)
    }
    // What is read fits into one pipe, and what is written does not fit into the other: F_SETPIPE_SZ, which Glibc does not hand on.
    #expect(fcntl(output.fileHandleForWriting.fileDescriptor, 1031, 4096) == 4096)
    try process.run()
    let long = text + String(repeating: "more words of the same\n", count: 2000)
    for half in [long.prefix(200), long.dropFirst(200)] {
      input.fileHandleForWriting.write(Data(half.utf8))
      while isWaiting(input.fileHandleForReading.fileDescriptor), process.isRunning { usleep(1000) }
    }
    input.fileHandleForWriting.closeFile()
    while !isWaiting(output.fileHandleForReading.fileDescriptor), process.isRunning { usleep(1000) }
    try? output.fileHandleForWriting.close()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let isWhole = written == Data(long.utf8)
    #expect(isWhole, "\(written.count) bytes of \(long.utf8.count)")
  }

  /// Whether a pipe holds something that nobody has read.
  private func isWaiting(_ descriptor: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  private var content: String { OposCommand.repository.appending(path: "Content").path }

  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n", "Content/Wiki/a.md": "# A\n",
      "Content/Wiki/b.md": "# B\n",
    ])
    return folder
  }

  /// Builds after a shell has done something.
  private func build(_ folder: TemporaryFolder, after preparation: String = ":", redirecting: String = "") throws
    -> OposCommand.Outcome
  {
    try shell("\(preparation); exec \"$OPOS\" build --now 2015-12-02T16:20:00Z \(redirecting)", in: folder)
  }

  /// Runs a shell in which `OPOS` is the program.
  private func shell(_ command: String, in folder: TemporaryFolder) throws -> OposCommand.Outcome {
    try OposCommand.run(
      ["-c", command], in: folder.url, environment: ["OPOS": try #require(OposCommand.executable).path], with: "/bin/bash")
  }
}
