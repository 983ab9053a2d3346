import Diagnostics
import Notation

extension Builtin {
  /// Functions of one list.
  func ofList(_ elements: [Value]) throws(EvaluationError) -> Value? {
    switch self {
    case .join: return try Builtin.join(elements, Text())
    case .reverse: return .list(elements.reversed())
    case .first: return .optional(elements.first)
    case .last: return .optional(elements.last)
    case .flatten: return try Builtin.flatten(elements, 1)
    case .distinct: return .list(Builtin.distinct(elements))
    case .sort: return .list(try Builtin.sorted(elements))
    case .unwrap:
      var values: [Value] = []
      for element in elements {
        guard case .optional(let value) = element else { throw EvaluationError("an element is not optional") }
        if let value { values.append(value) }
      }
      return .list(values)
    default: return nil
    }
  }

  /// Functions of one optional value.
  func ofOptional(_ value: Value) throws(EvaluationError) -> Value? {
    guard case .optional(let inner) = value else { return nil }
    if self == .hasValue { return .bool(inner != nil) }
    guard let inner else { throw EvaluationError("the optional value is empty") }
    return inner
  }

  /// Functions of two lists as sets.
  func ofSets(_ left: [Value], _ right: [Value]) -> Value? {
    switch self {
    case .setContains: .bool(right.allSatisfy(left.contains))
    case .setEquivalent: .bool(right.allSatisfy(left.contains) && left.allSatisfy(right.contains))
    case .setIntersects: .bool(left.contains(where: right.contains))
    default: nil
    }
  }

  static func slice(_ elements: [Value], _ start: Int64, _ end: Int64) throws(EvaluationError) -> Value {
    guard start >= 0, start <= end, end <= Int64(elements.count) else {
      throw EvaluationError("the slice from \(start) to \(end) is outside the list of \(elements.count)")
    }
    return .list(Array(elements[Int(start)..<Int(end)]))
  }

  static func flatten(_ elements: [Value], _ depth: Int64) throws(EvaluationError) -> Value {
    guard depth >= 0 else { throw EvaluationError("the depth is negative") }
    var result: [Value] = []
    for element in elements {
      guard depth > 0, case .list(let inner) = element else {
        result.append(element)
        continue
      }
      guard case .list(let flat) = try flatten(inner, depth - 1) else { continue }
      result.append(contentsOf: flat)
      guard result.count < 1_000_000 else { throw EvaluationError(.costExceeded) }
    }
    return .list(result)
  }

  static func range(_ count: Int64) throws(EvaluationError) -> Value {
    guard count <= 100_000 else { throw EvaluationError(.costExceeded) }
    return .list((0..<max(count, 0)).map { .int($0) })
  }

  private static func distinct(_ elements: [Value]) -> [Value] {
    var result: [Value] = []
    for element in elements where !result.contains(element) { result.append(element) }
    return result
  }

  /// The elements in order; all must be of one type that has an order.
  private static func sorted(_ elements: [Value]) throws(EvaluationError) -> [Value] {
    try order(of: elements).map { elements[$0] }
  }

  /// The indices of some keys in the order of the keys; all must be of one type that has an order.
  static func order(of keys: [Value]) throws(EvaluationError) -> [Int] {
    for key in keys {
      guard let first = keys.first, first.typeName == key.typeName, Builtin.less.compare(first, key) != nil else {
        throw EvaluationError("the elements have no common order")
      }
    }
    return sortedIndices(keys.count) { Builtin.less.compare(keys[$0], keys[$1])?.bool ?? false }
  }
}

extension Value {
  /// Code points of a string, bytes, elements or entries; nil for other values.
  var size: Int? {
    switch self {
    case .string(let text): Characters(text).count
    case .bytes(let bytes): bytes.count
    case .list(let elements): elements.count
    case .map(let map): map.count
    default: nil
    }
  }

  /// Whether it is the zero value of its type: 0, false, empty, null.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let bool): !bool
    case .int(let number): number == 0
    case .uint(let number): number == 0
    case .double(let number): number == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let elements): elements.isEmpty
    case .map(let map): map.count == 0
    case .duration(let span): span == .zero
    case .timestamp(let instant): instant.seconds == 0 && instant.nanoseconds == 0
    case .optional, .record, .type: false
    }
  }
}
