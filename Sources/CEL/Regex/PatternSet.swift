// The browser evaluates each program once, and remembers nothing of it.
#if !arch(wasm32)
  import Diagnostics

  /// Finds which of several regular expressions match anywhere in a text, in one pass over it, by a deterministic automaton whose states are made when
  /// they are met.
  ///
  /// The time is linear in the text but for new states. The memory is bounded: too many states are forgotten and made again.
  public struct PatternSet: Sendable {
    /// The steps of all automatons, one after the other.
    private var steps: [Regex.State] = []
    private var starts: [Int32] = []
    /// For each step the expression that it belongs to.
    private var owners: [UInt8] = []
    private var classes: [UInt8] = []
    private var representatives: [UInt8] = []
    private var hasAssertions = false
    private var width = 0

    /// The steps that each state stands for, before assertions are looked at, and what came before.
    private var sets: [[Int32]] = []
    private var contexts: [MatchContext] = []
    private var numbers: [Key: Int32] = [:]
    /// For each state and class of bytes, and for the end: the next state, or `unknown`, or what is below for one where expressions match.
    private var transitions: [Int32] = []
    private var events: [(next: Int32, matches: UInt64)] = []

    private struct Key: Hashable {
      var set: [Int32]
      var context: MatchContext
    }

    private static let unknown: Int32 = -1
    private static let firstEvent: Int32 = -2
    static let stateLimit = 2000
    private static let eventLimit = 1000

    /// How many states there are.
    var stateCount: Int { sets.count }

    /// How many expressions there is room for.
    public static var capacity: Int { 64 }

    /// The set of some expressions, at most `capacity`.
    public init(_ patterns: [Pattern]) {
      for (index, pattern) in patterns.prefix(PatternSet.capacity).enumerated() {
        let offset = Int32(steps.count)
        starts.append(pattern.regex.start + offset)
        for var step in pattern.regex.states {
          step.first += offset
          step.second += offset
          steps.append(step)
          owners.append(UInt8(index))
        }
      }
      let all = Regex(steps, start: 0)
      (classes, representatives, hasAssertions) = (all.classes, all.representatives, all.hasAssertions)
      width = representatives.count + 1
      reset()
    }

    /// One bit for each expression that matches somewhere in a text, the first one's the lowest.
    public mutating func matches(_ text: Text) -> UInt64 {
      var found: UInt64 = 0
      var state: Int32 = 0
      var index = 0
      let bytes = text.utf8
      while true {
        (state, index) = run(bytes, from: index, in: state)
        let isAtEnd = index == bytes.count
        let slot = isAtEnd ? width - 1 : Int(classes[Int(bytes[index])])
        var next = transitions[Int(state) * width + slot]
        if next == PatternSet.unknown { next = step(from: state, over: slot) }
        if next <= PatternSet.firstEvent {
          let event = events[Int(PatternSet.firstEvent - next)]
          found |= event.matches
          next = event.next
        }
        if isAtEnd { return found }
        state = next
        index += 1
      }
    }

    /// Follows known transitions as long as nothing matches.
    private func run(_ bytes: [UInt8], from start: Int, in first: Int32) -> (Int32, Int) {
      var state = first
      var index = start
      let width = self.width
      bytes.withUnsafeBufferPointer { bytes in
        transitions.withUnsafeBufferPointer { transitions in
          classes.withUnsafeBufferPointer { classes in
            while index < bytes.count {
              let next = transitions[Int(state) &* width &+ Int(classes[Int(bytes[index])])]
              guard next >= 0 else { return }
              state = next
              index += 1
            }
          }
        }
      }
      return (state, index)
    }
  }

  extension PatternSet {
    private mutating func reset() {
      (sets, contexts, numbers, transitions, events) = ([], [], [:], [], [])
      var set = StepSet(count: steps.count)
      for start in starts { follow(start, into: &set) }
      _ = number(of: set.members, .textStart)
    }

    /// Makes the transition of a state over a class of bytes, or over the end.
    private mutating func step(from state: Int32, over slot: Int) -> Int32 {
      if sets.count >= PatternSet.stateLimit || events.count >= PatternSet.eventLimit { return stepAnew(from: state, over: slot) }
      let byte = slot == width - 1 ? nil : representatives[slot]
      let (members, next, matches) = successor(sets[Int(state)], contexts[Int(state)], byte)
      let number = byte == nil ? 0 : number(of: members, next)
      let result = matches == 0 ? number : PatternSet.firstEvent - Int32(events.count)
      if matches != 0 { events.append((number, matches)) }
      transitions[Int(state) * width + slot] = result
      return result
    }

    /// Forgets all states but the one that a transition leads to.
    private mutating func stepAnew(from state: Int32, over slot: Int) -> Int32 {
      let byte = slot == width - 1 ? nil : representatives[slot]
      let (members, next, matches) = successor(sets[Int(state)], contexts[Int(state)], byte)
      reset()
      let number = byte == nil ? 0 : number(of: members, next)
      guard matches != 0 else { return number }
      events.append((number, matches))
      return PatternSet.firstEvent - Int32(events.count - 1)
    }

    /// The steps after a byte, or the end, and what matches there.
    private func successor(
      _ members: [Int32], _ before: MatchContext, _ byte: UInt8?
    ) -> (members: [Int32], context: MatchContext, matches: UInt64) {
      var matches: UInt64 = 0
      let open = resolve(members, before, byte)
      for index in open where isMatch(index) { matches |= 1 << UInt64(owners[Int(index)]) }
      guard let byte else { return ([], .other, matches) }
      var next = StepSet(count: steps.count)
      for index in open {
        let step = steps[Int(index)]
        if case .bytes = step.kind, step.low <= byte, byte <= step.high { follow(step.first, into: &next) }
      }
      for start in starts { follow(start, into: &next) }
      for index in next.members where isMatch(index) { matches |= 1 << UInt64(owners[Int(index)]) }
      return (next.members, hasAssertions ? MatchContext(byte) : .other, matches)
    }

    private func isMatch(_ index: Int32) -> Bool {
      if case .match = steps[Int(index)].kind { true } else { false }
    }

    /// Adds a step and, in place of splits, what they lead to.
    private func follow(_ start: Int32, into set: inout StepSet) {
      var open = [start]
      while let index = open.popLast() {
        guard set.visit(index) else { continue }
        let step = steps[Int(index)]
        if case .split = step.kind { open += [step.second, step.first] } else { set.members.append(index) }
      }
    }

    /// The steps with assertions replaced by what follows them where they hold.
    private func resolve(_ members: [Int32], _ before: MatchContext, _ after: UInt8?) -> [Int32] {
      guard hasAssertions else { return members }
      var set = StepSet(count: steps.count)
      var open = members
      while let index = open.popLast() {
        guard set.visit(index) else { continue }
        let step = steps[Int(index)]
        switch step.kind {
        case .split: open += [step.second, step.first]
        case .assertion(let assertion): if assertion.holds(before, after) { open.append(step.first) }
        default: set.members.append(index)
        }
      }
      return set.members
    }

    /// The number of the state of a set, made if it is new.
    private mutating func number(of set: [Int32], _ context: MatchContext) -> Int32 {
      let key = Key(set: set, context: context)
      if let known = numbers[key] { return known }
      let number = Int32(sets.count)
      sets.append(set)
      contexts.append(context)
      transitions.append(contentsOf: repeatElement(PatternSet.unknown, count: width))
      numbers[key] = number
      return number
    }
  }

  /// Steps, each once, in the order in which they were added.
  private struct StepSet {
    var members: [Int32] = []
    private var isIn: [Bool]

    init(count: Int) { isIn = [Bool](repeating: false, count: count) }

    /// Whether a step was not visited before.
    mutating func visit(_ index: Int32) -> Bool {
      if isIn[Int(index)] { return false }
      isIn[Int(index)] = true
      return true
    }
  }
#endif
