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
