import Diagnostics
import Foundation
import Notation
import Testing

/// Reviews, former addresses, and what other programs read of a site.
@Suite struct FreshnessTests {
  private func site(_ files: [String: String]) throws -> (outcome: OposCommand.Outcome, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.write(files.reduce(into: [:]) { $0["Content/" + $1.key] = $1.value })
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z"])
    return (outcome, folder)
  }

  private func page(_ path: String, _ folder: TemporaryFolder) throws -> String {
    try String(contentsOf: folder.file("Public/" + path), encoding: .utf8)
  }

  private let pages = [
    "site.yml":
      "title: T\ntime_zone: UTC\nbase_url: https://example.org/x\nedit_url: https://git.example.org/edit/main/Content/\n"
      + "reviews:\n  interval: 300\n  sections:\n    Wiki/running: 30\n",
    "index.md": "# Home\n\n[a](Wiki/a.md) [b](Wiki/running/b.md) [c](Wiki/c.md)\n",
    "Wiki/a.md":
      "---\ntitle: 'A </script> page'\nowner: Role, one; \\ two\nreviewed: 2015-11-01\ntags: [x]\n---\n\nWhat it says.\n",
    "Wiki/running/b.md":
      "---\nowner: Production coordinator\nreviewed: 2015-10-31\n---\n\n# \(String(repeating: "Ä long title ", count: 12))\n",
    "Wiki/c.md":
      "---\nowner: Production coordinator\naliases: [/Old/place.md, gone.html, 'Old title', CI/CD, old/folder/]\n---\n\n# C\n",
  ]

  @Test func reviewsAreListedByOwnerAndInACalendar() throws {
    let (outcome, folder) = try site(pages)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let list = try page("reviews/index.html", folder)
    #expect(list.contains("2 pages to read through; 1 page up to date."))
    #expect(list.contains("<h2>Production coordinator</h2>") && !list.contains("<h2>Role"))
    #expect(list.contains("overdue") && list.contains("never reviewed"))
    #expect(try page("wiki/running/b.html", folder).contains("This page was to be read through by 30 November 2015, 2 days ago."))
    #expect(try !page("wiki/a.html", folder).contains("to be read through"))
    let calendar = try page("reviews/reviews.ics", folder)
    let lines = calendar.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 } && !calendar.replacing("\r\n", with: "").contains("\n"))
    let read = ICalendarReader.read(SourceFile(path: "r.ics", bytes: Array(calendar.utf8)))
    #expect(read.diagnostics.isEmpty)
    let events = read.components.flatMap { $0.components }
    #expect(events.map { $0.property("DTSTART")?.value.text } == ["20151130", "20160827"])
    #expect(calendar.contains("DESCRIPTION:Kept by Role\\, one\\; \\\\ two\r\n"))
  }

  @Test func formerAddressesLeadOn() throws {
    let (_, folder) = try site(pages)
    for (path, url) in [
      ("old/place.html", "../wiki/c.html"), ("gone.html", "wiki/c.html"), ("old/folder/index.html", "../../wiki/c.html"),
    ] {
      let html = try page(path, folder)
      #expect(
        html.contains("<meta http-equiv=\"refresh\" content=\"0; url=\(url)\">") && html.contains("<a href=\"\(url)\">C</a>"),
        "\(path)")
      #expect(html.contains("<link rel=\"canonical\" href=\"https://example.org/x/wiki/c.html\">"))
    }
    #expect(try !folder.contents(of: "Public").keys.contains { $0.lowercased().hasPrefix("ci/") })
    #expect(try !page("sitemap.xml", folder).contains("gone.html"))
    var files = pages
    files["Wiki/d.md"] = "---\naliases: [wiki/a.md]\n---\n\n# D\n"
    let (outcome, _) = try site(files)
    #expect(outcome.status == 1 && outcome.messages.contains("would both be `wiki/a.html`"), "\(outcome.messages)")
  }

  @Test func anAddressThatIsGoneIsAFindingUntilSomethingIsThere() throws {
    let (_, folder) = try site(["site.yml": "title: T\n", "index.md": "# H\n", "Wiki/a.md": "# A\n", "Wiki/b.md": "# B\n"])
    func build() throws -> OposCommand.Outcome {
      try OposCommand.run(
        [
          "build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now",
          "2015-12-02T16:20:00Z",
        ])
    }
    try FileManager.default.moveItem(at: folder.file("Content/Wiki/a.md"), to: folder.file("Content/a.md"))
    let moved = try build()
    #expect(moved.status == 0)
    #expect(
      moved.messages.contains("a.md:1:1: warning: the last build published `wiki/a.html`, and now nothing is there"),
      "\(moved.messages)")
    #expect(moved.messages.contains("write `aliases: [/wiki/a.html]` into its front matter"))
    #expect(try !build().messages.contains("warning"))
    try folder.write(["Content/b.md": "---\naliases: [/wiki/b.html]\n---\n\n# B\n"])
    try FileManager.default.removeItem(at: folder.file("Content/Wiki/b.md"))
    #expect(try !build().messages.contains("warning"))
    #expect(try page("wiki/b.html", folder).contains("url=../b.html"))
  }

  @Test func aPageThatMovesLeavesARedirectInASiteThatKeepsThem() throws {
    let pages = [
      "site.yml": "title: T\n", "redirects.yml": "# Where pages have gone.", "index.md": "# H\n", "Wiki/a.md": "# A\n",
    ]
    let (_, folder) = try site(pages)
    func build() throws -> OposCommand.Outcome {
      try OposCommand.run(
        ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02"])
    }
    func move(_ old: String, _ new: String) throws {
      try FileManager.default.moveItem(at: folder.file("Content/\(old)"), to: folder.file("Content/\(new)"))
    }
    try move("Wiki/a.md", "a.md")
    let moved = try build()
    #expect(moved.status == 0 && moved.messages.hasPrefix("wiki/a.html leads to a.md now: see redirects.yml\n2 pages, "))
    #expect(try page("wiki/a.html", folder).contains("url=../a.html"))
    try move("a.md", "b.md")
    #expect(try build().status == 0)
    let lines = try String(contentsOf: folder.file("Content/redirects.yml"), encoding: .utf8)
    #expect(lines == "# Where pages have gone.\nwiki/a.html: a.md\na.html: b.md\n")
    #expect(try page("wiki/a.html", folder).contains("url=../b.html") && page("a.html", folder).contains("url=b.html"))
    // Every machine makes the same of the file.
    let other = folder.file("Other").path
    let again = ["build", "--source", folder.file("Content").path, "--output", other, "--now", "2015-12-02"]
    #expect(try OposCommand.run(again).status == 0)
    #expect(try folder.contents(of: "Other") == folder.contents(of: "Public"))
    try FileManager.default.removeItem(at: folder.file("Content/b.md"))
    let gone = try build()
    #expect(gone.status == 1 && gone.messages.contains("redirects.yml:3:9: error: no page `b.md`"), "\(gone.messages)")
    // Something else at the address comes first.
    try folder.write(["Content/a.md": "# New\n"])
    #expect(try build().status == 0)
    #expect(try page("a.html", folder).contains("New"))
  }

  @Test func otherProgramsReadTheSite() throws {
    let (_, folder) = try site(pages)
    let html = try page("wiki/a.html", folder)
    let data = try #require(html.firstMatch(of: /<script type="application\/ld\+json">(.*?)<\/script>/)).1
    let json = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    #expect(json["@type"] as? String == "TechArticle" && json["headline"] as? String == "A </script> page")
    #expect(json["dateModified"] as? String == "2015-11-01" && json["url"] as? String == "https://example.org/x/wiki/a.html")
    #expect(html.contains("<a href=\"https://git.example.org/edit/main/Content/Wiki/a.md\">Improve this page</a>"))
    #expect(html.contains("title=\"Wiki\" href=\"feed.xml\""))
    let feed = try page("wiki/feed.xml", folder)
    #expect(feed.contains("<id>https://example.org/x/wiki/feed.xml</id>") && feed.contains("A &lt;/script&gt; page"))
    let list = try page("llms.txt", folder)
    #expect(list.hasPrefix("# T\n") && list.contains("- [A </script> page](https://example.org/x/wiki/a.html): What it says.\n"))
  }

  @Test func aWrongIntervalHasItsPlace() throws {
    let (outcome, _) = try site([
      "site.yml": "title: T\nreviews:\n  interval: 0\n  sections:\n    Wiki: soon\n", "index.md": "# H\n",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("site.yml:3:13: error: an interval is 1 to 36500 days"), "\(outcome.messages)")
    #expect(outcome.messages.contains("site.yml:5:11: error: an interval is a number of days"), "\(outcome.messages)")
  }
}
