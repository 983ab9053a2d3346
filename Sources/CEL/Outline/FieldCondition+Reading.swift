import Diagnostics

extension FieldCondition {
  /// What an expression asks; `unknown` where it does more than to compare fields with literals, and for an expression that is wrong.
  public init(reading source: Text) {
    self = .unknown
    guard let steps = try? Parser.read(source, limits: Limits()) else { return }
    var outline = Outline()
    for step in steps where !outline.take(step.kind) { return }
    self = outline.condition
  }
}

/// The stack on which the postfix steps of an expression become conditions.
private struct Outline {
  private enum Operand {
    case variable(Text)
    case field(FieldCondition.Field)
    case literal(Value)
    case list([Value])
    case condition(FieldCondition)
    case other
  }

  private var stack: [Operand] = []
  /// For each open chain of `&&` or `||` how many operands it has so far.
  private var chains: [Int] = []

  var condition: FieldCondition { stack.count == 1 ? Outline.condition(stack[0]) : .unknown }

  /// Takes a step in; gives false for one that is not understood.
  mutating func take(_ step: Syntax.Kind) -> Bool {
    switch step {
    case .literal(let value): stack.append(.literal(value))
    case .name(let chain): stack.append(Outline.operand(chain))
    case .target: stack.append(.other)
    case .targetCall(_, let count): replace(count + 1)
    case .call(_, let count, _): replace(count)
    case .index: replace(2)
    case .negate: replace(1)
    case .select(let name): select(name.name) { .field($0) }
    case .test(let name): select(name.name) { .condition(.isPresent($0)) }
    case .list(let count, let optional): appendList(count, isPlain: optional.isEmpty)
    case .not: stack.append(.condition(.not(Outline.condition(stack.popLast() ?? .other))))
    case .binary(let sign): join(sign)
    case .logicOperand(_, let isFirst): if isFirst { chains.append(1) } else { chains[chains.count - 1] += 1 }
    case .logicEnd(let isAnd): endChain(isAnd: isAnd)
    default: return false
    }
    return true
  }

  private mutating func replace(_ count: Int) {
    stack.removeLast(min(count, stack.count))
    stack.append(.other)
  }

  private mutating func select(_ name: Text, _ made: (FieldCondition.Field) -> Operand) {
    if case .variable(let variable)? = stack.popLast() {
      stack.append(made(FieldCondition.Field(variable: variable, name: name)))
    } else {
      stack.append(.other)
    }
  }

  private mutating func appendList(_ count: Int, isPlain: Bool) {
    let values = stack.suffix(count).compactMap { operand in
      if case .literal(let value) = operand { value } else { nil }
    }
    stack.removeLast(min(count, stack.count))
    stack.append(isPlain && values.count == count ? .list(values) : .other)
  }

  private mutating func join(_ sign: Sign) {
    let right = stack.popLast() ?? .other
    let left = stack.popLast() ?? .other
    switch (sign, left, right) {
    case (.equal, .field(let field), .literal(let value)), (.equal, .literal(let value), .field(let field)):
      stack.append(.condition(.isOneOf(field, [value])))
    case (.notEqual, .field(let field), .literal(let value)), (.notEqual, .literal(let value), .field(let field)):
      stack.append(.condition(.not(.isOneOf(field, [value]))))
    case (.in, .field(let field), .list(let values)): stack.append(.condition(.isOneOf(field, values)))
    default: stack.append(.other)
    }
  }

  private mutating func endChain(isAnd: Bool) {
    let count = (chains.popLast() ?? 0) + 1
    let parts = stack.suffix(count).map(Outline.condition)
    stack.removeLast(min(count, stack.count))
    stack.append(.condition(isAnd ? .all(parts) : .any(parts)))
  }

  private static func operand(_ chain: NameChain) -> Operand {
    switch chain.names.count {
    case 1: .variable(chain.names[0].name)
    case 2: .field(FieldCondition.Field(variable: chain.names[0].name, name: chain.names[1].name))
    default: .other
    }
  }

  private static func condition(_ operand: Operand) -> FieldCondition {
    switch operand {
    case .condition(let condition): condition
    case .literal(.bool(let holds)): .constant(holds)
    default: .unknown
    }
  }
}
