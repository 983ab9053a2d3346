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

  private func report(_ findings: [Diagnostic], clean: Text? = nil) -> LintReport {
    var result = LintResult(ticket: nil, diagnostics: findings)
    result.notChecked = [NotChecked(rule: "needs-data", reason: "there is none", notice: notice)]
    let files = [LintReport.File(name: sample.file, results: [result])]
    return LintReport(files + (clean.map { [LintReport.File(name: $0, results: [])] } ?? []))
  }

  private var notice: Diagnostic {
    Diagnostic(rule: "not-checked", severity: .info, message: "rule `needs-data` was not checked", file: sample.file)
  }

  @Test func sarifIsJSONWithRulesAndFixes() throws {
    let text = SARIFReport.render(report([sample]), linter: SampleAgreement.made.linter, version: "1")
    let log = try #require(JSONReader.read(SourceFile(path: "a.sarif", text: text)).node)
    let run = try #require(log["runs"]?.elements.first)
    #expect(run["tool"]?["driver"]?["rules"]?.elements.map { $0["id"]?.text } == ["needs-data", "release-tag-moves"])
    let results = run["results"]?.elements ?? []
    #expect(results.map { $0["kind"]?.text } == [nil, "open"])
    let result = try #require(results.first)
    #expect(result["level"]?.text == "error")
    let place = result["locations"]?.elements.first?["physicalLocation"]
    #expect(place?["artifactLocation"]?["uri"]?.text == "my%20tickets/a%2Cb.yml")
    #expect(place?["region"]?["startColumn"]?.text == "10")
    let change = result["fixes"]?.elements.first?["artifactChanges"]?.elements.first?["replacements"]?.elements.first
    #expect(change?["insertedContent"]?["text"]?.text == "v1")
  }

  @Test(arguments: [
    ("a:b#c?d%e.yml", "a%3Ab%23c%3Fd%25e.yml"), ("./x/y.md", "x/y.md"), ("/tmp/x y", "file:///tmp/x%20y"), ("é", "%C3%A9"),
  ])
  func fileNamesBecomeURIs(name: String, uri: Text) { #expect(Text(name).fileURI == uri) }

  @Test func gitHubCommandsAreEscaped() {
    #expect(
      String(GitHubReport.render(report([sample]))) == """
        ::notice file=my tickets/a%2Cb.yml,line=1,endLine=1,col=1,endColumn=1,title=not-checked::rule `needs-data` was not checked
        ::error file=my tickets/a%2Cb.yml,line=2,endLine=2,col=10,endColumn=17,title=release-tag-moves::release `<develop>` moves␛%0A\
        tag it: 100 %25%0Ahttps://opos.example.org/SLA/#release-tag

        """)
  }

  @Test func gitLabFingerprintsDifferAndStay() throws {
    var later = sample
    later.start.line += 3
    let text = GitLabReport.render(report([sample, later]))
    let root = try #require(JSONReader.read(SourceFile(path: "a", text: text)).node)
    let prints = root.elements.compactMap { $0["fingerprint"]?.text }
    #expect(Set(prints).count == 3 && prints[1].count == 32)
    let alone = try #require(JSONReader.read(SourceFile(path: "a", text: GitLabReport.render(report([later])))).node)
    let names = alone.elements.compactMap { $0["fingerprint"]?.text }
    #expect(names.contains(prints[1]))
  }

  @Test func junitCountsWhatFails() {
    let text = String(JUnitReport.render(report([sample], clean: "clean.yml"), failing: .error))
    #expect(text.contains("<testsuites name=\"opos lint\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"0\">"))
    #expect(text.contains("message=\"release `&lt;develop&gt;` moves␛\""))
    #expect(text.contains("<testcase name=\"lint\" classname=\"clean.yml\" file=\"clean.yml\" time=\"0\"/>"))
    #expect(!text.utf8.contains(0x1B))
    #expect(String(JUnitReport.render(report([sample]), failing: nil)).contains("failures=\"0\""))
    #expect(("a\u{FFFF}\u{FFFE}\u{0}\u{85}" as Text).displayed.xmlEscaped == "a\u{FFFD}\u{FFFD}␀\u{FFFD}")
  }

  @Test(arguments: [
    ("`<b>` <b> @me #1", "`<b>` \\<b\\> @&#8288;me \\#1"), ("odd ` <b>", "`` odd ` <b> ``"), ("a\nb", "a␊b"),
    ("\u{202E}x", "\u{FFFD}x"),
  ])
  func markdownKeepsCodeAndEscapesTheRest(text: String, escaped: Text) { #expect(Text(text).markdownEscaped == escaped) }

  @Test func oneOrderForOneSet() {
    var other = sample
    other.help = "b"
    let orders = [[sample, other, sample], [other, sample, sample], [sample, sample, other]].map { Diagnostic.ordered($0) }
    #expect(orders.allSatisfy { $0 == orders[0] && $0.count == 2 })
  }
}
