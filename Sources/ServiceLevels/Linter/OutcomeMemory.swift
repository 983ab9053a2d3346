// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation

  /// What rules said about earlier tickets, for one thread.
  ///
  /// Most tickets of a collaboration say the same in most fields. A rule sees nothing of a ticket but the fields that it names, so that its outcome is
  /// the same for every ticket with the same values in these. Each value of a field has a number, equal values the same one, and a rule's outcome is
  /// kept under the numbers of what it sees. Titles and the like, which hardly any two tickets share, are found out and their rules left alone.
  final class OutcomeMemory {
    private var linter: TicketLinter?
    private var now = Timestamp(clamping: 0)
    private var ticketCount = 0
    /// For each field of a ticket's record, and last for the instant at which it was written.
    private var numbers: [ValueNumbers] = []
    /// What each rule sees, as indices of `numbers`.
    private var inputs: [[Int]?] = []
    private var outcomes: [RuleOutcomes] = []
    /// The number of each value of the ticket that is judged; nil if it has none.
    private var seen: [UInt16?] = []

    /// Learns what the ticket of a judgement says. The first ticket is not worth the trouble: mostly it is the only one.
    func see(_ judgement: borrowing Judgement) {
      ticketCount += 1
      guard ticketCount > 1 else { return }
      if linter !== judgement.linter || now != judgement.now { start(judgement.linter, judgement.now) }
      for field in judgement.record.values.indices { seen[field] = number(of: judgement.record.values[field], field) }
      let last = seen.count - 1
      seen[last] = number(of: judgement.bindings.values[RuleEnvironment.Slot.created], last)
    }

    /// What a rule said about a ticket in which it saw the same; nil if that is not known.
    func outcome(ofRule index: Int) -> RuleOutcome? {
      guard ticketCount > 1, let key = key(ofRule: index) else { return nil }
      return outcomes[index].outcome(key)
    }

    /// Keeps what a rule says about the ticket.
    func keep(_ outcome: RuleOutcome, ofRule index: Int) {
      guard ticketCount > 1, let key = key(ofRule: index) else { return }
      outcomes[index].keep(outcome, key)
    }

    private func start(_ linter: TicketLinter, _ now: Timestamp) {
      self.linter = linter
      self.now = now
      let fieldCount = linter.rules.environment.ticketType.fields.count
      numbers = [ValueNumbers](repeating: ValueNumbers(), count: fieldCount + 1)
      seen = [UInt16?](repeating: nil, count: fieldCount + 1)
      inputs = linter.rules.rules.map { rule in
        guard let inputs = rule.inputs else { return nil }
        let all = inputs.fields + (inputs.usesCreated ? [fieldCount] : [])
        return all.count <= RuleOutcomes.Key.width ? all : nil
      }
      outcomes = [RuleOutcomes](repeating: RuleOutcomes(), count: linter.rules.rules.count)
    }

    private func number(of value: Value?, _ field: Int) -> UInt16? {
      guard let value else { return 0 }
      if numbers[field].isFull {
        // The numbers begin again, and mean other values than those under which outcomes are kept.
        numbers[field] = ValueNumbers()
        outcomes = [RuleOutcomes](repeating: RuleOutcomes(), count: outcomes.count)
      }
      return numbers[field].number(of: value)
    }

    private func key(ofRule index: Int) -> RuleOutcomes.Key? {
      guard let fields = inputs[index] else { return nil }
      var key = RuleOutcomes.Key()
      for field in fields {
        guard let number = seen[field] else { return nil }
        key.append(number)
      }
      return key
    }
  }

  /// The outcomes of a rule; of two whose keys meet in one place the later stays.
  private struct RuleOutcomes {
    /// The numbers of the values that a rule sees.
    struct Key: Equatable {
      /// How many numbers there is room for.
      static let width = 8
      private var low: UInt64 = 0
      private var high: UInt64 = 0

      mutating func append(_ number: UInt16) {
        high = high << 16 | low >> 48
        low = low << 16 | UInt64(number)
      }

      /// Where its outcome is kept, of a power of two of places.
      func place(among count: Int) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40) & (count - 1)
      }
    }

    private static let count = 128
    private var entries: [(key: Key, outcome: RuleOutcome)?] = []

    func outcome(_ key: Key) -> RuleOutcome? {
      guard !entries.isEmpty, let entry = entries[key.place(among: RuleOutcomes.count)], entry.key == key else { return nil }
      return entry.outcome
    }

    mutating func keep(_ outcome: RuleOutcome, _ key: Key) {
      if entries.isEmpty { entries = [(key: Key, outcome: RuleOutcome)?](repeating: nil, count: RuleOutcomes.count) }
      entries[key.place(among: RuleOutcomes.count)] = (key, outcome)
    }
  }

  /// Numbers for the values of a field: the same for values that no expression can tell from each other.
  private struct ValueNumbers {
    /// Values by number, of which the first is 1.
    private var values: [Value] = []
    private var hashes: [UInt64] = []
    /// A hash table of numbers; 0 where nothing is.
    private var table = [UInt16](repeating: 0, count: 64)
    private var lookups = 0
    private var found = 0

    /// After so many values a field of which less than a quarter came before gets no more numbers.
    private static let trial = 64

    /// Whether there is no number for another value.
    var isFull: Bool { values.count == 1 << 14 }

    /// The number of a value; nil if its kind has none, or if the field's values are hardly ever the same.
    mutating func number(of value: Value) -> UInt16? {
      if lookups >= ValueNumbers.trial, found < lookups / 4 { return nil }
      guard let hash = ValueNumbers.hash(of: value) else { return nil }
      lookups += 1
      var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[place] != 0 {
        let index = Int(table[place]) - 1
        if hashes[index] == hash, identical(values[index], value) {
          found += 1
          return table[place]
        }
        place = (place + 1) & (table.count - 1)
      }
      values.append(value)
      hashes.append(hash)
      let number = UInt16(values.count)
      table[place] = number
      if values.count * 2 > table.count { grow() }
      return number
    }

    private mutating func grow() {
      table = [UInt16](repeating: 0, count: table.count * 2)
      for (index, hash) in hashes.enumerated() {
        var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[place] != 0 { place = (place + 1) & (table.count - 1) }
        table[place] = UInt16(index + 1)
      }
    }

    private static func hash(of value: Value) -> UInt64? {
      switch value {
      case .string(let text): return mixed(hash(of: text.utf8, 1))
      case .int(let number): return mixed(UInt64(bitPattern: number))
      case .double(let number): return mixed(number.bitPattern)
      case .timestamp(let time): return mixed(UInt64(bitPattern: time.seconds) &+ UInt64(time.nanoseconds))
      case .list(let values):
        var hash: UInt64 = 2
        for value in values {
          guard case .string(let text) = value else { return nil }
          hash = ValueNumbers.hash(of: text.utf8, hash)
        }
        return mixed(hash)
      default: return nil
      }
    }

    private static func mixed(_ hash: UInt64) -> UInt64 {
      let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
      return mixed ^ mixed >> 29
    }

    private static func hash(of bytes: [UInt8], _ start: UInt64) -> UInt64 {
      bytes.withUnsafeBytes { bytes in
        var hash = start ^ UInt64(bytes.count)
        var place = 0
        while place + 8 <= bytes.count {
          hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
          hash ^= hash >> 32
          place += 8
        }
        while place < bytes.count {
          hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3
          place += 1
        }
        return hash
      }
    }
  }

  /// Whether two values cannot be told apart by any expression. Values of kinds that no field has are told apart.
  private func identical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.utf8 == right.utf8
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && left.indices.allSatisfy { identical(left[$0], right[$0]) }
    default: false
    }
  }
#endif
