import CEL
import Diagnostics
import Notation
import Tickets

/// Compiles the expressions of one rule and learns which fields they use.
struct RuleCompiler {
  let environment: RuleEnvironment
  let forms: FormSet
  /// Whether an expression uses the open requests.
  private(set) var usesRequests = false
  private var fields: [(name: Text, range: SourceRange)] = []

  init(environment: RuleEnvironment, forms: FormSet) {
    self.environment = environment
    self.forms = forms
  }

  /// A program that gives a boolean.
  mutating func condition(_ node: Node, key: Text, _ sink: inout DiagnosticSink) -> Program? {
    guard let program = compile(node, 0..<node.text.count, &sink) else { return nil }
    switch program.type {
    case .bool, .dyn, .wrapper: break
    default:
      sink.report("rule-type", at: node.range, "`\(key)` gives a `\(program.type.description)`, not true or false")
      return nil
    }
    noteUses(of: program, node, 0)
    return program
  }

  /// A program that gives a field's new value.
  mutating func fix(_ node: Node, field: Text, _ sink: inout DiagnosticSink) -> Program? {
    guard let program = compile(node, 0..<node.text.count, &sink) else { return nil }
    guard let slot = forms.fieldNames.firstIndex(of: field) else { return program }
    let wanted = environment.fieldTypes[slot].celType
    switch (program.type, wanted) {
    case (.dyn, _), (.string, .string), (.int, .int), (.double, .double), (.int, .double), (.timestamp, .timestamp),
      (.list, .list):
      break
    default:
      sink.report(
        "rule-type", at: node.range, "`fix` gives a `\(program.type.description)`, but `\(field)` holds a `\(wanted.description)`"
      )
      return nil
    }
    return program
  }

  /// The text of a message or help with its expressions compiled.
  mutating func template(_ node: Node, _ sink: inout DiagnosticSink) -> MessageTemplate {
    var template = MessageTemplate()
    for part in MessageTemplate.parts(of: node.text) {
      switch part {
      case .text(let text): template.segments.append(.text(text))
      case .unclosed(let index):
        sink.report(
          "rule-message", at: node.sourceRange(ofText: index..<index + 1), "this brace is never closed",
          help: "write `{{` for a brace that is no expression")
      case .expression(let range):
        guard let program = compile(node, range, &sink) else { continue }
        if program.references.contains(where: { $0.variable.equals("requests") }) { usesRequests = true }
        template.segments.append(.expression(program))
      }
    }
    return template
  }

  /// The forms, of those given, that have every field that the rule cannot do without.
  ///
  /// - Parameter isListed: whether the rule lists its forms, so that a form without a field is a mistake.
  func fieldsUsed(
    inForms candidates: [Int], field: Text, isListed: Bool, _ keys: RuleKeys, _ sink: inout DiagnosticSink
  ) -> [Int] {
    var usable: [Int] = []
    for index in candidates {
      let form = forms.forms[index]
      if let lacking = fields.first(where: { !$0.name.isCommonField && form.field($0.name) == nil }) {
        if isListed {
          sink.report("rule-field-unknown", at: lacking.range, "the form `\(form.id)` has no field `\(lacking.name)`")
        }
      } else {
        usable.append(index)
      }
    }
    if usable.isEmpty, !candidates.isEmpty || keys.forms.isEmpty {
      sink.report(
        "rule-never-applies", .error, at: keys.idNode?.range ?? SourceRange(0, 0),
        "no form has all the fields that the rule needs",
        help: "it needs " + Text.joined(fields.map { "`\($0.name)`" }, separator: ", "))
    }
    return usable
  }

  private func compile(_ node: Node, _ range: Range<Int>, _ sink: inout DiagnosticSink) -> Program? {
    let compiled = Program.compile(Text(node.text.utf8[range]), declarations: environment.declarations)
    for issue in compiled.issues {
      let start = min(range.lowerBound + issue.range.start, node.text.count)
      let end = min(max(range.lowerBound + issue.range.end, start), node.text.count)
      sink.report("rule-expression", at: node.sourceRange(ofText: start..<end), issue.message, help: issue.help)
    }
    guard compiled.issues.isEmpty, let program = compiled.program else { return nil }
    if program.readsLate {
      sink.report(
        "rule-expression", at: node.sourceRange(ofText: range), "a regular expression or time zone is no literal",
        help: "write it in quotes, so that it is checked with the rule and read only once")
      return nil
    }
    return program
  }

  /// Notes the ticket's fields that an expression selects without asking whether they are there.
  private mutating func noteUses(of program: Program, _ node: Node, _ offset: Int) {
    var tested: [Text] = []
    for reference in program.references where reference.variable.equals("ticket") && reference.isTest {
      if let name = reference.fields.first { tested.append(name) }
    }
    for reference in program.references {
      if reference.variable.equals("requests") { usesRequests = true }
      guard reference.variable.equals("ticket"), !reference.isTest, let name = reference.fields.first, !name.equals("form"),
        !tested.contains(name), !fields.contains(where: { $0.name == name })
      else { continue }
      let end = min(offset + reference.range.end, node.text.count)
      fields.append((name, node.sourceRange(ofText: min(offset + reference.range.start, end)..<end)))
    }
  }
}
