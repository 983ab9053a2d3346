import CEL
import Diagnostics
import Notation
import Tickets

/// The rules of an agreement, compiled for the forms of a site.
public final class RuleSet: Sendable {
  /// The clauses in the order given.
  public let clauses: [Clause]
  /// The rules in the order of their clauses.
  public let rules: [Rule]
  /// The forms whose tickets they judge.
  public let forms: FormSet

  let environment: RuleEnvironment
  /// The condition of each field of each form.
  let conditions: [[Program?]]
  /// What each field of each form shows beside it.
  let computed: [[MessageTemplate?]]
  /// For each form, the indices of its rules.
  let rulesOfForm: [[Int]]

  /// Compiles the rules of some clauses. Rules that are wrong are reported and left out.
  ///
  /// - Parameters:
  ///   - sources: the clauses with their rule fences.
  ///   - forms: the forms; names in expressions are checked against them.
  ///   - calendar: the site's calendar.
  public static func compile(
    _ sources: [ClauseSource], forms: FormSet, calendar: BusinessCalendar
  ) -> (rules: RuleSet, diagnostics: [Diagnostic]) {
    let environment = RuleEnvironment(forms: forms, calendar: calendar)
    var reader = RuleReader(forms: forms, environment: environment)
    var clauses: [Clause] = []
    for (index, source) in sources.enumerated() { clauses.append(reader.read(source, index: index)) }
    var diagnostics = environment.checkTypes(forms) + reader.diagnostics
    var conditions: [[Program?]] = []
    var computed: [[MessageTemplate?]] = []
    for form in forms.forms {
      var sink = DiagnosticSink(form.file)
      var compiler = RuleCompiler(environment: environment, forms: forms)
      conditions.append(form.fields.map { field in field.condition.flatMap { compiler.condition($0, key: "when", &sink) } })
      computed.append(form.fields.map { field in field.computed.map { compiler.template($0, &sink) } })
      diagnostics += sink.diagnostics
    }
    let set = RuleSet(
      clauses: clauses, rules: reader.rules, forms: forms, environment: environment, conditions: conditions, computed: computed)
    return (set, diagnostics)
  }

  init(
    clauses: [Clause], rules: [Rule], forms: FormSet, environment: RuleEnvironment, conditions: [[Program?]],
    computed: [[MessageTemplate?]]
  ) {
    self.clauses = clauses
    self.rules = rules
    self.forms = forms
    self.environment = environment
    self.conditions = conditions
    self.computed = computed
    var rulesOfForm = [[Int]](repeating: [], count: forms.forms.count)
    for (index, rule) in rules.enumerated() {
      for form in rule.forms where form < forms.forms.count { rulesOfForm[form].append(index) }
    }
    self.rulesOfForm = rulesOfForm
  }

  /// The rule of an id.
  public func rule(_ id: Text) -> Rule? { rules.first { $0.id == id } }

  /// The clause that a rule enforces.
  public func clause(of rule: Rule) -> Clause { clauses[rule.clause] }
}
