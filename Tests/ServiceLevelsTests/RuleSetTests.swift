import Diagnostics
import Notation
import Testing
import Tickets

@testable import ServiceLevels

/// A form of a few fields.
private let form: Text = """
  name: Keep-up
  description: Daily.
  body:
    - type: input
      id: title
      attributes: {label: Title}
    - type: input
      id: release
      attributes: {label: Release tag}
      validations: {required: true}
    - type: input
      id: jobs
      value: integer
      attributes: {label: Jobs}
    - type: dropdown
      id: kind
      attributes: {label: Kind, options: [whole, part]}
    - type: input
      id: created
      value: date
      attributes: {label: Created}
  example:
    title: A whole ticket
    release: v1
    created: 2015-12-01
  """

/// A rule with everything it needs, and lines to replace.
private func rule(
  id: String = "release-tag-moves", field: String = "release", require: String = "require: ticket.release != 'head'",
  message: String = "release `{ticket.release}` moves", more: String = "", fail: String = "release: head"
) -> String {
  """
  id: \(id)
  severity: error
  field: \(field)
  \(require)
  message: "\(message)"
  \(more)
  pass:
    - release: v1
  fail:
    - \(fail)

  """
}

/// A linter of some rules, each marked text a fence of clause 1.
private func compile(_ rules: [String], words: Text = "") -> (
  linter: TicketLinter, diagnostics: [Diagnostic], ranges: [SourceRange]
) {
  var bytes: [UInt8] = []
  var marks: [SourceRange] = []
  var fences: [SourceRange] = []
  for rule in rules {
    let start = bytes.count
    for scalar in rule.unicodeScalars {
      switch scalar {
      case "«": marks.append(SourceRange(bytes.count, bytes.count))
      case "»": marks[marks.count - 1].end = bytes.count
      default: bytes += Array(String(scalar).utf8)
      }
    }
    fences.append(SourceRange(start, bytes.count))
  }
  let clause = ClauseSource(
    number: "1", title: "Release tag", anchor: "a", url: "https://x/#a", file: SourceFile(path: "SLA.md", bytes: bytes),
    headingRange: SourceRange(0, 0), text: words, rules: fences)
  let forms = FormSet([Form.read(SourceFile(path: "keep-up.yml", text: form)).form].compactMap { $0 })
  let compiled = RuleSet.compile([clause], forms: forms, calendar: .alwaysOpen)
  let site = Site(node: Node(.map([]), range: SourceRange(0, 0)))
  return (
    TicketLinter(rules: compiled.rules, experiments: [], site: site, calendar: .alwaysOpen),
    compiled.diagnostics + compiled.rules.checkReachability(), marks
  )
}

private let now = Timestamp(rfc3339: "2015-12-02T16:20:00Z")!

private func lint(_ linter: TicketLinter, _ ticket: Text, path: Text = "a.yml") -> LintResult {
  linter.lint(SourceFile(path: path, text: ticket), now: now)[0]
}

@Suite struct RuleSetTests {
  @Test func findsAndExplainsAFault() {
    let made = compile([rule(more: "help: \"use a tag, {{not}} {ticket.release.upperAscii()}\"\nfix: \"'v2'\"\nsafe: true")])
    #expect(made.diagnostics.isEmpty)
    let result = lint(made.linter, "form: keep-up\nrelease: head\n")
    #expect(
      String(TextReport().render(result.diagnostics)) == """
        a.yml:2:10: error: release `head` moves [release-tag-moves]
          2 | release: head
            |          ^^^^
            = clause 1: https://x/#a
            = help: use a tag, {not} HEAD
            = fix available: replace it by `v2`


        """)
    #expect(lint(made.linter, "form: keep-up\nrelease: v1\n").diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      (rule(require: "require: ticket.«relese» != 'head'"), "rule-expression", "did you mean `release`?"),
      (
        rule(require: "require: «ticket.release.matches(ticket.title)»"), "rule-expression",
        "write it in quotes, so that it is checked with the rule and read only once"
      ),
      (rule(require: "require: «ticket.release»"), "rule-type", nil),
      (rule(field: "«relaese»"), "rule-field-unknown", "did you mean `release`?"),
      (rule(more: "«helpp»: x"), "key-unknown", nil), (rule(message: "moves «{»ticket.release"), "rule-message", nil),
      (rule(id: "«Release_Tag»"), "rule-id", nil), (rule(more: "forms: [«keepup»]"), "form-unknown", "did you mean `keep-up`?"),
      (rule(more: "fix: «size(ticket.release)»"), "rule-type", nil), (rule(more: "when: «1 > 2»"), "rule-never-applies", nil),
      (rule(more: "when: «ticket.form == 'simulation'»"), "rule-never-applies", nil),
      (rule(more: "when: «ticket.release == 'v1' && ticket.release == 'v2'»"), "rule-never-applies", nil),
      (rule(more: "when: «has(ticket.jobs) && !has(ticket.jobs)»"), "rule-never-applies", nil),
      (rule(more: "when: «ticket.kind == 'fast' || ticket.kind in ['slow', 'slower']»"), "rule-never-applies", nil),
      (rule(require: "require: «has(ticket.release) || !has(ticket.release)»"), "rule-never-fails", nil),
      (rule(require: "require: «2 > 1»"), "rule-never-fails", nil),
      (rule(id: "«field-missing»"), "rule-twice", nil), (rule(more: "since: «soon»"), "value-not-a-date", nil),
    ] as [(String, Text, Text?)])
  func reportsAMistake(text: String, rule: Text, help: Text?) {
    let made = compile([text])
    #expect(made.diagnostics.map { $0.rule } == [rule])
    if let help { #expect(made.diagnostics.first?.help == help) }
    #expect(made.diagnostics.map { SourceRange($0.start.offset, $0.end.offset) } == made.ranges)
  }

  @Test func reportsARepeatedIDAndALoneObligation() {
    #expect(compile([rule(), rule()]).diagnostics.map { $0.rule } == ["rule-twice"])
    #expect(compile([], words: "The tag must stand.").diagnostics.map { $0.rule } == ["clause-unchecked"])
    #expect(compile(["unchecked: a person looks\n"], words: "The tag must stand.").diagnostics.isEmpty)
    #expect(
      compile([], words: "Mustard is fine; so is a must-have? no: musty.").diagnostics.map { $0.rule } == ["clause-unchecked"])
    #expect(compile([], words: "Mustard is musty.").diagnostics.isEmpty)
  }

  @Test func runsExamples() {
    let made = compile([rule(fail: "«release: v3»")])
    let found = made.linter.checkExamples(now: now)
    #expect(found.map { $0.rule } == ["rule-example"])
    #expect(found.map { SourceRange($0.start.offset, $0.end.offset) } == made.ranges)
    let outcome = compile([rule()]).linter.exampleOutcomes(of: compile([rule()]).linter.rules.rules[0], now: now)
    #expect(outcome.map { $0.mustPass } == [true, false])
    #expect(outcome.allSatisfy { $0.asExpected })
    #expect(outcome[1].output.hasPrefix("example.yml:3:10: error: release `head` moves"))
  }
}

@Suite struct TicketLinterTests {
  @Test func honoursExceptions() {
    let linter = compile([rule()]).linter
    let ticket: Text = "form: keep-up\nrelease: head\nexceptions:\n  - rule: release-tag-moves\n    reason: test\n"
    #expect(lint(linter, ticket).diagnostics.map { $0.rule } == ["release-tag-moves", "exception-not-approved"])
    #expect(lint(linter, ticket + "    approved_by: Lead\n").diagnostics.isEmpty)
    #expect(lint(linter, ticket + "    approved_by: Lead\n").exceptionsUsed.map { $0.rule } == ["release-tag-moves"])
    let expired = lint(linter, ticket + "    approved_by: Lead\n    until: 2015-12-01\n")
    #expect(expired.diagnostics.map { $0.rule } == ["release-tag-moves", "exception-expired"])
    let unused: Text =
      "form: keep-up\nrelease: v1\nexceptions:\n  - rule: release-tag-moves\n    reason: test\n  - rule: nope\n    reason: a\n"
    #expect(lint(linter, unused).diagnostics.map { $0.rule } == ["exception-unused", "exception-unknown"])
  }

  @Test func reportsWhatCouldNotBeChecked() {
    let linter = compile([rule(require: "require: '!requests.exists(r, r.release == ticket.release)'")]).linter
    let result = lint(linter, "form: keep-up\nrelease: head\n")
    #expect(result.diagnostics.isEmpty)
    #expect(result.notChecked.map { $0.rule } == ["release-tag-moves"])
    #expect(result.notChecked.map { $0.reason } == ["there is no snapshot of requests"])
    let notice = result.notices[0]
    #expect(notice.rule == "not-checked" && notice.severity == .info && notice.clause == "1" && notice.start.line == 2)
    #expect(notice.message == "rule `release-tag-moves` was not checked: there is no snapshot of requests")
  }

  @Test func leavesRulesOut() {
    let linter = TicketLinter(compile([rule()]).linter, leavingOut: [0])
    let ticket: Text =
      "form: keep-up\nrelease: head\nexceptions:\n  - rule: release-tag-moves\n    reason: x\n    approved_by: y\n"
    #expect(lint(linter, ticket).diagnostics.isEmpty)
  }

  @Test func keepsToTheTimeOfARule() {
    let linter = compile([rule(more: "since: 2015-12-02\nuntil: 2015-12-03")]).linter
    for (day, count) in [("2015-12-01", 0), ("2015-12-02", 1), ("2015-12-03", 1), ("2015-12-04", 0)] {
      #expect(lint(linter, "form: keep-up\nrelease: head\ncreated: \(Text(day))\n").diagnostics.count == count)
    }
  }

  @Test func routesATicketWithoutAForm() {
    let route = rule(
      id: "route-databases", field: "title", require: "require: '!ticket.title.contains(\"database\")'", message: "not ours",
      more: "route: {to: Database Services, why: they run them}", fail: "title: The database is slow")
    let linter = compile([route]).linter
    let mail = lint(linter, "From: a@b.org\nSubject: The database is slow\n\nPlease help.\n", path: "a.eml")
    #expect(mail.route?.route.to == "Database Services")
    #expect(mail.diagnostics.map { $0.rule } == ["route-databases"])
    let ticket = lint(linter, "form: keep-up\ntitle: Our database is slow\njobs: many\n")
    #expect(ticket.diagnostics.map { $0.rule } == ["route-databases"])
    let other = lint(linter, "From: a@b.org\nSubject: Hello\n\nPlease help.\n", path: "a.eml")
    #expect(other.route == nil)
    #expect(other.diagnostics.map { $0.rule } == ["ticket-not-recognised"])
  }

  @Test func masksSecretsEverywhere() {
    let linter = compile([rule(require: "require: 'false'", message: "{ticket.release} {ticket.title}")]).linter
    let ticket: Text =
      "form: keep-up\nrelease: password=hunter22\ntitle: see https://me:topsecret@example.org\njobs: token=0123456789abcdefgh\n"
    let result = lint(linter, ticket)
    let output = TextReport().render(result.diagnostics) + JSONReport.render(result.diagnostics)
    #expect(result.diagnostics.filter { $0.rule.equals("secret-in-ticket") }.count == 3)
    for secret in ["hunter22", "topsecret", "0123456789abcdefgh"] as [Text] { #expect(!output.contains(secret)) }
  }

  @Test func fixesLintClean() {
    let linter = compile([rule(more: "fix: \"'v2'\"\nsafe: true")]).linter
    let ticket = "form: keep-upp\r\nrelaese: head\r\njobs: 5,000\r\ncreated: 2 December 2015\r\n"
    let mended = FixApplier.applyToFixpoint(Array(ticket.utf8), unsafe: false) { bytes in
      linter.lint(SourceFile(path: "a.yml", bytes: bytes), now: now).flatMap { $0.diagnostics }
    }
    #expect(Text(mended.bytes) == "form: keep-up\r\nrelease: v2\r\njobs: 5000\r\ncreated: 2015-12-02\r\n")
    #expect(lint(linter, Text(mended.bytes)).diagnostics.isEmpty)
  }

  @Test func reportsMissingFieldsAtTheirPlace() {
    let linter = compile([rule()]).linter
    let result = lint(linter, "form: keep-up\nrelease:\n")
    #expect(result.diagnostics.map { "\($0.rule) \($0.start.line):\($0.start.column)" } == ["field-missing 2:1"])
    #expect(lint(linter, "form: keep-up\nrelase: v1\n").diagnostics.map { $0.rule } == ["field-unknown"])
    #expect(!lint(linter, "form: keep-up\ntitle: \"open\n").diagnostics.contains { $0.rule.equals("field-missing") })
  }
}
