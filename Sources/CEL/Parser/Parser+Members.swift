import Diagnostics

extension Parser {
  /// A primary with its selections, calls and indices.
  mutating func member() throws(CELIssue) {
    let start = token.range.start
    try primary()
    try selections(from: start)
  }

  // What recurses is kept in functions of its own with few variables: the nesting that fits a small stack depends on them.

  private mutating func primary() throws(CELIssue) {
    switch token.kind {
    case .identifier, .sign(.dot): try name()
    case .sign(.openParenthesis): try parentheses()
    case .sign(.openBracket): try list()
    case .sign(.openBrace): try map()
    default: try literal()
    }
  }

  private mutating func parentheses() throws(CELIssue) {
    index += 1
    try expression()
    try expect(.closeParenthesis)
  }

  private mutating func literal() throws(CELIssue) {
    switch token.kind {
    case .int(let magnitude):
      guard let value = Int64(exactly: magnitude) else {
        throw CELIssue("the number does not fit 64 bits", help: "an unsigned number ends with `u`", range: token.range)
      }
      literal(.int(value))
    case .uint(let value): literal(.uint(value))
    case .double(let value): literal(.double(value))
    case .string(let place): literal(.string(Text(texts[place])))
    case .bytes(let place): literal(.bytes(texts[place]))
    case .sign(.true): literal(.bool(true))
    case .sign(.false): literal(.bool(false))
    case .sign(.null): literal(.null)
    default: throw unexpected("a value")
    }
  }

  private mutating func literal(_ value: Value) {
    output.append(Syntax(kind: .literal(value), range: token.range))
    index += 1
  }

  /// What follows a name that was read.
  private enum NameEnd {
    case nothing
    case global
    case has
    case target
    case macro
  }

  /// A name with the names joined to it, a call of a function, or a macro.
  private mutating func name() throws(CELIssue) {
    let start = token.range.start
    switch try nameHead() {
    case .nothing: return
    case .has: try hasMacro(from: start)
    case .macro: try namespacedMacro(from: start)
    case .global: try call(isTarget: false, from: start)
    case .target: try call(isTarget: true, from: start)
    }
  }

  /// Reads a name up to the parenthesis of a call or macro, which is next then.
  private mutating func nameHead() throws(CELIssue) -> NameEnd {
    let start = token.range.start
    let isAbsolute = accept(.dot)
    var chain = NameChain(names: [try identifier()], isAbsolute: isAbsolute)
    if isNext(.openParenthesis) { return chain.names[0].name == "has" && !isAbsolute ? .has : .global }
    while isNext(.dot), case .identifier = tokens[index + 1].kind {
      let next = Identifier(name: text(tokens[index + 1].range), range: tokens[index + 1].range)
      if isSign(.openParenthesis, at: index + 2) {
        if isNamespacedMacro(chain, next) { return .macro }
        if isMacro(next.name, at: index + 3) { break }
        index += 2
        output.append(Syntax(kind: .target(chain, method: next), range: chain.range))
        return .target
      }
      chain.names.append(next)
      index += 2
    }
    if isNext(.openBrace) { throw messageLiteral(chain) }
    output.append(Syntax(kind: .name(chain), range: SourceRange(start, lastEnd)))
    return .nothing
  }

  /// The arguments of a function whose name was just read, and its call.
  private mutating func call(isTarget: Bool, from start: Int) throws(CELIssue) {
    let place = tokens[index - 1].range
    let count = try arguments()
    emitCall(place, count, isTarget, from: start)
  }

  private mutating func emitCall(_ place: SourceRange, _ count: Int, _ isTarget: Bool, from start: Int) {
    let name = Identifier(name: text(place), range: place)
    emit(isTarget ? .targetCall(name, arguments: count) : .call(name, arguments: count, isMember: false), from: start)
  }

  private func messageLiteral(_ chain: NameChain) -> CELIssue {
    CELIssue(
      "`\(chain.joined(chain.names.count))` is not a message type: protocol-buffer messages are not supported",
      help: "a map is written `{'key': value}`", range: chain.range)
  }

  /// A name that may stand alone.
  mutating func identifier() throws(CELIssue) -> Identifier {
    guard case .identifier(let isReserved) = token.kind else { throw unexpected("a name") }
    let identifier = Identifier(name: text(token.range), range: token.range)
    if isReserved { throw CELIssue("`\(identifier.name)` is reserved and cannot be a name", range: token.range) }
    index += 1
    return identifier
  }

  /// `has(operand.field)`
  private mutating func hasMacro(from start: Int) throws(CELIssue) {
    try expect(.openParenthesis)
    let argument = token.range.start
    try expression()
    try closeHas(from: start, argument)
  }

  private mutating func closeHas(from start: Int, _ argument: Int) throws(CELIssue) {
    let issue = CELIssue("`has` takes a field selection such as `a.b`", range: SourceRange(argument, lastEnd))
    try expect(.closeParenthesis)
    guard let last = output.popLast() else { throw issue }
    switch last.kind {
    case .select(let field): emit(.test(field), from: start)
    case .name(var chain) where chain.names.count > 1:
      let field = chain.names.removeLast()
      output.append(Syntax(kind: .name(chain), range: chain.range))
      emit(.test(field), from: start)
    default: throw issue
    }
  }

  /// `.field`, `.?field`, `.method(…)`, `[index]` and `[?index]`, as many as there are.
  mutating func selections(from start: Int) throws(CELIssue) {
    while true {
      if accept(.dot) {
        if try selection(from: start) { try method(from: start) }
      } else if accept(.openBracket) {
        try index(from: start)
      } else if isNext(.openBrace) {
        throw unexpected("an operator or the end")
      } else {
        return
      }
    }
  }

  private mutating func index(from start: Int) throws(CELIssue) {
    let isOptional = accept(.question)
    try expression()
    try expect(.closeBracket)
    emit(isOptional ? .optionalIndex : .index, from: start)
  }

  /// The field after a dot; true if it is the name of a method, whose parenthesis is next.
  private mutating func selection(from start: Int) throws(CELIssue) -> Bool {
    let isOptional = accept(.question)
    let field = try fieldName()
    if !isOptional, isNext(.openParenthesis), case .identifier = tokens[index - 1].kind { return true }
    emit(isOptional ? .optionalSelect(field) : .select(field), from: start)
    return false
  }

  private mutating func fieldName() throws(CELIssue) -> Identifier {
    let range = token.range
    switch token.kind {
    case .identifier:
      index += 1
      return Identifier(name: text(range), range: range)
    case .quotedIdentifier:
      index += 1
      return Identifier(name: text(SourceRange(range.start + 1, range.end - 1)), range: range)
    default: throw unexpected("a field's name")
    }
  }

  /// A method whose name was just read.
  private mutating func method(from start: Int) throws(CELIssue) {
    let place = tokens[index - 1].range
    if isMacro(text(place), at: index + 1) { return try memberMacro(place, from: start) }
    let count = try arguments()
    emit(.call(Identifier(name: text(place), range: place), arguments: count + 1, isMember: true), from: start)
  }

  /// `(a, b)`; gives how many there are.
  private mutating func arguments() throws(CELIssue) -> Int {
    try expect(.openParenthesis)
    if accept(.closeParenthesis) { return 0 }
    var count = 0
    repeat {
      try expression()
      count += 1
    } while accept(.comma)
    try expect(.closeParenthesis)
    return count
  }

  private mutating func list() throws(CELIssue) {
    let start = token.range.start
    index += 1
    var count = 0
    var optional: [Int] = []
    // The grammar allows a comma before the closing bracket, after no element as well.
    while !isNext(.closeBracket), !(count == 0 && accept(.comma)) {
      if accept(.question) { optional.append(count) }
      try expression()
      count += 1
      guard accept(.comma) else { break }
    }
    try expect(.closeBracket)
    emit(.list(count: count, optional: optional), from: start)
  }

  private mutating func map() throws(CELIssue) {
    let start = token.range.start
    index += 1
    var count = 0
    var optional: [Int] = []
    while !isNext(.closeBrace), !(count == 0 && accept(.comma)) {
      if accept(.question) { optional.append(count) }
      try expression()
      try expect(.colon)
      try expression()
      count += 1
      guard accept(.comma) else { break }
    }
    try expect(.closeBrace)
    emit(.map(count: count, optional: optional), from: start)
  }
}
