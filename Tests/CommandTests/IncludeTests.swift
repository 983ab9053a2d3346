import Foundation
import Testing

/// Files and parts of files that pages include.
@Suite struct IncludeTests {
  private func build(_ files: [String: String]) throws -> (folder: TemporaryFolder, outcome: OposCommand.Outcome) {
    let folder = try TemporaryFolder()
    let usual = ["Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n\n[page](a/page.md)\n"]
    try folder.write(usual.merging(files) { $1 })
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z"])
    return (folder, outcome)
  }

  private func article(_ folder: TemporaryFolder) throws -> String {
    let html = try String(contentsOf: folder.file("Public/a/page.html"), encoding: .utf8)
    let start = try #require(html.range(of: "<article class=\"prose\">\n"))
    return String(html[start.upperBound..<(html.range(of: "</article>")?.lowerBound ?? html.endIndex)])
  }

  private static let files = [
    "Content/b/part.md":
      "---\ntitle: Part\n---\n# Part\n\nTop, see [it](other.md).\n\n## One\n\nFirst.\n\n### Deep\n\n## Two\n\nSecond.\n",
    "Content/b/other.md": "# Other\n",
    "Content/b/run.sh": "#!/bin/sh\n# ANCHOR: go\njobsub_submit \\\n\n  --memory 2GB\n# ANCHOR_END: go\necho <done>\n",
  ]

  @Test(arguments: [
    (
      "{{#include ../b/part.md#two}}",
      "<h2 id=\"two\">Two<a class=\"anchor\" href=\"#two\" aria-hidden=\"true\" tabindex=\"-1\"></a></h2>\n<p>Second.</p>\n"
    ),
    ("--8<-- \"b/part.md:6:6\"", "<p>Top, see <a href=\"../b/other.html\">it</a>.</p>\n"),
    ("> {{#include ../b/part.md:10}}", "<blockquote>\n<p>First.</p>\n</blockquote>\n"),
    ("```\n{{#include ../b/run.sh:go}}\n```", "<code>jobsub_submit \\\n\n  --memory 2GB\n</code>"),
    ("- a\n\n  ```\n  {{#include ../b/run.sh:go}}\n  ```", "<code>jobsub_submit \\\n\n  --memory 2GB\n</code></pre>\n</li>"),
    ("```\n{{#include ../b/run.sh}}\n```", "<code>#!/bin/sh\njobsub_submit \\\n\n  --memory 2GB\necho &lt;done&gt;\n</code>"),
    ("```\n{{#include ../b/run.sh:7:}}\n```", "<code>echo &lt;done&gt;\n</code>"),
    ("```\n\\{{#include ../b/run.sh}}\n```", "<code>{{#include ../b/run.sh}}\n</code>"),
    (
      "```\n;--8<-- \"b/run.sh\"\n```", "<code>--8<-- &quot;b/run.sh&quot;\n</code>".replacingOccurrences(of: "8<", with: "8&lt;")
    ),
    ("Text {{#include ../b/run.sh}} text.", "<p>Text {{#include ../b/run.sh}} text.</p>"),
  ])
  func filesAndPartsAreIncluded(directive: String, html: String) throws {
    let (folder, outcome) = try build(Self.files.merging(["Content/a/page.md": "# Page\n\n\(directive)\n"]) { $1 })
    #expect(outcome.status == 0, "\(outcome.messages)")
    let text = try article(folder)
    #expect(text.contains(html), "\(text)")
  }

  @Test(arguments: [
    ("{{#include ../../secret.md}}", "page.md:3:1: error: `../../secret.md` leads out of the content folder"),
    ("> {{#include none.md}}", "page.md:3:3: error: there is no file `none.md` to include"),
    ("{{#include ../site.yml}}", "page.md:3:1: error: there is no file `../site.yml` to include"),
    ("{{#include ../b/part.md#none}}", "page.md:3:1: error: `../b/part.md` has no such part"),
    ("{{#include page.md}}", "page.md:3:1: error: `page.md` would include itself"),
    ("{{#include ../b/loop.md}}", "Content/b/loop.md:2:1: error: `../a/page.md` would include itself"),
    ("{{#include ../b/broken.md}}", "Content/b/broken.md:3:5: error: no file `b/none.md`"),
    ("{{#include ../b/broken.md}}\n\nMore [x](y.md).", "Content/a/page.md:5:6: error: no file `a/y.md`"),
  ])
  func faultsStandWhereTheyAreWritten(directive: String, message: String) throws {
    let more = [
      "Content/a/page.md": "# Page\n\n\(directive)\n", "Content/b/loop.md": "# Loop\n{{#include ../a/page.md}}\n",
      "Content/b/broken.md": "# Broken\n\nSee [it](none.md).\n", "secret.md": "secret\n",
    ]
    let (_, outcome) = try build(Self.files.merging(more) { $1 })
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  /// Each finding has a place in a file that people write; counting that file's lines once for each took minutes.
  @Test(.timeLimit(.minutes(60))) func thousandsOfFindingsBesideAnIncludedFileHavePlaces() throws {
    let links = (0..<40_000).map { "![a](no-\($0).png)" }.joined(separator: "\n\n")
    let page = "# Page\n\n{{#include ../b/part.md}}\n\n\(links)\n"
    let (_, outcome) = try build(["Content/a/page.md": page, "Content/b/part.md": "text\n"])
    #expect(
      outcome.messages.contains("Content/a/page.md:80003:1: error: no file `a/no-39999.png`"), "\(outcome.messages.suffix(600))")
  }

  @Test func manyFilesThatAreNearlyEmptyEnd() throws {
    var files = ["Content/a/page.md": "# Page\n\n{{#include 1.txt}}\n"]
    for number in 1...7 { files["Content/a/\(number).txt"] = String(repeating: "{{#include \(number + 1).txt}}\n", count: 300) }
    files["Content/a/8.txt"] = ""
    let (_, outcome) = try build(files)
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("too much is included here"))
  }

  @Test func depthAndSizeAreBounded() throws {
    var files = ["Content/a/page.md": "# Page\n\n{{#include 1.md}}\n"]
    for number in 1...12 {
      files["Content/a/\(number).md"] = "# \(number)\n\n{{#include \(number + 1).md}}\n{{#include \(number + 1).md}}\n"
    }
    let (_, outcome) = try build(files)
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("too much is included here"))
  }
}
