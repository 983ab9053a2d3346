import Diagnostics
import Notation
import Testing

@testable import ServiceLevels

@Suite struct LintWorkspaceTests {
  /// Every example ticket, and each again with one line left out or doubled: what was remembered of other tickets must not show.
  @Test func whatIsRememberedOfOtherTicketsDoesNotShow() {
    let linter = SampleAgreement.made.linter
    let shared = LintWorkspace()
    var count = 0
    for file in SampleAgreement.files(in: "Examples/good") + SampleAgreement.files(in: "Examples/bad") {
      for variant in Self.variants(of: file) {
        let alone = CheckReport.render(linter.lint(variant, now: SampleAgreement.now))
        let together = CheckReport.render(linter.lint(variant, now: SampleAgreement.now, workspace: shared))
        #expect(alone == together, "\(String(decoding: variant.bytes, as: UTF8.self))")
        count += 1
      }
    }
    #expect(count > 1000)
  }

  @Test func anotherInstantIsAnotherVerdict() throws {
    let linter = SampleAgreement.made.linter
    let shared = LintWorkspace()
    let dated = String(decoding: SampleAgreement.file("Examples/good/keep-up.md").bytes, as: UTF8.self)
    // Without a date of its own a ticket was written now.
    let lines = dated.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("created:") }
    let ticket = SourceFile(path: "keep-up.md", text: Text(lines.joined(separator: "\n")))
    let days = (0..<60).map { SampleAgreement.now.seconds + $0 * 15 * 86_400 }
    let verdicts = days.map { CheckReport.render(linter.lint(ticket, now: Timestamp(clamping: $0), workspace: shared)) }
    #expect(verdicts == days.map { CheckReport.render(linter.lint(ticket, now: Timestamp(clamping: $0))) })
    #expect(Set(verdicts).count > 1)
  }

  private static func variants(of file: SourceFile) -> [SourceFile] {
    let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    var result = [file]
    for index in lines.indices {
      var changed = lines
      changed.remove(at: index)
      result.append(SourceFile(path: file.path, bytes: Array(changed.joined(separator: [0x0A]))))
      changed = lines
      changed[index] += Array("x 7".utf8)
      result.append(SourceFile(path: file.path, bytes: Array(changed.joined(separator: [0x0A]))))
    }
    return result
  }
}
