import Diagnostics
import Notation
import Testing

@testable import ServiceLevels

/// A finding with everything that a report may show, some of it hostile.
private let sample: Diagnostic = {
  let file = SourceFile(path: "my tickets/a,b.yml", text: "form: keep-up\nrelease: develop\n")
  var sink = DiagnosticSink(file)
  let range = SourceRange(23, 30)
  sink.report(
    "release-tag-moves", at: range, "release `<develop>` moves\u{1B}", help: "tag it: 100 %",
    fixes: [Fix(title: "replace it", safe: true, edits: [sink.edit(range, to: "v1")])])
  var diagnostic = sink.diagnostics[0]
  diagnostic.clause = "3.5"
  diagnostic.url = "https://opos.example.org/SLA/#release-tag"
  return diagnostic
}()

@Suite struct ReportTests {
  @Test func jsonHasTheShapeOfTheDesign() {
    #expect(
      String(JSONReport.renderLines([sample])) == """
        {"rule":"release-tag-moves","severity":"error","message":"release `\\u003cdevelop>` moves\\u001b","help":"tag it: 100 %","clause":"3.5",\
        "url":"https://opos.example.org/SLA/#release-tag","file":"my tickets/a,b.yml","start":{"line":2,"column":10,"offset":23},\
        "end":{"line":2,"column":17,"offset":30},"fixes":[{"title":"replace it","safe":true,"edits":[{"start":{"line":2,"column":10,\
        "offset":23},"end":{"line":2,"column":17,"offset":30},"text":"v1"}]}]}

        """)
    #expect(JSONReport.render([]) == "[]\n")
  }

  @Test func sarifIsJSONWithRulesAndFixes() throws {
    let text = SARIFReport.render([sample, sample], version: "1")
    let log = try #require(JSONReader.read(SourceFile(path: "a.sarif", text: text)).node)
    let run = try #require(log["runs"]?.elements.first)
    #expect(run["tool"]?["driver"]?["rules"]?.elements.count == 1)
    let result = try #require(run["results"]?.elements.first)
    #expect(result["level"]?.text == "error")
    let place = result["locations"]?.elements.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"]?.text == "my%20tickets/a,b.yml")
    #expect(place?["region"]?["startColumn"]?.text == "10")
    let change = result["fixes"]?.elements.first?["artifactChanges"]?.elements.first?["replacements"]?.elements.first
    #expect(change?["insertedContent"]?["text"]?.text == "v1")
  }

  @Test func gitHubCommandsAreEscaped() {
    #expect(
      String(GitHubReport.render([sample])) == """
        ::error file=my tickets/a%2Cb.yml,line=2,endLine=2,col=10,endColumn=17,title=release-tag-moves::release `<develop>` moves␛%0A\
        tag it: 100 %25

        """)
  }

  @Test func gitLabFingerprintsDiffer() throws {
    let report = try #require(JSONReader.read(SourceFile(path: "a", text: GitLabReport.render([sample, sample]))).node)
    let prints = report.elements.compactMap { $0["fingerprint"]?.text }
    #expect(prints.count == 2 && prints[0] != prints[1] && prints[0].count == 32)
    #expect(report.elements.first?["location"]?["lines"]?["begin"]?.text == "2")
  }

  @Test func junitIsWellFormed() throws {
    let text = String(JUnitReport.render([sample], files: ["clean.yml"]))
    #expect(text.contains("<testsuites name=\"opos\" tests=\"2\" failures=\"1\">"))
    #expect(text.contains("message=\"release `&lt;develop&gt;` moves\u{FFFD}\""))
    #expect(!text.utf8.contains(0x1B))
  }

  @Test func markdownKeepsCodeAndEscapesTheRest() {
    #expect(
      String(MarkdownReport.render([sample])) == """
        1 error.

        ### my tickets/a,b.yml

        - **error**, line 2: release `<develop>` moves␛ (release-tag-moves)
          tag it: 100 %
          [Clause 3.5](<https://opos.example.org/SLA/#release-tag>)

        """)
  }
}
