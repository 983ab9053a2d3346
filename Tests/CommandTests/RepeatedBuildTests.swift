import Foundation
import Glibc
import Testing

/// A build after a build: what is there already is not made again, and nothing of it can be told from a first build.
@Suite struct RepeatedBuildTests {
  /// Random changes of pages, templates, options and of the output itself; after each the site is, byte for byte, that of a first build.
  @Test(arguments: [1, 2] as [UInt64])
  func whateverChangesTheSiteIsThatOfAFirstBuild(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/index.md": "# Home\n"])
    // Broken links are errors in a configured site, so the other one has links.
    let isConfigured = seed % 2 == 1
    if isConfigured { try folder.write(["Content/site.yml": "title: T\nbase_url: https://x.example/\n"]) }
    var world = ChangingSite(folder: folder, random: SeededNumbers(state: seed), hasLinks: !isConfigured)
    for step in 0..<80 {
      let what = try world.change()
      // Half of the builds come so late that a file's time alone can tell them from the last one.
      if step % 2 == 0 { usleep(130_000) }
      for _ in 0..<2 { try world.build(into: "Public") }
      try world.build(into: "First\(step)")
      #expect(try folder.contents(of: "Public") == folder.contents(of: "First\(step)"), "step \(step): \(what)")
    }
  }

  @Test func aSecondBuildOfTheSameReadsNoPage() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\n", "Content/index.md": "# Home\n", "Content/a.md": "# A\n"])
    usleep(130_000)
    let arguments = ["build", "--source", folder.file("Content").path, "--now", "2015-12-02"]
    let first = try OposCommand.run(arguments)
    let place = folder.file(".Public.opos-state")
    let state = try Data(contentsOf: place)
    #expect(try OposCommand.run(arguments).messages == first.messages)
    #expect(try Data(contentsOf: place) == state, "nothing was written")
    // A state that was tampered with, or cut short, counts as none, wherever that is.
    var broken = [Data(state.dropLast(9)), Data(), Data("opos-state 2\n\n\n\n".utf8)]
    for offset in stride(from: 0, to: state.count, by: max(1, state.count / 12)) {
      broken.append(state)
      broken[broken.count - 1][offset] ^= 0x41
    }
    let site = try folder.contents(of: "Public")
    for bytes in broken {
      try bytes.write(to: place)
      try folder.write(["Content/a.md": "# A\n\nMore.\n"])
      #expect(try OposCommand.run(arguments).status == 0)
      usleep(130_000)
      try folder.write(["Content/a.md": "# A\n"])
      #expect(try OposCommand.run(arguments).messages == first.messages)
      #expect(try folder.contents(of: "Public") == site)
    }
  }

  /// A change of one page writes what shows it, and leaves the rest as it is on the disk.
  @Test func oneChangedPageChangesWhatShowsIt() throws {
    let folder = try TemporaryFolder()
    var files = ["Content/site.yml": "title: T\n", "Content/index.md": "# Home\n"]
    for number in 0..<40 {
      files["Content/W/p\(number).md"] = "# Page \(number)\n\nWords, and [a link](p\((number + 1) % 40).md) here.\n"
    }
    try folder.write(files)
    usleep(130_000)
    let arguments = ["build", "--source", folder.file("Content").path, "--now", "2015-12-02"]
    #expect(try OposCommand.run(arguments).status == 0)
    func inodes() throws -> [String: UInt64] {
      try folder.contents(of: "Public").keys.reduce(into: [:]) { inodes, path in
        var status = stat()
        if lstat(folder.file("Public/\(path)").path, &status) == 0 { inodes[path] = UInt64(status.st_ino) }
      }
    }
    let before = try inodes()
    try folder.write(["Content/W/p7.md": "# Page 7\n\nOther words, and [a link](p8.md) here.\n"])
    #expect(try OposCommand.run(arguments).status == 0)
    let after = try inodes()
    let changed = Set(after.keys.filter { before[$0] != after[$0] }.filter { !$0.hasPrefix("assets/search/") })
    // The list of pages quotes the first words of each.
    #expect(
      changed.isSubset(of: ["w/p7.html", "w/p8.html", "w/index.html", "w/p6.html", "w/print.html", "llms.txt"]), "\(changed)")
    #expect(changed.contains("w/p7.html"))
  }

  /// A page that comes, moves or goes changes what shows it. The spare folder lags behind then; a whole build lets it follow at once.
  @Test func pagesComeAndGoWithoutAWholeBuild() throws {
    let folder = try TemporaryFolder()
    var files = ["Content/site.yml": "title: T\n", "Content/index.md": "# Home\n", "Content/pic.png": "1"]
    for number in 0..<12 {
      files["Content/W/p\(number).md"] = "# Page \(number)\n\nWords, and [a link](p\((number + 1) % 10).md) here.\n"
      for other in 0..<8 { files["Content/Other\(other)/p\(number).md"] = "# Page \(number) of \(other)\n\nWords.\n" }
    }
    try folder.write(files)
    func build(_ output: String) throws -> OposCommand.Outcome {
      try OposCommand.run(
        ["build", "--source", folder.file("Content").path, "--output", folder.file(output).path, "--now", "2015-12-02"])
    }
    // Files that are younger than the file system tells times apart are read again.
    usleep(130_000)
    #expect(try build("Public").status == 0)
    let content = folder.file("Content")
    let changes: [(String, () throws -> Void)] = [
      ("a page comes", { try folder.write(["Content/W/new.md": "# New\n\n[a link](p7.md) and ![a picture](../pic.png)\n"]) }),
      ("a picture comes", { try folder.write(["Content/W/other.png": "2"]) }),
      ("a page comes in a folder", { try folder.write(["Content/W/deep/er/x.md": "---\ntags: [one]\n---\n\n# Deep\n"]) }),
      ("a page moves", { try moveItem(content, "W/new.md", to: "W/deep/new.md", linking: "p7.md", as: "../p7.md") }),
      ("a page goes, and its folder", { try FileManager.default.removeItem(at: content.appending(path: "W/deep/er")) }),
      ("a page and a picture go", { for name in ["p11.md", "other.png"] { try remove(content, "W/\(name)") } }),
      ("a draft comes", { try folder.write(["Content/W/draft.md": "---\ndraft: true\n---\n\n# Draft\n"]) }),
    ]
    for (number, (what, change)) in changes.enumerated() {
      try change()
      usleep(130_000)
      #expect(try build("Public").status == 0, "\(what)")
      #expect(try folder.contents(of: ".Public.opos-spare") != folder.contents(of: "Public"), "\(what)")
      #expect(try build("First\(number)").status == 0)
      #expect(try folder.contents(of: "Public") == folder.contents(of: "First\(number)"), "\(what)")
    }
  }

  /// After a change that reaches very many files the next one is small again.
  @Test func aChangeOfManyFilesIsFollowedBySmallOnes() throws {
    let folder = try TemporaryFolder()
    var files = ["in/site.yml": "title: T\n", "in/index.md": "# Home\n", "in/W/p.md": "# Page\n"]
    for number in 0..<4_000 { files["in/W/f\(number).txt"] = "x" }
    try folder.write(files)
    usleep(130_000)
    let arguments = ["build", "--source", "in", "--output", "out", "--now", "2015-12-02"]
    #expect(try OposCommand.run(arguments, in: folder.url).status == 0)
    for number in 0..<1_200 { try FileManager.default.removeItem(at: folder.file("in/W/f\(number).txt")) }
    for text in ["# Page\n", "# Page\n\nWords.\n"] {
      try folder.write(["in/W/p.md": text])
      usleep(130_000)
      #expect(try OposCommand.run(arguments, in: folder.url).status == 0)
      #expect(try folder.contents(of: ".out.opos-spare") != folder.contents(of: "out"), "it was no whole build")
    }
  }

  private func remove(_ content: URL, _ path: String) throws {
    try FileManager.default.removeItem(at: content.appending(path: path))
  }

  private func moveItem(_ content: URL, _ path: String, to target: String, linking link: String, as other: String) throws {
    let text = try String(contentsOf: content.appending(path: path), encoding: .utf8)
    try remove(content, path)
    let moved = text.replacing(link, with: other).replacing("../pic.png", with: "../../pic.png")
    try Data(moved.utf8).write(to: content.appending(path: target))
  }

  /// What a first build would not publish is not published by a small one.
  @Test func aLinkToAPageThatWentIsAnError() throws {
    let folder = try TemporaryFolder()
    var files = ["in/site.yml": "title: T\n", "in/index.md": "# Home\n"]
    for number in 0..<12 { files["in/W/p\(number).md"] = "# Page \(number)\n\nWords.\n" }
    files["in/W/p1.md"] = "# Page 1\n\n[two](p2.md)\n"
    try folder.write(files)
    usleep(130_000)
    let arguments = ["build", "--source", "in", "--output", "out", "--now", "2015-12-02"]
    #expect(try OposCommand.run(arguments, in: folder.url).status == 0)
    let site = try folder.contents(of: "out")
    try FileManager.default.removeItem(at: folder.file("in/W/p2.md"))
    let outcome = try OposCommand.run(arguments, in: folder.url)
    #expect(outcome.status == 1 && outcome.messages.contains("no file `W/p2.md`"), "\(outcome.messages)")
    #expect(try folder.contents(of: "out") == site)
  }

  /// In a folder that was not made for us a file that is copied takes the place of a list of pages, to which pages lead.
  @Test func aFileThatIsCopiedGoesBeforeAListOfPages() throws {
    let folder = try TemporaryFolder()
    var files: [String: String] = [:]
    for number in 0..<20 { files["in/p\(number).md"] = "---\ntags: [t\(number % 2)]\n---\n# Page \(number)\n" }
    try folder.write(files)
    usleep(130_000)
    func build(_ output: String) throws {
      let arguments = ["build", "--source", "in", "--output", output, "--now", "2015-12-02"]
      #expect(try OposCommand.run(arguments, in: folder.url).status == 0)
    }
    try build("out")
    for step in 0..<2 {
      if step == 0 {
        try folder.write(["in/tags/t1.html": "mine"])
      } else {
        try FileManager.default.removeItem(at: folder.file("in/tags/t1.html"))
      }
      try build("out")
      try build("first\(step)")
      #expect(try folder.contents(of: "out") == folder.contents(of: "first\(step)"))
    }
  }

  /// A style sheet is often saved again before the file system's clock ticks: each version reaches the site.
  @Test func aStyleSheetThatIsSavedAgainAtOnceIsCopiedAgain() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n"])
    try FileManager.default.copyItem(at: OposCommand.repository.appending(path: "Templates"), to: folder.file("Templates"))
    usleep(130_000)
    let style = folder.file("Templates/Assets/site.css")
    let text = try String(contentsOf: style, encoding: .utf8)
    for round in 0..<6 {
      try Data((text + "/* \(round) */\n").utf8).write(to: style)
      let outcome = try OposCommand.run(["build", "--now", "2015-12-02T16:20:00Z"], in: folder.url)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(try String(contentsOf: folder.file("Public/assets/site.css"), encoding: .utf8).hasSuffix("/* \(round) */\n"))
      if round == 3 { usleep(130_000) }
    }
  }

  /// Findings are said by every build, also by one of the same content.
  @Test func findingsAreRepeated() throws {
    let folder = try TemporaryFolder()
    try folder.write(["in/a.md": "# A\n\n[gone](gone.md)\n"])
    usleep(130_000)
    for _ in 0..<3 {
      let outcome = try OposCommand.run(["build", "--source", "in", "--output", "out", "--now", "2015-12-02"], in: folder.url)
      #expect(outcome.messages.contains("no file `gone.md`"))
    }
  }
}

/// A site in which something changes at random.
private struct ChangingSite {
  let folder: TemporaryFolder
  var random: SeededNumbers
  private var pages = ["index.md"]
  private var options = ["--now", "2015-12-02"]

  private let hasLinks: Bool

  init(folder: TemporaryFolder, random: SeededNumbers, hasLinks: Bool) {
    (self.folder, self.random, self.hasLinks) = (folder, random, hasLinks)
  }

  mutating func change() throws -> String {
    let page = pages[Int(random.next() % UInt64(pages.count))]
    let file = folder.file("Content/\(page)")
    switch random.next() % 12 {
    case 9, 10:
      let old = try String(contentsOf: file, encoding: .utf8)
      let added =
        random.next() % 2 == 0 ? "\nOne more sentence \(random.next() % 50).\n" : "\n## New \(random.next() % 9)\n\nWords.\n"
      try folder.write(["Content/\(page)": old + added])
      return "add to \(page)"
    case 11:
      let old = try String(contentsOf: file, encoding: .utf8)
      try folder.write(["Content/\(page)": old.replacing("title: Page", with: "title: Paged")])
      return "call \(page) otherwise"
    case 0, 1:
      let made = "\(["", "Wiki/", "Wiki/deep/"][Int(random.next() % 3)])p\(random.next() % 40).md"
      if !pages.contains(made) { pages.append(made) }
      try folder.write(["Content/\(made)": text()])
      return "write \(made)"
    case 2:
      try folder.write(["Content/\(page)": text()])
      return "write \(page)"
    case 3 where page != "index.md":
      try FileManager.default.removeItem(at: file)
      pages.removeAll { $0 == page }
      return "remove \(page)"
    case 4 where page != "index.md":
      let other = "Wiki/moved\(random.next() % 1000).md"
      try folder.write([:])
      try FileManager.default.createDirectory(at: folder.file("Content/Wiki"), withIntermediateDirectories: true)
      if rename(file.path, folder.file("Content/\(other)").path) != 0 { throw CocoaError(.fileWriteUnknown) }
      pages[pages.firstIndex(of: page)!] = other
      return "move \(page) to \(other)"
    case 5:
      // The same size and the same time as before, set back by hand.
      var status = stat()
      guard stat(file.path, &status) == 0 else { return "nothing" }
      let bytes = try Data(contentsOf: file)
      try Data(bytes.map { $0 == UInt8(ascii: "3") ? UInt8(ascii: "7") : $0 }).write(to: file)
      let times = [status.st_atim, status.st_mtim]
      utimensat(AT_FDCWD, file.path, times, 0)
      return "change \(page) under its old time"
    case 6:
      try folder.write(["Templates/Assets/extra.css": "/* \(random.next()) */\n"])
      return "change a file of the theme"
    case 7:
      options = ["--now", "2015-12-0\(1 + random.next() % 9)"]
      return "build at \(options[1])"
    default:
      let victims = try folder.contents(of: "Public").keys.sorted()
      guard !victims.isEmpty else { return "nothing" }
      let victim = folder.file("Public/\(victims[Int(random.next() % UInt64(victims.count))])")
      if random.next() % 2 == 0 { try FileManager.default.removeItem(at: victim) } else { try Data("x".utf8).write(to: victim) }
      return "damage \(victim.lastPathComponent) of the output"
    }
  }

  func build(into output: String) throws {
    let place = folder.file(output).path
    let outcome = try OposCommand.run(["build", "--source", folder.file("Content").path, "--output", place] + options)
    #expect(outcome.status <= 1 && outcome.messages.contains(" pages, "), "\(outcome.messages)")
  }

  private mutating func text() -> String {
    let number = random.next() % 1000
    let link = "See [there](/\(pages[Int(random.next() % UInt64(pages.count))]), [[Page \(random.next() % 1000)|perhaps]]."
    return """
      ---
      title: Page \(number)
      tags: [t\(number % 5)]
      ---

      # Page \(number)

      Some text, here \(random.next()).

      ## Part \(number % 3)

      \(hasLinks && number % 2 == 0 ? link : "No link.")

      """
  }
}
