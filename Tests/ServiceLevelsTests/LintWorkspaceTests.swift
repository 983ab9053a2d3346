import Diagnostics
import Notation
import TestSupport
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

  /// Where nothing is found at once, nothing is found at all; and it shows of most tickets of which nothing is found.
  @Test func whatIsSoundAtOnceIsSound() {
    let linter = SampleAgreement.made.linter
    let workspace = LintWorkspace()
    var (atOnce, sound) = (0, 0)
    for round in 0..<2 {
      for file in Self.plainTickets {
        for variant in round == 0 ? Self.variants(of: file) : Self.spoiled(file, seed: 7) {
          let isSound = linter.findsNothing(in: variant, now: SampleAgreement.now, workspace: workspace)
          if isSound { atOnce += 1 }
          let results = linter.lint(variant, now: SampleAgreement.now)
          let hasNothing =
            results.count == 1 && results[0].ticket != nil && results[0].notices.isEmpty && results[0].route == nil
            && results[0].exceptionsUsed.isEmpty
          if hasNothing { sound += 1 }
          #expect(hasNothing || !isSound, "\(String(decoding: variant.bytes, as: UTF8.self))")
          // What was judged as a whole is remembered as well.
          if round == 0, !isSound { _ = linter.lint(variant, now: SampleAgreement.now, workspace: workspace) }
        }
      }
    }
    #expect(atOnce > 100 && atOnce * 2 > sound, "\(atOnce) of \(sound)")
  }

  /// Example tickets in Markdown, and those in YAML as front matter.
  private static var plainTickets: [SourceFile] {
    (SampleAgreement.files(in: "Examples/good") + SampleAgreement.files(in: "Examples/bad")).compactMap { file in
      if file.bytes.starts(with: Array("---\n".utf8)) { return file }
      guard file.path.hasSuffix(".yml") else { return nil }
      return SourceFile(path: file.path, bytes: Array("---\n".utf8) + file.bytes + Array("---\n".utf8))
    }
  }

  /// The ticket with something put in at a random place, many times.
  private static func spoiled(_ file: SourceFile, seed: UInt64) -> [SourceFile] {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      " ", "\n", "\t", "\r", "\r\n", "\u{0}", "é", "\u{FEFF}", "#", " # c", ": ", "\"", "'", "- ", "  - x\n", "---\n", "...\n",
      "\nform: simulation\n", "|", "[",
      "\ndescription: Again.\n", "\nexceptions: []\n", "password: hunter22", " ghp_0123456789abcdefghijABCDEFGHIJ0123", "*",
      "&a ", "\ntitle: T\n", "\\t",
      "\nunknown: x\n", "~", "null", " GB", "\njobs: 0\n",
    ]
    return (0..<40).map { _ in
      var bytes = file.bytes
      bytes.insert(contentsOf: Array(random.pick(pieces).utf8), at: Int(random.next() % UInt64(bytes.count + 1)))
      return SourceFile(path: file.path, bytes: bytes)
    }
  }

  @Test func anotherInstantIsAnotherVerdict() throws {
    let linter = SampleAgreement.made.linter
    let shared = LintWorkspace()
    let dated = String(decoding: SampleAgreement.file("Examples/good/keep-up.md").bytes, as: UTF8.self)
    // Without a date of its own a ticket was written now.
    let lines = dated.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("created:") }
    let ticket = SourceFile(path: "keep-up.md", text: Text(lines.joined(separator: "\n")))
    let days = (0..<40).map { SampleAgreement.now.seconds + $0 * 15 * 86_400 }
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
