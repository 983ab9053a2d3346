import Diagnostics
import Notation

extension Builtin {
  /// `+ - * / %`; nil if no overload fits.
  func arithmetic(_ left: Value, _ right: Value) throws(EvaluationError) -> Value? {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .int(try whole(left, right))
    case (.uint(let left), .uint(let right)): return .uint(try whole(left, right))
    case (.double(let left), .double(let right)): return real(left, right).map { .double($0) }
    case (.timestamp, _), (.duration, _), (_, .timestamp): return try time(left, right)
    default: return self == .add ? concatenated(left, right) : nil
    }
  }

  private func whole<Number: FixedWidthInteger>(_ left: Number, _ right: Number) throws(EvaluationError) -> Number {
    let (result, overflow): (Number, Bool)
    switch self {
    case .add: (result, overflow) = left.addingReportingOverflow(right)
    case .subtract: (result, overflow) = left.subtractingReportingOverflow(right)
    case .multiply: (result, overflow) = left.multipliedReportingOverflow(by: right)
    case .divide:
      if right == 0 { throw EvaluationError("division by zero") }
      (result, overflow) = left.dividedReportingOverflow(by: right)
    default:
      if right == 0 { throw EvaluationError("remainder of a division by zero") }
      (result, overflow) = left.remainderReportingOverflow(dividingBy: right)
    }
    if overflow { throw overflowError }
    return result
  }

  private func real(_ left: Double, _ right: Double) -> Double? {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    default: nil
    }
  }

  private func concatenated(_ left: Value, _ right: Value) -> Value? {
    switch (left, right) {
    case (.string(let left), .string(let right)): .string(left + right)
    case (.bytes(let left), .bytes(let right)): .bytes(left + right)
    case (.list(let left), .list(let right)): .list(left + right)
    default: nil
    }
  }

  private func time(_ left: Value, _ right: Value) throws(EvaluationError) -> Value? {
    switch (self, left, right) {
    case (.add, .timestamp(let instant), .duration(let span)), (.add, .duration(let span), .timestamp(let instant)):
      return .timestamp(try inRange(instant.adding(span)))
    case (.subtract, .timestamp(let instant), .duration(let span)):
      return .timestamp(try inRange(span.negated.flatMap { instant.adding($0) }))
    case (.subtract, .timestamp(let later), .timestamp(let earlier)):
      return .duration(try inRange(later.since(earlier)))
    case (.add, .duration(let left), .duration(let right)): return .duration(try inRange(left.adding(right)))
    case (.subtract, .duration(let left), .duration(let right)): return .duration(try inRange(left.subtracting(right)))
    default: return nil
    }
  }

  func negated(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .int(let number):
      if number == Int64.min { throw overflowError }
      return .int(-number)
    case .double(let number): return .double(-number)
    default: return nil
    }
  }
}

var overflowError: EvaluationError { EvaluationError("the result does not fit 64 bits") }

/// An instant that exists.
func inRange(_ instant: Timestamp?) throws(EvaluationError) -> Timestamp {
  guard let instant else { throw EvaluationError("the timestamp is outside the years 1 to 9999") }
  return instant
}

/// A span that fits 64 bits of nanoseconds, as in the reference implementations.
func inRange(_ span: TimeSpan?) throws(EvaluationError) -> TimeSpan {
  guard let span, span.inNanoseconds != nil else { throw EvaluationError("the duration is longer than 292 years") }
  return span
}

extension Builtin {
  /// `<`, `<=`, `>` and `>=`; nil for values that have no order.
  func compare(_ left: Value, _ right: Value) -> Value? {
    switch (left, right) {
    case (.string(let left), .string(let right)): return .bool(holds(NumericOrder(left, right)))
    case (.bytes(let left), .bytes(let right)): return .bool(holds(NumericOrder(Text(left), Text(right))))
    case (.bool(let left), .bool(let right)): return .bool(holds(NumericOrder(left ? 1 : 0, right ? 1 : 0)))
    case (.timestamp(let left), .timestamp(let right)): return .bool(holds(NumericOrder(left, right)))
    case (.duration(let left), .duration(let right)): return .bool(holds(NumericOrder(left, right)))
    default: return left.isNumber && right.isNumber ? .bool(holds(numericOrder(left, right))) : nil
    }
  }

  private func holds(_ order: NumericOrder) -> Bool {
    switch self {
    case .less: order == .less
    case .lessOrEqual: order == .less || order == .same
    case .greater: order == .greater
    default: order == .greater || order == .same
    }
  }

  /// `in`
  func contains(_ element: Value, in container: Value) -> Value? {
    switch container {
    case .list(let elements):
      for other in elements where other == element { return .bool(true) }
      return .bool(false)
    case .map(let map): return .bool(map.index(of: element) != nil)
    default: return nil
    }
  }

  /// `container[index]`
  func element(of container: Value, at index: Value) throws(EvaluationError) -> Value? {
    switch container {
    case .list(let elements):
      guard let place = index.wholeNumber else { throw EvaluationError("a list's index is an int, not \(index.typeName)") }
      guard place >= 0, place < Int64(elements.count) else {
        throw EvaluationError("index \(place) is outside the list of \(elements.count)")
      }
      return elements[Int(place)]
    case .map(let map):
      if let value = map[index] { return value }
      if case .string(let key) = index { throw EvaluationError("there is no key `\(key)`") }
      throw EvaluationError("there is no such key in the map")
    case .optional(let value):
      guard let value else { return .optional(nil) }
      return try optionalElement(of: value, at: index)
    case .record(let record):
      guard case .string(let name) = index else { return nil }
      if let value = record[name] { return value }
      throw EvaluationError(.missing("\(record.type.name).\(name)"))
    default: return nil
    }
  }

  /// `container[?index]`
  func optionalElement(of container: Value, at index: Value) throws(EvaluationError) -> Value? {
    switch container {
    case .list(let elements):
      guard let place = index.wholeNumber else { throw EvaluationError("a list's index is an int, not \(index.typeName)") }
      return .optional(place >= 0 && place < Int64(elements.count) ? elements[Int(place)] : nil)
    case .map(let map): return .optional(map[index])
    case .optional(let value):
      guard let value else { return .optional(nil) }
      return try optionalElement(of: value, at: index)
    default: return nil
    }
  }
}

extension Value {
  var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    default: false
    }
  }

  /// The whole number that a number of any type is equal to.
  fileprivate var wholeNumber: Int64? {
    switch self {
    case .int(let number): number
    case .uint(let number): Int64(exactly: number)
    case .double(let number): Int64(exactly: number)
    default: nil
    }
  }
}
