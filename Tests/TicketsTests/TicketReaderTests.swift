import Diagnostics
import Notation
import Testing

@testable import Tickets

/// The forms of the tests.
private let forms = FormSet([Form.read(SourceFile(path: "Forms/keep-up.yml", text: sampleForm)).form].compactMap { $0 })

/// The first ticket of a text, and everything found on the way.
private func read(_ file: SourceFile) -> (ticket: Ticket?, diagnostics: [Diagnostic]) {
  let content = TicketReader().read(file)
  guard let first = content.tickets.first else { return (nil, content.diagnostics) }
  var sink = DiagnosticSink(first.file)
  let ticket = forms.resolve(first, &sink)
  return (ticket, content.diagnostics + sink.diagnostics)
}

private func read(_ text: String) -> (ticket: Ticket?, diagnostics: [Diagnostic]) { read(Marked(text).file()) }

@Suite struct TicketReaderTests {
  @Test(arguments: [
    ("---\nform: keep-up\nrelease: v1\n---\nText\n", TicketFormat.markdown), ("form: keep-up\nrelease: v1\n", .yaml),
    ("# a comment\nrelease: v1\n", .yaml), ("---\nrelease: v1\n", .yaml), ("### Release tag\n\nv1\n", .headings),
    ("Hello\r\n\r\n### Release tag\r\n\r\nv1\r\n", .headings), ("From: a@b.org\nSubject: x\n\nrelease: v1\n", .email),
    ("{\"result\": []}", .serviceNow), ("\n\n[{}]", .serviceNow),
  ])
  func detectsTheFormat(text: String, format: TicketFormat) {
    #expect(TicketFormat.detect(Array(text.utf8)) == format)
  }

  @Test(arguments: ["", "  \n", "Just words.\nMore words", "http://example.org/x"])
  func detectsNothing(text: String) {
    #expect(TicketFormat.detect(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "---\n«form»: keep-up\n«release»: «v1»\n---\n\n«Text»\n",
    "«form»: keep-up\r\n«release»: «\"v1\"»\r\n«description»: «Text»\r\n",
    "### «Release tag»\n\n«v1»\n\n### «Description»\n\n«Text»\n",
    "### «Description»\r\n\r\n«Text»\r\n### «Release tag»\r\n«v1»\r\n",
    "## «Release tag» ##\n«v1»\n\n# «Description»\n«Text»",
  ])
  func readsEachFormatWithPlaces(text: String) throws {
    let marked = Marked(text)
    let result = read(marked.file())
    #expect(result.diagnostics.map { $0.summary } == [])
    let ticket = try #require(result.ticket)
    #expect(ticket.form.id == "keep-up")
    #expect(ticket.field("release")?.node.text == "v1")
    #expect(ticket.field("description")?.node.text == "Text")
    for field in ticket.fields { #expect(marked.ranges.contains(field.node.range)) }
    #expect(ticket.field("release").map { marked.ranges.contains($0.keyRange) } == true)
  }

  @Test(arguments: [
    ("«relase»: v1", "field-unknown: the form `Keep-up` has no field `relase`", "did you mean `release`?"),
    ("«Release tag»: v1", "field-unknown: the form `Keep-up` has no field `Release tag`", "did you mean `release`?"),
    ("release: v1\nform: «keep-upp»", "form-unknown: there is no form `keep-upp`", "did you mean `keep-up`?"),
    ("### «Relese tag»\n\nv1", "field-unknown: the form `Keep-up` has no heading `Relese tag`", "did you mean `Release tag`?"),
    ("### Jobs\n\n1\n\n### «Jobs»\n\n2", "field-twice: `Jobs` is given twice", "keep one of them"),
  ])
  func reportsWrongKeys(text: String, message: String, help: String) {
    let marked = Marked(
      text.contains("form:") ? text : text.hasPrefix("#") ? "### Form\n\nkeep-up\n\n\(text)" : "form: keep-up\n\(text)")
    let diagnostics = read(marked.file()).diagnostics
    #expect(diagnostics.map { $0.summary } == [message])
    #expect(diagnostics.map { String($0.help) } == [help])
    #expect(diagnostics.map { $0.range } == marked.ranges)
  }

  @Test func aHeadingUnlikeAnyLabelBelongsToTheTextAbove() throws {
    let ticket = try #require(
      read("### Form\nkeep-up\n### Why this priority\nOne.\n\n### By the way, something else\nTwo.\n").ticket)
    #expect(ticket.field("justification")?.node.text == "One.\n\n### By the way, something else\nTwo.")
  }

  @Test(arguments: [
    (
      "## «release tag:» ##\n«v1»\n\n# JOBS\n1", "heading `release tag:` is read as `Release tag`, and 1 more", Severity.info,
      "## Release tag ##\nv1\n\n# Jobs\n1"
    ),
    (
      "### JOBS\n1\n##«Release tag»\r\n«v1»\n", "heading `Release tag` is read as `Release tag`, and 1 more", .warning,
      "### Jobs\n1\n### Release tag\r\nv1\n"
    ),
    ("##«release tag» ##\n«v1»\n", "heading `release tag` is read as `Release tag`", .warning, "### Release tag ##\nv1\n"),
  ])
  func repairsHeadings(text: String, message: Text, severity: Severity, mended: String) throws {
    let marked = Marked(text)
    let result = read(marked.file())
    let ticket = try #require(result.ticket)
    #expect(ticket.field("release")?.node.text == "v1")
    #expect(result.diagnostics.map { $0.rule } == ["heading-spelling"])
    #expect(result.diagnostics.map { $0.message } == [message])
    #expect(result.diagnostics.first?.severity == severity)
    #expect(result.diagnostics.first?.range == marked.ranges.first)
    #expect(Text(FixApplier.apply(result.diagnostics, to: marked.bytes, unsafe: false).bytes) == Text(mended))
  }

  @Test func aLooseHeadingUnlikeAnyLabelIsText() throws {
    let ticket = try #require(read("### Description\nOne\n##comment\nTwo\n### Release tag\nv1\n##more\n").ticket)
    #expect(ticket.field("description")?.node.text == "One\n##comment\nTwo")
    #expect(ticket.field("release")?.node.text == "v1\n##more")
    let listing = "### Form\nkeep-up\n### Description\n" + String(repeating: "##a\n", count: 100_000)
    #expect(read(listing).ticket?.field("description")?.node.text.count == 399_999)
  }

  @Test func renamesOnlyToAFreeName() {
    #expect(read("form: keep-up\nrelase: v1\n").diagnostics.flatMap { $0.fixes }.count == 1)
    #expect(read("form: keep-up\nrelase: v1\nrelease: v2\n").diagnostics.flatMap { $0.fixes }.isEmpty)
    #expect(read("form: keep-up\nrelase: v1\nreleas: v2\n").diagnostics.map { $0.fixes.count } == [1, 0])
  }

  @Test func headingsInFencesAreText() throws {
    let ticket = try #require(read("### Description\n```\n### Release tag\n```\n### Release tag\nv2\n").ticket)
    #expect(ticket.field("release")?.node.text == "v2")
  }

  @Test func readsExceptions() throws {
    let ticket = try #require(
      read("form: keep-up\nexceptions:\n  - rule: a-b\n    reason: because\n    approved_by: Lead\n    until: 2015-12-31\n")
        .ticket)
    #expect(ticket.exceptions.map { $0.rule } == ["a-b"])
    #expect(ticket.exceptions[0].until == CivilDate(year: 2015, month: 12, day: 31))
  }
}

@Suite struct HostileTicketTests {
  @Test(
    arguments: [
      ([0x66, 0x00, 0x6F], "ticket-not-text"), ([0x72, 0x3A, 0x20, 0xFF], "text-not-utf8"), ([], "ticket-not-recognised"),
    ] as [([UInt8], Text)])
  func refusesWhatIsNoText(bytes: [UInt8], rule: Text) {
    #expect(read(SourceFile(path: "a", bytes: bytes)).diagnostics.map { $0.rule } == [rule])
  }

  @Test func refusesTooMuchQuickly() {
    let large = SourceFile(path: "a", bytes: Array("release: ".utf8) + [UInt8](repeating: 0x61, count: 2 << 20))
    #expect(read(large).diagnostics.map { $0.rule } == ["ticket-too-large"])
    let keys = (0..<100_000).map { "k\($0): 1\n" }.joined()
    #expect(read(keys).diagnostics.map { $0.rule }.first == "ticket-too-large")
    let headings = String(repeating: "### A\n", count: 100_000)
    #expect(read(headings).diagnostics.map { $0.rule } == ["ticket-too-large"])
  }

  @Test func refusesDeepNesting() {
    let deep = "release: " + String(repeating: "[", count: 100_000)
    #expect(read(deep).diagnostics.contains { $0.severity == .error })
    #expect(read(String(repeating: "[", count: 100_000)).diagnostics.contains { $0.severity == .error })
    #expect(read("{\"result\": " + String(repeating: "[", count: 100_000)).diagnostics.contains { $0.severity == .error })
  }
}
