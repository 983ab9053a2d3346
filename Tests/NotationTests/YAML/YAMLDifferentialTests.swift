import Diagnostics
import Notation
import TestSupport
import Testing

/// Our reader against libyaml: what both read is equal.
@Suite struct YAMLDifferentialTests {
  @Test func agreesOnGeneratedDocuments() {
    var random = SeededGenerator(seed: 11)
    for round in 0..<3000 {
      let text = YAMLGenerator.document(&random)
      let comparison = YAMLComparison(text)
      #expect(comparison == .same, "round \(round):\n\(text.debugDescription)")
      if comparison != .same { return }
    }
  }

  @Test func agreesWithLibyamlOnSoupOrRefuses() {
    var random = SeededGenerator(seed: 12)
    var counts: [String: Int] = [:]
    for round in 0..<20_000 {
      let text = YAMLGenerator.soup(&random)
      let comparison = YAMLComparison(text)
      if case .differ(let how) = comparison {
        Issue.record("round \(round): \(how)\n\(text.debugDescription)")
        return
      }
      counts["\(comparison)", default: 0] += 1
    }
    #expect(counts["same", default: 0] > 3000, "\(counts)")
    #expect(counts["bothRefuse", default: 0] > 2000, "\(counts)")
  }

  /// Texts in which the readers once differed.
  @Test(arguments: ["{\n-x\r:'s'}", "{a\n:b}", "{a\n: b}", "[a\n  :b]"])
  func agreesWhereItOnceDidNot(_ text: String) {
    if case .differ(let how) = YAMLComparison(text) { Issue.record("\(how)") }
  }

  @Test func agreesOnMutatedDocumentsOrRefuses() {
    var random = SeededGenerator(seed: 13)
    for round in 0..<20_000 {
      let text = YAMLGenerator.mutated(YAMLGenerator.document(&random), &random)
      if case .differ(let how) = YAMLComparison(text) {
        Issue.record("round \(round): \(how)\n\(text.debugDescription)")
        return
      }
    }
  }
}
