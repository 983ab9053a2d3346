import Diagnostics
import Notation
import Testing

@testable import CEL

/// An expression's value as tagged JSON, or `error: ` and the message, or `issue at start-end: ` and the message.
func outcome(
  _ expression: String, _ declarations: Declarations = Declarations(), isChecked: Bool = true,
  _ bindings: [String: Value] = [:]
) -> String {
  let (program, issues) = Program.compile(Text(expression), declarations: declarations, isChecked: isChecked)
  guard let program else {
    return issues.map { "issue at \($0.range.start)-\($0.range.end): \($0.message)" }.joined(separator: "\n")
  }
  var values = Bindings(declarations)
  for (name, value) in bindings {
    if let slot = declarations.slot(of: Text(name)) { values[slot] = value }
  }
  switch program.evaluate(values) {
  case .success(let value): return String(TaggedValue.write(value) ?? "too long")
  case .failure(let error): return "error at \(error.range.start)-\(error.range.end): \(error.message)"
  }
}
