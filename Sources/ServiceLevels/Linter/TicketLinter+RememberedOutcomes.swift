// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics

  extension TicketLinter {
    /// The outcome of a rule for a ticket, by what is remembered of tickets of which it sees the same.
    func rememberedOutcome<Ticket: JudgedTicket & ~Copyable>(
      ofRule index: Int, _ ticket: inout Ticket, _ outcomes: inout OutcomeMemory, in memory: Workspace
    ) -> RuleOutcome {
      let rule = rules.rules[index]
      if rule.since != nil || rule.until != nil {
        guard isInForce(rule, ticket.bindings(with: [])) else { return .doesNotApply }
      }
      if let when = rule.when {
        let condition = outcomes.outcome(of: .when, ofRule: index, &ticket) {
          TicketLinter.outcome(ofCondition: when, $0, in: memory)
        }
        guard case .passed = condition else { return condition }
      }
      return outcomes.outcome(of: .require, ofRule: index, &ticket) {
        TicketLinter.outcome(ofRequirement: rule.require, $0, in: memory)
      }
    }
  }
#endif
