import CEL
import Diagnostics
import Notation
import Tickets

/// What an example of a rule gave.
public struct ExampleOutcome: Sendable {
  /// Whether the rule says that it passes.
  public var mustPass: Bool
  /// The fields that the example lays over the form's own.
  public var overlay: Text
  /// The whole ticket, as YAML.
  public var ticket: SourceFile
  /// The finding, if the rule made one: exactly what `opos lint` prints for this ticket.
  public var finding: Diagnostic?
  /// Why the rule could not be checked; empty if it was.
  public var notChecked: Text
  /// What `opos lint` prints about the rule for this ticket; empty where it finds nothing.
  public var output: Text { finding.map { TextReport().render($0) } ?? "" }
  /// Whether the example did what the rule says.
  public var asExpected: Bool { notChecked.isEmpty && mustPass == (finding == nil) }
}

extension TicketLinter {
  /// Runs the examples of a rule, those that must pass first.
  ///
  /// - Parameter now: the instant to judge at, for examples that name neither `now` nor a day on which they were written.
  public func exampleOutcomes(of rule: Rule, now: Timestamp) -> [ExampleOutcome] {
    var unused: [Diagnostic] = []
    return rule.pass.compactMap { run($0, of: rule, mustPass: true, now, &unused) }
      + rule.fail.compactMap { run($0, of: rule, mustPass: false, now, &unused) }
  }

  /// Runs every example of every rule and every form's own example, and reports those that do not do what they should, at their lines in the
  /// agreement and the forms.
  ///
  /// - Parameter now: the instant to judge at, for examples that name neither `now` nor a day on which they were written.
  public func checkExamples(now: Timestamp) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for form in forms.forms { checkExample(of: form, now, &diagnostics) }
    for rule in rules.rules {
      for example in rule.pass { check(example, of: rule, mustPass: true, now, &diagnostics) }
      for example in rule.fail { check(example, of: rule, mustPass: false, now, &diagnostics) }
    }
    return diagnostics
  }

  private func check(
    _ example: RuleExample, of rule: Rule, mustPass: Bool, _ now: Timestamp, _ diagnostics: inout [Diagnostic]
  ) {
    guard let result = run(example, of: rule, mustPass: mustPass, now, &diagnostics), !result.asExpected else { return }
    var sink = DiagnosticSink(rule.source.file)
    let range = example.node.entries.first.map { SourceRange($0.keyRange.start, $0.value.range.end) } ?? example.node.range
    if !result.notChecked.isEmpty {
      sink.report(
        "rule-example", at: range, "rule `\(rule.id)` could not be checked with this example: \(result.notChecked)")
    } else if let finding = result.finding {
      sink.report("rule-example", at: range, "this example should pass, but rule `\(rule.id)` says: \(finding.message)")
    } else {
      sink.report("rule-example", at: range, "this example should fail, but rule `\(rule.id)` finds nothing")
    }
    diagnostics += sink.diagnostics
  }

  private func run(
    _ example: RuleExample, of rule: Rule, mustPass: Bool, _ now: Timestamp, _ diagnostics: inout [Diagnostic]
  ) -> ExampleOutcome? {
    guard let (form, surplus) = form(for: example, of: rule) else { return nil }
    if let surplus {
      var sink = DiagnosticSink(rule.source.file)
      sink.report(
        "field-unknown", at: surplus.keyRange, "the form `\(form.id)` has no field \(surplus.key.quoted)",
        help: surplus.key.nearestSpelling(among: form.fields.map { $0.name }).map { "did you mean `\($0)`?" } ?? "")
      diagnostics += sink.diagnostics
      return nil
    }
    let overlay = example.fields
    var fields =
      form.example?.entries.map { entry in
        (name: entry.key, value: overlay.first { $0.key == entry.key }?.value ?? entry.value)
      } ?? []
    for entry in overlay where !fields.contains(where: { $0.name == entry.key }) { fields.append((entry.key, entry.value)) }
    let file = SourceFile(path: "example.yml", text: TicketWriter.yaml(form: form.id, fields: fields))
    let outcome = judge(file, example, of: rule, now)
    let shown = TicketWriter.yaml(form: form.id, fields: overlay.map { (name: $0.key, value: $0.value) })
    return ExampleOutcome(mustPass: mustPass, overlay: shown, ticket: file, finding: outcome.finding, notChecked: outcome.reason)
  }

  /// The form that an example is laid over: the one that it names, or the first of the rule's that has an example and all its fields. With it
  /// comes an entry that the form does not have.
  private func form(for example: RuleExample, of rule: Rule) -> (form: Form, surplus: Node.Entry?)? {
    var candidates = rule.forms.map { forms.forms[$0] }.filter { $0.example != nil }
    if let name = example.node["form"]?.text { candidates = candidates.filter { $0.id == name } }
    func surplus(_ form: Form) -> Node.Entry? {
      example.fields.first { entry in form.field(entry.key) == nil && !entry.key.isCommonField && !entry.key.equals("exceptions")
      }
    }
    if let fitting = candidates.first(where: { surplus($0) == nil }) { return (fitting, nil) }
    return candidates.first.map { ($0, surplus($0)) }
  }

  private func judge(
    _ file: SourceFile, _ example: RuleExample, of rule: Rule, _ now: Timestamp
  ) -> (finding: Diagnostic?, reason: Text) {
    guard let content = reader.read(file).tickets.first else { return (nil, "the example is no ticket") }
    let instant = example.node["now"].flatMap { Timestamp(rfc3339: $0.text) }
    var judgement = Judgement(linter: self, content: content, now: instant ?? now, workspace: LintWorkspace())
    var records: [CEL.Value] = []
    for request in example.node["requests"]?.elements ?? [] {
      if let record = request.value(as: .record(rules.environment.requestType), calendar) { records.append(record) }
    }
    judgement.bindings[RuleEnvironment.Slot.requests] = .list(records)
    return judgement.judge(example: rule, isNowGiven: instant != nil)
  }

  /// Reports a form's example that is no good ticket.
  private func checkExample(of form: Form, _ now: Timestamp, _ diagnostics: inout [Diagnostic]) {
    guard let example = form.example else { return }
    let fields = example.entries.map { (name: $0.key, value: $0.value) }
    let file = SourceFile(path: form.file.path, text: TicketWriter.yaml(form: form.id, fields: fields))
    let created = example["created"].flatMap { CivilDate(iso8601: $0.text) }.map { calendar.midnight(of: $0) }
    var sink = DiagnosticSink(form.file)
    for result in lint(file, now: created ?? now) {
      for finding in result.diagnostics where finding.severity == .error {
        sink.report("form-example", at: example.range, "the form's example breaks `\(finding.rule)`: \(finding.message)")
      }
    }
    diagnostics += sink.diagnostics
  }
}

extension RuleExample {
  /// The overlay without what sets the surroundings.
  var fields: [Node.Entry] {
    node.entries.filter { entry in
      switch entry.key {
      case "requests", "now", "form": false
      default: true
      }
    }
  }
}
