import Diagnostics
import Foundation
import Notation
import Testing

@testable import CEL

/// Our own cases beside the public suite, from `Cases`; nearly all were held against the reference implementation in C++ when they were written.
@Suite struct CaseTests {
  @Test(arguments: ["collections", "conversions", "language", "operators", "strings"])
  func typesAndValues(_ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")
    let text = try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 100)
    for line in lines {
      let parts = line.components(separatedBy: " => ")
      let expression = parts[0].replacingOccurrences(of: "␤", with: "\n")
      #expect(answer(expression) == parts.dropFirst().joined(separator: " => "), "\(parts[0])")
    }
  }

  /// `type => value`, or `error` if the expression is refused.
  private func answer(_ expression: String) -> String {
    let declarations = Declarations()
    guard let program = Program.compile(Text(expression), declarations: declarations).program else { return "error" }
    switch program.evaluate(Bindings(declarations)) {
    case .success(let value): return "\(program.type.description) => \(TaggedValue.write(value) ?? "too long")"
    case .failure: return "\(program.type.description) => error"
    }
  }

  @Test(arguments: [
    ("cel.block([1, cel.index(0) + 1], [cel.index(1), cel.index(1)])", "[2, 2]"),
    (
      "cel.block([[1, 2]], cel.index(0).map(cel.iterVar(0, 0), cel.index(0).map(cel.iterVar(1, 0), cel.iterVar(1, 0) + 1)))",
      "[[2, 3], [2, 3]]"
    ),
    ("cel.block([[1].exists(cel.iterVar(0, 0), cel.iterVar(0, 0) > 0), size([cel.index(0)])], cel.index(1))", "1"),
    ("cel.block([[3, 4]], cel.index(0).transformList(cel.iterVar(0, 0), cel.iterVar(0, 1), cel.iterVar(0, 1) + 1))", "[4, 5]"),
    ("cel.block([optional.none(), [?cel.index(0), 5]], cel.index(1))", "[5]"),
    ("cel.block([1 / 0], true || cel.index(0) > 1)", "true"),
    ("cel.block([], 1)", "1"),
    ("[1, 2].map(i, cel.block([i], cel.index(0) + cel.index(0)))", "[2, 4]"),
  ])
  func blocksShareTheirSlots(_ expression: String, _ equal: String) {
    #expect(outcome(expression) == outcome(equal))
  }

  @Test func qualifiedNamesWinByLength() {
    let declarations = Declarations(variables: [
      .init("a.b", .map(.string, .int)), .init("a.b.c", .int), .init("a", .map(.string, .dyn)), .init("x.a.b", .int),
    ])
    let values: [String: Value] = [
      "a.b": .map(MapValue([("c", .int(2))])), "a.b.c": .int(1), "a": .map(MapValue()), "x.a.b": .int(3),
    ]
    var inside = declarations
    inside.container = "x.y"
    #expect(outcome("a.b.c", declarations, values) == #"{"int":"1"}"#)
    #expect(outcome("a.b['c']", declarations, values) == #"{"int":"2"}"#)
    #expect(outcome("a.b", inside, values) == #"{"int":"3"}"#)
    #expect(outcome(".a.b.c", inside, values) == #"{"int":"1"}"#)
    #expect(outcome("[{'b': 4}].map(a, a.b)", declarations, values) == #"{"list":[{"int":"4"}]}"#)
    #expect(outcome("[4].map(a, .a.b.c)", declarations, values) == #"{"list":[{"int":"1"}]}"#)
  }

  @Test func runsOfOperatorsHaveNoLimitOfTheirOwn() {
    for unit in [" + 1", " * 1", " - 1", " ? 1 : 1 == 1"] {
      #expect(!outcome("dyn(1 == 1)" + String(repeating: unit, count: 250), isChecked: false).contains("nested"))
    }
    let fields = String(repeating: ".a", count: 250)
    #expect(outcome("dyn({})\(fields)").contains("there is no key `a`"))
    #expect(outcome("[1]" + String(repeating: "[0]", count: 250), isChecked: false).contains("cannot be applied to (int, int)"))
  }
}
