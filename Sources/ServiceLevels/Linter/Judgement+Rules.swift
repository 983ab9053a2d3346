import CEL
import Diagnostics
import Notation
import Tickets

/// A rule that a ticket breaks.
struct RuleFinding {
  var rule: Int
  var diagnostic: Diagnostic
}

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

extension Judgement {
  /// Evaluates the rules of the ticket's form.
  mutating func evaluateRules() {
    #if !arch(wasm32)
      workspace.outcomes.see(self)
    #endif
    for index in linter.rules.rulesOfForm[ticket.formIndex] where linter.evaluates(index) { evaluate(index) }
    suppressCheckedTwice()
  }

  /// Evaluates the routing rules that need only a title and a description, for a ticket whose form cannot be told.
  mutating func routeWithoutForm() {
    for (slot, node) in [(0, content.outerTitle), (1, content.outerDescription)] {
      guard let text = node?.text.trimmed(), !text.isEmpty else { continue }
      record[RuleEnvironment.recordIndex(ofSlot: slot)] = .string(text)
    }
    bindSurroundings()
    #if !arch(wasm32)
      workspace.outcomes.see(self)
    #endif
    for index in linter.rules.rules.indices where linter.rules.rules[index].route != nil && linter.evaluates(index) {
      evaluate(index)
    }
    if result.route != nil { sink.removeAll() }
    for finding in broken { sink.append(finding.diagnostic) }
  }

  /// The outcome of a rule for the ticket that is bound.
  func outcome(of rule: Rule) -> RuleOutcome {
    guard isInForce(rule) else { return .doesNotApply }
    if let when = rule.when {
      switch when.evaluate(bindings, in: workspace.memory) {
      case .success(.bool(true)): break
      case .success: return .doesNotApply
      case .failure(let error): return outcome(of: error)
      }
    }
    switch rule.require.evaluate(bindings, in: workspace.memory) {
    case .success(.bool(true)): return .passed
    case .success(.bool(false)): return .failed
    case .success(let value): return .notChecked("`require` gave a `\(value.typeName)`")
    case .failure(let error): return outcome(of: error)
    }
  }

  private mutating func evaluate(_ index: Int) {
    #if !arch(wasm32)
      let outcome = rememberedOutcome(ofRule: index)
    #else
      let outcome = outcome(of: linter.rules.rules[index])
    #endif
    switch outcome {
    case .passed, .doesNotApply: break
    case .notChecked(let reason): result.notChecked.append(notChecked(linter.rules.rules[index], reason))
    case .failed:
      let rule = linter.rules.rules[index]
      if let route = rule.route, result.route == nil { result.route = RouteOutcome(rule: rule.id, route: route) }
      broken.append(RuleFinding(rule: index, diagnostic: finding(of: rule)))
    }
  }

  #if !arch(wasm32)
    /// The outcome, by what is remembered of a ticket that is the same to the rule. An open request does not see itself among the others, so that what
    /// it sees is its own.
    private func rememberedOutcome(ofRule index: Int) -> RuleOutcome {
      let isItsOwn = !content.number.isEmpty && linter.rules.rules[index].needsRequests
      if !isItsOwn, let known = workspace.outcomes.outcome(ofRule: index) { return known }
      let outcome = outcome(of: linter.rules.rules[index])
      if !isItsOwn { workspace.outcomes.keep(outcome, ofRule: index) }
      return outcome
    }
  #endif

  private func outcome(of error: EvaluationError) -> RuleOutcome {
    switch error.kind {
    case .missing: .doesNotApply
    case .unbound(let name):
      .notChecked(name.equals("requests") ? "there is no snapshot of requests" : "`\(name)` is not known here")
    default: .notChecked(error.message)
    }
  }

  /// Whether the ticket was written in the rule's time.
  private func isInForce(_ rule: Rule) -> Bool {
    guard rule.since != nil || rule.until != nil else { return true }
    guard case .timestamp(let created)? = bindings[RuleEnvironment.Slot.created] else { return true }
    let day = linter.calendar.localDate(at: created)
    if let since = rule.since, day < since { return false }
    if let until = rule.until, until < day { return false }
    return true
  }

  mutating func finding(of rule: Rule) -> Diagnostic {
    var help = rule.help.render(bindings, in: workspace.memory)
    if let route = rule.route {
      if help.isEmpty { help = route.why }
      if !route.url.isEmpty { help += "\nAsk there: \(route.url)" }
    }
    var diagnostic = placed(
      rule,
      Diagnostic(
        rule: rule.id, severity: rule.severity, message: rule.message.render(bindings, in: workspace.memory).utf8Line, help: help,
        file: content.file.path))
    diagnostic.field = rule.field
    if let field = ticket.field(rule.field), let fix = fix(of: rule, field) { diagnostic.fixes = [fix] }
    return diagnostic
  }

  private mutating func notChecked(_ rule: Rule, _ reason: Text) -> NotChecked {
    let notice = Diagnostic(
      rule: "not-checked", severity: .info, message: "rule `\(rule.id)` was not checked: \(reason)", file: content.file.path)
    return NotChecked(rule: rule.id, reason: reason, notice: placed(rule, notice))
  }

  /// A finding at the field that a rule is about, with the rule's clause.
  private mutating func placed(_ rule: Rule, _ finding: Diagnostic) -> Diagnostic {
    var finding = finding
    let clause = linter.rules.clause(of: rule)
    finding.clause = clause.number
    finding.url = clause.url
    sink.place(&finding, at: ticket.field(rule.field)?.valueRange ?? ticket.anchor)
    return finding
  }

  private mutating func fix(of rule: Rule, _ field: Field) -> Fix? {
    guard let program = rule.fix, case .success(let value) = program.evaluate(bindings, in: workspace.memory) else { return nil }
    let edits: [Edit]
    if case .list(let values) = value {
      edits = FieldEdit.edits(of: field, to: values.map { $0.fieldText }, in: ticket, &sink)
    } else {
      edits = FieldEdit.edits(of: field, to: value.fieldText, in: ticket, &sink)
    }
    if edits.isEmpty { return nil }
    return Fix(title: "replace it by \(value.messageText.quoted)", safe: rule.isFixSafe, edits: edits)
  }

  /// Drops the general finding about an address where a rule says more about the same value.
  private mutating func suppressCheckedTwice() {
    guard !broken.isEmpty else { return }
    let kept = sink.diagnostics.filter { diagnostic in
      switch diagnostic.rule {
      case "value-not-a-url", "value-not-an-email":
        !broken.contains { $0.diagnostic.start == diagnostic.start && $0.diagnostic.severity == .error }
      default: true
      }
    }
    if kept.count == sink.diagnostics.count { return }
    sink.removeAll()
    sink.append(contentsOf: kept)
  }
}

extension Value {
  /// The value as a ticket holds it; what no field can hold is empty.
  fileprivate var fieldText: Text {
    switch self {
    case .string(let text): text
    case .int, .double, .timestamp: messageText
    default: ""
    }
  }
}

extension Text {
  /// The text on one line.
  fileprivate var utf8Line: Text { utf8.contains(0x0A) ? Text(trimmed().utf8.map { $0 == 0x0A ? 0x20 : $0 }) : self }
}
