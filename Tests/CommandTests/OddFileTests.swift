import Foundation
import Testing

/// What stands in a content folder beside files and folders: a finding, never a wait, never something from outside.
@Suite struct OddFileTests {
  @Test(.timeLimit(.minutes(60))) func oddFilesAreFindings() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "outside/secret.md": "# Secret of the outside\n", "Content/site.yml": "title: T\ntime_zone: UTC\n",
      "Content/index.md": "# Home\n",
      "Content/real.md": "# Real\n", "Content/a\nb.md": "# Newline\n", "Content/c\u{1B}[31m.md": "# Colour\n",
    ])
    #expect(mkfifo(folder.file("Content/pipe.md").path, 0o600) == 0)
    for (link, target) in [
      ("leaves.md", "../outside/secret.md"), ("absolute.md", folder.file("outside/secret.md").path), ("device.md", "/dev/zero"),
      ("loop.md", "loop.md"), ("folder", "../outside"), ("self", "."), ("nowhere.md", "gone.md"), ("inside.md", "real.md"),
    ] {
      #expect(symlink(target, folder.file("Content/\(link)").path) == 0)
    }
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z"])
    for name in ["pipe.md", "leaves.md", "absolute.md", "device.md", "loop.md", "folder", "self", "nowhere.md"] {
      #expect(outcome.messages.contains("`\(name)` is left out: "), "\(name)\n\(outcome.messages)")
    }
    #expect(!outcome.messages.contains("\u{1B}"))
    #expect(outcome.messages.contains("control characters"))
    let files = try folder.contents(of: "Public")
    #expect(files["real.html"] != nil && files["inside.html"] != nil)
    for (path, data) in files { #expect(!String(decoding: data, as: UTF8.self).contains("Secret of the outside"), "\(path)") }
  }

  /// What Emacs and Vim leave beside a file is no page and no file of the site, and calls for no new build.
  @Test func whatEditorsLeaveIsPassedOver() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n"])
    func build() throws -> OposCommand.Outcome {
      try OposCommand.run([
        "build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z",
      ])
    }
    #expect(try build().status == 0)
    let files = Set(try folder.contents(of: "Public").keys)
    try folder.write([
      "Content/index.md~": "# Old\n", "Content/#index.md#": "# Unsaved\n", "Content/old~/page.md": "# Old\n",
      "Content/.index.md.swp": "",
    ])
    let outcome = try build()
    #expect(outcome.status == 0 && !outcome.messages.contains("warning"), "\(outcome.messages)")
    #expect(Set(try folder.contents(of: "Public").keys) == files)
  }

  @Test(arguments: [
    ("tags: [\(String(repeating: "a", count: 251))]", "Content/the tag "),
    ("aliases: [x/\(String(repeating: "d/", count: 1000))y.html]", "Content/an alias of page.md"),
    ("tags: [\(String(repeating: "a", count: 250))]", nil),
  ])
  func anAddressThatIsTooLongIsAFinding(line: String, place: String?) throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n"])
    try folder.write(["Content/page.md": "---\n\(line)\n---\n# Page\n"])
    let outcome = try OposCommand.run(["build", "--source", folder.file("Content").path, "--now", "2015-12-02T16:20:00Z"])
    #expect(outcome.status == (place == nil ? 0 : 1), "\(outcome.messages)")
    if let place { #expect(outcome.messages.contains(folder.file(place).path) && outcome.messages.contains("[url-too-long]")) }
  }

  @Test(arguments: [("Page.md", "page.md"), ("caf\u{E9}.md", "cafe\u{301}.md"), ("a b.md", "a-b.md"), ("x.md", "x/index.md")])
  func twoFilesOfOneAddressAreAFinding(one: String, other: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n"])
    try folder.write(["Content/\(one)": "# One\n"])
    try folder.write(["Content/\(other)": "# Other\n"])
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z"])
    if outcome.status == 0 {
      let pages = try folder.contents(of: "Public").filter { String(decoding: $0.value, as: UTF8.self).contains("<h1") }
      let texts = pages.values.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts.contains { $0.contains(">One<") } && texts.contains { $0.contains(">Other<") }, "a page is lost")
      #expect(Set(pages.keys.map { $0.lowercased().decomposedStringWithCanonicalMapping }).count == pages.count)
    } else {
      #expect(outcome.messages.contains("would both be"), "\(outcome.messages)")
    }
  }
}
