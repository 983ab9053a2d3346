import Diagnostics

extension Machine {
  /// Replaces the top value by its field; it must be there.
  mutating func select(_ field: FieldReference) throws(EvaluationError) {
    let value = pop()
    if case .optional(let inner) = value {
      guard let inner else { return stack.append(.optional(nil)) }
      return stack.append(.optional(try Machine.field(field, of: inner)))
    }
    if let found = try Machine.field(field, of: value) { return stack.append(found) }
    if case .record(let record) = value {
      throw EvaluationError(.missing(field.record == nil ? "\(record.type.name).\(field.name)" : field.path))
    }
    throw EvaluationError("there is no key `\(field.name)`")
  }

  /// Replaces the top value by its field as an optional value.
  mutating func optionalSelect(_ field: FieldReference) throws(EvaluationError) {
    var value = pop()
    if case .optional(let inner) = value {
      guard let inner else { return stack.append(.optional(nil)) }
      value = inner
    }
    stack.append(.optional(try Machine.field(field, of: value)))
  }

  /// Replaces the top value by whether the field is there.
  mutating func test(_ field: FieldReference) throws(EvaluationError) {
    var value = pop()
    if case .optional(let inner) = value {
      guard let inner else { return stack.append(.bool(false)) }
      value = inner
    }
    stack.append(.bool(try Machine.field(field, of: value) != nil))
  }

  private static func field(_ field: FieldReference, of value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .record(let record):
      if record.type === field.record, field.slot < record.values.count { return record.values[field.slot] }
      return record[field.name]
    case .map(let map): return map[field.name]
    default: throw EvaluationError("`.\(field.name)` cannot be selected from \(value.typeName)")
    }
  }

  /// Replaces the top values by a list of them.
  mutating func makeList(count: Int, optional: [Int]) throws(EvaluationError) {
    try spend(count)
    let first = stack.count - count
    var elements: [Value] = []
    elements.reserveCapacity(count)
    for place in 0..<count {
      if optional.contains(place) {
        guard case .optional(let value) = stack[first + place] else { throw EvaluationError("the element is not optional") }
        if let value { elements.append(value) }
      } else {
        elements.append(stack[first + place])
      }
    }
    stack.removeSubrange(first...)
    stack.append(.list(elements))
  }

  /// Replaces the top keys and values by a map of them.
  mutating func makeMap(count: Int, optional: [Int]) throws(EvaluationError) {
    try spend(count)
    let first = stack.count - count * 2
    var keys: [Value] = []
    var values: [Value] = []
    for place in 0..<count {
      var value = stack[first + place * 2 + 1]
      if optional.contains(place) {
        guard case .optional(let inner) = value else { throw EvaluationError("the entry is not optional") }
        guard let inner else { continue }
        value = inner
      }
      keys.append(stack[first + place * 2])
      values.append(value)
    }
    stack.removeSubrange(first...)
    stack.append(.map(try newMap(keys, values)))
  }

  /// A map of keys that must be unlike each other.
  func newMap(_ keys: [Value], _ values: [Value]) throws(EvaluationError) -> MapValue {
    if let map = MapValue(keys: keys, values: values) { return map }
    if let key = keys.first(where: { !$0.isMapKey }) {
      throw EvaluationError("a map's key is int, uint, bool or string, not \(key.typeName)")
    }
    throw EvaluationError("the map has a key twice")
  }
}
