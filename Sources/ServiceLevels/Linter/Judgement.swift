import CEL
import Diagnostics
import Notation
import Tickets

/// The judging of one ticket.
struct Judgement {
  let linter: TicketLinter
  let content: TicketContent
  let now: Timestamp
  let workspace: LintWorkspace
  /// The lines of the file that is judged, where they are known already.
  let lines: LineTable?

  /// Whether fields are called by their labels, as on a form.
  var usesLabels = false
  var sink: DiagnosticSink
  var bindings: Bindings
  var record: RecordValue
  var ticket: Ticket
  /// The finding of each rule that the ticket breaks, before exceptions.
  var broken: [RuleFinding] = []
  var result = LintResult(ticket: nil, diagnostics: [])
  /// What the form showed from the start and still stands there: the field's index, what it is, and where.
  private var leftOver: [(index: Int, emptiness: Emptiness, range: SourceRange)] = []

  init(linter: TicketLinter, content: TicketContent, now: Timestamp, workspace: LintWorkspace, lines: LineTable? = nil) {
    self.linter = linter
    self.content = content
    self.now = now
    self.workspace = workspace
    self.lines = lines
    sink = DiagnosticSink(content.file, lines: content.origin == nil ? lines : nil)
    bindings = linter.surroundings
    record = RecordValue(linter.rules.environment.ticketType)
    ticket = Ticket(content, form: Form(id: "", name: "", summary: "", file: content.file), formIndex: -1)
  }

  /// Everything there is to say about the ticket.
  mutating func judge(form: Text?) -> LintResult {
    if let resolved = linter.forms.resolve(content, forced: form, &sink) {
      ticket = resolved
      result.ticket = resolved
      bindFields()
      evaluateRules()
      applyExceptions()
    } else {
      routeWithoutForm()
    }
    settle()
    return result
  }

  /// The finding of one rule about an example, or why it cannot be checked.
  mutating func judge(example rule: Rule, isNowGiven: Bool) -> (finding: Diagnostic?, reason: Text) {
    guard let resolved = linter.forms.resolve(content, forced: nil, &sink) else { return (nil, "the example has no form") }
    ticket = resolved
    bindFields()
    // An example is judged at noon of the day on which it was written, so that it says the same every day.
    if !isNowGiven, case .timestamp(let created)? = record["created"] {
      bindings[RuleEnvironment.Slot.now] = .timestamp(Timestamp(clamping: created.seconds + 43_200))
    }
    switch outcome(of: rule) {
    case .passed, .doesNotApply: return (nil, "")
    case .failed: return (finding(of: rule), "")
    case .notChecked(let reason): return (nil, reason)
    }
  }

  /// The variables of a rule that judges the ticket; nil if its form cannot be told.
  mutating func bindings(form: Text?) -> Bindings? {
    guard let resolved = linter.forms.resolve(content, forced: form, &sink) else { return nil }
    ticket = resolved
    bindFields()
    return bindings
  }

  /// Reads the fields, reports what is missing or does not fit, and binds the variables.
  private mutating func bindFields() {
    let form = ticket.form
    var present = [Bool](repeating: false, count: form.fields.count)
    record[0] = .string(form.id)
    for field in ticket.fields { bind(field, &present) }
    bindSurroundings()
    for (index, emptiness, range) in leftOver { reportLeftOver(index, emptiness, at: range) }
    for index in form.fields.indices where !present[index] { reportIfMissing(index) }
  }

  private mutating func bind(_ field: Field, _ present: inout [Bool]) {
    let answer = linter.answer(field, form: ticket.formIndex, usesLabels: usesLabels, &sink)
    switch answer {
    case .none: return
    case .leftOver(let emptiness): if let index = field.index { leftOver.append((index, emptiness, field.valueRange)) }
    case .unfit: break
    case .value(let value): record[linter.recordIndex(of: field, form: ticket.formIndex)] = value
    }
    if let index = field.index { present[index] = true }
  }

  /// Binds what does not depend on the form.
  mutating func bindSurroundings() {
    bindings[RuleEnvironment.Slot.ticket] = .record(record)
    bindings[RuleEnvironment.Slot.now] = .timestamp(now)
    var created = ticket.opened ?? now
    if case .timestamp(let written)? = record["created"] { created = written }
    bindings[RuleEnvironment.Slot.created] = .timestamp(created)
    // A ticket that is an open request itself does not stand in its own way.
    if let requests = linter.requests, !content.number.isEmpty {
      let others = requests.filter { $0["number"] != .string(content.number) }
      bindings[RuleEnvironment.Slot.requests] = .list(others.map { .record($0) })
    }
  }

  /// Puts the fixes into the notation of the ticket's text; those that cannot stand there are left out.
  private mutating func writeFixes() {
    guard result.diagnostics.contains(where: { !$0.fixes.isEmpty }) else { return }
    let writer = FixWriter(content, ticket)
    for index in result.diagnostics.indices where !result.diagnostics[index].fixes.isEmpty {
      result.diagnostics[index].fixes = result.diagnostics[index].fixes.compactMap { writer.written($0, &sink) }
    }
  }

  /// Fixes of a decoded text as fixes of the file in which it stands as it is. A message's encoding may give a meaning to `=` and to what is not
  /// ASCII.
  private func moved(_ fixes: [Fix], by origin: TextOrigin, _ outer: inout DiagnosticSink) -> [Fix] {
    var fixes = fixes.filter { fix in
      fix.edits.allSatisfy { edit in
        origin.isExact(SourceRange(edit.start.offset, edit.end.offset))
          && edit.text.utf8.allSatisfy { $0 < 0x7F && $0 != UInt8(ascii: "=") }
      }
    }
    for index in fixes.indices {
      for place in fixes[index].edits.indices {
        let edit = fixes[index].edits[place]
        let range = origin.range(of: SourceRange(edit.start.offset, edit.end.offset))
        fixes[index].edits[place] = outer.edit(range, to: edit.text)
      }
    }
    return fixes
  }

  /// Moves the findings to the file that the ticket's text was decoded from.
  mutating func settle() {
    result.diagnostics = sink.diagnostics
    writeFixes()
    guard let origin = content.origin else { return }
    var outer = DiagnosticSink(origin.file, lines: lines)
    for index in result.diagnostics.indices {
      let diagnostic = result.diagnostics[index]
      outer.place(
        &result.diagnostics[index], at: origin.range(of: SourceRange(diagnostic.start.offset, diagnostic.end.offset)))
      result.diagnostics[index].fixes = moved(diagnostic.fixes, by: origin, &outer)
      result.diagnostics[index].related = []
    }
    for index in result.notChecked.indices {
      let notice = result.notChecked[index].notice
      outer.place(&result.notChecked[index].notice, at: origin.range(of: SourceRange(notice.start.offset, notice.end.offset)))
    }
  }
}
