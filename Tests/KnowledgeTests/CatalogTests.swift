import Diagnostics
import Notation
import Testing

@testable import Knowledge

@Suite struct CatalogTests {
  private let now = Timestamp(clamping: 1_449_073_200)

  private func catalog(_ files: [(String, String)], configured: Bool = true) -> Catalog {
    var site = SiteConfiguration()
    site.isConfigured = configured
    var parts = Catalog.Parts(site: site)
    let reader = PageReader(site)
    parts.pages = files.map { reader.read(SourceFile(path: Text($0.0), text: Text($0.1)), isAgreement: false) }
    return Catalog(parts, now: now)
  }

  private func findings(_ files: [(String, String)]) -> [String] {
    catalog(files).diagnostics.map { "\($0.file):\($0.start.line):\($0.start.column): \($0.rule)" }
  }

  @Test func linksToFilesTitlesAndAnchorsHold() {
    let files = [
      ("a/one.md", "# One\n\n[two](../b/two.md#part) [[Two]] [[two#part|see]] [here](#one) [x](https://example.org)\n"),
      ("b/two.md", "# Two\n\n## Part\n"),
    ]
    #expect(findings(files) == [])
    #expect((0..<2).map { catalog(files).backlinks[$0] } == [[], [Backlink(page: 0, link: 0)]])
    #expect(catalog(files).outgoing.map(\.targets) == [[1], []])
  }

  @Test(arguments: [
    ("Before. See [the page](b.md) first! After.", "See |the page| first!"), ("[b](b.md)", "|b|"),
    ("\(String(repeating: "word ", count: 60))[b](b.md) \(String(repeating: "täil ", count: 60))", nil),
    ("One\n\n- two [b](b.md) three\n- four", "two |b| three"),
  ])
  func backlinksHaveTheirSentence(text: String, expected: String?) {
    let catalog = catalog([("a.md", "# A\n\n\(text)\n"), ("b.md", "# B\n")])
    let mention = catalog.backlinks[1].first.flatMap { catalog.outgoing[$0.page].mention(of: $0.link) }
    let shown = mention.map { "\($0.before)|\($0.text)|\($0.after)" }
    if text.count > 300 {
      #expect(shown?.hasPrefix("… word word") == true && shown?.hasSuffix("täil …") == true && (shown?.utf8.count ?? 999) < 240)
    } else {
      #expect(shown == expected)
    }
  }

  @Test func relatedPagesShareTagsOrTheirReaders() {
    let catalog = catalog([
      ("a.md", "---\ntags: [rare, wide]\n---\n\n# A\n\n[c](c.md)\n"), ("b.md", "---\ntags: [rare]\n---\n\n# B\n"),
      ("c.md", "---\ntags: [rare]\n---\n\n# C\n"), ("d.md", "# D\n\n[a](a.md) [e](e.md)\n"), ("e.md", "# E\n"),
      ("f.md", "# F\n\n[a](a.md) [e](e.md)\n"),
    ])
    let tags = catalog.tags.indices.filter { catalog.tags[$0].pages.contains(0) }
    var nearness = Nearness(catalog)
    let nearest = nearness.nearest(to: 0, tags: tags, in: catalog, count: 5)
    #expect(nearest.map { catalog.pages[$0].path } == ["b.md", "e.md"])
  }

  @Test func brokenLinksAreFoundAtTheirPlace() {
    let found = findings([
      ("a.md", "# A\n\ntext [b](c.md)\n\n[b](b.md#nowhere) [[Nobody]]\n\n[B](B.md)\n"), ("b.md", "# B\n"),
    ])
    #expect(found == ["a.md:3:6: link-broken", "a.md:5:1: anchor-broken", "a.md:5:19: link-broken", "a.md:7:1: link-wrong-case"])
  }

  @Test func pagesComeByWeightThenTitleWithFoldersAmongThem() {
    let sections = catalog([
      ("w/index.md", "# W\n"), ("w/z.md", "---\nweight: 1\n---\n# Z\n"), ("w/b.md", "# B\n"), ("w/a/index.md", "# Apple\n"),
      ("w/a/x.md", "# X\n"),
    ]).sections
    #expect(sections.map { String($0.title) } == ["W"])
    #expect(sections[0].entries.map { "\($0.level) \($0.title)" } == ["0 W", "0 Z", "0 Apple", "1 X", "0 B"])
  }

  @Test func twoFilesThatGiveOneURLAreReported() {
    #expect(findings([("A b.md", "# A\n"), ("a-b.md", "# B\n")]).contains("a-b.md:1:1: url-duplicate"))
  }

  @Test func tagsOfOneSpellingAreOne() {
    let tags = catalog([
      ("a.md", "---\ntags: [Held Jobs, held-jobs]\n---\n# A\n"), ("b.md", "---\ntags: [held jobs]\n---\n# B\n"),
    ]).tags
    #expect(tags.map { String($0.slug) } == ["held-jobs"])
    #expect(tags[0].pages == [0, 1])
  }

  @Test func foldersOfOthersGetAnAddressForEveryPage() {
    let files = [
      ("README.md", "# Read me\n\n[start](index.md) [a](docs/Foo.md)\n"), ("index.md", "# Start\n\n[read](README.md)\n"),
      ("docs/Foo.md", "---\ntags: 3\n---\n\n# A\n"), ("docs/foo.md", "# B\n"), ("docs/foo-2.md", "# C\n"),
    ]
    let catalog = catalog(files, configured: false)
    let wanted = ["readme.html", "index.html", "docs/foo.html", "docs/foo-3.html", "docs/foo-2.html"]
    #expect(Set(catalog.pages.map { String($0.output) }) == Set(wanted))
    #expect(catalog.diagnostics.allSatisfy { $0.severity != .error })
    #expect(catalog.diagnostics.filter { $0.rule == "url-duplicate" }.count == 2)
    #expect(catalog.pages.indices.reduce(0) { $0 + catalog.backlinks[$1].count } == 3)
  }

  @Test func rawHTMLGivesAnchors() {
    let text =
      "# T\n\n<a id=\"one\"></a>\n\nx <a name=\"two\"></a> <span id='three'>y</span>\n\n"
      + "[1](#one) [2](#two) [3](#three) [4](#four)\n"
    let catalog = catalog([("index.md", text)], configured: false)
    #expect(catalog.diagnostics.map(\.rule) == ["anchor-broken"])
    #expect(catalog.pages[0].withHTML { String(decoding: $0, as: UTF8.self) }.contains("<span id=\"two\">"))
  }
}
