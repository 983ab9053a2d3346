import Diagnostics
import Notation
import TestSupport
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
    let data = LinterData(
      linter: linter, agreementVersion: "3", agreementDigest: "0123", requests: [], clock: SampleAgreement.now
    ).bytes
    let read = LinterData.read(SourceFile(path: "opos.bin", bytes: data))
    #expect(String(TextReport(concise: true).render(read.diagnostics)) == "")
    let readData = try #require(read.data)
    #expect(readData.agreementVersion == "3" && readData.agreementDigest == "0123" && readData.requests == [])
    #expect(readData.clock == SampleAgreement.now)
    let again = readData.linter
    for file in SampleAgreement.files(in: "Examples/bad") {
      let wanted = linter.lint(file, now: SampleAgreement.now).flatMap { $0.diagnostics }
      #expect(
        JSONReport.render(again.lint(file, now: SampleAgreement.now).flatMap { $0.diagnostics }) == JSONReport.render(wanted))
    }
  }

  @Test func damagedLinterDataIsRefused() {
    let data = LinterData(linter: linter, agreementVersion: "3", requests: []).bytes
    var generator = SeededGenerator(seed: 77)
    for _ in 0..<200 {
      var damaged = data
      damaged[Int.random(in: 0..<data.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
      let read = LinterData.read(SourceFile(path: "opos.bin", bytes: damaged))
      #expect(read.data == nil && read.diagnostics.count == 1)
      let start = Array(data.prefix(Int.random(in: 0..<data.count, using: &generator)))
      let cut = LinterData.read(SourceFile(path: "opos.bin", bytes: start))
      #expect(cut.data == nil && cut.diagnostics.count == 1)
    }
  }

  /// What has the right digest and ends too early was written by another version; it is refused as well.
  @Test func linterDataThatEndsEarlyIsRefused() {
    let data = LinterData(linter: linter, requests: nil).bytes
    let content = data.dropFirst(LinterData.mark.count + 8)
    for count in [0, 1, 2, 3, content.count / 3, content.count / 2, content.count - 1] {
      let read = LinterData.read(SourceFile(path: "opos.bin", bytes: LinterData.sealed(Array(content.prefix(count)))))
      #expect(read.data == nil && read.diagnostics.count == 1)
    }
  }
}
