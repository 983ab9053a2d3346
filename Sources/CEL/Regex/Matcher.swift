import Diagnostics

/// Finds whether a regular expression matches anywhere in a text, by a deterministic automaton whose states are made when they are met.
///
/// The time is linear in the text whatever the pattern. The memory is bounded: too many states are forgotten and made again.
final class Matcher {
  let regex: Regex

  /// The steps of the nondeterministic automaton that each state stands for, before assertions are looked at.
  private var sets: [[Int32]] = []
  /// What came before each state, for assertions.
  private var contexts: [MatchContext] = []
  /// For each state and class of bytes, and for the end: the next state, or what is known.
  private var transitions: [Int32] = []
  /// State numbers by the hash of their sets; 0 is free, else the number plus one.
  private var table: [Int32] = []
  private var marks: [UInt32]
  private var mark: UInt32 = 0
  private let width: Int

  private static let unknown: Int32 = -1
  private static let matched: Int32 = -2
  private static let ended: Int32 = -3
  private static let maximumStates = 1000

  init(_ regex: Regex) {
    self.regex = regex
    width = regex.representatives.count + 1
    marks = [UInt32](repeating: 0, count: regex.states.count)
    reset()
  }

  /// Whether the expression matches somewhere in the text.
  func matches(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var state: Int32 = 0
      var index = 0
      while true {
        (state, index) = run(bytes, from: index, in: state)
        let isAtEnd = index == bytes.count
        let slot = isAtEnd ? width - 1 : Int(regex.classes[Int(bytes[index])])
        let known = transitions[Int(state) * width + slot]
        let next = known == Matcher.unknown ? step(from: state, over: slot) : known
        if next == Matcher.matched { return true }
        if isAtEnd { return false }
        state = next
        index += 1
      }
    }
  }

  /// Follows known transitions as far as there are any.
  private func run(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, in first: Int32) -> (Int32, Int) {
    var state = first
    var index = start
    transitions.withUnsafeBufferPointer { transitions in
      regex.classes.withUnsafeBufferPointer { classes in
        while index < bytes.count {
          let next = transitions[Int(state) * width + Int(classes[Int(bytes[index])])]
          guard next >= 0 else { return }
          state = next
          index += 1
        }
      }
    }
    return (state, index)
  }
}

extension Matcher {
  private func reset() {
    sets = []
    contexts = []
    transitions = []
    table = [Int32](repeating: 0, count: 64)
    var set: [Int32] = []
    mark += 1
    follow(regex.start, into: &set)
    _ = number(of: set, .textStart)
  }

  /// Makes the transition of a state over a class of bytes, or over the end.
  private func step(from state: Int32, over slot: Int) -> Int32 {
    let isEnd = slot == width - 1
    let byte = isEnd ? nil : regex.representatives[slot]
    let set = resolve(sets[Int(state)], contexts[Int(state)], byte)
    var result = Matcher.ended
    if set.contains(where: { isMatch($0) }) {
      result = Matcher.matched
    } else if let byte {
      var next: [Int32] = []
      mark += 1
      for index in set {
        let step = regex.states[Int(index)]
        if step.low <= byte, byte <= step.high { follow(step.first, into: &next) }
      }
      follow(regex.start, into: &next)
      if sets.count >= Matcher.maximumStates {
        reset()
        return next.contains(where: { isMatch($0) }) ? Matcher.matched : number(of: next, context(after: byte))
      }
      result = next.contains(where: { isMatch($0) }) ? Matcher.matched : number(of: next, context(after: byte))
    }
    transitions[Int(state) * width + slot] = result
    return result
  }

  private func context(after byte: UInt8) -> MatchContext { regex.hasAssertions ? MatchContext(byte) : .other }

  private func isMatch(_ index: Int32) -> Bool {
    if case .match = regex.states[Int(index)].kind { true } else { false }
  }

  /// Adds a step and, in place of splits, what they lead to.
  private func follow(_ start: Int32, into set: inout [Int32]) {
    var open = [start]
    while let index = open.popLast() {
      guard marks[Int(index)] != mark else { continue }
      marks[Int(index)] = mark
      let step = regex.states[Int(index)]
      if case .split = step.kind {
        open.append(step.second)
        open.append(step.first)
      } else {
        set.append(index)
      }
    }
  }

  /// The set with assertions replaced by what follows them where they hold.
  private func resolve(_ set: [Int32], _ before: MatchContext, _ after: UInt8?) -> [Int32] {
    guard regex.hasAssertions else { return set }
    mark += 1
    var result: [Int32] = []
    var open = set
    while let index = open.popLast() {
      guard marks[Int(index)] != mark else { continue }
      marks[Int(index)] = mark
      let step = regex.states[Int(index)]
      switch step.kind {
      case .split: open.append(contentsOf: [step.second, step.first])
      case .assertion(let assertion): if assertion.holds(before, after) { open.append(step.first) }
      default: result.append(index)
      }
    }
    return result
  }

  /// The number of the state of a set, made if it is new. One set in two orders has two states, which costs less than to sort them all.
  private func number(of set: [Int32], _ context: MatchContext) -> Int32 {
    var hash = UInt32(context.rawValue) &+ 2_166_136_261
    for index in set { hash = (hash ^ UInt32(truncatingIfNeeded: index)) &* 16_777_619 }
    var place = Int(hash % UInt32(table.count))
    while table[place] != 0 {
      let number = Int(table[place]) - 1
      if contexts[number] == context, sets[number] == set { return Int32(number) }
      place = (place + 1) % table.count
    }
    sets.append(set)
    contexts.append(context)
    transitions.append(contentsOf: [Int32](repeating: Matcher.unknown, count: width))
    table[place] = Int32(sets.count)
    if sets.count * 2 > table.count { growTable() }
    return Int32(sets.count - 1)
  }

  private func growTable() {
    table = [Int32](repeating: 0, count: table.count * 2)
    for number in sets.indices {
      var hash = UInt32(contexts[number].rawValue) &+ 2_166_136_261
      for index in sets[number] { hash = (hash ^ UInt32(truncatingIfNeeded: index)) &* 16_777_619 }
      var place = Int(hash % UInt32(table.count))
      while table[place] != 0 { place = (place + 1) % table.count }
      table[place] = Int32(number + 1)
    }
  }
}
