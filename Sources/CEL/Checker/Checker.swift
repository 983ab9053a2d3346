import Diagnostics

/// Checks an expression in postfix order and writes the code for it, in one pass.
///
/// It keeps a stack of operands that mirrors the evaluator's stack of values: what type each has, and its value if it is constant.
struct Checker {
  /// What is known of a value on the evaluator's stack.
  struct Operand {
    var type: Type
    /// Where its code begins.
    var start: Int
    /// Its value, if the code is that one constant.
    var constant: Value?
    /// The variable or field that it is, as an index of the references.
    var reference: Int?
    /// How deeply values may be nested in it by the expression itself.
    var height = 0
  }

  /// A construct whose end has not been met yet.
  struct Frame {
    var start = 0
    var pending = 0
    /// Instructions whose target is the end.
    var jumps: [Int] = []
    var type = Type.dyn
    var loop = 0
    var kind = Comprehension.all
    var scope = 0
    var height = 0
  }

  /// A name that a macro binds.
  struct Local {
    var name: Text
    var type: Type
    var index: Int
    var height: Int
    /// For a value that is computed once, where its error is kept.
    var pending: Int?
  }

  let declarations: Declarations
  let isChecked: Bool
  var code = Code()
  var inference = Inference()
  var operands: [Operand] = []
  var frames: [Frame] = []
  var locals: [Local] = []
  /// For each open `target`: the qualified function, or nil if the target became the receiver.
  var targets: [Text?] = []
  var blocks: [[Local]] = []
  var references: [Program.Reference] = []
  var issues: [CELIssue] = []
  var range = SourceRange(0, 0)

  init(declarations: Declarations, isChecked: Bool) {
    self.declarations = declarations
    self.isChecked = isChecked
    code.context = CallContext(
      timeZone: declarations.timeZone, limits: declarations.limits, reader: .usual)
  }

  /// Goes through the steps of an expression.
  mutating func check(_ steps: [Syntax]) {
    for step in steps {
      range = step.range
      check(step.kind)
      if let last = operands.last, last.height > declarations.limits.nesting {
        report("the value would be nested too deep")
        operands[operands.count - 1] = Operand(type: .dyn, start: last.start)
      }
    }
  }

  private mutating func check(_ kind: Syntax.Kind) {
    switch kind {
    case .literal(let value): push(constant: value, type: value.literalType)
    case .name(let chain): checkName(chain)
    case .target(let chain, let method): checkTarget(chain, method)
    case .select(let field): select(field, .select)
    case .optionalSelect(let field): select(field, .optionalSelect)
    case .test(let field): select(field, .test)
    case .index: apply(.index, "[]", arguments: 2)
    case .optionalIndex: apply(.optionalIndex, "[?]", arguments: 2)
    case .call(let name, let count, let isMember): checkCall(name, arguments: count, isMember: isMember)
    case .targetCall(let name, let count): checkTargetCall(name, arguments: count)
    case .list(let count, let optional): list(count, optional)
    case .map(let count, let optional): map(count, optional)
    case .not: apply(.not, "!", arguments: 1)
    case .negate: apply(.negate, "-_", arguments: 1)
    case .binary(let sign): apply(sign.builtin, sign.text, arguments: 2)
    default: checkControl(kind)
    }
  }
}

extension Checker {
  mutating func emit(_ operation: Operation, _ a: Int = 0, _ b: Int = 0) {
    code.instructions.append(Instruction(operation: operation, a: Int32(a), b: Int32(b)))
    code.ranges.append(range)
  }

  var here: Int { code.instructions.count }

  mutating func patch(_ instruction: Int, to target: Int) { code.instructions[instruction].a = Int32(target) }

  mutating func push(constant: Value, type: Type) {
    operands.append(Operand(type: type, start: here, constant: constant))
    code.constants.append(constant)
    emit(.constant, code.constants.count - 1)
  }

  /// Takes back the code from an operand on; its constants stay in the table unused.
  mutating func truncate(to start: Int) {
    code.instructions.removeSubrange(start...)
    code.ranges.removeSubrange(start...)
  }

  /// Pops so many operands and pushes their result.
  mutating func replace(_ count: Int, by type: Type, height: Int? = nil) {
    let first = operands.count - count
    let start = count > 0 ? operands[first].start : here
    var top = 0
    for operand in operands[first...] { top = max(top, operand.height) }
    operands.removeSubrange(first...)
    operands.append(Operand(type: type, start: start, height: height ?? top))
  }

  /// Pops an operand; there is one wherever the parser's steps ask for one.
  mutating func pop() -> Operand { operands.popLast() ?? Operand(type: .dyn, start: here) }

  mutating func report(_ message: Text, help: Text = "", at place: SourceRange? = nil) {
    issues.append(CELIssue(message, help: help, range: place ?? range))
  }

  /// In checked code an issue; in unchecked code an instruction that fails when it is reached.
  mutating func fail(_ message: Text, help: Text = "", at place: SourceRange? = nil) {
    if isChecked { report(message, help: help, at: place) }
    code.issues.append(.other(message))
    emit(.fail, code.issues.count - 1)
  }

  /// Reports an operand whose type does not fit.
  mutating func want(_ type: Type, _ operand: Operand, _ what: Text) {
    guard isChecked, !inference.fits(operand.type, type) else { return }
    report("\(what) is \(inference.resolve(operand.type).description), not \(type.description)")
  }

  /// A new place for a pending error.
  mutating func newPending() -> Int {
    code.pendingCount += 1
    return code.pendingCount - 1
  }

  /// A new local variable, in scope until the locals are cut back.
  mutating func declare(_ name: Text, _ type: Type, height: Int) -> Int {
    code.localCount += 1
    locals.append(Local(name: name, type: type, index: code.localCount - 1, height: height))
    return code.localCount - 1
  }
}

extension Checker {
  private mutating func list(_ count: Int, _ optional: [Int]) {
    let elements = operands.suffix(count)
    var type: Type?
    for (place, element) in elements.enumerated() {
      let elementType = optional.contains(place) ? valueOfOptional(element.type) : element.type
      if let known = type { type = inference.join(known, elementType) } else { type = elementType }
    }
    let result = Type.list(type ?? inference.fresh())
    if optional.isEmpty, elements.allSatisfy({ $0.constant != nil }) {
      return fold(count, .list(elements.compactMap { $0.constant }), result)
    }
    emit(.list, count, optionalIndex(optional))
    replace(count, by: result, height: (elements.map { $0.height }.max() ?? 0) + 1)
  }

  private mutating func map(_ count: Int, _ optional: [Int]) {
    let parts = Array(operands.suffix(count * 2))
    var keyType: Type?
    var valueType: Type?
    for place in 0..<count {
      let key = parts[place * 2].type
      let value = optional.contains(place) ? valueOfOptional(parts[place * 2 + 1].type) : parts[place * 2 + 1].type
      if let known = keyType { keyType = inference.join(known, key) } else { keyType = key }
      if let known = valueType { valueType = inference.join(known, value) } else { valueType = value }
      if isChecked, !canBeKey(key) {
        report("a map's key is int, uint, bool or string, not \(inference.resolve(key).description)")
      }
    }
    let result = Type.map(keyType ?? inference.fresh(), valueType ?? inference.fresh())
    if optional.isEmpty, parts.allSatisfy({ $0.constant != nil }), let map = constantMap(parts) {
      return fold(count * 2, .map(map), result)
    }
    emit(.map, count, optionalIndex(optional))
    replace(count * 2, by: result, height: (parts.map { $0.height }.max() ?? 0) + 1)
  }

  private func constantMap(_ parts: [Operand]) -> MapValue? {
    var keys: [Value] = []
    var values: [Value] = []
    for place in parts.indices {
      guard let value = parts[place].constant else { return nil }
      if place % 2 == 0 { keys.append(value) } else { values.append(value) }
    }
    return MapValue(keys: keys, values: values)
  }

  private func canBeKey(_ type: Type) -> Bool {
    switch inference.resolve(type) {
    case .bool, .int, .uint, .string, .dyn, .inferred, .wrapper: true
    default: false
    }
  }

  private mutating func optionalIndex(_ optional: [Int]) -> Int {
    guard !optional.isEmpty else { return -1 }
    code.optionalElements.append(optional)
    return code.optionalElements.count - 1
  }

  /// The type in an optional type; an issue for other types.
  mutating func valueOfOptional(_ type: Type) -> Type {
    let value = inference.fresh()
    if isChecked, !inference.fits(type, .optional(value)) {
      report("an optional value was expected, not \(inference.resolve(type).description)")
    }
    return inference.resolve(value)
  }

  /// Replaces operands by a constant.
  mutating func fold(_ count: Int, _ value: Value, _ type: Type) {
    let parts = operands.suffix(count)
    let height = (parts.map { $0.height }.max() ?? 0) + 1
    if let first = parts.first { truncate(to: first.start) }
    operands.removeLast(count)
    push(constant: value, type: type)
    operands[operands.count - 1].height = height
  }
}

extension Value {
  /// The type of a literal.
  var literalType: Type {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    default: .dyn
    }
  }
}
