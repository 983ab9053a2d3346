import Diagnostics
import Foundation
import Notation
import Testing
import Tickets

@testable import ServiceLevels

@Suite struct FormCheckTests {
  private let linter = SampleAgreement.made.linter

  /// The example of a form as it would be typed, with some answers changed.
  private func answers(_ form: Text, _ changes: [Text: Text] = [:], reasons: [Text: Text] = [:]) -> FormAnswers {
    let form = linter.forms.forms[linter.forms.index(ofForm: form)!]
    var answers = FormAnswers(form: form.id)
    for field in form.fields {
      let example = form.example?[field.name].map { field.typed($0) }
      if let text = changes[field.name] ?? example { answers.answers.append(.init(name: field.name, text: text)) }
    }
    answers.exceptions = reasons.map { .init(rule: $0.key, reason: $0.value) }
    return answers
  }

  private func check(_ answers: FormAnswers) throws -> FormOutcome {
    try #require(linter.check(answers, now: SampleAgreement.now))
  }

  @Test func everyExampleIsClean() throws {
    for form in linter.forms.forms {
      let outcome = try check(answers(form.id))
      #expect(String(TextReport(concise: true).render(outcome.result.diagnostics)) == "", "\(form.id)")
      let again = linter.lint(SourceFile(path: "a.yml", text: outcome.yaml), now: SampleAgreement.now)
      #expect(again.map(\.diagnostics) == [[]], "\(form.id)")
    }
  }

  @Test func theTicketToCopyHasNoSecrets() throws {
    let secret: Text = "ghp_0123456789abcdefghijABCDEFGHIJ012345"
    let outcome = try check(answers("keep-up", ["description": "the token is \(secret), see \"it\"\nthere"]))
    #expect(outcome.result.diagnostics.contains { $0.rule == "secret-in-ticket" })
    for text in [outcome.markdown, outcome.yaml] + outcome.result.diagnostics.map(\.message) + outcome.computed.map(\.text) {
      #expect(!String(text).contains("ABCDEFGHIJ"))
    }
    #expect(String(outcome.yaml).contains("the token is ________"))
  }

  @Test func anUnknownFormIsNone() {
    #expect(linter.check(FormAnswers(form: "nonsense"), now: SampleAgreement.now) == nil)
  }

  @Test func missingAnswersAreNamedByTheirLabels() throws {
    let outcome = try check(FormAnswers(form: "question"))
    #expect(
      outcome.result.diagnostics.map { "\($0.field): \($0.message)" } == [
        "contact: `Contact` is missing", "description: `Question` is missing", "title: `Title` is missing",
      ])
  }

  @Test func aFieldIsAskedWhenItsConditionHolds() throws {
    let usual = try check(answers("keep-up", ["justification": "Kept, though nobody asks."]))
    let index = try #require(usual.form.index(of: "justification"))
    #expect(!usual.isShown[index])
    #expect(!usual.markdown.contains("justification"))
    let urgent = try check(answers("keep-up", ["priority": "1", "justification": "The beam stops on 8 January."]))
    #expect(urgent.isShown[index])
    #expect(urgent.markdown.contains("justification: The beam stops on 8 January."))
  }

  @Test func aReasonOverridesAWarningAndNothingElse() throws {
    let changes: [Text: Text] = ["contact": "somebody@example.org"]
    let before = try check(answers("keep-up", changes))
    #expect(before.result.diagnostics.map(\.rule) == ["contact-not-registered"])
    let reasons: [Text: Text] = ["contact-not-registered": "The list moves this week.", "group-unknown": "Not needed."]
    let after = try check(answers("keep-up", changes, reasons: reasons))
    #expect(after.result.diagnostics == [])
    #expect(after.result.exceptionsUsed.map(\.rule) == ["contact-not-registered"])
    #expect(after.markdown.contains("rule: contact-not-registered\n    reason: The list moves this week."))
    #expect(!after.markdown.contains("group-unknown"))
  }

  @Test func aTicketForSomebodyElseIsRouted() throws {
    let outcome = try check(answers("question", ["title": "Please set up a production web server for our group"]))
    #expect(outcome.result.route != nil)
  }

  @Test func theReportSaysWhichFieldAndWhatAFixWouldMakeOfIt() throws {
    let outcome = try check(answers("keep-up", ["memory": "2000", "release": "develop", "valid_until": "10.12.2015"]))
    let report = String(FormReport(outcome, by: linter).json)
    let object = try #require(JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    let fields = findings.map { "\($0["field"] ?? "") \($0["rule"] ?? "")" }
    #expect(fields.contains("memory quantity-without-unit") && fields.contains("release release-tag-moves"))
    let date = try #require(findings.first { $0["field"] as? String == "valid_until" })
    let values = (date["fixes"] as? [[String: Any]] ?? []).compactMap { $0["value"] as? String }
    #expect(values == ["2015-10-12", "2015-12-10"])
    #expect(object["route"] is NSNull)
  }

  @Test func aRequestStartsFromAnEarlierOne() throws {
    let request = OpenRequest(
      number: "RITM0010001", title: "NOvA keep-up", form: "keep-up",
      answers: [
        .init(name: "title", value: "NOvA keep-up"), .init(name: "created", value: "2015-11-20"),
        .init(name: "nonsense", value: "x"),
      ])
    for isOpen in [true, false] {
      let data = LinterData(linter: linter, requests: [EarlierRequest(request, isOpen: isOpen)])
      let answers = try #require(data.answers(from: "RITM0010001", forForm: "keep-up"))
      let wanted: [Text] = isOpen ? ["title", "supersedes"] : ["title"]
      #expect(answers.answers.map(\.name) == wanted)
    }
  }
}
