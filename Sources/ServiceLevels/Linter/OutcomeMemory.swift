// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation

  /// A part of a rule, with an outcome of its own.
  enum RulePart: Int {
    /// Its `when`, which passes where the rule judges the ticket.
    case when
    /// What it requires.
    case require

    /// The index among the parts of all rules.
    func index(_ rule: Int) -> Int { rule * 2 + rawValue }
  }

  /// What is known of the number of a value before it is asked for.
  enum ValueHint {
    /// Nothing.
    case unknown
    /// It has none.
    case none
    /// The number.
    case number(UInt16)
  }

  /// What rules said about earlier tickets, for one thread.
  ///
  /// Most tickets of a collaboration say the same in most fields. A rule sees nothing of a ticket but the fields that it names, so that its outcome is
  /// the same for every ticket with the same values in these. Each value of a field has a number, equal values the same one, and its outcome is
  /// kept under the numbers of what it sees. Titles and the like, which hardly any two tickets share, are found out. A rule that only asks questions of
  /// a text, such as whether a pattern matches, sees the answers; other rules about such a text are evaluated each time.
  struct OutcomeMemory: ~Copyable {
    /// Counts how often the numbers of values began again.
    private(set) var epoch = 0
    private var linter: TicketLinter?
    private var now = Timestamp(clamping: 0)
    private var ticketCount = 0
    /// For each field of a ticket's record, and last for the instant at which it was written.
    private var numbers: [ValueNumbers] = []
    private var sights: [SightNumbers] = []
    /// What each part of each rule sees, as indices of `seen`, one part after the other.
    private var inputs: [UInt16] = []
    /// Where the inputs of each part begin, and at the end where they stop. A part without any always says the same.
    private var starts: [Int] = []
    /// Whether the outcomes of a part are kept.
    private var isKept: [Bool] = []
    private var hasCondition: [Bool] = []
    /// Whether a rule is in force at some time only.
    private var isDated: [Bool] = []
    private var outcomes = RuleOutcomes(partCount: 0)
    /// The number of each value of the ticket that is judged, and of what is seen of some; or one of the two below.
    private var seen: [Int32] = []
    /// The ticket's values, of which questions are asked.
    private var values: [Value?] = []

    private static let unnumbered: Int32 = -1
    /// Of questions that were not asked yet.
    private static let open: Int32 = -2

    /// Learns what a ticket says. The first one is not worth the trouble: mostly it is the only one.
    mutating func see(_ record: RecordValue, created: Value?, _ linter: TicketLinter, _ now: Timestamp) {
      ticketCount += 1
      guard ticketCount > 1 else { return }
      prepare(for: linter, now)
      values = record.values
      for field in values.indices { seen[field] = number(of: values[field], field) }
      see(created: created)
    }

    /// Learns what a ticket says whose answers are known.
    mutating func see(_ answers: borrowing AnswerMemory, created: Value?) {
      ticketCount += 1
      values = answers.values
      for field in values.indices {
        switch answers.hints[field] {
        case .unknown: seen[field] = number(of: values[field], field)
        case .none: seen[field] = OutcomeMemory.unnumbered
        case .number(let number): seen[field] = Int32(number)
        }
      }
      see(created: created)
    }

    private mutating func see(created: Value?) {
      let last = numbers.count - 1
      seen[last] = number(of: created, last)
      for index in sights.indices { seen[numbers.count + index] = OutcomeMemory.open }
    }

    /// Whether there was a ticket already. A single one is not worth the trouble.
    var hasSeenTickets: Bool { ticketCount > 0 }

    /// Forgets everything if it is of another linter or instant.
    mutating func prepare(for linter: TicketLinter, _ now: Timestamp) {
      if self.linter !== linter || self.now != now { start(linter, now) }
    }

    /// The number of a value of a field, for an answer that may come again.
    mutating func hint(of value: Value, field: Int) -> ValueHint {
      let number = number(of: value, field)
      return number == OutcomeMemory.unnumbered ? .none : .number(UInt16(number))
    }

    /// Counts that a value with a number came again.
    mutating func countAgain(_ field: Int) { numbers[field].countAgain() }

    /// What a rule says about the ticket, if it said so of one in which it saw the same; nil if that is not known. Nothing of the rule itself is looked
    /// at for it.
    mutating func knownOutcome(ofRule rule: Int) -> RuleOutcome? {
      if isDated[rule] { return nil }
      if hasCondition[rule] {
        let index = RulePart.when.index(rule)
        guard let key = key(ofPart: index), let condition = outcomes.outcome(ofPart: index, key) else { return nil }
        guard case .passed = condition else { return condition }
      }
      let index = RulePart.require.index(rule)
      return key(ofPart: index).flatMap { outcomes.outcome(ofPart: index, $0) }
    }

    /// What a part of a rule says about the ticket: what it said about one in which it saw the same, or else what an evaluation gives.
    mutating func outcome(of part: RulePart, ofRule rule: Int, evaluate: () -> RuleOutcome) -> RuleOutcome {
      let index = part.index(rule)
      guard ticketCount > 1, let key = key(ofPart: index) else { return evaluate() }
      if let known = outcomes.outcome(ofPart: index, key) { return known }
      let outcome = evaluate()
      outcomes.keep(outcome, ofPart: index, key)
      return outcome
    }

    private mutating func start(_ linter: TicketLinter, _ now: Timestamp) {
      self.linter = linter
      self.now = now
      epoch += 1
      let fieldCount = linter.rules.environment.ticketType.fields.count
      numbers = [ValueNumbers](repeating: ValueNumbers(), count: fieldCount + 1)
      sights = []
      (inputs, starts, isKept) = ([], [], [])
      for rule in linter.rules.rules {
        for program in [rule.when, rule.require] {
          let seen = program.flatMap { inputs(of: $0, linter) }
          starts.append(inputs.count)
          isKept.append(seen != nil)
          inputs += (seen ?? []).map { UInt16($0) }
        }
      }
      starts.append(inputs.count)
      hasCondition = linter.rules.rules.map { $0.when != nil }
      isDated = linter.rules.rules.map { $0.since != nil || $0.until != nil }
      seen = [Int32](repeating: OutcomeMemory.unnumbered, count: numbers.count + sights.count)
      outcomes = RuleOutcomes(partCount: isKept.count)
    }

    /// What a program sees, as indices of `seen`; nil if that is the whole ticket, or more than a key has room for.
    private mutating func inputs(of program: Program, _ linter: TicketLinter) -> [Int]? {
      let ticket = linter.rules.environment.ticketType
      guard let found = program.sights(of: ticket, variable: RuleEnvironment.Slot.ticket) else { return nil }
      var all = found.map { sight in index(of: sight, linter.surroundings).map { numbers.count + $0 } ?? sight.field }
      if program.uses(variable: RuleEnvironment.Slot.created) { all.append(numbers.count - 1) }
      return all.count <= RuleOutcomes.Key.width ? all : nil
    }

    /// The index in `sights` of a field of which a program does not see all.
    private mutating func index(of sight: Sight, _ surroundings: Bindings) -> Int? {
      guard let looks = sight.looks else { return nil }
      let known = sights.firstIndex { $0.field == sight.field && $0.isOfElements == sight.isOfElements }
      var numbers = known.map { sights[$0] } ?? SightNumbers(field: sight.field, isOfElements: sight.isOfElements)
      guard numbers.add(looks, surroundings) else { return nil }
      if let known { sights[known] = numbers } else { sights.append(numbers) }
      return known ?? sights.count - 1
    }

    private mutating func number(of value: Value?, _ field: Int) -> Int32 {
      guard let value else { return 0 }
      if numbers[field].isFull {
        // The numbers begin again, and mean other values than those under which outcomes are kept.
        epoch += 1
        numbers[field] = ValueNumbers()
        for index in sights.indices where sights[index].field == field { sights[index].forgetValues() }
        outcomes = RuleOutcomes(partCount: isKept.count)
      }
      return numbers[field].number(of: value).map { Int32($0) } ?? OutcomeMemory.unnumbered
    }

    private mutating func key(ofPart index: Int) -> RuleOutcomes.Key? {
      guard isKept[index] else { return nil }
      var key = RuleOutcomes.Key()
      for place in starts[index]..<starts[index + 1] {
        let field = Int(inputs[place])
        if seen[field] == OutcomeMemory.open { seen[field] = sightNumber(field - numbers.count) }
        guard seen[field] >= 0 else { return nil }
        key.append(UInt16(truncatingIfNeeded: seen[field]))
      }
      return key
    }

    private mutating func sightNumber(_ index: Int) -> Int32 {
      let field = sights[index].field
      let valueNumber = seen[field] >= 0 ? UInt16(seen[field]) : nil
      let number = sights[index].number(of: values[field], valueNumber: valueNumber)
      return number.map { Int32($0) } ?? OutcomeMemory.unnumbered
    }
  }
#endif
