import Diagnostics

/// Reads tokens into postfix order (cel-spec, langdef, Syntax), macros expanded.
///
/// Only brackets recurse, at most `Limits.nesting` deep.
struct Parser {
  var tokens: [Token]
  let texts: [[UInt8]]
  let source: Text
  let limits: Limits
  var index = 0
  var depth = 0
  var output: [Syntax] = []

  /// The steps of an expression.
  static func read(_ source: Text, limits: Limits) throws(CELIssue) -> [Syntax] {
    guard source.utf8.count <= limits.expressionSize else {
      throw CELIssue(
        "the expression has \(source.utf8.count) bytes; at most \(limits.expressionSize) are allowed",
        range: SourceRange(0, source.utf8.count))
    }
    if let bad = firstInvalidUTF8(source.utf8) {
      throw CELIssue("the expression is not valid UTF-8 here", range: SourceRange(bad, bad + 1))
    }
    let lexer = try Lexer.read(source)
    var parser = Parser(tokens: lexer.tokens, texts: lexer.texts, source: source, limits: limits)
    try parser.expression()
    if parser.token.kind != .end { throw parser.unexpected("an operator or the end") }
    return parser.output
  }

  private init(tokens: [Token], texts: [[UInt8]], source: Text, limits: Limits) {
    self.tokens = tokens
    self.texts = texts
    self.source = source
    self.limits = limits
  }

  /// `Expr = ConditionalOr ["?" ConditionalOr ":" Expr]`
  mutating func expression() throws(CELIssue) {
    depth += 1
    guard depth <= limits.nesting else {
      throw CELIssue("the expression is nested more than \(limits.nesting) deep", range: token.range)
    }
    let start = token.range.start
    var conditions = 0
    try operators()
    while accept(.question) {
      emit(.condition, from: start)
      try operators()
      try expect(.colon)
      emit(.otherwise, from: start)
      conditions += 1
      try operators()
    }
    for _ in 0..<conditions { emit(.conditionalEnd, from: start) }
    depth -= 1
  }

  /// Binary operators by precedence. Runs of `&&` and of `||` become one step with many operands.
  private mutating func operators() throws(CELIssue) {
    var open: [(sign: Sign, start: Int)] = []
    var start = token.range.start
    try unary()
    while case .sign(let sign) = token.kind, let precedence = sign.precedence {
      while let last = open.last, last.sign.precedence ?? 0 >= precedence, !(last.sign.isLogic && last.sign == sign) {
        close(open.removeLast(), from: &start)
      }
      let isContinued = open.last?.sign == sign && sign.isLogic
      if sign.isLogic { emit(.logicOperand(isAnd: sign == .and, isFirst: !isContinued), from: start) }
      if !isContinued { open.append((sign, start)) }
      index += 1
      start = token.range.start
      try unary()
    }
    while let last = open.popLast() { close(last, from: &start) }
  }

  private mutating func close(_ operation: (sign: Sign, start: Int), from start: inout Int) {
    start = operation.start
    if operation.sign.isLogic {
      emit(.logicEnd(isAnd: operation.sign == .and), from: start)
    } else {
      emit(.binary(operation.sign), from: start)
    }
  }

  private mutating func unary() throws(CELIssue) {
    let start = index
    skipPrefixes()
    if isNegativeNumber(from: start) {
      try negativeNumber()
    } else {
      try member()
    }
    emitPrefixes(from: start)
  }

  /// Goes over a run of `!` or of `-`.
  private mutating func skipPrefixes() {
    guard case .sign(let first) = token.kind, first == .not || first == .minus else { return }
    while accept(first) {}
  }

  /// Whether a minus stands right before a number: it is part of it, for the least int has no positive counterpart.
  private func isNegativeNumber(from start: Int) -> Bool {
    index > start && isSign(.minus, at: start) && isNumber(token.kind)
  }

  private mutating func emitPrefixes(from start: Int) {
    guard isSign(.not, at: start) || isSign(.minus, at: start) else { return }
    var end = start
    while tokens[end].kind == tokens[start].kind { end += 1 }
    if isSign(.minus, at: start), isNumber(tokens[end].kind) { end -= 1 }
    let kind: Syntax.Kind = isSign(.not, at: start) ? .not : .negate
    for place in stride(from: end - 1, through: start, by: -1) {
      output.append(Syntax(kind: kind, range: SourceRange(tokens[place].range.start, lastEnd)))
    }
  }

  private func isNumber(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .int, .double: true
    default: false
    }
  }

  private mutating func negativeNumber() throws(CELIssue) {
    let start = index - 1
    let range = SourceRange(tokens[start].range.start, token.range.end)
    switch token.kind {
    case .int(let magnitude):
      guard magnitude <= 1 << 63 else { throw CELIssue("the number does not fit 64 bits", range: range) }
      output.append(Syntax(kind: .literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), range: range))
    case .double(let value): output.append(Syntax(kind: .literal(.double(-value)), range: range))
    default: throw unexpected("a number")
    }
    index += 1
    try selections(from: range.start)
  }
}

extension Parser {
  var token: Token { tokens[index] }

  /// Where the last token that was read ends.
  var lastEnd: Int { index > 0 ? tokens[index - 1].range.end : 0 }

  func isNext(_ sign: Sign) -> Bool { token.kind == .sign(sign) }

  /// Whether the token so many places ahead is a sign.
  func isSign(_ sign: Sign, at place: Int) -> Bool { place < tokens.count && tokens[place].kind == .sign(sign) }

  mutating func accept(_ sign: Sign) -> Bool {
    guard isNext(sign) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ sign: Sign) throws(CELIssue) {
    if !accept(sign) { throw unexpected("`\(sign.text)`") }
  }

  mutating func emit(_ kind: Syntax.Kind, from start: Int) {
    output.append(Syntax(kind: kind, range: SourceRange(start, lastEnd)))
  }

  func text(_ range: SourceRange) -> Text { Text(source.utf8[range.start..<range.end]) }

  func unexpected(_ wanted: Text) -> CELIssue {
    if token.kind == .end { return CELIssue("the expression ends where \(wanted) was expected", range: token.range) }
    return CELIssue("found `\(text(token.range))` where \(wanted) was expected", range: token.range)
  }
}

extension Sign {
  /// How strongly a binary operator binds; nil for other signs.
  var precedence: Int? {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greaterOrEqual, .greater, .equal, .notEqual, .in: 3
    case .plus, .minus: 4
    case .times, .divide, .modulo: 5
    default: nil
    }
  }

  /// Whether it is `&&` or `||`.
  var isLogic: Bool { self == .and || self == .or }
}

/// The offset of the first byte that does not belong to valid UTF-8.
func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  var index = 0
  while index < bytes.count {
    guard let length = scalarLength(bytes, at: index) else { return index }
    index += length
  }
  return nil
}

/// The length of the UTF-8 sequence at an index; nil if it is not valid.
func scalarLength(_ bytes: [UInt8], at index: Int) -> Int? {
  let first = bytes[index]
  if first < 0x80 { return 1 }
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first <= 0xF4, index + length <= bytes.count else { return nil }
  for place in 1..<length where bytes[index + place] & 0xC0 != 0x80 { return nil }
  switch (first, bytes[index + 1]) {
  case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return nil
  default: return length
  }
}
