// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import Diagnostics

  /// The outcomes of all parts of rules under the numbers of what each sees; of those whose keys meet in one place the last two stay.
  struct RuleOutcomes {
    /// The numbers of what a part sees.
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
      fileprivate func place(among count: Int) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40) & (count - 1)
      }
    }

    private static let count = 256
    private var keys: [Key]
    /// What is kept in each place; an index of `reasons` where something was not checked.
    private var kinds: [Kind]
    private var reasons: [Text] = []

    /// What a part said; an index of `reasons` where something was not checked.
    enum Kind: Equatable {
      case nothing, doesNotApply, passed, failed
      case notChecked(UInt16)
    }

    /// More reasons than rules give; what comes after them is not kept.
    private static let reasonCount = 1000

    /// Places for the outcomes of some parts.
    init(partCount: Int) {
      keys = [Key](repeating: Key(), count: partCount * RuleOutcomes.count)
      kinds = [Kind](repeating: .nothing, count: partCount * RuleOutcomes.count)
    }

    /// What is kept of a part that saw what has these numbers.
    func kind(ofPart part: Int, _ key: Key) -> Kind {
      var place = part * RuleOutcomes.count + key.place(among: RuleOutcomes.count)
      if keys[place] != key { place ^= 1 }
      return keys[place] == key ? kinds[place] : .nothing
    }

    /// What a part said where it saw what has these numbers; nil if that is not known.
    func outcome(ofPart part: Int, _ key: Key) -> RuleOutcome? {
      switch kind(ofPart: part, key) {
      case .nothing: nil
      case .doesNotApply: .doesNotApply
      case .passed: .passed
      case .failed: .failed
      case .notChecked(let reason): .notChecked(reasons[Int(reason)])
      }
    }

    /// Keeps what a part says.
    mutating func keep(_ outcome: RuleOutcome, ofPart part: Int, _ key: Key) {
      guard let kind = kind(of: outcome) else { return }
      let place = part * RuleOutcomes.count + key.place(among: RuleOutcomes.count)
      if keys[place] != key, kinds[place] != .nothing { (keys[place ^ 1], kinds[place ^ 1]) = (keys[place], kinds[place]) }
      (keys[place], kinds[place]) = (key, kind)
    }

    private mutating func kind(of outcome: RuleOutcome) -> Kind? {
      switch outcome {
      case .doesNotApply: return .doesNotApply
      case .passed: return .passed
      case .failed: return .failed
      case .notChecked(let reason):
        if let known = reasons.firstIndex(of: reason) { return .notChecked(UInt16(known)) }
        guard reasons.count < RuleOutcomes.reasonCount else { return nil }
        reasons.append(reason)
        return .notChecked(UInt16(reasons.count - 1))
      }
    }
  }
#endif
