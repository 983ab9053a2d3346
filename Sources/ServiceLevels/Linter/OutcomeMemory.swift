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

  /// A ticket that is judged.
  protocol JudgedTicket: ~Copyable {
    /// Whether a field of its record has a value.
    func isPresent(_ field: Int) -> Bool

    /// The value of a field of its record.
    func value(of field: Int) -> Value?

    /// The variables of rules, with the values of at least some fields of its record; of all for nil.
    mutating func bindings(with fields: [Int]?) -> Bindings
  }

  /// A ticket of which everything is bound.
  struct BoundTicket: JudgedTicket {
    let record: RecordValue
    let variables: Bindings

    func isPresent(_ field: Int) -> Bool { record.isPresent(field) }
    func value(of field: Int) -> Value? { record[field] }
    func bindings(with fields: [Int]?) -> Bindings { variables }
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
    /// Where the inputs of each part are, of which a part without any always says the same; nil for a part whose outcomes are not kept.
    private var parts: [Range<Int>?] = []
    /// The fields of a ticket's record that each part names; nil for one that takes the ticket as a whole.
    private var fields: [[Int]?] = []
    private var hasCondition: [Bool] = []
    /// Whether a rule is in force at some time only.
    private var isDated: [Bool] = []
    private var outcomes = RuleOutcomes(partCount: 0)
    private var settled = SettledRules(fieldCount: 0, seen: [])
    /// The number of each value of the ticket that is judged, and of what is seen of some; or one of the two below.
    private var seen: [Int32] = []

    static let unnumbered: Int32 = -1
    /// Of questions that were not asked yet.
    private static let open: Int32 = -2

    /// Learns what a ticket says. The first one is not worth the trouble: mostly it is the only one.
    mutating func see(_ record: RecordValue, created: Value?, _ linter: TicketLinter, _ now: Timestamp) {
      ticketCount += 1
      guard ticketCount > 1 else { return }
      prepare(for: linter, now)
      for field in record.values.indices { seen[field] = number(of: record.values[field], field) }
      forgetSights()
      seen[numbers.count - 1] = number(of: created, numbers.count - 1)
    }

    /// Begins with a ticket whose answers are known: none of its fields is there yet.
    mutating func clear() {
      for field in numbers.indices { seen[field] = 0 }
      forgetSights()
    }

    /// Learns the number of a field's value.
    mutating func see(_ number: Int32, _ field: Int) { seen[field] = number }

    /// Learns what rules see of the elements of a list; nothing where there is a 0.
    mutating func see(elements: [UInt16], _ field: Int) {
      guard !elements.contains(0), let index = sights.firstIndex(where: { $0.isOfElements && $0.field == field }) else { return }
      if let number = sights[index].number(ofElements: elements) { seen[numbers.count + index] = Int32(number) }
    }

    /// What rules see of an element of a list; 0 if that is not known.
    mutating func sight(ofElement element: Text, _ field: Int) -> UInt16 {
      guard let index = sights.firstIndex(where: { $0.isOfElements && $0.field == field }) else { return 0 }
      return sights[index].number(ofElement: .string(element)) ?? 0
    }

    /// Learns when a ticket was written whose answers are known.
    mutating func see(created: Value) {
      ticketCount += 1
      seen[numbers.count - 1] = number(of: created, numbers.count - 1)
      settled.see(seen)
    }

    private mutating func forgetSights() {
      for index in sights.indices { seen[numbers.count + index] = OutcomeMemory.open }
    }

    /// Whether there was a ticket already. A single one is not worth the trouble.
    var hasSeenTickets: Bool { ticketCount > 0 }

    /// Forgets everything if it is of another linter or instant.
    mutating func prepare(for linter: TicketLinter, _ now: Timestamp) {
      if self.linter !== linter || self.now != now { start(linter, now) }
    }

    /// Counts that a value with a number came again.
    mutating func countAgain(_ field: Int) { numbers[field].countAgain() }

    /// Whether it is known that a ticket does not break a rule, from one in which the rule saw the same. Nothing of the rule itself is looked at for it.
    mutating func isKept<Ticket: JudgedTicket & ~Copyable>(rule: Int, by ticket: inout Ticket) -> Bool {
      if settled.isKept(rule) { return true }
      guard saysKept(rule, &ticket) else { return false }
      settled.keep(rule)
      return true
    }

    private mutating func saysKept<Ticket: JudgedTicket & ~Copyable>(_ rule: Int, _ ticket: inout Ticket) -> Bool {
      if isDated[rule] { return false }
      if hasCondition[rule] {
        let index = RulePart.when.index(rule)
        guard let key = key(ofPart: index, &ticket) else { return false }
        switch outcomes.kind(ofPart: index, key) {
        case .doesNotApply: return true
        case .passed: break
        default: return false
        }
      }
      let index = RulePart.require.index(rule)
      guard let key = key(ofPart: index, &ticket) else { return false }
      let kind = outcomes.kind(ofPart: index, key)
      return kind == .passed || kind == .doesNotApply
    }

    /// What a part of a rule says about the ticket: what it said about one in which it saw the same, or else what an evaluation gives.
    mutating func outcome<Ticket: JudgedTicket & ~Copyable>(
      of part: RulePart, ofRule rule: Int, _ ticket: inout Ticket, evaluate: (Bindings) -> RuleOutcome
    ) -> RuleOutcome {
      guard ticketCount > 1 else { return evaluate(ticket.bindings(with: nil)) }
      let index = part.index(rule)
      let key = key(ofPart: index, &ticket)
      if let key, let known = outcomes.outcome(ofPart: index, key) { return known }
      let outcome = evaluate(ticket.bindings(with: fields[index]))
      if let key { outcomes.keep(outcome, ofPart: index, key) }
      return outcome
    }

    private mutating func start(_ linter: TicketLinter, _ now: Timestamp) {
      self.linter = linter
      self.now = now
      epoch += 1
      let fieldCount = linter.rules.environment.ticketType.fields.count
      numbers = [ValueNumbers](repeating: ValueNumbers(), count: fieldCount + 1)
      sights = []
      (inputs, parts, fields) = ([], [], [])
      for rule in linter.rules.rules {
        for program in [rule.when, rule.require] {
          let seen = program.flatMap { inputs(of: $0, linter) }
          let start = inputs.count
          inputs += (seen ?? []).map { UInt16($0) }
          parts.append(seen.map { _ in start..<inputs.count })
          fields.append(program.flatMap { OutcomeMemory.fields(of: $0, linter) })
        }
      }
      hasCondition = linter.rules.rules.map { $0.when != nil }
      isDated = linter.rules.rules.map { $0.since != nil || $0.until != nil }
      seen = [Int32](repeating: OutcomeMemory.unnumbered, count: numbers.count + sights.count)
      outcomes = RuleOutcomes(partCount: parts.count)
      let fieldsOfRules = linter.rules.rules.indices.map { isDated[$0] ? nil : fields(ofRule: linter.rules.rules[$0], linter) }
      settled = SettledRules(fieldCount: fieldCount, seen: fieldsOfRules)
    }

    /// The fields of a ticket's record that a rule sees; nil if it sees more than these.
    private func fields(ofRule rule: Rule, _ linter: TicketLinter) -> [Int]? {
      var all: [Int] = []
      for program in [rule.when, rule.require] {
        guard let program else { continue }
        guard let fields = OutcomeMemory.fields(of: program, linter), !program.uses(variable: RuleEnvironment.Slot.created) else {
          return nil
        }
        all += fields
      }
      return all
    }

    /// The fields of a ticket's record that a program names; nil if it takes the ticket as a whole.
    static func fields(of program: Program, _ linter: TicketLinter) -> [Int]? {
      let ticket = linter.rules.environment.ticketType
      return program.sights(of: ticket, variable: RuleEnvironment.Slot.ticket).map { $0.map { $0.field } }
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

    /// The number of a value of a field: 0 where there is none, `unnumbered` where it has none.
    mutating func number(of value: Value?, _ field: Int) -> Int32 {
      guard let value else { return 0 }
      if numbers[field].isFull {
        // The numbers begin again, and mean other values than those under which outcomes are kept.
        epoch += 1
        numbers[field] = ValueNumbers()
        for index in sights.indices where sights[index].field == field { sights[index].forgetValues() }
        outcomes = RuleOutcomes(partCount: parts.count)
        settled.start()
      }
      return numbers[field].number(of: value).map { Int32($0) } ?? OutcomeMemory.unnumbered
    }

    private mutating func key<Ticket: JudgedTicket & ~Copyable>(ofPart index: Int, _ ticket: inout Ticket) -> RuleOutcomes.Key? {
      guard let part = parts[index] else { return nil }
      var key = RuleOutcomes.Key()
      for place in part {
        let field = Int(inputs[place])
        if seen[field] == OutcomeMemory.open { seen[field] = sightNumber(field - numbers.count, &ticket) }
        guard seen[field] >= 0 else { return nil }
        key.append(UInt16(truncatingIfNeeded: seen[field]))
      }
      return key
    }

    private mutating func sightNumber<Ticket: JudgedTicket & ~Copyable>(_ index: Int, _ ticket: inout Ticket) -> Int32 {
      let field = sights[index].field
      guard ticket.isPresent(field) else { return 0 }
      let valueNumber = seen[field] >= 0 ? UInt16(seen[field]) : nil
      if let known = sights[index].number(ofValue: valueNumber) { return Int32(known) }
      let number = ticket.value(of: field).flatMap { sights[index].number(of: $0, valueNumber: valueNumber) }
      return number.map { Int32($0) } ?? OutcomeMemory.unnumbered
    }
  }
#endif
