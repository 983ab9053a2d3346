import Diagnostics
import Notation
import Testing

@testable import ServiceLevels

@Suite struct RoutingTests {
  /// A subject, where it belongs, and where the rules send it: `ours`, or a rule's id.
  private struct Subject {
    var text: Text
    var expected: Text
    var found: Text
  }

  /// How well the rules tell what belongs to others.
  private struct Score {
    var precision: Double
    var recall: Double

    init(_ subjects: [Subject]) {
      let sent = subjects.filter { $0.found != "ours" }
      let right = Double(sent.count { $0.found == $0.expected })
      precision = right / Double(max(sent.count, 1))
      recall = right / Double(max(subjects.count { $0.expected != "ours" }, 1))
    }
  }

  @Test func labelledSubjectsGoWhereTheyBelong() throws {
    let subjects = try subjects(of: "Examples/routing.yml")
    #expect(subjects.count >= 250)
    report("labelled", subjects)
    let score = Score(subjects)
    #expect(score.precision >= 0.99)
    #expect(score.recall >= 0.99)
  }

  /// The subjects of a file, each judged as the title of a ticket that says no more.
  private func subjects(of path: String) throws -> [Subject] {
    let node = try #require(YAMLReader.read(SampleAgreement.file(path)).node)
    let linter = SampleAgreement.made.linter
    return node.elements.map { element in
      let text = element["text"]?.text ?? ""
      let ticket = SourceFile(path: "subject.yml", text: "title: \(quoted(text))\n")
      let route = linter.lint(ticket, now: SampleAgreement.now).first?.route
      return Subject(text: text, expected: element["expected"]?.text ?? "", found: route?.rule ?? "ours")
    }
  }

  private func quoted(_ text: Text) -> Text { "\"\(Text(text.utf8.flatMap { $0 == 0x22 ? [0x5C, 0x22] : [$0] }))\"" }

  private func report(_ name: String, _ subjects: [Subject]) {
    let score = Score(subjects)
    print("routing of \(subjects.count) \(name) subjects: precision \(score.precision), recall \(score.recall)")
    for destination in Set(subjects.map(\.expected)).sorted() where destination != "ours" {
      let score = Score(subjects.filter { $0.expected == destination || $0.found == destination })
      print("  \(destination): precision \(score.precision), recall \(score.recall)")
    }
    for subject in subjects where subject.found != subject.expected {
      print("  \(subject.text): \(subject.found), not \(subject.expected)")
    }
  }
}
