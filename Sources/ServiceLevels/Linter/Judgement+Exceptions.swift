import CEL
import Diagnostics
import Notation
import Tickets

extension Judgement {
  /// Takes the findings away from which the ticket is excepted, keeps the others, and reports exceptions that do not hold.
  mutating func applyExceptions() {
    if result.route != nil { keepOnlyRouting() }
    for exception in ticket.exceptions { apply(exception) }
    for finding in broken { sink.append(finding.diagnostic) }
  }

  /// A ticket that belongs elsewhere need not be a good one of ours.
  private mutating func keepOnlyRouting() {
    sink.removeAll()
    broken = broken.filter { linter.rules.rules[$0.rule].route != nil }
    result.notChecked = []
  }

  private mutating func apply(_ exception: TicketException) {
    guard let index = linter.rules.rules.firstIndex(where: { $0.id == exception.rule }) else {
      let near = exception.rule.nearSpelling(among: linter.rules.rules.map { $0.id })
      let fixes = near.map { near in
        [Fix(title: "replace it by `\(near.text)`", safe: near.isOnly, edits: [sink.edit(exception.range, to: near.text)])]
      }
      sink.report(
        "exception-unknown", at: exception.range, "there is no rule \(exception.rule.visible.quoted)",
        help: near.map { "did you mean `\($0.text)`?" } ?? "exceptions name a rule of the agreement", fixes: fixes ?? [])
      return
    }
    if let until = exception.until, until < linter.calendar.localDate(at: now) {
      sink.report(
        "exception-expired", at: exception.range, "the exception from `\(exception.rule)` ended on \(until.iso8601)",
        help: "have it renewed, or mend the ticket")
      return
    }
    guard broken.contains(where: { $0.rule == index }) else {
      let isOpen =
        result.notChecked.contains { $0.rule == exception.rule } || result.route != nil || linter.leftOut.contains(index)
      if !isOpen {
        sink.report(
          "exception-unused", .warning, at: exception.range, "the ticket does not break `\(exception.rule)`",
          help: "take the exception out")
      }
      return
    }
    if linter.rules.rules[index].severity == .error, exception.approvedBy.isEmpty {
      sink.report(
        "exception-not-approved", at: exception.range, "the exception from `\(exception.rule)` says nobody who approved it",
        help: "add `approved_by:` with the role that agreed")
      return
    }
    broken = broken.filter { $0.rule != index }
    result.exceptionsUsed.append(exception)
  }
}
