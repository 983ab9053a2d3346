import Foundation
import Testing

/// The words of a site's glossary, explained in its other pages.
@Suite struct GlossaryTests {
  @Test func pagesExplainTheTermsOfTheGlossary() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\ntime_zone: UTC\n",
      "Content/index.md": "# Home\n\nA [page](Wiki/page.md), [words](Wiki/glossary.md).\n",
      "Content/Wiki/glossary.md":
        "# Glossary\n\n### Campaign\n\nEverything with one purpose. A second sentence.\n\n### Service Level Agreement (SLA)\n\nA promise.\n",
      "Content/Wiki/page.md":
        "# Page\n\nA campaign, another campaign, the SLA.\n\n## More\n\nThe Great Campaign Office. Campaigns.\n",
    ])
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let page = try String(contentsOf: folder.file("Public/wiki/page.html"), encoding: .utf8)
    let campaign = "<a class=\"term\" href=\"glossary.html#campaign\" title=\"Everything with one purpose.\">"
    #expect(page.contains("A \(campaign)campaign</a>, another campaign, the <a class=\"term\""))
    #expect(page.contains("title=\"A promise.\">SLA</a>"))
    #expect(page.contains("The Great Campaign Office. \(campaign)Campaigns</a>."))
    let glossary = try String(contentsOf: folder.file("Public/wiki/glossary.html"), encoding: .utf8)
    #expect(!glossary.contains("class=\"term\""))
  }
}
