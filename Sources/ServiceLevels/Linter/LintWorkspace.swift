import CEL
import Diagnostics
import Notation

/// What judging keeps from ticket to ticket on one thread: memory to use again, and the last outcome of each rule.
///
/// Most tickets of a collaboration say the same in most fields. A rule sees nothing of a ticket but the fields that it names, so that its outcome
/// stands as long as these, and the instants that it names, are what they were.
public final class LintWorkspace {
  let memory = Workspace()
  /// The linter whose rules the outcomes are of.
  private var linter: TicketLinter?
  private var verdicts: [Verdict?] = []

  /// An empty workspace.
  public init() {}

  private struct Verdict {
    var seen: [Value?]
    var now: Timestamp
    var created: Value?
    var outcome: RuleOutcome
  }

  /// The last outcome of a rule, if the rule sees what it saw then.
  func outcome(ofRule index: Int, in judgement: borrowing Judgement) -> RuleOutcome? {
    guard linter === judgement.linter, let last = verdicts[index], let inputs = judgement.linter.rules.rules[index].inputs else {
      return nil
    }
    if inputs.usesNow, last.now != judgement.now { return nil }
    if inputs.usesCreated, !identical(last.created, judgement.bindings.values[RuleEnvironment.Slot.created]) { return nil }
    for place in inputs.fields.indices where !identical(last.seen[place], judgement.record.values[inputs.fields[place]]) {
      return nil
    }
    return last.outcome
  }

  /// Keeps the outcome of a rule.
  func keep(_ outcome: RuleOutcome, ofRule index: Int, in judgement: borrowing Judgement) {
    guard let inputs = judgement.linter.rules.rules[index].inputs else { return }
    if linter !== judgement.linter { start(judgement.linter) }
    var seen: [Value?] = []
    for field in inputs.fields { seen.append(judgement.record.values[field]) }
    verdicts[index] = Verdict(
      seen: seen, now: judgement.now, created: judgement.bindings.values[RuleEnvironment.Slot.created], outcome: outcome)
  }

  private func start(_ linter: TicketLinter) {
    self.linter = linter
    verdicts = [Verdict?](repeating: nil, count: linter.rules.rules.count)
  }
}

/// What a rule sees of a ticket and its surroundings.
struct RuleInputs: Sendable {
  /// The fields, as indices of the ticket's record.
  private(set) var fields: [Int] = []
  private(set) var usesNow = false
  private(set) var usesCreated: Bool

  /// Inputs that are known already.
  init(fields: [Int], usesNow: Bool, usesCreated: Bool) {
    self.fields = fields
    self.usesNow = usesNow
    self.usesCreated = usesCreated
  }

  /// What a rule's programs name; nil if one takes the ticket as a whole.
  init?(_ programs: [Program], in ticket: RecordType, isDated: Bool) {
    usesCreated = isDated
    for reference in programs.flatMap({ $0.references }) {
      switch reference.variable {
      case "now": usesNow = true
      case "created": usesCreated = true
      case "ticket":
        guard let name = reference.fields.first, let index = ticket.index(of: name) else { return nil }
        if !fields.contains(index) { fields.append(index) }
      default: break
      }
    }
  }
}

/// Whether two values cannot be told apart by any expression. Values of kinds that no field has are told apart.
private func identical(_ left: Value?, _ right: Value?) -> Bool {
  switch (left, right) {
  case (nil, nil): true
  case (.string(let left), .string(let right)): left.utf8 == right.utf8
  case (.int(let left), .int(let right)): left == right
  case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
  case (.timestamp(let left), .timestamp(let right)): left == right
  case (.list(let left), .list(let right)):
    left.count == right.count && left.indices.allSatisfy { identical(left[$0], right[$0]) }
  default: false
  }
}
