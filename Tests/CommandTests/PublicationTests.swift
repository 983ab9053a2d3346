import Foundation
import Testing

/// `Public` is at every moment the old site or the new one, whatever happens to a build.
@Suite struct PublicationTests {
  @Test func whatDidNotChangeKeepsItsFileAndTime() throws {
    let folder = try site(["index.md": "# Home\n", "Wiki/a.md": "# A\n", "Wiki/b.md": "# B\n"])
    #expect(try build(folder).status == 0)
    let first = try inodes(folder)
    try folder.write(["Content/Wiki/b.md": "# B\n\nmore\n"])
    #expect(try build(folder).status == 0)
    let second = try inodes(folder)
    // The files of the index are called after what is in them.
    #expect(
      Set(first.keys.filter { !$0.hasPrefix("assets/search/") }) == Set(second.keys.filter { !$0.hasPrefix("assets/search/") }))
    #expect(second["wiki/b.html"] != first["wiki/b.html"])
    #expect(second["wiki/a.html"] == first["wiki/a.html"])
    #expect(second["assets/site.css"] == first["assets/site.css"])
    #expect(try build(folder).status == 0)
    #expect(try inodes(folder) == second)
  }

  @Test func pagesThatAreNoMoreDisappearEvenWithoutTheState() throws {
    let folder = try site(["index.md": "# Home\n", "Wiki/a.md": "# A\n", "Wiki/b.md": "# B\n"])
    try folder.write(["Public/.gitignore": "*\n", "Public/.well-known/x": "mine", "Public/notes.html": "<p>mine</p>"])
    #expect(try build(folder).status == 0)
    try FileManager.default.removeItem(at: folder.file("Content/Wiki/a.md"))
    try FileManager.default.removeItem(at: folder.file(".Public.opos-state"))
    #expect(try build(folder).status == 0)
    let files = try folder.contents(of: "Public")
    #expect(files["wiki/a.html"] == nil)
    #expect(files["wiki/b.html"] != nil)
    for (path, text) in [".gitignore": "*\n", ".well-known/x": "mine", "notes.html": "<p>mine</p>"] {
      #expect(files[path] == Data(text.utf8), "\(path)")
    }
  }

  @Test(arguments: ["Content", "Content/Public", ".", "Templates/out", "link"])
  func sourceAndOutputThatContainEachOtherAreRefused(output: String) throws {
    let folder = try site(["index.md": "# Home\n"])
    try folder.write(["Templates/tag.html": "x"])
    try FileManager.default.createSymbolicLink(at: folder.file("link"), withDestinationURL: folder.file("Content"))
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file(output).path], in: folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("contain each other"), "\(outcome.messages)")
    #expect(try folder.contents(of: "Content").keys.sorted() == ["index.md", "site.yml"])
  }

  @Test func aFileInThePlaceOfTheOutputStays() throws {
    let folder = try site(["index.md": "# Home\n"])
    try folder.write(["Public": "mine"])
    let outcome = try build(folder)
    #expect(outcome.status == 2)
    #expect(outcome.messages.hasSuffix("/Public`: it is not a folder\n"), "\(outcome.messages)")
  }

  /// The next version is put together in a folder of our own: what a link in its place leads to is left alone.
  @Test(arguments: [true, false]) func whatStandsForTheSpareFolderGoes(isLink: Bool) throws {
    let folder = try site(["index.md": "# Home\n"])
    #expect(try build(folder).status == 0)
    try folder.write(["elsewhere/index.html": "mine", "elsewhere/deep/file": "mine", "Content/index.md": "# Other\n"])
    let spare = folder.file(".Public.opos-spare")
    try FileManager.default.removeItem(at: spare)
    if isLink { #expect(symlink("elsewhere", spare.path) == 0) } else { try Data("mine".utf8).write(to: spare) }
    let elsewhere = try folder.contents(of: "elsewhere")
    let outcome = try build(folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.contents(of: "elsewhere") == elsewhere)
    #expect(try folder.contents(of: "Public")["index.html"].map { String(decoding: $0, as: UTF8.self).contains("Other") } == true)
    #expect(
      try FileManager.default.attributesOfItem(atPath: folder.file("Public").path)[.type] as? FileAttributeType == .typeDirectory)
  }

  /// On an overlay the old site may have to be removed, while the new one, foreign files and all, waits complete.
  @Test func aSiteThatWaitsIsPutInItsPlace() throws {
    let folder = try site(["index.md": "# Home\n", "Wiki/a.md": "# A\n"])
    try folder.write(["Public/.well-known/x": "mine"])
    #expect(try build(folder).status == 0)
    let whole = try folder.contents(of: "Public")
    try FileManager.default.copyItem(at: folder.file("Public"), to: folder.file(".Public.opos-next"))
    for path in [".well-known", "wiki"] { try FileManager.default.removeItem(at: folder.file("Public/" + path)) }
    #expect(try build(folder).status == 0)
    #expect(try folder.contents(of: "Public") == whole)
    #expect(!FileManager.default.fileExists(atPath: folder.file(".Public.opos-next").path))
  }

  @Test func twoBuildsAtOnceGiveOneWholeSite() throws {
    let folder = try site(["index.md": "# Home\n", "Wiki/a.md": "# A\n"])
    let lock = open(folder.file(".Public.opos-lock").path, O_RDWR | O_CREAT, 0o644)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    let second = Process()
    second.executableURL = OposCommand.executable
    second.arguments = ["build", "--source", folder.file("Content").path]
    let messages = Pipe()
    second.standardError = messages
    try second.run()
    let first = String(decoding: messages.fileHandleForReading.availableData, as: UTF8.self)
    #expect(first.hasPrefix("waiting: another build writes `"), "\(first)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("Public").path))
    flock(lock, LOCK_UN)
    second.waitUntilExit()
    #expect(second.terminationStatus == 0)
    #expect(try folder.contents(of: "Public")["wiki/a.html"] != nil)
  }

  @Test func aLimitOfFileSizeLeavesTheOldSite() throws {
    let folder = try site(["index.md": "# Home\n"])
    #expect(try build(folder).status == 0)
    let old = try folder.contents(of: "Public")
    // A long address makes the page large, and nothing else that shows the page.
    try folder.write(["Content/index.md": "# Home\n\n[a](https://example.org/" + String(repeating: "x", count: 60_000) + ")\n"])
    let outcome = try limited("ulimit -f 40", folder)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("/index.html`: File too large"), "\(outcome.messages)")
    #expect(try folder.contents(of: "Public") == old)
    #expect(try build(folder).status == 0)
    #expect(try folder.contents(of: "Public") != old)
  }

  /// Kills builds at random moments while a reader looks; `OPOS_KILLS` says how many, 12 by default and 200 in the full run.
  @Test func killedBuildsLeaveAWholeSite() throws {
    let kills = ProcessInfo.processInfo.environment["OPOS_KILLS"].flatMap { Int($0) } ?? 12
    let folder = try TemporaryFolder()
    for version in ["one", "two"] {
      try folder.write(["\(version)/site.yml": "title: T\ntime_zone: UTC\n", "\(version)/index.md": "# \(version)\n"])
      for page in 0..<60 {
        try folder.write(["\(version)/Wiki/\(version)-\(page % 50).md": "# Page \(page)\n\nText of \(version).\n"])
      }
      #expect(try run(folder, version, output: "clean-" + version).status == 0)
    }
    let whole = [try folder.contents(of: "clean-one"), try folder.contents(of: "clean-two")]
    #expect(whole[0] != whole[1])
    #expect(try run(folder, "one", output: "Public").status == 0)
    let start = ContinuousClock.now
    #expect(try run(folder, "two", output: "Public").status == 0)
    let duration = Double((ContinuousClock.now - start).components.attoseconds) / 1e18
    for kill in 0..<kills {
      try killedRun(
        folder, kill % 2 == 0 ? "one" : "two", after: .random(in: 0...duration), signal: [SIGKILL, SIGTERM, SIGINT][kill % 3])
      let seen = try folder.contents(of: "Public")
      #expect(whole.contains(seen), "kill \(kill): \(seen.count) files, neither the old site nor the new one")
    }
    #expect(try run(folder, "one", output: "Public").status == 0)
    #expect(try folder.contents(of: "Public") == whole[0])
  }
}

extension PublicationTests {
  private func site(_ pages: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\n"])
    for (path, text) in pages { try folder.write(["Content/" + path: text]) }
    return folder
  }

  private func build(_ folder: TemporaryFolder) throws -> OposCommand.Outcome {
    try OposCommand.run(["build", "--source", folder.file("Content").path, "--now", "2015-12-02T16:20:00Z"])
  }

  private func run(_ folder: TemporaryFolder, _ source: String, output: String) throws -> OposCommand.Outcome {
    try OposCommand.run(arguments(folder, source, output))
  }

  private func arguments(_ folder: TemporaryFolder, _ source: String, _ output: String) -> [String] {
    ["build", "--source", folder.file(source).path, "--output", folder.file(output).path, "--now", "2015-12-02T16:20:00Z"]
  }

  private func killedRun(_ folder: TemporaryFolder, _ source: String, after delay: Double, signal: Int32) throws {
    let process = Process()
    process.executableURL = OposCommand.executable
    process.arguments = arguments(folder, source, "Public")
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = ContinuousClock.now + .seconds(delay)
    // A reader: the start page is there at every moment.
    while ContinuousClock.now < end {
      #expect(FileManager.default.contents(atPath: folder.file("Public/index.html").path)?.isEmpty == false)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
  }

  private func limited(_ limit: String, _ folder: TemporaryFolder) throws -> OposCommand.Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    let program = try #require(OposCommand.executable).path
    process.arguments = [
      "-c", limit + "; exec \"$0\" build --source \"$1\" --now 2015-12-02T16:20:00Z", program, folder.file("Content").path,
    ]
    let messages = Pipe()
    process.standardError = messages
    try process.run()
    let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return OposCommand.Outcome(status: process.terminationStatus, output: "", messages: text)
  }

  private func inodes(_ folder: TemporaryFolder) throws -> [String: [String]] {
    try folder.contents(of: "Public").keys.reduce(into: [:]) { found, path in
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("Public/" + path).path)
      found[path] = ["\(attributes[.systemFileNumber]!)", "\((attributes[.modificationDate] as! Date).timeIntervalSince1970)"]
    }
  }
}
