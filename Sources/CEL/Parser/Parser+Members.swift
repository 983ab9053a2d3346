import Diagnostics

extension Parser {
  /// A primary with its selections, calls and indices.
  mutating func member() throws(CELIssue) {
    let start = token.range.start
    try primary()
    try selections(from: start)
  }

  private mutating func primary() throws(CELIssue) {
    let start = token.range.start
    switch token.kind {
    case .identifier, .sign(.dot): return try name()
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
    case .sign(.openParenthesis):
      index += 1
      try expression()
      try expect(.closeParenthesis)
    case .sign(.openBracket):
      index += 1
      try list(from: start)
    case .sign(.openBrace):
      index += 1
      try map(from: start)
    default: throw unexpected("a value")
    }
  }

  private mutating func literal(_ value: Value) {
    output.append(Syntax(kind: .literal(value), range: token.range))
    index += 1
  }

  /// A name with the names joined to it, a call of a function, or a macro.
  private mutating func name() throws(CELIssue) {
    let start = token.range.start
    let isAbsolute = accept(.dot)
    var chain = NameChain(names: [try identifier()], isAbsolute: isAbsolute)
    if isNext(.openParenthesis) { return try globalCall(chain.names[0], isAbsolute: isAbsolute, from: start) }
    while isNext(.dot), case .identifier(let isReserved) = tokens[index + 1].kind {
      let next = Identifier(name: text(tokens[index + 1].range), range: tokens[index + 1].range)
      if isSign(.openParenthesis, at: index + 2) {
        if try namespacedMacro(chain, next, from: start) { return }
        if isMacro(next.name, at: index + 3) { break }
        index += 2
        output.append(Syntax(kind: .target(chain, method: next), range: chain.range))
        let count = try arguments()
        return emit(.targetCall(next, arguments: count), from: start)
      }
      _ = isReserved
      chain.names.append(next)
      index += 2
    }
    if isNext(.openBrace) { throw messageLiteral(chain) }
    output.append(Syntax(kind: .name(chain), range: SourceRange(start, lastEnd)))
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

  private mutating func globalCall(_ name: Identifier, isAbsolute: Bool, from start: Int) throws(CELIssue) {
    if name.name == "has", !isAbsolute { return try hasMacro(from: start) }
    let count = try arguments()
    emit(.call(name, arguments: count, isMember: false), from: start)
  }

  /// `has(operand.field)`
  private mutating func hasMacro(from start: Int) throws(CELIssue) {
    try expect(.openParenthesis)
    let argument = token.range.start
    try expression()
    let range = SourceRange(argument, lastEnd)
    try expect(.closeParenthesis)
    let issue = CELIssue("`has` takes a field selection such as `a.b`", range: range)
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
        try selection(from: start)
      } else if accept(.openBracket) {
        let isOptional = accept(.question)
        try expression()
        try expect(.closeBracket)
        emit(isOptional ? .optionalIndex : .index, from: start)
      } else if isNext(.openBrace) {
        throw unexpected("an operator or the end")
      } else {
        return
      }
    }
  }

  private mutating func selection(from start: Int) throws(CELIssue) {
    let isOptional = accept(.question)
    let field = try fieldName()
    if isOptional {
      emit(.optionalSelect(field), from: start)
    } else if isNext(.openParenthesis), case .identifier = tokens[index - 1].kind {
      try method(field, from: start)
    } else {
      emit(.select(field), from: start)
    }
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

  private mutating func method(_ name: Identifier, from start: Int) throws(CELIssue) {
    if isMacro(name.name, at: index + 1) { return try memberMacro(name, from: start) }
    let count = try arguments()
    emit(.call(name, arguments: count + 1, isMember: true), from: start)
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

  private mutating func list(from start: Int) throws(CELIssue) {
    var count = 0
    var optional: [Int] = []
    while !isNext(.closeBracket) {
      if accept(.question) { optional.append(count) }
      try expression()
      count += 1
      guard accept(.comma) else { break }
    }
    try expect(.closeBracket)
    emit(.list(count: count, optional: optional), from: start)
  }

  private mutating func map(from start: Int) throws(CELIssue) {
    var count = 0
    var optional: [Int] = []
    while !isNext(.closeBrace) {
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
