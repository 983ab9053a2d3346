import Diagnostics

/// A compiled regular expression in RE2's syntax: a nondeterministic automaton over bytes.
///
/// Immutable and shared; `Matcher` runs it in time linear in the text.
final class Regex: Sendable {
  /// A step of the automaton.
  struct State: Sendable {
    enum Kind: Sendable {
      /// A byte from `low` to `high` leads to `first`.
      case bytes
      /// Both `first` and `second` are next.
      case split
      /// `first` is next where the assertion holds.
      case assertion(Assertion)
      case match
    }

    var kind: Kind
    var low: UInt8 = 0
    var high: UInt8 = 0
    var first: Int32 = 0
    var second: Int32 = 0
  }

  let states: [State]
  let start: Int32
  let hasAssertions: Bool
  /// The class of each byte: bytes of one class lead everywhere to the same states.
  let classes: [UInt8]
  /// A byte of each class.
  let representatives: [UInt8]

  /// The automaton of a pattern of at most so many states.
  static func compile(_ pattern: Text, limit: Int) -> Result<Regex, RegexError> {
    do throws(RegexError) {
      let tree = try RegexParser.parse(pattern)
      var compiler = RegexCompiler(limit: limit)
      let start = try compiler.compile(tree, next: 0)
      return .success(Regex(compiler.states, start: start))
    } catch {
      return .failure(error)
    }
  }

  /// An automaton of these states.
  init(_ states: [State], start: Int32) {
    self.states = states
    self.start = start
    var hasAssertions = false
    // Where a class begins.
    var borders = [Bool](repeating: false, count: 257)
    for state in states {
      switch state.kind {
      case .bytes:
        borders[Int(state.low)] = true
        borders[Int(state.high) + 1] = true
      case .assertion: hasAssertions = true
      default: break
      }
    }
    if hasAssertions {
      for border in [0x0A, 0x0B, 0x30, 0x3A, 0x41, 0x5B, 0x5F, 0x60, 0x61, 0x7B] { borders[border] = true }
    }
    self.hasAssertions = hasAssertions
    var classes: [UInt8] = []
    var representatives: [UInt8] = [0]
    for byte in 0..<256 {
      if byte > 0, borders[byte] { representatives.append(UInt8(byte)) }
      classes.append(UInt8(representatives.count - 1))
    }
    self.classes = classes
    self.representatives = representatives
  }
}

/// Writes the states of a tree, from the end to the beginning.
struct RegexCompiler {
  var states: [Regex.State] = [Regex.State(kind: .match)]
  private let limit: Int
  private var steps = 0
  /// How often the open repetitions together repeat what is in them.
  private var repetitions = 1

  init(limit: Int) { self.limit = limit }

  /// The first state of a part that goes on with a state.
  mutating func compile(_ node: RegexNode, next: Int32) throws(RegexError) -> Int32 {
    steps += 1
    guard steps <= limit * 4 else { throw tooLarge }
    switch node {
    case .empty: return next
    case .character(let byte, let ignoresCase): return try compile(byte, ignoresCase, next: next)
    case .set(let set): return try compile(set, next: next)
    case .sequence(let nodes):
      var next = next
      for node in nodes.reversed() { next = try compile(node, next: next) }
      return next
    case .alternatives(let branches):
      var entry: Int32?
      for branch in branches.reversed() {
        let start = try compile(branch, next: next)
        entry = try entry.map { (other) throws(RegexError) in try split(start, other) } ?? start
      }
      return entry ?? next
    case .assertion(let assertion): return try add(Regex.State(kind: .assertion(assertion), first: next))
    case .repeated(let node, let least, let most):
      let outer = repetitions
      defer { repetitions = outer }
      repetitions *= max(most ?? least, 1)
      guard repetitions <= 1000 else {
        throw RegexError(message: "repetitions within each other count to more than 1000", help: "RE2 has the same limit")
      }
      return try compile(node, least, most, next: next)
    }
  }

  private mutating func compile(
    _ node: RegexNode, _ least: Int, _ most: Int?, next: Int32
  ) throws(RegexError) -> Int32 {
    var entry = next
    if let most {
      for _ in least..<max(most, least) { entry = try split(try compile(node, next: entry), next) }
    } else {
      entry = try split(next, next)
      let body = try compile(node, next: entry)
      states[Int(entry)].first = body
    }
    for _ in 0..<least { entry = try compile(node, next: entry) }
    return entry
  }

  private mutating func add(_ state: Regex.State) throws(RegexError) -> Int32 {
    guard states.count < limit else { throw tooLarge }
    states.append(state)
    return Int32(states.count - 1)
  }

  private var tooLarge: RegexError {
    RegexError(message: "it is too large", help: "counted repetitions multiply; at most \(limit) states are allowed")
  }

  private mutating func split(_ first: Int32, _ second: Int32) throws(RegexError) -> Int32 {
    try add(Regex.State(kind: .split, first: first, second: second))
  }

  /// The states of an ASCII character. The Kelvin sign and the long s are forms of k and s.
  private mutating func compile(_ byte: UInt8, _ ignoresCase: Bool, next: Int32) throws(RegexError) -> Int32 {
    let letter = byte | 0x20
    guard ignoresCase, letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else {
      return try add(Regex.State(kind: .bytes, low: byte, high: byte, first: next))
    }
    if letter == UInt8(ascii: "k") || letter == UInt8(ascii: "s") {
      return try compile(CharacterSet([(UInt32(byte), UInt32(byte))]).caseFolded, next: next)
    }
    let small = try add(Regex.State(kind: .bytes, low: letter, high: letter, first: next))
    let large = try add(Regex.State(kind: .bytes, low: letter & 0xDF, high: letter & 0xDF, first: next))
    return try split(small, large)
  }

  /// The states of a set of code points: for each run of UTF-8 sequences one chain of byte ranges.
  private mutating func compile(_ set: CharacterSet, next: Int32) throws(RegexError) -> Int32 {
    var sorted = set
    sorted.normalize()
    var entry: Int32?
    for range in sorted.ranges.reversed() {
      if range.high < 0x80 {
        let start = try add(Regex.State(kind: .bytes, low: UInt8(range.low), high: UInt8(range.high), first: next))
        if let other = entry { entry = try split(start, other) } else { entry = start }
        continue
      }
      for sequence in utf8Sequences(range.low, range.high) {
        var start = next
        for (low, high) in sequence.reversed() {
          start = try add(Regex.State(kind: .bytes, low: low, high: high, first: start))
        }
        if let other = entry { entry = try split(start, other) } else { entry = start }
      }
    }
    // An empty set matches nothing: a range that no byte is in.
    if let entry { return entry }
    return try add(Regex.State(kind: .bytes, low: 1, high: 0, first: next))
  }
}

/// A range of code points as rows of byte ranges, such that each row stands for all sequences of bytes of its ranges.
func utf8Sequences(_ low: UInt32, _ high: UInt32) -> [[(UInt8, UInt8)]] {
  var result: [[(UInt8, UInt8)]] = []
  var open = [(low, high)]
  while let (low, high) = open.popLast() {
    guard low <= high else { continue }
    // Surrogates have no UTF-8 form, and a row has one length.
    let cuts: [UInt32] = [0x7F, 0x7FF, 0xD7FF, 0xDFFF, 0xFFFF]
    if let cut = cuts.first(where: { low <= $0 && $0 < high }) {
      open.append((cut + 1, high))
      open.append((low, cut))
      continue
    }
    if low >= 0xD800, high <= 0xDFFF { continue }
    if let cut = cutByContinuation(low, high) {
      open.append((cut + 1, high))
      open.append((low, cut))
      continue
    }
    var first: [UInt8] = []
    var last: [UInt8] = []
    appendUTF8(low, to: &first)
    appendUTF8(high, to: &last)
    result.append(Array(zip(first, last)))
  }
  return result
}

/// Where a range must be cut so that its continuation bytes run over whole ranges.
private func cutByContinuation(_ low: UInt32, _ high: UInt32) -> UInt32? {
  guard low > 0x7F else { return nil }
  for shift in [6, 12, 18] as [UInt32] {
    let mask: UInt32 = (1 << shift) - 1
    guard low & ~mask != high & ~mask else { continue }
    if low & mask != 0 { return low | mask }
    if high & mask != mask { return (high & ~mask) - 1 }
  }
  return nil
}
