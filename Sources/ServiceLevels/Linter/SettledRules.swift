// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  /// Rules that are known to be kept by all tickets with the same values in some fields, those that mostly have one of a few.
  ///
  /// Most rules see only what a collaboration always says. One look at all of that settles them together.
  struct SettledRules {
    /// The fields that are looked at.
    private(set) var fields: [Int]
    /// The numbers of their values that were met together, and which rules are kept then.
    private var combinations: [[Int32]] = []
    private var kept: [[Bool]] = []
    /// The rules that see nothing but these fields.
    private var isEligible: [Bool] = []
    /// What each rule sees; nil for one that sees more than fields.
    private let seen: [[Int]?]
    private var current = 0
    private var lookups = 0
    private var found = 0
    private var numbers: [Int32] = []

    /// With more combinations it begins again.
    private static let limit = 32

    /// Rules of which nothing is known yet.
    ///
    /// - Parameters:
    ///   - fieldCount: how many fields there are.
    ///   - seen: the fields that each rule sees; nil for a rule that sees anything else.
    init(fieldCount: Int, seen: [[Int]?]) {
      fields = Array(0..<fieldCount)
      self.seen = seen
      start()
    }

    /// Forgets what was met.
    mutating func start() {
      (combinations, kept, current, lookups, found) = ([], [], 0, 0, 0)
      isEligible = seen.map { $0?.allSatisfy { fields.contains($0) } ?? false }
    }

    /// Looks at a ticket, of which the number of each field's value is known; negative ones are like no other.
    mutating func see(_ all: [Int32]) {
      numbers.removeAll(keepingCapacity: true)
      for field in fields { numbers.append(all[field]) }
      if numbers.contains(where: { $0 < 0 }) {
        let met = numbers
        return drop { met[$0] < 0 }
      }
      lookups += 1
      if current < combinations.count, combinations[current] == numbers {
        found += 1
      } else if let index = combinations.firstIndex(of: numbers) {
        found += 1
        current = index
      } else {
        enter()
      }
    }

    /// Whether the ticket that was seen is known to keep a rule.
    func isKept(_ rule: Int) -> Bool { current < kept.count && kept[current][rule] }

    /// Learns that the ticket that was seen keeps a rule.
    mutating func keep(_ rule: Int) {
      if current < kept.count, isEligible[rule] { kept[current][rule] = true }
    }

    private mutating func enter() {
      if combinations.count == SettledRules.limit {
        if found >= lookups / 4 * 3 { return start() }
        let variety = fields.indices.map { place in Set(combinations.map { $0[place] }).count }
        let most = variety.max() ?? 0
        return drop { variety[$0] == most }
      }
      current = combinations.count
      combinations.append(numbers)
      kept.append([Bool](repeating: false, count: seen.count))
    }

    /// Looks at some fields no more, by their places in `fields`.
    private mutating func drop(_ isDropped: (Int) -> Bool) {
      let left = fields.indices.filter { !isDropped($0) }
      fields = left.map { fields[$0] }
      start()
    }
  }
#endif
