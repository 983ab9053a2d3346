import Foundation
import Testing

/// Pages that are made of the agreement and the registry: the choice of a form, whole sections, feeds of experiments.
@Suite struct ServicePageTests {
  private func site(_ files: [String: String] = [:]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let content = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Content")
    try FileManager.default.copyItem(at: content, to: folder.file("Content"))
    try folder.write(files)
    let outcome = try OposCommand.run(["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    return folder
  }

  private func read(_ folder: TemporaryFolder, _ path: String) throws -> String {
    try String(contentsOf: folder.file("Public/" + path), encoding: .utf8)
  }

  @Test func routingRulesAreAWalk() throws {
    let folder = try site()
    let page = try read(folder, "forms/which.html")
    #expect(page.components(separatedBy: "<details id=\"route-").count == 11)
    #expect(page.contains("<a href=\"https://servicedesk.example.org/databases\">Database Services</a>"))
    #expect(page.contains("<q>Production database is slow since the upgrade</q>"))
    #expect(page.contains("<a href=\"keep-up.html\">Keep-up</a>"))
    #expect(try read(folder, "forms/index.html").contains("href=\"which.html\""))
    let feed = try read(folder, "experiments/nova.xml")
    #expect(feed.contains("<title>NOvA · Offline Production Operations</title>") && feed.contains("/requests/ritm"))
    #expect(feed.contains("<title>Coming on board</title>"))
    #expect(try read(folder, "experiments/nova.html").contains("href=\"nova.xml\""))
  }

  @Test func versionsOfTheAgreementAreCompared() throws {
    let old =
      "---\nversion: %\n---\n# A\n\n## 1 Same {#same}\n\nAs it was.\n\n## 2 Words {#words}\n\nOne two & more.\n\n## 3 Gone {#gone}\n\nOut.\n"
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\ntime_zone: UTC\n",
      "Content/SLA/index.md": old.replacingOccurrences(of: "%", with: "eleven").replacingOccurrences(of: "two", with: "2")
        .replacingOccurrences(of: "## 3 Gone {#gone}\n\nOut.", with: "## 3 New {#new}\n\nIn."),
      "Content/SLA/versions/10.md": old.replacingOccurrences(of: "%", with: "ten"),
      "Content/SLA/versions/9/index.md": old.replacingOccurrences(of: "%", with: "nine").replacingOccurrences(
        of: "3 Gone", with: "4 Gone"),
    ])
    let outcome = try OposCommand.run(["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path])
    #expect(outcome.status == 0, "\(outcome.messages)")
    let page = try read(folder, "sla/changes.html")
    #expect(page.contains("Since ten. Clauses: 1 new, 1 changed, 1 removed."))
    #expect(page.contains("Since nine. Clauses: 1 renumbered."))
    #expect(
      page.contains("<a href=\"index.html#words\">2 Words</a>") && page.contains("One <del>two</del> <ins>2</ins> &amp; more."))
    #expect(
      page.contains("<a href=\"index.html#new\">3 New</a>") && page.contains("<h3>3 Gone <span class=\"badge tone-error\">"))
    #expect(page.contains("was 4 Gone") && !page.contains("1 Same"))
    #expect(try read(folder, "sla/index.html").contains("href=\"changes.html\""))
    #expect(!FileManager.default.fileExists(atPath: folder.file("Public/sla/versions").path))
  }

  @Test func sectionsAreOnePage() throws {
    let folder = try site([
      "Content/Wiki/deep/one.md": """
      # One

      ## Same

      [here](#same) [two](two.md#same) [two](two.md) [out](../../SLA/index.md#release-tag)[^1]

      [^1]: Note.

      """,
      "Content/Wiki/deep/two.md": "# Two\n\n## Same\n\nBy clause 3.5, `id=\"x\"`.\n",
      "Content/Wiki/deep/index.md": "# Deep\n",
    ])
    let page = try read(folder, "wiki/print.html")
    let one = try #require(page.firstMatch(of: /<article class="prose chapter" id="(p\d+)">\n<h1 id="p\d+-one">/)?.1)
    let two = try #require(page.firstMatch(of: /<article class="prose chapter" id="(p\d+)">\n<h1 id="p\d+-two">/)?.1)
    #expect(page.contains("<h2 id=\"\(one)-same\">Same<a class=\"anchor\" href=\"#\(one)-same\""))
    #expect(page.contains("<a href=\"#\(one)-same\">here</a> <a href=\"#\(two)-same\">two</a> <a href=\"#\(two)\">two</a>"))
    #expect(page.contains("<a href=\"../sla/index.html#release-tag\">out</a>"))
    #expect(page.contains("href=\"#\(one)-fn1\" id=\"\(one)-fnref1\"") && page.contains("<li id=\"\(one)-fn1\">"))
    #expect(
      page.contains("<a class=\"ref\" href=\"../sla/index.html#release-tag\">clause 3.5</a>, <code>id=&quot;x&quot;</code>"))
    #expect(page.contains("<li class=\"level-2\"><a href=\"#\(one)-same\">Same</a></li>"))
    let ids = page.matches(of: /\sid="([^"]*)"/).map(\.1)
    #expect(ids.count == Set(ids).count)
    let targets = Set(page.matches(of: /\shref="#([^"]*)"/).map(\.1))
    #expect(targets.isSubset(of: Set(ids)), "\(targets.subtracting(ids))")
    let agreement = try read(folder, "sla/print.html")
    #expect(agreement.contains("id=\"p1-rule-release-tag-moves\"") && agreement.contains("href=\"#p1-release-tag\""))
    #expect(try !read(folder, "sitemap.xml").contains("print.html"))
    #expect(try read(folder, "wiki/index.html").contains("href=\"print.html\""))
  }
}
