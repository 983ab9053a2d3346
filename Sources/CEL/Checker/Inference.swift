import Diagnostics

/// What is known of the types that are still to be inferred, and the rules by which types fit each other (cel-spec, langdef, Gradual
/// Type Checking).
struct Inference {
  /// The type found for `inferred(n)`, at n.
  private var found: [Type?] = []

  /// A type about which nothing is known yet.
  mutating func fresh() -> Type {
    found.append(nil)
    return .inferred(found.count - 1)
  }

  /// The type with everything put in that is known; what is unknown stays, or becomes `dyn`.
  func resolve(_ type: Type, unknownAsDyn: Bool = false) -> Type {
    switch type {
    case .inferred(let index):
      guard let known = found[index] else { return unknownAsDyn ? .dyn : type }
      return resolve(known, unknownAsDyn: unknownAsDyn)
    case .list(let element): return .list(resolve(element, unknownAsDyn: unknownAsDyn))
    case .map(let key, let value):
      return .map(resolve(key, unknownAsDyn: unknownAsDyn), resolve(value, unknownAsDyn: unknownAsDyn))
    case .optional(let value): return .optional(resolve(value, unknownAsDyn: unknownAsDyn))
    case .type(let value): return .type(resolve(value, unknownAsDyn: unknownAsDyn))
    case .opaque(let name, let parameters):
      return .opaque(name, parameters.map { resolve($0, unknownAsDyn: unknownAsDyn) })
    default: return type
    }
  }

  /// Whether a value of one type can stand where another is wanted; if so, what follows for unknown types is kept.
  mutating func fits(_ type: Type, _ wanted: Type) -> Bool {
    let before = found
    if unify(type, wanted) { return true }
    found = before
    return false
  }

  /// The same for a row of arguments.
  mutating func fits(_ types: [Type], _ wanted: [Type]) -> Bool {
    let before = found
    for (type, wanted) in zip(types, wanted) where !unify(type, wanted) {
      found = before
      return false
    }
    return true
  }

  /// The type of both, or `dyn`: for the elements of a list.
  mutating func join(_ first: Type, _ second: Type) -> Type {
    fits(first, second) ? moreGeneral(resolve(first), resolve(second)) : .dyn
  }

  private mutating func unify(_ left: Type, _ right: Type) -> Bool {
    if case .inferred(let index) = right {
      let hadType = found[index] != nil
      if bind(index, to: left) { return true }
      if hadType { return false }
    }
    if case .inferred(let index) = left { return bind(index, to: right) }
    switch (left, right) {
    case (.dyn, _), (_, .dyn): return true
    case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)): return unify(left, right)
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      return unify(leftKey, rightKey) && unify(leftValue, rightValue)
    case (.type, .type): return true
    case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
      guard left == right, leftParameters.count == rightParameters.count else { return false }
      for (left, right) in zip(leftParameters, rightParameters) where !unify(left, right) { return false }
      return true
    case (.wrapper(let left), .wrapper(let right)): return left == right
    case (.wrapper(let value), let other), (let other, .wrapper(let value)): return other == .null || other == value
    case (.null, let other), (let other, .null): return other.isNullable
    default: return left == right
    }
  }

  private mutating func bind(_ index: Int, to type: Type) -> Bool {
    if type == .inferred(index) { return true }
    guard let known = found[index] else {
      guard !occurs(index, in: type) else { return false }
      found[index] = type
      return true
    }
    if known == type { return true }
    guard unify(type, known) else { return false }
    let general = moreGeneral(resolve(type), resolve(known))
    if !occurs(index, in: general) { found[index] = general }
    return true
  }

  private func occurs(_ index: Int, in type: Type) -> Bool {
    switch type {
    case .inferred(let other):
      if other == index { return true }
      guard let known = found[other] else { return false }
      return occurs(index, in: known)
    case .list(let part), .optional(let part), .type(let part): return occurs(index, in: part)
    case .map(let key, let value): return occurs(index, in: key) || occurs(index, in: value)
    case .opaque(_, let parameters): return parameters.contains { occurs(index, in: $0) }
    default: return false
    }
  }

  private func moreGeneral(_ first: Type, _ second: Type) -> Type { first.isAsGeneral(as: second) ? first : second }
}

extension Type {
  /// Whether `null` fits, as the reference implementation has it.
  fileprivate var isNullable: Bool {
    switch self {
    case .null, .timestamp, .duration, .record, .opaque, .optional: true
    default: false
    }
  }

  /// Whether every value of the other type is one of this type.
  fileprivate func isAsGeneral(as other: Type) -> Bool {
    switch (self, other) {
    case (.dyn, _), (.inferred, _): return true
    case (_, .dyn), (_, .inferred): return false
    case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)): return left.isAsGeneral(as: right)
    case (.type, .type): return true
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      return leftKey.isAsGeneral(as: rightKey) && leftValue.isAsGeneral(as: rightValue)
    case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
      guard left == right else { return false }
      for (left, right) in zip(leftParameters, rightParameters) where !left.isAsGeneral(as: right) { return false }
      return true
    case (.wrapper(let value), let other) where other == .null || other == value: return true
    case (_, .null): return isNullable
    default: return self == other
    }
  }
}
