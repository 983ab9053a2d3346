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
    #expect(catalog(files).backlinks == [[], [0]])
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
}
