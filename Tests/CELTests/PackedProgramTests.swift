import Diagnostics
import Foundation
import Notation
import Testing

@testable import CEL

/// Programs that are packed and read again, as the browser's module has them.
@Suite struct PackedProgramTests {
  /// Every expression of the conformance suite that can be packed, and some of our own, with named time zones among them.
  @Test func aPackedProgramGivesTheSame() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/conformance/cel.json").path
    let file = SourceFile(path: "cel.json", bytes: [UInt8](FileManager.default.contents(atPath: path) ?? Data()))
    var expressions = (JSONReader.read(file).node?["tests"]?.elements ?? []).map { $0["expr"]?.text ?? "" }
    expressions += [
      "[now][0].getHours('America/Chicago') + [now][0].getMinutes('05:30')", "[now][0].getHours('Mars/Olympus')",
      "['a1', 'b'].filter(x, x.matches(r'^[a-z]\\d+$'))", "['Ü'].exists(x, x.matches('(?i)ü'))", "sizeOf('abc') + 1",
      "sizeOf(1)",
    ]
    var count = 0
    for expression in expressions where isEqualPacked(expression) { count += 1 }
    #expect(count > 1000)
  }

  @Test func namesInOrderOfTheCases() {
    let tables = operatorLibrary + standardLibrary + extensionLibrary
    for builtin in Builtin.allCases {
      let function = tables.first { $0.builtin == builtin }
      #expect(builtin.name == function.map { Text(stringLiteral: $0.name) })
    }
  }

  /// Whether the expression could be packed; what it gives is then the same.
  private func isEqualPacked(_ expression: Text) -> Bool {
    let record = RecordType(name: "ticket", fields: [RecordType.Field("release", .string)])
    let declarations = Declarations(
      variables: [Declarations.Variable("now", .timestamp), Declarations.Variable("ticket", .record(record))],
      functions: [
        Function("sizeOf", [Function.Overload([.string], .int) { .success(.int(Int64($0[0].string?.count ?? 0))) }])
      ])
    guard let program = Program.compile(expression, declarations: declarations, isChecked: false).program, !program.readsLate
    else { return false }
    var writer = CompactWriter()
    program.pack(to: &writer, records: [record])
    var reader = CompactReader(writer.bytes)
    let again = Program(packed: &reader, declarations: declarations, records: [record])
    #expect(reader.isSound && reader.isAtEnd)
    var bindings = Bindings(declarations)
    bindings[0] = .timestamp(Timestamp(clamping: 1_449_073_200))
    bindings[1] = .record(RecordValue(record))
    #expect(outcome(again.evaluate(bindings)) == outcome(program.evaluate(bindings)), "\(expression)")
    return true
  }

  private func outcome(_ result: Result<Value, EvaluationError>) -> String {
    switch result {
    case .success(let value): "\(value)"
    case .failure(let error): "\(error.message) \(error.kind)"
    }
  }
}
