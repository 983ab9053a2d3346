import Foundation
import Testing

@Suite struct LintTests {
  @Test func theReadmeShowsWhatLintPrints() throws {
    let readme = try String(contentsOf: OposCommand.repository.appending(path: "README.md"), encoding: .utf8)
    let outcome = try OposCommand.run(["lint", "Content/Examples/bad/newcomer.md"])
    #expect(outcome.status == 1)
    #expect(readme.contains("<!-- newcomer -->\n```\n\(outcome.output)```\n"))
  }

  /// `expected.yml` lists, for each example ticket, the rules that are found in it.
  @Test func everyExampleIsFoundToHaveWhatIsExpected() throws {
    let list = try String(contentsOf: OposCommand.repository.appending(path: "Content/Examples/expected.yml"), encoding: .utf8)
    var checked = 0
    var file = ""
    for line in list.split(separator: "\n") {
      if line.hasPrefix("- file: ") { file = String(line.dropFirst(8)) }
      guard let start = line.range(of: "finds: [") else { continue }
      let names = line[start.upperBound...].dropLast().split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      let outcome = try OposCommand.run(["lint", "--format", "jsonl", "Content/Examples/\(file)"])
      let found = outcome.output.split(separator: "\n").compactMap { rule(in: String($0)) }
      #expect(Set(found).subtracting(snapshotRules) == Set(names), "\(file)")
      checked += 1
    }
    #expect(checked >= 30)
  }

  @Test func statusSaysWhatHappened() throws {
    #expect(try OposCommand.run(["lint", "Content/Examples/good/keep-up.md"]).status == 0)
    #expect(try OposCommand.run(["lint", "Content/Examples/bad/release-moves.md"]).status == 1)
    #expect(try OposCommand.run(["lint", "--fail-on", "never", "Content/Examples/bad/release-moves.md"]).status == 0)
    let missing = try OposCommand.run(["lint", "no-such-file.md"])
    #expect(missing.status == 2)
    #expect(missing.messages == "opos: cannot read `no-such-file.md`: No such file or directory\n")
    #expect(try OposCommand.run(["lint", "Content"]).messages == "opos: cannot read `Content`: it is a folder\n")
    #expect(try OposCommand.run(["lint", "--form", "keepup", "Content/Examples/good/keep-up.md"]).status == 2)
  }

  @Test func aTicketForSomebodyElseIsRouted() throws {
    let outcome = try OposCommand.run(["lint", "Content/Examples/bad/production-database.md"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("this request is for Database Services"))
  }

  @Test func jsonHasTheDocumentedShape() throws {
    let outcome = try OposCommand.run(["lint", "--format", "json", "Content/Examples/bad/release-moves.md"])
    let findings = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    let finding = try #require(findings.first)
    #expect(Set(finding.keys) == ["rule", "severity", "message", "help", "clause", "url", "file", "start", "end", "fixes"])
    #expect(finding["rule"] as? String == "release-tag-moves")
    #expect(finding["clause"] as? String == "3.5")
    #expect((finding["start"] as? [String: Int]) == ["line": 14, "column": 10, "offset": 447])
  }

  @Test func standardInputIsATicketToo() throws {
    let ticket = try String(
      contentsOf: OposCommand.repository.appending(path: "Content/Examples/good/keep-up.md"), encoding: .utf8)
    #expect(try OposCommand.run(["lint", "-"], input: ticket).status == 0)
  }

  @Test func explainShowsClauseRuleAndExamples() throws {
    let outcome = try OposCommand.run(["explain", "release-tag-moves"])
    #expect(outcome.status == 0)
    for part in ["Clause 3.5 Release tag", "require:", "fails:", "gives:"] { #expect(outcome.output.contains(part)) }
    let unknown = try OposCommand.run(["explain", "release-tag-move"])
    #expect(unknown.status == 2)
    #expect(unknown.messages.contains("Did you mean release-tag-moves?"))
  }

  /// Rules that compare with the snapshot's requests, which `expected.yml` leaves out.
  private let snapshotRules: Set = [
    "output-dataset-taken", "reprocessing-overlaps", "duplicate-request", "supersedes-unknown",
  ]

  private func rule(in line: String) -> String? {
    (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["rule"] as? String
  }
}
