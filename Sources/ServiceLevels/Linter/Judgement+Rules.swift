import CEL
import Diagnostics
import Notation
import Tickets

/// A rule that a ticket breaks.
struct RuleFinding {
  var rule: Int
  var diagnostic: Diagnostic
}

extension Judgement {
  /// Evaluates the rules of the ticket's form.
  mutating func evaluateRules() {
    evaluate(linter.rules.rulesOfForm[ticket.formIndex])
    suppressCheckedTwice()
  }

  /// Evaluates the routing rules that need only a title and a description, for a ticket whose form cannot be told.
  mutating func routeWithoutForm() {
    for (slot, node) in [(0, content.outerTitle), (1, content.outerDescription)] {
      guard let text = node?.text.trimmed(), !text.isEmpty else { continue }
      record[RuleEnvironment.recordIndex(ofSlot: slot)] = .string(text)
    }
    bindSurroundings()
    evaluate(linter.rules.rules.indices.filter { linter.rules.rules[$0].route != nil })
    if result.route != nil { sink.removeAll() }
    for finding in broken { sink.append(finding.diagnostic) }
  }

  /// The outcome of a rule for the ticket that is bound.
  func outcome(of rule: Rule) -> RuleOutcome { linter.outcome(of: rule, bindings, in: workspace.memory) }

  /// Evaluates some rules, by what is remembered of tickets that are the same to them.
  private mutating func evaluate(_ rules: [Int]) {
    #if arch(wasm32)
      for index in rules where linter.evaluates(index) { note(outcome(of: linter.rules.rules[index]), of: index) }
    #else
      workspace.withOutcomes { outcomes in
        outcomes.see(record, created: bindings[RuleEnvironment.Slot.created], linter, now)
        var bound = BoundTicket(record: record, variables: bindings)
        for index in rules where linter.evaluates(index) {
          // An open request does not see itself among the others, so that what it sees is its own.
          let isItsOwn = !content.number.isEmpty && linter.rules.rules[index].needsRequests
          let outcome =
            isItsOwn
            ? outcome(of: linter.rules.rules[index])
            : linter.rememberedOutcome(ofRule: index, &bound, &outcomes, in: workspace.memory)
          note(outcome, of: index)
        }
      }
    #endif
  }

  private mutating func note(_ outcome: RuleOutcome, of index: Int) {
    switch outcome {
    case .passed, .doesNotApply: break
    case .notChecked(let reason): result.notChecked.append(notChecked(linter.rules.rules[index], reason))
    case .failed:
      let rule = linter.rules.rules[index]
      if let route = rule.route, result.route == nil { result.route = RouteOutcome(rule: rule.id, route: route) }
      broken.append(RuleFinding(rule: index, diagnostic: finding(of: rule)))
    }
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
  mutating func suppressCheckedTwice() {
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
