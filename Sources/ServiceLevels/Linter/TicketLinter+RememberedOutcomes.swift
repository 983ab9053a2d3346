// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics

  extension TicketLinter {
    /// The outcome of a rule for the ticket that is bound, by what is remembered of tickets of which it sees the same.
    func rememberedOutcome(
      ofRule index: Int, _ bindings: Bindings, _ outcomes: inout OutcomeMemory, in memory: Workspace
    ) -> RuleOutcome {
      let rule = rules.rules[index]
      guard isInForce(rule, bindings) else { return .doesNotApply }
      if let when = rule.when {
        let condition = outcomes.outcome(of: .when, ofRule: index) {
          TicketLinter.outcome(ofCondition: when, bindings, in: memory)
        }
        guard case .passed = condition else { return condition }
      }
      return outcomes.outcome(of: .require, ofRule: index) {
        TicketLinter.outcome(ofRequirement: rule.require, bindings, in: memory)
      }
    }
  }
#endif
