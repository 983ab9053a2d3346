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

  /// What is found at once is what is found at all; and most tickets about which nothing but findings is said are judged at once.
  @Test func whatIsFoundAtOnceIsWhatIsFound() {
    let linter = SampleAgreement.made.linter
    let workspace = LintWorkspace()
    var (soundAtOnce, sound, faultyAtOnce, faulty) = (0, 0, 0, 0)
    for round in 0..<2 {
      for file in Self.plainTickets {
        for variant in round == 0 ? Self.variants(of: file) : Self.spoiled(file, seed: 7) {
          let atOnce = linter.findings(atOnceIn: variant, now: SampleAgreement.now, workspace: workspace)
          let results = linter.lint(variant, now: SampleAgreement.now)
          let isPlain =
            results.count == 1 && results[0].ticket != nil && results[0].notChecked.isEmpty && results[0].route == nil
            && results[0].exceptionsUsed.isEmpty
          if isPlain, results[0].diagnostics.isEmpty { sound += 1 } else if isPlain { faulty += 1 }
          if let atOnce {
            if atOnce.isEmpty { soundAtOnce += 1 } else { faultyAtOnce += 1 }
            #expect(isPlain && atOnce == results[0].diagnostics, "\(String(decoding: variant.bytes, as: UTF8.self))")
          } else if round == 0 {
            // What was judged as a whole is remembered as well.
            _ = linter.lint(variant, now: SampleAgreement.now, workspace: workspace)
          }
        }
      }
    }
    #expect(soundAtOnce > 100 && soundAtOnce * 2 > sound, "\(soundAtOnce) of \(sound)")
    #expect(faultyAtOnce > 100 && faultyAtOnce * 3 > faulty, "\(faultyAtOnce) of \(faulty)")
  }

  /// Lists that hardly ever come again, of lines that mostly do: what is known of the lines gives what the list gives.
  @Test func listsOfKnownLinesAreWhatTheyAre() throws {
    let linter = SampleAgreement.made.linter
    let workspace = LintWorkspace()
    let ticket = String(decoding: SampleAgreement.file("Examples/good/keep-up.md").bytes, as: UTF8.self)
    let place = try #require(ticket.range(of: "configuration:\n"))
    let rest = ticket[place.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).drop { $0.hasPrefix("  - ") }
    var random = SeededGenerator(seed: 11)
    var (atOnce, faulty) = (0, 0)
    for number in 0..<1300 {
      let list = Self.list(number, &random)
      let text = ticket[..<place.upperBound] + list + rest.joined(separator: "\n")
      let file = SourceFile(path: "t.md", text: Text(String(text)))
      let found = linter.findings(atOnceIn: file, now: SampleAgreement.now, workspace: workspace)
      // The first ones, until it shows that lists do not come again, are read like any other entry.
      let result = number > 500 ? linter.lint(file, now: SampleAgreement.now) : []
      if number == 0 { _ = linter.lint(file, now: SampleAgreement.now, workspace: workspace) }
      guard let found, let first = result.first else { continue }
      atOnce += 1
      if !found.isEmpty { faulty += 1 }
      #expect(found == first.diagnostics && first.notChecked.isEmpty, "\(list)")
    }
    #expect(atOnce > 500 && faulty > 50 && faulty < atOnce - 100, "\(atOnce) \(faulty)")
  }

  /// The lines of a list of files, of which many come again, some are new, and a few are not sound or no files.
  private static func list(_ number: Int, _ random: inout SeededGenerator) -> String {
    let odd = [
      "  - ../up.fcl\n", "  -  wide.fcl\n", "   - deep.fcl\n", "  - ~\n", "  - _No response_\n", "  - a: b\n", "  - \"q.fcl\"\n",
      "  - 7\n", "  -\n",
      "  - password=hunter22\n", "    more\n", "- x.fcl\n", "  - plain.txt\n", "  - x.fcl # c\n", "  - é.fcl\n", "  - x.fcl \n",
    ]
    return (0..<1 + random.next() % 6).map { _ in
      if random.oneIn(40) { return random.pick(odd) }
      if random.oneIn(12) { return random.pick(["  - plain.txt\n", "  - ../up.fcl\n"]) }
      return random.oneIn(3) ? "  - job/new\(number)_\(random.next() % 9).fcl\n" : "  - job/stage\(random.next() % 9).fcl\n"
    }.joined()
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
