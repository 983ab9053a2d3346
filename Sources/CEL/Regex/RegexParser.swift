import Diagnostics

/// A regular expression as a tree.
indirect enum RegexNode {
  case empty
  /// One ASCII character, in either case if so wished.
  case character(UInt8, ignoresCase: Bool)
  case set(CharacterSet)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// From `least` up to `most` times; without a limit if nil.
  case repeated(RegexNode, least: Int, most: Int?)
  case assertion(Assertion)
}

/// A condition on the place between two characters.
enum Assertion: UInt8, Sendable {
  case textStart
  case textEnd
  case lineStart
  case lineEnd
  case wordBoundary
  case noWordBoundary
}

/// Why a regular expression cannot be used.
struct RegexError: Error {
  var message: Text
  var help: Text = ""
}

/// Reads RE2's syntax (github.com/google/re2/wiki/Syntax). Which match is found does not matter here, so lazy and greedy repetition
/// are the same, and groups only group.
struct RegexParser {
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
  }

  let pattern: [UInt8]
  var index = 0
  var flags = Flags()
  var depth = 0

  static func parse(_ pattern: Text) throws(RegexError) -> RegexNode {
    if firstInvalidUTF8(pattern.utf8) != nil { throw RegexError(message: "it is not valid UTF-8") }
    var parser = RegexParser(pattern: pattern.utf8)
    let node = try parser.alternatives()
    if parser.index < parser.pattern.count { throw RegexError(message: "`)` closes no group") }
    return node
  }

  private init(pattern: [UInt8]) { self.pattern = pattern }

  func isNext(_ byte: Unicode.Scalar, _ ahead: Int = 0) -> Bool {
    index + ahead < pattern.count && pattern[index + ahead] == UInt8(ascii: byte)
  }

  mutating func accept(_ byte: Unicode.Scalar) -> Bool {
    guard isNext(byte) else { return false }
    index += 1
    return true
  }

  private mutating func alternatives() throws(RegexError) -> RegexNode {
    depth += 1
    guard depth <= 50 else { throw RegexError(message: "groups are nested more than 50 deep") }
    defer { depth -= 1 }
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var nodes: [RegexNode] = []
    while index < pattern.count, !isNext("|"), !isNext(")") {
      let start = index
      guard let node = try atom() else { continue }
      nodes.append(try repetitions(of: node, from: start))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// A single piece; nil for one that only sets flags or begins a quotation.
  private mutating func atom() throws(RegexError) -> RegexNode? {
    let byte = pattern[index]
    switch byte {
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["):
      index += 1
      return .set(try bracket())
    case UInt8(ascii: "."):
      index += 1
      return .set(
        flags.dotMatchesNewline ? CharacterSet([(0, CharacterSet.last)]) : CharacterSet([(0, 9), (11, CharacterSet.last)]))
    case UInt8(ascii: "^"):
      index += 1
      return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case UInt8(ascii: "$"):
      index += 1
      return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw RegexError(message: "nothing stands before `\(Text([byte]))` to repeat")
    case UInt8(ascii: "\\"): return try escape()
    default: return literal(scalar())
    }
  }

  /// The next code point.
  mutating func scalar() -> UInt32 {
    let length = scalarLength(pattern, at: index) ?? 1
    index += length
    return decode(pattern[index - length..<index])
  }

  private func literal(_ scalar: UInt32) -> RegexNode {
    if scalar < 0x80 { return .character(UInt8(scalar), ignoresCase: flags.ignoresCase) }
    return .set(folded(CharacterSet([(scalar, scalar)])))
  }

  /// The set, with the other cases of its letters where case is ignored.
  func folded(_ set: CharacterSet) -> CharacterSet { flags.ignoresCase ? set.caseFolded : set }

  private mutating func repetitions(of node: RegexNode, from start: Int) throws(RegexError) -> RegexNode {
    var node = node
    var isRepeated = false
    while let (least, most) = try repetition() {
      if isRepeated {
        throw RegexError(message: "`\(Text(pattern[start..<index]))` repeats a repetition", help: "put the inner one in a group")
      }
      isRepeated = true
      _ = accept("?")
      node = .repeated(node, least: least, most: most)
    }
    return node
  }

  private mutating func repetition() throws(RegexError) -> (Int, Int?)? {
    if accept("*") { return (0, nil) }
    if accept("+") { return (1, nil) }
    if accept("?") { return (0, 1) }
    guard isNext("{") else { return nil }
    let start = index
    index += 1
    guard let counts = counts() else {
      index = start
      // As in RE2, braces that count nothing are themselves.
      return nil
    }
    let (least, most) = counts
    guard least <= 1000, most ?? 0 <= 1000 else { throw RegexError(message: "a repetition counts at most to 1000") }
    guard least <= most ?? least else { throw RegexError(message: "`\(Text(pattern[start..<index]))` counts downwards") }
    return (least, most)
  }

  private mutating func counts() -> (Int, Int?)? {
    guard let least = count() else { return nil }
    if accept("}") { return (least, least) }
    guard accept(",") else { return nil }
    if accept("}") { return (least, nil) }
    guard let most = count(), accept("}") else { return nil }
    return (least, most)
  }

  private mutating func count() -> Int? {
    let start = index
    var value = 0
    while index < pattern.count, pattern[index].isDigit {
      value = min(value * 10 + Int(pattern[index] - UInt8(ascii: "0")), 100_000)
      index += 1
    }
    return index > start ? value : nil
  }

  private mutating func group() throws(RegexError) -> RegexNode? {
    index += 1
    let outer = flags
    if accept("?") {
      if isNext("P") || isNext("<") {
        try groupName()
      } else if try flagsOnly() {
        return nil
      }
    }
    let node = try alternatives()
    guard accept(")") else { throw RegexError(message: "a group is not closed with `)`") }
    flags = outer
    return node
  }

  private mutating func groupName() throws(RegexError) {
    _ = accept("P")
    guard accept("<"), !isNext("="), !isNext("!") else { throw unsupportedGroup }
    let start = index
    while index < pattern.count, pattern[index].isLetter || pattern[index].isDigit || pattern[index] >= 0x80 { index += 1 }
    guard index > start, accept(">") else { throw RegexError(message: "a group's name is not closed with `>`") }
  }

  /// The flags after `(?`; true if nothing but flags stands in the parentheses.
  private mutating func flagsOnly() throws(RegexError) -> Bool {
    var isOn = true
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      switch byte {
      case UInt8(ascii: "i"): flags.ignoresCase = isOn
      case UInt8(ascii: "m"): flags.isMultiline = isOn
      case UInt8(ascii: "s"): flags.dotMatchesNewline = isOn
      case UInt8(ascii: "U"): break
      case UInt8(ascii: "-") where isOn && !isNext(":") && !isNext(")"): isOn = false
      case UInt8(ascii: ":"): return false
      case UInt8(ascii: ")"): return true
      default: throw unsupportedGroup
      }
    }
    throw RegexError(message: "a group is not closed with `)`")
  }

  private var unsupportedGroup: RegexError {
    RegexError(
      message: "there is no such kind of group",
      help: "RE2 knows `(?:…)`, `(?P<name>…)` and the flags `i m s U`, but not looking ahead or behind")
  }

  /// A piece that begins with a backslash, outside brackets.
  private mutating func escape() throws(RegexError) -> RegexNode? {
    let letter = index + 1 < pattern.count ? pattern[index + 1] : 0
    let assertion: Assertion?
    switch letter {
    case UInt8(ascii: "A"): assertion = .textStart
    case UInt8(ascii: "z"): assertion = .textEnd
    case UInt8(ascii: "b"): assertion = .wordBoundary
    case UInt8(ascii: "B"): assertion = .noWordBoundary
    default: assertion = nil
    }
    if let assertion {
      index += 2
      return .assertion(assertion)
    }
    if letter == UInt8(ascii: "Q") { return quotation() }
    if let set = try classEscape() { return .set(set) }
    return literal(try characterEscape())
  }

  /// `\Q…\E`
  private mutating func quotation() -> RegexNode {
    index += 2
    var nodes: [RegexNode] = []
    while index < pattern.count {
      if isNext("\\"), isNext("E", 1) {
        index += 2
        break
      }
      nodes.append(literal(scalar()))
    }
    return .sequence(nodes)
  }
}
