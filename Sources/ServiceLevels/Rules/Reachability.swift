import CEL
import Diagnostics
import Notation
import Tickets

extension RuleSet {
  /// Reports rules that judge no ticket or that no ticket can break, and fields that are never asked.
  ///
  /// A condition is tried with every option of the fields that it names, with the texts that it compares them with and another one, and without them.
  /// What goes beyond comparing fields with literals is taken to be possible.
  public func checkReachability() -> [Diagnostic] { rules.flatMap(unreachable) + forms.forms.flatMap(neverAsked) }

  private func unreachable(_ rule: Rule) -> [Diagnostic] {
    var sink = DiagnosticSink(rule.source.file)
    let keys = YAMLReader.read(rule.source.file, in: rule.source.range).node
    let when = rule.when.map { outline($0, rule.source.when) } ?? .constant(true)
    let judged = rule.forms.filter { isPossible(when, forms.forms[$0]) }
    if judged.isEmpty {
      sink.report(
        "rule-never-applies", at: keys?["when"]?.range ?? rule.source.idRange, "`when` is false for every ticket",
        help: "compare it with the forms' options and with the other conditions beside it")
      return sink.diagnostics
    }
    let broken = FieldCondition.all([when, .not(outline(rule.require, rule.source.require))])
    if !judged.contains(where: { isPossible(broken, forms.forms[$0]) }) {
      sink.report(
        "rule-never-fails", at: keys?["require"]?.range ?? rule.source.idRange, "no ticket can break this rule",
        help: "`require` is true whenever the rule applies")
    }
    return sink.diagnostics
  }

  private func neverAsked(_ form: Form) -> [Diagnostic] {
    var sink = DiagnosticSink(form.file)
    for field in form.fields {
      guard let node = field.condition, !isPossible(FieldCondition(reading: node.text), form) else { continue }
      sink.report("field-never-asked", at: node.range, "`when` is false for every ticket, so `\(field.name)` is never asked")
    }
    return sink.diagnostics
  }

  /// What a condition asks; of one that refers to nothing, what it gives.
  private func outline(_ program: Program, _ source: Text) -> FieldCondition {
    if program.references.isEmpty, case .success(.bool(let holds)) = program.evaluate(Bindings(environment.declarations)) {
      return .constant(holds)
    }
    return FieldCondition(reading: source)
  }

  /// Whether a condition can hold for a ticket of a form.
  private func isPossible(_ condition: FieldCondition, _ form: Form) -> Bool {
    let fields = condition.fields
    let answers = fields.map { candidates(for: $0, condition, form) }
    let count = answers.reduce(1) { $0 > RuleSet.most ? $0 : $0 * $1.count }
    guard count <= RuleSet.most else { return true }
    return (0..<count).contains { number in
      let outcome = condition.outcome { field in
        var rest = number
        for (index, known) in fields.enumerated() {
          if known == field { return answers[index][rest % answers[index].count] }
          rest /= answers[index].count
        }
        return .unknown
      }
      return outcome == .holds || outcome == .unknown
    }
  }

  /// How many combinations of answers are tried.
  private static let most = 4096

  /// The answers that a ticket of a form may have in a field, as far as the condition tells them apart.
  private func candidates(
    for name: FieldCondition.Field, _ condition: FieldCondition, _ form: Form
  ) -> [FieldCondition.Answer] {
    guard name.variable.equals("ticket") else { return [.unknown] }
    if name.name.equals("form") { return [.value(.string(form.id))] }
    let isCommon = name.name.equals("title") || name.name.equals("description")
    guard let field = form.field(name.name) else { return isCommon ? [.unknown] : [.absent] }
    if field.type == .choice, case .listed(let options) = field.options { return [.absent] + options.map { .value(.string($0)) } }
    // No field's value is null, so it stands for all other answers.
    return [.absent, .value(.null)] + condition.values(of: name).map { .value($0) }
  }
}
