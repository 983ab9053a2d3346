import Foundation
import Testing

/// When pages were changed, by the repository that they are in.
@Suite struct HistoryTests {
  private func build(_ folder: TemporaryFolder) throws -> (page: String, outcome: OposCommand.Outcome) {
    let outcome = try OposCommand.run([
      "build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z",
    ])
    return (try String(contentsOf: folder.file("Public/wiki/täst.html"), encoding: .utf8), outcome)
  }

  @Test func pagesTellTheirChanges() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\ntime_zone: UTC\nhistory: git\n", "Content/index.md": "# Home\n\n[a](Wiki/Täst.md)\n",
      "Content/Wiki/Täst.md": "# A\n",
    ])
    #expect(try build(folder).outcome.messages.contains("warning: there is no history to read"))
    let repository = GitRepository(folder: folder)
    try repository.begin(day: "2015-11-03")
    try folder.write(["Content/Wiki/Täst.md": "# A\n\nMore.\n"])
    try repository.commitAll("Say <more>", day: "2015-12-01")
    let (page, outcome) = try build(folder)
    #expect(outcome.status == 0 && !outcome.messages.contains("history"), "\(outcome.messages)")
    #expect(page.contains("<summary>Changed <time datetime=\"2015-12-01T12:00:00Z\">1 December 2015</time></summary>"))
    #expect(
      page.contains("<dt>1 December 2015</dt><dd>Say &lt;more&gt;</dd>")
        && page.contains("<dt>3 November 2015</dt><dd>Begin</dd>"))
    #expect(page.contains("<p>2 changes since 3 November 2015</p>"))
    // A commit alone changes what pages say.
    try repository.run(["commit", "-q", "--amend", "-m", "Say less"])
    #expect(try build(folder).page.contains("Say less"))
    // Without being asked for, the repository is not read: the same content gives the same bytes.
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n"])
    #expect(try !build(folder).page.contains("page-history"))
  }
}
