import Diagnostics
import Notation
import Testing
import Tickets

@testable import ServiceLevels

/// Fixes as they are written into tickets of every format.
@Suite struct FixNotationTests {
  private static let form: Text = """
    name: Ask
    description: A question.
    body:
      - type: input
        id: release
        attributes: {label: Release tag}
      - type: input
        id: day
        value: date
        attributes: {label: Day}
      - type: input
        id: jobs
        value: integer
        attributes: {label: Jobs}
      - type: input
        id: memory
        value: quantity
        attributes: {label: Memory}
      - type: input
        id: contact
        value: email
        attributes: {label: Contact}
      - type: textarea
        id: configuration
        value: list
        attributes: {label: Configuration files}
      - type: dropdown
        id: checks
        attributes: {label: Checks, multiple: true, options: [tested, documented]}
    example:
      release: v1
      memory: 2 GB
      configuration: [a.fcl]
      contact: a@example.org
    """

  private static let rules: Text = """
    id: release-prefix
    severity: error
    field: release
    require: ticket.release.startsWith("v")
    message: "no v"
    fix: '"v" + ticket.release'
    safe: true
    pass: [{release: v1}]
    fail: [{release: "1"}]

    """

  private static let listRule: Text = """
    id: configuration-twice
    severity: error
    field: configuration
    require: ticket.configuration == ticket.configuration.distinct()
    message: "a file twice"
    fix: ticket.configuration.distinct()
    safe: true
    pass: [{configuration: [a]}]
    fail: [{configuration: [a, a]}]

    """

  private static let upperRule: Text = """
    id: configuration-case
    severity: error
    field: configuration
    require: ticket.configuration.all(c, c == c.lowerAscii())
    message: "upper case"
    fix: ticket.configuration.map(c, c.lowerAscii())
    safe: true
    pass: [{configuration: [a]}]
    fail: [{configuration: [A]}]

    """

  private static let made: (linter: TicketLinter, diagnostics: [Diagnostic]) = {
    let texts = [rules, listRule, upperRule]
    var bytes: [UInt8] = []
    var fences: [SourceRange] = []
    for text in texts {
      fences.append(SourceRange(bytes.count, bytes.count + text.count))
      bytes += text.utf8
    }
    let clause = ClauseSource(
      number: "1", title: "T", anchor: "a", url: "https://x/#a", file: SourceFile(path: "SLA.md", bytes: bytes),
      headingRange: SourceRange(0, 0), text: "", rules: fences)
    let read = Form.read(SourceFile(path: "ask.yml", text: form))
    let forms = FormSet([read.form].compactMap { $0 })
    let compiled = RuleSet.compile([clause], forms: forms, calendar: .alwaysOpen)
    let site = Site(node: Node(.map([]), range: SourceRange(0, 0)))
    let linter = TicketLinter(rules: compiled.rules, experiments: [], site: site, calendar: .alwaysOpen)
    return (linter, read.diagnostics + compiled.diagnostics)
  }()

  private func lint(_ bytes: [UInt8]) -> [Diagnostic] {
    Diagnostic.ordered(
      Self.made.linter.lint(SourceFile(path: "a", bytes: bytes), now: Timestamp(clamping: 0)).flatMap { $0.diagnostics })
  }

  private func mended(_ text: String, unsafe: Bool = false) -> String {
    let mended = FixApplier.applyToFixpoint(Array(text.utf8), unsafe: unsafe, lint: lint)
    let left = lint(mended.bytes).filter { $0.fix(unsafe: unsafe) != nil }
    #expect(left.isEmpty, "\(text)")
    return String(decoding: mended.bytes, as: UTF8.self)
  }

  @Test func theRulesAreSound() { #expect(Self.made.diagnostics.map { $0.message } == []) }

  @Test(arguments: [
    // The quotes of a value stay, and come where they are needed.
    ("day: 3 Dec 2015\n", "day: 2015-12-03\n"), ("day: \"3 Dec 2015\" # when\n", "day: \"2015-12-03\" # when\n"),
    ("day: '3 Dec 2015'\r\n", "day: '2015-12-03'\r\n"), ("day: |\n  3 Dec 2015\njobs: 1\n", "day: |\n  2015-12-03\njobs: 1\n"),
    ("day: >-\n  3 Dec\n  2015\n", "day: 2015-12-03\n"), ("day: 3 Dec\n  2015\n", "day: 2015-12-03\n"),
    ("{\"day\": \"3 Dec 2015\"}", "{\"day\": \"3 Dec 2015\"}"), ("jobs: 5,000\n", "jobs: 5000\n"),
    ("jobs: \"5,000\"\n", "jobs: \"5000\"\n"),
    ("release: \"#1: x\"\n", "release: \"v#1: x\"\n"), ("release: 1.10\n", "release: v1.10\n"),
    ("release: 'it''s'\n", "release: 'vit''s'\n"), ("release: \"a\\tb\"\n", "release: \"va\\tb\"\n"),
    ("release: \" 1 \"\n", "release: \"v1\"\n"), ("\u{FEFF}release: '`v1`'", "\u{FEFF}release: 'v1'"),
    ("contact: \"Us <us@example.org>\"\n", "contact: \"us@example.org\"\n"),
    // Keys keep their quotes.
    ("form: ask\n\"relase\": v1\n", "form: ask\n\"release\": v1\n"),
    ("form: ask\n'Release tag': v1\n", "form: ask\n'release': v1\n"),
    ("form: aks\nrelase: v1\nmemry: 2 GB\n", "form: ask\nrelease: v1\nmemory: 2 GB\n"),
    // Lists: items that differ, or as many lines as there must be.
    ("configuration: [A.fcl, \"B: c.fcl\", c]\n", "configuration: [a.fcl, \"b: c.fcl\", c]\n"),
    ("configuration:\r\n  - A.fcl\r\n  - B\r\n", "configuration:\r\n  - a.fcl\r\n  - b\r\n"),
    ("configuration:\n- a # one\n- B\n", "configuration:\n- a # one\n- b\n"),
    ("configuration:\r\n  - a\r\n  - b\r\n  - a\r\njobs: 1\r\n", "configuration:\r\n  - a\r\n  - b\r\njobs: 1\r\n"),
    ("configuration: [a, b, a]\n", "configuration: [a, b]\n"),
    ("configuration: |\n  A\n  b\njobs: 1\n", "configuration: |\n  a\n  b\njobs: 1\n"),
    ("checks: tested, documentd\n", "checks: tested, documented\n"),
    ("checks: [ tested, documentd ]\n", "checks: [ tested, documented ]\n"),
  ])
  func inYAML(text: String, expected: String) {
    #expect(mended(text) == expected)
    #expect(
      mended("---\n" + text + (text.hasSuffix("\n") ? "" : "\n") + "---\nText\n").contains(expected) || text.hasPrefix("{")
        || text.hasPrefix("\u{FEFF}"))
  }

  @Test func unitsAreAddedOnlyWhenAsked() {
    #expect(mended("memory: 2000\n") == "memory: 2000\n")
    #expect(mended("memory: 2000\n", unsafe: true) == "memory: 2000 MB\n")
    #expect(mended("memory: \"2,000\"\n", unsafe: true) == "memory: \"2,000 MB\"\n")
    #expect(mended("### Memory\n\n2000\n", unsafe: true) == "### Memory\n\n2000 MB\n")
  }

  @Test func anAmbiguousDateIsLeftToItsReader() {
    #expect(mended("day: 12/3/2015\n", unsafe: true) == "day: 12/3/2015\n")
    #expect(mended("day: 12/13/2015\n") == "day: 2015-12-13\n")
    #expect(mended("day: 2015-12-03 10:00\n") == "day: 2015-12-03 10:00\n")
  }

  @Test(arguments: [
    ("##Release tag\r\n\r\n`1`\r\n\r\n### day:\r\n\r\n3 Dec 2015", "### Release tag\r\n\r\nv1\r\n\r\n### Day\r\n\r\n2015-12-03"),
    ("### Jobs\n1\n### Relese tag\n\n1: x #2\n", "### Jobs\n1\n### Release tag\n\nv1: x #2\n"),
    ("### Configuration files\n\n- `A`\n- b\n", "### Configuration files\n\n- `a`\n- b\n"),
    ("### Configuration files\n\na\nb\na\n", "### Configuration files\n\na\nb\n"),
    (
      "### Release tag\n\nv1\n\n### Exceptions\n\n- rule: release-prefx\n  reason: \"x\"\n  until: \"3 Dec 2015\"\n",
      "### Release tag\n\nv1\n\n### Exceptions\n\n- rule: release-prefix\n  reason: \"x\"\n  until: \"2015-12-03\"\n"
    ),
  ])
  func belowHeadings(text: String, expected: String) { #expect(mended(text) == expected) }

  @Test(arguments: [
    (
      #"{"number":"RITM1","variables":{"day":"3 Dec 2015","relase":"a\"b\\"}}"#,
      #"{"number":"RITM1","variables":{"day":"2015-12-03","release":"va\"b\\"}}"#
    ),
    (
      #"{"variables":{"day":{"value":"3\u0020Dec 2015","display_value":"x"}}}"#,
      #"{"variables":{"day":{"value":"2015-12-03","display_value":"2015-12-03"}}}"#
    ),
    (
      #"{"variables":{"day":{"display_value":"3\u0020Dec 2015","value":"3 Dec 2015"}}}"#,
      #"{"variables":{"day":{"display_value":"2015-12-03","value":"2015-12-03"}}}"#
    ),
    (#"{"variables":{"configuration":"A\u00e9\nb"}}"#, #"{"variables":{"configuration":"aé\nb"}}"#),
    (#"{"variables":{"release":5}}"#, #"{"variables":{"release":"v5"}}"#),
    (
      #"[{"request_item":"a","sc_item_option.item_option_new.name":"jobs","sc_item_option.value":"1"},{"request_item":"a","sc_item_option.value":"relase"},{"request_item":"a","sc_item_option.item_option_new.name":"relese","sc_item_option.value":"1"}]"#,
      #"[{"request_item":"a","sc_item_option.item_option_new.name":"jobs","sc_item_option.value":"1"},{"request_item":"a","sc_item_option.value":"relase"},{"request_item":"a","sc_item_option.item_option_new.name":"release","sc_item_option.value":"v1"}]"#
    ),
  ])
  func inServiceNowRecords(text: String, expected: String) { #expect(mended(text) == expected) }

  @Test func inMessagesOnlyWhereTheTextStandsAsItIs() {
    let head = "From: a@b.org\r\nSubject: x\r\n"
    #expect(mended(head + "\r\nform: ask\r\nday: 3 Dec 2015\r\n") == head + "\r\nform: ask\r\nday: 2015-12-03\r\n")
    for encoded in [
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nform: ask\r\nday: 3 Dec=\r\n 2015\r\n",
      "Content-Transfer-Encoding: base64\r\n\r\nZm9ybTogYXNrCmRheTogMyBEZWMgMjAxNQo=\r\n",
    ] {
      #expect(lint(Array((head + encoded).utf8)).map { $0.rule } == ["value-not-a-date"])
      #expect(mended(head + encoded) == head + encoded)
    }
  }

  @Test func aSecretIsNeverWrittenBack() {
    let ticket = "release: https://me:hunter2222@example.org/x\n"
    #expect(lint(Array(ticket.utf8)).contains { $0.rule == "secret-in-ticket" })
    #expect(mended(ticket, unsafe: true) == ticket)
  }
}
