// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation
  import Tickets

  extension TicketLinter {
    /// Whether it shows at once that `lint` would have nothing to say about a file: it holds one ticket without findings, of which every rule was
    /// checked, and which belongs here.
    ///
    /// It shows of plain tickets that are like earlier ones. Where it does not, the answer is false, whatever `lint` says then.
    public func findsNothing(in file: SourceFile, now: Timestamp, workspace: LintWorkspace) -> Bool {
      workspace.withAnswers { answers in
        workspace.withOutcomes { outcomes in findsNothing(in: file, now, &answers, &outcomes, workspace.memory) }
      }
    }

    private func findsNothing(
      in file: SourceFile, _ now: Timestamp, _ answers: inout AnswerMemory, _ outcomes: inout OutcomeMemory, _ memory: Workspace
    ) -> Bool {
      guard outcomes.hasSeenTickets else { return false }
      outcomes.prepare(for: self, now)
      guard let form = answers.read(file, self, &outcomes), !answers.holdsSecret(file) else { return false }
      let bindings = bindings(of: answers, now)
      guard isComplete(answers, form, bindings, memory) else { return false }
      outcomes.see(answers, created: bindings[RuleEnvironment.Slot.created])
      for index in rules.rulesOfForm[form] where evaluates(index) {
        let known = outcomes.knownOutcome(ofRule: index)
        switch known ?? rememberedOutcome(ofRule: index, bindings, &outcomes, in: memory) {
        case .passed, .doesNotApply: continue
        case .failed, .notChecked: return false
        }
      }
      return true
    }

    private func bindings(of answers: borrowing AnswerMemory, _ now: Timestamp) -> Bindings {
      var bindings = surroundings
      bindings[RuleEnvironment.Slot.ticket] = .record(RecordValue(rules.environment.ticketType, values: answers.values))
      bindings[RuleEnvironment.Slot.now] = .timestamp(now)
      var created = now
      if let index = answers.created, case .timestamp(let written)? = answers.values[index] { created = written }
      bindings[RuleEnvironment.Slot.created] = .timestamp(created)
      return bindings
    }

    /// Whether every required field that is shown has an answer.
    private func isComplete(
      _ answers: borrowing AnswerMemory, _ form: Int, _ bindings: Bindings, _ memory: Workspace
    ) -> Bool {
      for (field, record) in answers.required[form] where answers.values[record] == nil {
        if isShown(field, form: form, bindings, in: memory) { return false }
      }
      return true
    }
  }
#endif
