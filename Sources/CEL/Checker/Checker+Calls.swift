import Diagnostics

extension Checker {
  /// A call of a global function, or of a member with the receiver as the first argument.
  mutating func checkCall(_ name: Identifier, arguments: Int, isMember: Bool) {
    guard !isMember else { return call(name.name, at: name.range, arguments: arguments, isMember: true) }
    let names = candidates(name.name, isAbsolute: false)
    call(names.first { isFunction($0) } ?? name.name, at: name.range, arguments: arguments, isMember: false)
  }

  mutating func checkTargetCall(_ name: Identifier, arguments: Int) {
    if let qualified = targets.popLast() ?? nil {
      call(qualified, at: name.range, arguments: arguments, isMember: false)
    } else {
      call(name.name, at: name.range, arguments: arguments + 1, isMember: true)
    }
  }

  /// An operator of the library.
  mutating func apply(_ builtin: Builtin, _ name: Text, arguments: Int) {
    let overloads = LibraryFunction.named(name)?.overloads ?? []
    let result = resolve(name == "-_" ? "-" : name, overloads, arguments, at: range)
    finish(builtin, arguments: arguments, result)
  }

  private mutating func call(_ name: Text, at place: SourceRange, arguments: Int, isMember: Bool) {
    let custom = declarations.functions.filter { $0.name == name }.flatMap { $0.overloads }
    let library = LibraryFunction.named(name)
    guard !custom.isEmpty || library != nil else { return unknownFunction(name, at: place, arguments) }
    if let library, library.builtin == .greatest || library.builtin == .least, custom.isEmpty {
      return numbers(library.builtin, name, arguments)
    }
    let all = ((library?.overloads ?? []) + custom).filter { $0.isMember == isMember && $0.parameters.count == arguments }
    guard !all.isEmpty else { return wrongShape(name, at: place, arguments, (library?.overloads ?? []) + custom) }
    let result = resolve(name, all, arguments, at: place)
    if custom.isEmpty, let builtin = library?.builtin {
      if builtin == .matches, matchConstant() { return }
      let isLiteral = operands.last?.constant != nil
      if builtin == .matches || builtin.takesZone && arguments == 2 && !isLiteral { code.readsLate = true }
      return finish(builtin, arguments: arguments, result)
    }
    let own = custom.filter { $0.isMember == isMember && $0.parameters.count == arguments }
    code.calls.append(CustomCall(name: name, overloads: own, builtin: library?.builtin))
    emit(.custom, code.calls.count - 1, arguments)
    replace(arguments, by: result)
  }

  /// The type of a call's result by its overloads; an issue if none fits.
  private mutating func resolve(
    _ name: Text, _ overloads: [Function.Overload], _ count: Int, at place: SourceRange
  ) -> Type {
    guard isChecked else { return .dyn }
    let arguments = operands.suffix(count).map { $0.type }
    var result: Type?
    for overload in overloads where overload.parameters.count == count {
      var names: [(Text, Type)] = []
      let parameters = overload.parameters.map { instantiate($0, &names) }
      let candidate = instantiate(overload.result, &names)
      guard inference.fits(arguments, parameters) else { continue }
      let found = inference.resolve(candidate)
      if let known = result, known != found { result = .dyn } else { result = found }
    }
    if let result { return result }
    report(
      "`\(name)` cannot be applied to \(arguments.map { inference.resolve($0) }.parenthesized)",
      help: overloads.count > 8 ? "" : "it takes \(overloads.map { $0.parameters }.alternatives)",
      at: name.utf8.first?.isLetter == true ? place : range)
    return .dyn
  }

  /// A signature's type with fresh types for its parameters.
  private mutating func instantiate(_ type: Type, _ names: inout [(Text, Type)]) -> Type {
    switch type {
    case .parameter(let name):
      if let known = names.first(where: { $0.0 == name }) { return known.1 }
      let fresh = inference.fresh()
      names.append((name, fresh))
      return fresh
    case .list(let element): return .list(instantiate(element, &names))
    case .map(let key, let value): return .map(instantiate(key, &names), instantiate(value, &names))
    case .optional(let value): return .optional(instantiate(value, &names))
    case .type(let value): return .type(instantiate(value, &names))
    case .opaque(let name, let parameters): return .opaque(name, parameters.map { instantiate($0, &names) })
    default: return type
    }
  }

  /// Writes the call, or its value if it depends on nothing.
  private mutating func finish(_ builtin: Builtin, arguments: Int, _ result: Type) {
    let constants = operands.suffix(arguments).compactMap { $0.constant }
    if constants.count == arguments, arguments > 0, builtin.isFoldable,
      let value = try? builtin.apply(constants[...], code.context)
    {
      let height = operands.suffix(arguments).map { $0.height }.max() ?? 0
      fold(arguments, value, result)
      operands[operands.count - 1].height = height
      return
    }
    emit(.call, Int(builtin.rawValue), arguments)
    let deeper = builtin.nestsResult ? 1 : 0
    replace(arguments, by: result, height: (operands.suffix(arguments).map { $0.height }.max() ?? 0) + deeper)
  }

  /// `matches` with a pattern known here: it is compiled now, and an issue if it is wrong.
  private mutating func matchConstant() -> Bool {
    guard case .string(let pattern)? = operands.last?.constant else { return false }
    let place = code.ranges.last ?? range
    switch Regex.compile(pattern, limit: declarations.limits.regexSize) {
    case .failure(let error):
      if isChecked { report("the regular expression is wrong: \(error.message)", help: error.help, at: place) }
      return false
    case .success(let regex):
      let pattern = pop()
      truncate(to: pattern.start)
      code.regexes.append(regex)
      emit(.match, code.regexes.count - 1)
      replace(1, by: .bool)
      return true
    }
  }

  /// `math.greatest` and `math.least`: any number of numbers, or a list of them.
  private mutating func numbers(_ builtin: Builtin, _ name: Text, _ count: Int) {
    var types = operands.suffix(count).map { inference.resolve($0.type) }
    if types.count == 1, case .list(let element) = types[0] { types = [element] }
    var result: Type?
    for type in types {
      if isChecked, !type.isNumeric { report("`\(name)` takes numbers, not \(type.description)") }
      if let known = result, known != type { result = .dyn } else { result = type }
    }
    if count == 0 { report("`\(name)` takes at least one number") }
    finish(builtin, arguments: count, result ?? .dyn)
  }

  private mutating func unknownFunction(_ name: Text, at place: SourceRange, _ arguments: Int) {
    let known = LibraryFunction.names + declarations.functions.map { $0.name } + Checker.macros
    let near = name.nearestSpelling(among: known)
    let isMacro = Checker.macros.contains(name)
    failCall(
      "unknown function `\(name)`", near.map { isMacro ? "`\(name)` has other arguments" : "did you mean `\($0)`?" } ?? "", place)
    replace(arguments, by: .dyn)
  }

  private mutating func wrongShape(
    _ name: Text, at place: SourceRange, _ arguments: Int, _ overloads: [Function.Overload]
  ) {
    let forms = overloads.map { overload -> Text in
      guard overload.isMember, let receiver = overload.parameters.first else {
        return "`\(name)\(overload.parameters.parenthesized)`"
      }
      return "`\(receiver.description).\(name)\(Array(overload.parameters.dropFirst()).parenthesized)`"
    }
    failCall("`\(name)` is not called like this", forms.count > 4 ? "" : "it is \(forms.joined(" or "))", place)
    replace(arguments, by: .dyn)
  }

  private mutating func failCall(_ message: Text, _ help: Text, _ place: SourceRange) { fail(message, help: help, at: place) }

  static var macros: [Text] {
    ["has", "all", "exists", "exists_one", "map", "filter", "sortBy", "optMap", "optFlatMap", "orValue"]
  }
}

extension Type {
  fileprivate var isNumeric: Bool {
    switch self {
    case .int, .uint, .double, .dyn, .inferred, .wrapper: true
    default: false
    }
  }
}

extension [Type] {
  /// `(int, string)`
  var parenthesized: Text { "(\(map { $0.description }.joined(", ")))" }
}

extension [[Type]] {
  fileprivate var alternatives: Text { map { $0.parenthesized }.joined(" or ") }
}

extension [Text] {
  /// The texts with a separator between them.
  func joined(_ separator: Text) -> Text {
    var result: Text = ""
    for (index, text) in enumerated() { result += index == 0 ? text : separator + text }
    return result
  }
}

extension Builtin {
  /// Whether the result may hold an argument in a new list or optional value.
  fileprivate var nestsResult: Bool {
    switch self {
    case .optionalOf, .optionalOfNonZeroValue, .split, .optionalIndex, .first, .last: true
    default: false
    }
  }

  /// Whether a call of constants is made when the expression is compiled.
  fileprivate var isFoldable: Bool {
    switch self {
    case .dyn, .optionalOf, .optionalNone, .optionalOfNonZeroValue, .range, .format: false
    default: true
    }
  }
}
