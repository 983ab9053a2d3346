import Diagnostics

extension Parser {
  /// Whether a method with this name is a macro, given the place of the token after its parenthesis.
  func isMacro(_ name: Text, at place: Int) -> Bool {
    switch name {
    case "or", "orValue": return !isSign(.closeParenthesis, at: place)
    case "optMap", "optFlatMap": return variableLength(at: place) != nil
    default:
      guard let (variables, next) = variables(at: place) else { return false }
      guard let (_, expressions) = Comprehension.of(name, variables: variables) else { return false }
      return expressions.contains(argumentCount(from: next))
    }
  }

  /// A macro on the value before it: a comprehension, `optMap`, `or`. The parenthesis is next.
  mutating func memberMacro(_ place: SourceRange, from start: Int) throws(CELIssue) {
    try expect(.openParenthesis)
    let close = try openMacro(Identifier(name: text(place), range: place), from: start)
    try expression()
    if case .loopClose = close, accept(.comma) {
      emit(.loopFilter, from: start)
      try expression()
    }
    try expect(.closeParenthesis)
    emit(close, from: start)
  }

  /// Reads a macro's variables and opens it; gives the step that closes it.
  private mutating func openMacro(_ name: Identifier, from start: Int) throws(CELIssue) -> Syntax.Kind {
    switch name.name {
    case "or", "orValue":
      let isValue = name.name == "orValue"
      emit(.elseOpen(isValue: isValue), from: start)
      return .elseClose(isValue: isValue)
    case "optMap", "optFlatMap":
      let variable = try variable()
      try expect(.comma)
      emit(.optionalOpen(variable), from: start)
      return .optionalClose(isFlat: name.name == "optFlatMap")
    default:
      try openLoop(name, from: start)
      return .loopClose
    }
  }

  private mutating func openLoop(_ name: Identifier, from start: Int) throws(CELIssue) {
    let count = variables(at: index)?.count ?? 1
    var names: [Identifier] = []
    for _ in 0..<count {
      names.append(try variable())
      try expect(.comma)
    }
    if names.count == 2, names[0].name == names[1].name {
      throw CELIssue("both variables of `\(name.name)` are called `\(names[1].name)`", range: names[1].range)
    }
    guard let (kind, _) = Comprehension.of(name.name, variables: count) else { throw unexpected("a macro") }
    emit(.loopOpen(kind, names), from: start)
  }

  /// Whether `.method(` after a name makes it `cel.bind`, `cel.block`, `cel.index` or `cel.iterVar`. The dot is next.
  func isNamespacedMacro(_ chain: NameChain, _ method: Identifier) -> Bool {
    guard chain.names.count == 1, !chain.isAbsolute, chain.names[0].name == "cel" else { return false }
    switch method.name {
    case "bind": return variableLength(at: index + 3) != nil
    case "block", "index", "iterVar", "accuVar": return true
    default: return false
    }
  }

  /// `cel.bind`, `cel.block`, `cel.index` and `cel.iterVar`. The dot is next.
  mutating func namespacedMacro(from start: Int) throws(CELIssue) {
    switch text(tokens[index + 1].range) {
    case "bind":
      index += 3
      try bind(from: start)
    case "block":
      index += 3
      try block(from: start)
    case "index":
      index += 3
      let slot = try smallNumber()
      try expect(.closeParenthesis)
      emit(.blockIndex(slot), from: start)
    default:
      index -= 1
      let name = try variable()
      let chain = NameChain(names: [name], isAbsolute: false)
      output.append(Syntax(kind: .name(chain), range: name.range))
    }
  }

  private mutating func bind(from start: Int) throws(CELIssue) {
    let place = try bindVariable()
    try expression()
    emit(.bindOpen(place), from: start)
    try expect(.comma)
    try expression()
    try expect(.closeParenthesis)
    emit(.bindClose, from: start)
  }

  private mutating func bindVariable() throws(CELIssue) -> Identifier {
    let variable = try variable()
    try expect(.comma)
    return variable
  }

  /// `cel.block([a, b], body)`: values that `cel.index(n)` refers to.
  private mutating func block(from start: Int) throws(CELIssue) {
    try expect(.openBracket)
    let open = output.count
    emit(.blockOpen(count: 0), from: start)
    var count = 0
    while !isNext(.closeBracket) {
      try expression()
      emit(.blockSlot(count), from: start)
      count += 1
      guard accept(.comma) else { break }
    }
    output[open].kind = .blockOpen(count: count)
    try expect(.closeBracket)
    try expect(.comma)
    try expression()
    try expect(.closeParenthesis)
    emit(.blockClose, from: start)
  }

  /// The name of a macro's variable: an identifier, or `cel.iterVar(depth, index)`.
  private mutating func variable() throws(CELIssue) -> Identifier {
    guard variableLength(at: index) == 8 || isCelVariable(at: index) else { return try identifier() }
    let start = token.range.start
    let isIteration = text(tokens[index + 2].range) == "iterVar"
    index += 4
    let depth = try smallNumber()
    try expect(.comma)
    let place = try smallNumber()
    try expect(.closeParenthesis)
    let name: Text = isIteration ? "@it:\(depth):\(place)" : "@ac:\(depth):\(place)"
    return Identifier(name: name, range: SourceRange(start, lastEnd))
  }

  private mutating func smallNumber() throws(CELIssue) -> Int {
    guard case .int(let value) = token.kind, value < 1000 else { throw unexpected("a small whole number") }
    index += 1
    return Int(value)
  }

  /// How many tokens a macro's variable at a place has, if a variable and a comma stand there.
  private func variableLength(at place: Int) -> Int? {
    let length = isCelVariable(at: place) ? 8 : 1
    guard place + length < tokens.count, case .identifier(false) = tokens[place].kind else { return nil }
    return isSign(.comma, at: place + length) ? length : nil
  }

  /// Whether `cel.iterVar(0, 0)` stands at a place.
  private func isCelVariable(at place: Int) -> Bool {
    guard place + 7 < tokens.count, text(tokens[place].range) == "cel", isSign(.dot, at: place + 1) else { return false }
    let name = text(tokens[place + 2].range)
    return (name == "iterVar" || name == "accuVar") && isSign(.openParenthesis, at: place + 3)
      && isSign(.comma, at: place + 5) && isSign(.closeParenthesis, at: place + 7)
  }

  /// How many variables stand at a place, each before a comma, and where the first expression begins. Of two names before commas
  /// the second is a variable only where the macro's name allows two; `map` never does.
  private func variables(at place: Int) -> (count: Int, next: Int)? {
    guard let first = variableLength(at: place) else { return nil }
    let after = place + first + 1
    guard let second = variableLength(at: after), place >= 2, case .identifier = tokens[place - 2].kind,
      Comprehension.of(text(tokens[place - 2].range), variables: 2) != nil
    else { return (1, after) }
    return (2, after + second + 1)
  }

  /// How many arguments follow up to the closing parenthesis.
  private func argumentCount(from place: Int) -> Int {
    var open = 0
    var count = 1
    for token in tokens[place...] {
      guard case .sign(let sign) = token.kind else { continue }
      switch sign {
      case .openParenthesis, .openBracket, .openBrace: open += 1
      case .closeParenthesis, .closeBracket, .closeBrace:
        if open == 0 { return count }
        open -= 1
      case .comma: if open == 0 { count += 1 }
      default: break
      }
    }
    return count
  }
}
