import Foundation
import Testing

/// The same content gives the same bytes, whatever is around it.
@Suite(.serialized) struct ReproducibilityTests {
  @Test func nothingAroundTheContentChangesTheSite() throws {
    let folder = try TemporaryFolder()
    let content = OposCommand.repository.appending(path: "Content")
    try FileManager.default.copyItem(at: content, to: folder.file("Content"))
    #expect(try build(folder, "Content", "first", []).status == 0)
    let first = try folder.contents(of: "first")
    #expect(first.count > 200)
    // The folder's name, place and order of entries.
    let copied = folder.file("another place/wîth a name")
    try copyBackwards(content, to: copied)
    let surroundings: [(String, String, [String], [String: String], String)] = [
      ("folder", "another place/wîth a name", [], [:], ""), ("one thread", "Content", ["--jobs", "1"], [:], ""),
      ("seven threads", "Content", ["--jobs", "7"], [:], ""), ("time zone", "Content", [], ["TZ": "Pacific/Chatham"], ""),
      ("locale", "Content", [], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"], ""),
      ("no home", "Content", [], ["HOME": "/nonexistent", "USER": "nobody"], ""), ("umask", "Content", [], [:], "umask 077;"),
    ]
    for (name, source, options, environment, shell) in surroundings {
      #expect(try build(folder, source, name, options, environment, shell).status == 0, "\(name)")
      let made = try folder.contents(of: name)
      #expect(made.keys.sorted() == first.keys.sorted(), "\(name)")
      #expect(made.filter { first[$0.key] != $0.value }.keys.sorted() == [], "\(name)")
    }
  }

  @Test func theClockIsThatOfTheOptionOrTheEnvironment() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n"])
    let command = ["build", "--source", folder.file("Content").path, "--output"]
    _ = try OposCommand.run(command + [folder.file("a").path, "--now", "2015-12-02T16:20:00Z"])
    _ = try OposCommand.run(command + [folder.file("b").path], environment: ["SOURCE_DATE_EPOCH": "1449073200"])
    _ = try OposCommand.run(command + [folder.file("c").path], environment: ["SOURCE_DATE_EPOCH": "1549073200"])
    #expect(try folder.contents(of: "a") == folder.contents(of: "b"))
    #expect(try folder.contents(of: "a") != folder.contents(of: "c"))
  }

  private func build(
    _ folder: TemporaryFolder, _ source: String, _ output: String, _ options: [String], _ environment: [String: String] = [:],
    _ shell: String = ""
  ) throws -> OposCommand.Outcome {
    let arguments = ["build", "--source", folder.file(source).path, "--output", folder.file(output).path] + options
    if shell.isEmpty { return try OposCommand.run(arguments, environment: environment) }
    return try OposCommand.run(
      ["-c", shell + " exec \"$0\" \"$@\"", try #require(OposCommand.executable).path] + arguments, with: "/bin/sh")
  }

  /// Copies files in the reverse order of their paths.
  private func copyBackwards(_ source: URL, to target: URL) throws {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: source.path).sorted().reversed()
    for path in paths {
      var isFolder: ObjCBool = false
      let from = source.appending(path: path)
      guard FileManager.default.fileExists(atPath: from.path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      let to = target.appending(path: path)
      try FileManager.default.createDirectory(at: to.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: from, to: to)
    }
  }
}
