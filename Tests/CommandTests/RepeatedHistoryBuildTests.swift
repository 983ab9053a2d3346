import Foundation
import Testing

/// A build after a build of a site whose pages tell their history.
@Suite struct RepeatedHistoryBuildTests {
  /// Random changes of pages and commits; after each the site is, byte for byte, that of a first build, and it was not made as a whole.
  @Test(arguments: [1, 2] as [UInt64])
  func whateverChangesTheSiteIsThatOfAFirstBuild(seed: UInt64) throws {
    var site = try CommittedSite(random: SeededNumbers(state: seed), isService: seed == 2)
    usleep(130_000)
    try site.build(into: "Public")
    var before = try site.folder.contents(of: "Public")
    for step in 0..<40 {
      var what = try site.change()
      if step % 3 == 2 { what += ", and " + (try site.change()) }
      usleep(130_000)
      let messages = try site.build(into: "Public")
      #expect(try site.build(into: "First\(step)").contains("history") == messages.contains("history"), "step \(step): \(what)")
      let (made, first) = (try site.folder.contents(of: "Public"), try site.folder.contents(of: "First\(step)"))
      let differing = Set(made.keys).union(first.keys).filter { made[$0] != first[$0] }.sorted()
      try #require(differing.isEmpty, "step \(step): \(what)")
      // A whole build lets the spare folder follow at once; a small change leaves there what it replaced.
      if made != before { #expect(try site.folder.contents(of: ".Public.opos-spare") != made, "step \(step): \(what)") }
      before = made
    }
  }

  /// As long as the repository stands where it stood, nothing is asked but that.
  @Test func theHistoryIsReadOnceForEachCommit() throws {
    let site = try CommittedSite(random: SeededNumbers(state: 3), isService: false)
    let folder = site.folder
    try folder.write(["bin/git": "#!/bin/sh\necho \"$*\" >> '\(folder.file("asked").path)'\nPATH=${PATH#*:} exec git \"$@\"\n"])
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("bin/git").path)
    let path = "\(folder.file("bin").path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
    func logs() throws -> Int {
      let asked = try String(contentsOf: folder.file("asked"), encoding: .utf8)
      try Data().write(to: folder.file("asked"))
      return asked.split(separator: "\n").count { $0.contains("--name-only") }
    }
    usleep(130_000)
    try site.build(into: "Public", environment: ["PATH": path])
    #expect(try logs() == 1)
    try folder.write(["Content/Wiki/p1.md": "# Page 1\n\nOther words.\n", "Content/Wiki/new.md": "# New\n"])
    usleep(130_000)
    try site.build(into: "Public", environment: ["PATH": path])
    #expect(try logs() == 0)
    try GitRepository(folder: folder).commitAll("Say other words", day: "2015-11-20")
    let before = try folder.contents(of: "Public")
    try site.build(into: "Public", environment: ["PATH": path])
    #expect(try logs() == 1)
    let after = try folder.contents(of: "Public")
    #expect(Set(after.keys.filter { before[$0] != after[$0] }) == ["wiki/p1.html", "wiki/new.html"])
    #expect(try folder.contents(of: ".Public.opos-spare") == before, "it was no whole build")
  }

  /// A clone that knows more of the past than before tells more of it, though it stands at the same commit.
  @Test func aShallowCloneThatIsDeepenedTellsMore() throws {
    let origin = try CommittedSite(random: SeededNumbers(state: 4), isService: false)
    try origin.folder.write(["Content/Wiki/p1.md": "# Page 1\n\nOther words.\n"])
    try GitRepository(folder: origin.folder).commitAll("Say other words", day: "2015-11-20")
    let folder = try TemporaryFolder()
    let repository = GitRepository(folder: folder)
    try repository.run(["clone", "-q", "--depth", "1", "file://" + origin.folder.url.path, "."])
    let clone = CommittedSite(folder: folder)
    usleep(130_000)
    try clone.build(into: "Public")
    let page = folder.file("Public/wiki/p1.html")
    #expect(try !String(contentsOf: page, encoding: .utf8).contains("Begin"))
    try repository.run(["fetch", "-q", "--unshallow"])
    try clone.build(into: "Public")
    #expect(try String(contentsOf: page, encoding: .utf8).contains("Begin"))
    // Without a repository that is said as in a first build, and again as long as it is so.
    try FileManager.default.removeItem(at: folder.file(".git"))
    for words in ["", "More words.\n", "Even more.\n"] {
      try folder.write(["Content/Wiki/p2.md": "# Page 2\n\n\(words)"])
      usleep(130_000)
      #expect(try clone.build(into: "Public").contains("there is no history to read"))
    }
    #expect(try !String(contentsOf: page, encoding: .utf8).contains("Begin"))
  }
}

/// A site in a repository, in which something changes at random.
private struct CommittedSite {
  let folder: TemporaryFolder
  private var repository: GitRepository { GitRepository(folder: folder) }
  private var random = SeededNumbers(state: 0)
  private var pages: Set<String> = []
  private var commits = 1

  /// A site that is there.
  init(folder: TemporaryFolder) { self.folder = folder }

  init(random: SeededNumbers, isService: Bool) throws {
    (folder, self.random) = (try TemporaryFolder(), random)
    var files = ["Content/site.yml": "title: T\ntime_zone: UTC\nhistory: git\n", "Content/index.md": "# Home\n"]
    if isService {
      files["Content/redirects.yml"] = "old.html: index.md\n"
      files["Content/SLA/index.md"] = "# Agreement\n\n## 1 Clause\n\nWords.\n"
    }
    for number in 0..<9 {
      pages.insert("Wiki/p\(number).md")
      files["Content/Wiki/p\(number).md"] = "# Page \(number)\n\nWords, and [home](../index.md).\n"
    }
    try folder.write(files)
    try repository.begin()
  }

  /// Builds, and gives what was said.
  @discardableResult func build(into output: String, environment: [String: String] = [:]) throws -> String {
    let outcome = try OposCommand.run(
      [
        "build", "--source", folder.file("Content").path, "--output", folder.file(output).path, "--now", "2015-12-02T16:20:00Z",
      ], environment: environment)
    try #require(outcome.status == 0, "\(outcome.messages)")
    return outcome.messages
  }

  /// Changes something. Gives what.
  mutating func change() throws -> String {
    let page = pages.sorted()[number(below: UInt64(pages.count))]
    let file = folder.file("Content/\(page)")
    switch number(below: 13) {
    case 0...2:
      try folder.write(["Content/\(page)": "# Title \(number(below: 9))\n\nWords \(number(below: 99)).\n"])
      return "write \(page)"
    case 3, 4:
      let new = "Wiki/p\(number(below: 14)).md"
      pages.insert(new)
      try folder.write(["Content/\(new)": "# New \(number(below: 9))\n\n[home](../index.md)\n"])
      return "write \(new)"
    case 5 where pages.count > 5:
      pages.remove(page)
      try FileManager.default.removeItem(at: file)
      return "remove \(page)"
    case 6:
      // What was committed and went comes back with its history.
      try repository.run(["checkout", "-q", "--", "."])
      let wiki = try FileManager.default.contentsOfDirectory(atPath: folder.file("Content/Wiki").path)
      pages = Set(wiki.map { "Wiki/\($0)" })
      return "bring back what was committed"
    case 7 where FileManager.default.fileExists(atPath: folder.file("Content/SLA").path):
      try folder.write(["Content/SLA/index.md": "# Agreement\n\n## 1 Clause\n\nWords \(number(below: 99)).\n"])
      return "write the agreement"
    case 7, 9:
      try repository.run(["pack-refs", "--all"])
      return "pack the references"
    case 8:
      try repository.run(["commit", "-q", "--amend", "--allow-empty", "-m", "Otherwise \(number(below: 99))"])
      return "amend a commit"
    default:
      commits += 1
      try repository.commitAll("Commit \(commits)", day: "2015-11-\(10 + number(below: 20))")
      return "commit"
    }
  }

  private mutating func number(below end: UInt64) -> Int { Int(random.next() % end) }
}
