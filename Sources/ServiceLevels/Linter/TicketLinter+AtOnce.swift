// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation
  import Tickets

  extension TicketLinter {
    /// The findings about a file, in order, if they show at once: it holds one plain ticket of which each entry is known or can be read by itself, every
    /// rule was checked, and which belongs here.
    ///
    /// - Returns: what `lint` finds; nil for a file that must be read as a whole.
    public func findings(atOnceIn file: SourceFile, now: Timestamp, workspace: LintWorkspace) -> [Diagnostic]? {
      workspace.withAnswers { answers in
        workspace.withOutcomes { outcomes in findings(atOnceIn: file, now, &answers, &outcomes, workspace) }
      }
    }

    private func findings(
      atOnceIn file: SourceFile, _ now: Timestamp, _ answers: inout AnswerMemory, _ outcomes: inout OutcomeMemory,
      _ workspace: LintWorkspace
    ) -> [Diagnostic]? {
      guard outcomes.hasSeenTickets else { return nil }
      outcomes.prepare(for: self, now)
      guard answers.read(file, self, now, &outcomes), !answers.holdsSecret(file) else { return nil }
      guard let broken = brokenRules(&answers, &outcomes, workspace.memory) else { return nil }
      let missing = missingFields(&answers, workspace.memory)
      if broken.isEmpty, missing.isEmpty, !answers.hasFindings { return [] }
      return findings(about: answers, in: file, broken, missing, now, answers.bindings(with: nil), workspace)
    }

    private func findings(
      about answers: borrowing AnswerMemory, in file: SourceFile, _ broken: [Int], _ missing: [Int], _ now: Timestamp,
      _ bindings: Bindings, _ workspace: LintWorkspace
    ) -> [Diagnostic]? {
      guard let fields = fields(of: answers, in: file, broken) else { return nil }
      var sink = DiagnosticSink(file)
      let entries = entries(of: answers, fields.all)
      guard let (content, ticket) = forms.ticket(fields.all, entries, in: file, form: answers.form, &sink) else { return nil }
      var judgement = Judgement(linter: self, content: content, now: now, workspace: workspace)
      judgement.sink = sink
      judgement.ticket = ticket
      judgement.bindings = bindings
      return judgement.findings(about: fields.remarkable, missing: missing, broken: broken)
    }

    /// The rules that a ticket breaks; nil if one was not checked, or says that the ticket belongs elsewhere.
    private func brokenRules(_ answers: inout AnswerMemory, _ outcomes: inout OutcomeMemory, _ memory: Workspace) -> [Int]? {
      var broken: [Int] = []
      for index in rules.rulesOfForm[answers.form] where evaluates(index) {
        if outcomes.isKept(rule: index, by: &answers) { continue }
        switch rememberedOutcome(ofRule: index, &answers, &outcomes, in: memory) {
        case .passed, .doesNotApply: continue
        case .failed where rules.rules[index].route == nil: broken.append(index)
        case .failed, .notChecked: return nil
        }
      }
      return broken
    }

    /// The required fields that are shown and have no answer, as indices of the form's fields.
    private func missingFields(_ answers: inout AnswerMemory, _ memory: Workspace) -> [Int] {
      var missing: [Int] = []
      for (field, record) in answers.required[answers.form] where !answers.answers[record].isAnswered {
        if isShown(field, form: answers.form, answers.bindings(with: nil), in: memory) { missing.append(field) }
      }
      return missing
    }

    /// The fields about whose values there are findings, and all that findings may point to, in the order of the text; nil if one cannot be read.
    private func fields(
      of answers: borrowing AnswerMemory, in file: SourceFile, _ broken: [Int]
    ) -> (remarkable: [Field], all: [Field])? {
      var (remarkable, all): ([Field], [Field]) = ([], [])
      for answer in answers.answers where answer.entry >= 0 {
        let isRemarkable = answer.remark == .findings
        guard isRemarkable || answer.isEmpty || answers.name(of: answer).map({ isAbout($0, broken) }) ?? false else { continue }
        guard let fields = fields(of: answer, answers, in: file) else { return nil }
        all += fields
        if isRemarkable { remarkable += fields }
      }
      remarkable.sort { $0.node.range.start < $1.node.range.start }
      return (remarkable, all)
    }

    private func isAbout(_ field: Text, _ broken: [Int]) -> Bool { broken.contains { rules.rules[$0].field == field } }

    /// The field of an entry; none for an empty text after the front matter.
    private func fields(of answer: AnswerMemory.Answer, _ answers: borrowing AnswerMemory, in file: SourceFile) -> [Field]? {
      if answer.key > 0 { return answers.field(of: answer, in: file).map { [$0] } }
      return forms.fields(answeredByBody: answers.plain.body, of: file, form: answers.form)
    }

    /// The entries that count: those of some fields and that of the form, or all where the form does not have a key, so that it can be compared with
    /// the others.
    private func entries(of answers: borrowing AnswerMemory, _ fields: [Field]) -> [PlainTicket.Entry] {
      let entries = answers.plain.entries
      if !answers.unknown.isEmpty { return entries }
      return entries.filter { entry in
        entry.start == answers.anchor.start || fields.contains { $0.keyRange == SourceRange(entry.start, entry.colon) }
      }
    }
  }

  extension Judgement {
    /// The findings about a ticket of which the rest is known, in order.
    ///
    /// - Parameters:
    ///   - fields: the fields with findings about their values.
    ///   - missing: the fields that are missing, as indices of the form's fields.
    ///   - rules: the rules that the ticket breaks.
    fileprivate mutating func findings(about fields: [Field], missing: [Int], broken rules: [Int]) -> [Diagnostic] {
      for field in fields { _ = linter.answer(field, form: ticket.formIndex, usesLabels: false, &sink) }
      for index in missing { reportIfMissing(index) }
      for rule in rules { broken.append(RuleFinding(rule: rule, diagnostic: finding(of: linter.rules.rules[rule]))) }
      suppressCheckedTwice()
      for finding in broken { sink.append(finding.diagnostic) }
      settle()
      return Diagnostic.ordered(result.diagnostics)
    }
  }
#endif
