import Diagnostics
import Notation
import Testing

@testable import ServiceLevels

@Suite struct AgreementTests {
  private var linter: TicketLinter { SampleAgreement.made.linter }

  @Test func theAgreementCompiles() {
    #expect(String(TextReport().render(SampleAgreement.made.diagnostics)) == "")
    #expect(linter.rules.rules.count >= 20)
  }

  @Test func everyExampleDoesWhatItsRuleSays() {
    #expect(String(TextReport().render(linter.checkExamples(now: SampleAgreement.now))) == "")
  }

  @Test func goodTicketsAreClean() {
    for file in SampleAgreement.files(in: "Examples/good") {
      for result in linter.lint(file, now: SampleAgreement.now) {
        #expect(String(TextReport(concise: true).render(result.diagnostics)) == "")
        #expect(result.ticket != nil)
      }
    }
  }

  @Test func badTicketsAreNot() {
    for file in SampleAgreement.files(in: "Examples/bad") {
      let results = linter.lint(file, now: SampleAgreement.now)
      #expect(results.contains { $0.diagnostics.contains { $0.severity >= .warning } }, "\(file.path)")
    }
  }

  @Test func linterDataReadsBackAsAnEqualLinter() throws {
    let data = LinterData(linter: linter, agreementVersion: "3", agreementDigest: "0123", requests: []).text
    let read = LinterData.read(SourceFile(path: "linter.json", text: data))
    #expect(String(TextReport(concise: true).render(read.diagnostics)) == "")
    let readData = try #require(read.data)
    #expect(readData.text == data)
    #expect(readData.clock == SampleAgreement.now)
    let again = readData.linter
    for file in SampleAgreement.files(in: "Examples/bad") {
      let wanted = linter.lint(file, now: SampleAgreement.now).flatMap { $0.diagnostics }
      #expect(
        JSONReport.render(again.lint(file, now: SampleAgreement.now).flatMap { $0.diagnostics }) == JSONReport.render(wanted))
    }
  }
}
