import CEL
import Diagnostics
import Notation
import Tickets

/// What a rule says about a ticket.
enum RuleOutcome {
  /// It does not judge the ticket: its `when` is false, a field is absent, or the day is outside its time.
  case doesNotApply
  /// What it requires holds.
  case passed
  /// What it requires does not hold.
  case failed
  /// What it needs is not there.
  case notChecked(Text)
}

extension TicketLinter {
  /// The outcome of a rule for the ticket that is bound.
  func outcome(of rule: Rule, _ bindings: Bindings, in memory: Workspace) -> RuleOutcome {
    guard isInForce(rule, bindings) else { return .doesNotApply }
    if let when = rule.when {
      let outcome = TicketLinter.outcome(ofCondition: when, bindings, in: memory)
      guard case .passed = outcome else { return outcome }
    }
    return TicketLinter.outcome(ofRequirement: rule.require, bindings, in: memory)
  }

  /// Whether a rule judges the ticket that is bound: `passed` if its condition holds.
  static func outcome(ofCondition when: Program, _ bindings: Bindings, in memory: Workspace) -> RuleOutcome {
    switch when.evaluate(bindings, in: memory) {
    case .success(.bool(true)): .passed
    case .success: .doesNotApply
    case .failure(let error): outcome(of: error)
    }
  }

  /// Whether what a rule requires holds.
  static func outcome(ofRequirement require: Program, _ bindings: Bindings, in memory: Workspace) -> RuleOutcome {
    switch require.evaluate(bindings, in: memory) {
    case .success(.bool(true)): .passed
    case .success(.bool(false)): .failed
    case .success(let value): .notChecked("`require` gave a `\(value.typeName)`")
    case .failure(let error): outcome(of: error)
    }
  }

  private static func outcome(of error: EvaluationError) -> RuleOutcome {
    switch error.kind {
    case .missing: .doesNotApply
    case .unbound(let name):
      .notChecked(name.equals("requests") ? "there is no snapshot of requests" : "`\(name)` is not known here")
    default: .notChecked(error.message)
    }
  }

  /// Whether the ticket was written in the rule's time.
  func isInForce(_ rule: Rule, _ bindings: Bindings) -> Bool {
    guard rule.since != nil || rule.until != nil else { return true }
    guard case .timestamp(let created)? = bindings[RuleEnvironment.Slot.created] else { return true }
    let day = calendar.localDate(at: created)
    if let since = rule.since, day < since { return false }
    if let until = rule.until, until < day { return false }
    return true
  }

  /// Whether the condition of a field of a form holds; one that cannot be evaluated does not.
  func isShown(_ field: Int, form: Int, _ bindings: Bindings, in memory: Workspace) -> Bool {
    guard forms.forms[form].fields[field].condition != nil else { return true }
    guard let program = rules.conditions[form][field] else { return false }
    if case .success(.bool(true)) = program.evaluate(bindings, in: memory) { return true }
    return false
  }
}
