import Diagnostics
import Testing

/// A finding about the part of a text between `«` and `»`.
private func finding(in marked: String, path: Text = "ticket.yml") -> Diagnostic {
  let bytes = Array(marked.utf8)
  let opening = Array("«".utf8)
  let closing = Array("»".utf8)
  let start = Text(bytes).firstIndex(of: Text(opening)) ?? 0
  var plain = bytes
  plain.removeSubrange(start..<start + opening.count)
  let end = Text(plain).firstIndex(of: Text(closing)) ?? plain.count
  plain.removeSubrange(end..<min(end + closing.count, plain.count))
  var sink = DiagnosticSink(SourceFile(path: path, bytes: plain))
  sink.report("release-tag-moves", at: SourceRange(start, end), "release `develop` moves")
  return sink.diagnostics[0]
}

@Suite struct TextReportTests {
  @Test func showsExcerptClauseHelpAndFix() {
    var diagnostic = finding(in: "form: keep-up\nrelease: «develop»\n")
    diagnostic.clause = "4.3"
    diagnostic.url = "https://opos.example/sla/#release-tag"
    diagnostic.help = "tag the exact state"
    diagnostic.fixes = [Fix(title: "replace `develop` by `v1`", safe: false, edits: [])]
    #expect(
      String(TextReport().render([diagnostic])) == """
        ticket.yml:2:10: error: release `develop` moves [release-tag-moves]
          2 | release: develop
            |          ^^^^^^^
            = clause 4.3: https://opos.example/sla/#release-tag
            = help: tag the exact state
            = unsafe fix available: replace `develop` by `v1`


        """)
  }

  @Test(arguments: [
    ("a\t«b»", "  1 | a   b\n    |     ^\n"), ("漢字«x»", "  1 | 漢字x\n    |     ^\n"),
    ("e\u{301}«x»", "  1 | e\u{301}x\n    |  ^\n"), ("x«»", "  1 | x\n    |  ^\n"),
    ("«\u{1B}[31m»red", "  1 | ␛[31mred\n    | ^^^^^\n"), ("«a»\u{202E}b", "  1 | a\u{FFFD}b\n    | ^\n"),
    ("«two\nlines»", "  1 | two\n    | ^^^\n"),
  ])
  func alignsTheUnderline(marked: String, excerpt: String) {
    let lines = String(TextReport().render(finding(in: marked))).split(separator: "\n", maxSplits: 1)
    #expect(String(lines[1]) == excerpt)
  }

  @Test func cutsALongLineAroundTheFinding() {
    let long = String(repeating: "a", count: 100_000) + "«bad»" + String(repeating: "c", count: 100_000)
    let lines = String(TextReport().render(finding(in: long))).split(separator: "\n")
    #expect(lines[1] == "  1 | …" + String(repeating: "a", count: 40) + "bad" + String(repeating: "c", count: 77) + "…")
    #expect(lines[2] == "    | " + String(repeating: " ", count: 41) + "^^^")
  }

  @Test func neutralisesMessagesAndColoursOnRequest() {
    var diagnostic = finding(in: "«x»")
    diagnostic.message = "value `\u{1B}[2J\u{9B}` is odd"
    #expect(
      String(TextReport(concise: true).render([diagnostic]))
        == "ticket.yml:1:1: error: value `␛[2J\u{FFFD}` is odd [release-tag-moves]\n")
    #expect(String(TextReport(color: true, concise: true).render([diagnostic])).contains("\u{1B}[31merror\u{1B}[0m"))
  }

  @Test func countsBySeverity() {
    var note = finding(in: "«x»")
    note.severity = .info
    #expect(TextReport.summary([]) == "")
    #expect(TextReport.summary([finding(in: "«x»"), note, finding(in: "«y»")]) == "2 errors, 1 note")
  }
}
