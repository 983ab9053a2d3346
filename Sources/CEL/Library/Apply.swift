import Diagnostics
import Notation

extension Builtin {
  /// The function's value for some arguments.
  func apply(_ arguments: ArraySlice<Value>, _ context: CallContext) throws(EvaluationError) -> Value {
    if let value = try result(arguments, context) { return value }
    throw noOverload(name, arguments)
  }

  /// The same; nil if no overload fits.
  private func result(_ arguments: ArraySlice<Value>, _ context: CallContext) throws(EvaluationError) -> Value? {
    let first = arguments.startIndex
    switch arguments.count {
    case 0: return self == .optionalNone ? .optional(nil) : nil
    case 1: return try unary(arguments[first], context)
    case 2: return try binary(arguments[first], arguments[first + 1], context)
    default:
      if self == .greatest || self == .least { return try extreme(Array(arguments)) }
      return try threeOrMore(arguments)
    }
  }

  private func unary(_ value: Value, _ context: CallContext) throws(EvaluationError) -> Value? {
    switch self {
    case .not:
      if case .bool(let bool) = value { return .bool(!bool) }
      return nil
    case .negate: return try negated(value)
    case .greatest, .least:
      if case .list(let numbers) = value { return try extreme(numbers) }
      return try extreme([value])
    case .dyn: return value
    case .type: return .type(value.typeName)
    case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: return try convert(value)
    case .size: return value.size.map { .int(Int64($0)) }
    case .ceil, .floor, .round, .trunc, .abs, .sign, .isNaN, .isInf, .isFinite, .sqrt, .bitNot: return try number(value)
    case .optionalOf: return .optional(value)
    case .optionalOfNonZeroValue: return .optional(value.isZero ? nil : value)
    case .hasValue, .value: return try ofOptional(value)
    default:
      switch value {
      case .string(let text): return try ofString(text)
      case .list(let elements): return try ofList(elements)
      case .timestamp(let instant): return timePart(instant, in: context.timeZone)
      case .duration(let span): return spanPart(span)
      case .bytes(let bytes) where self == .base64Encode: return .string(Base64.encode(bytes))
      case .int(let count) where self == .range: return try Builtin.range(count)
      default: return nil
      }
    }
  }

  private func binary(_ left: Value, _ right: Value, _ context: CallContext) throws(EvaluationError) -> Value? {
    switch self {
    case .add, .subtract, .multiply, .divide, .modulo: return try arithmetic(left, right)
    case .equal: return .bool(left == right)
    case .notEqual: return .bool(!(left == right))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return compare(left, right)
    case .in: return contains(left, in: right)
    case .index: return try element(of: left, at: right)
    case .optionalIndex: return try optionalElement(of: left, at: right)
    case .greatest, .least: return try extreme([left, right])
    case .bitAnd, .bitOr, .bitXor, .bitShiftLeft, .bitShiftRight: return try bits(left, right)
    default: break
    }
    switch (left, right) {
    case (.string(let text), .string(let other)): return try ofStrings(text, other, context)
    case (.string(let text), .int(let number)): return try ofString(text, number)
    case (.string(let text), .list(let values)) where self == .format: return .string(try Formatter.format(text, values))
    case (.list(let elements), .string(let separator)) where self == .join: return try Builtin.join(elements, separator)
    case (.list(let left), .list(let right)): return ofSets(left, right)
    case (.list(let elements), .int(let depth)) where self == .flatten: return try Builtin.flatten(elements, depth)
    case (.timestamp(let instant), .string(let zone)): return timePart(instant, in: try timeZone(zone, context))
    default: return nil
    }
  }

  private func threeOrMore(_ arguments: ArraySlice<Value>) throws(EvaluationError) -> Value? {
    let arguments = Array(arguments)
    switch (arguments[0], arguments[1], arguments[2]) {
    case (.string(let text), .string(let part), .int(let number)) where arguments.count == 3:
      return try ofStrings(text, part, number)
    case (.string(let text), .int(let start), .int(let end)) where self == .substring:
      return .string(try Characters(text).substring(start, end))
    case (.string(let text), .string(let old), .string(let new)) where self == .replace:
      guard arguments.count == 4 else { return .string(try replaced(text, old, new, at: Int64.max)) }
      guard case .int(let limit) = arguments[3] else { return nil }
      return .string(try replaced(text, old, new, at: limit < 0 ? Int64.max : limit))
    case (.list(let elements), .int(let start), .int(let end)) where self == .slice:
      return try Builtin.slice(elements, start, end)
    default: return nil
    }
  }
}

extension Builtin {
  /// The steps that a call counts for, by the sizes of its arguments.
  func cost(_ arguments: ArraySlice<Value>) -> Int {
    switch self {
    case .equal, .notEqual, .in, .distinct, .sort, .format, .flatten, .join:
      var total = 1
      for argument in arguments { total += argument.weight(atMost: 20_000_000) }
      return total
    case .contains, .indexOf, .lastIndexOf, .replace, .split, .matches, .setContains, .setEquivalent, .setIntersects:
      var product = 1
      for argument in arguments { product = min(product * (1 + argument.shallowWeight), 1 << 30) }
      return product
    default:
      var total = 1
      for argument in arguments { total += argument.shallowWeight }
      return total
    }
  }
}

extension Value {
  /// How much work it is to go through the value's own elements or bytes.
  var shallowWeight: Int {
    switch self {
    case .string(let text): text.utf8.count / 16
    case .bytes(let bytes): bytes.count / 16
    case .list(let elements): elements.count
    case .map(let map): map.count
    default: 0
    }
  }

  /// How much work it is to go through the whole value; stops counting at a bound.
  func weight(atMost limit: Int) -> Int {
    var total = 1 + shallowWeight
    switch self {
    case .list(let elements):
      for element in elements where total < limit { total += element.weight(atMost: limit - total) }
    case .map(let map):
      for value in map.values where total < limit { total += value.weight(atMost: limit - total) }
    case .record(let record):
      for value in record.values where total < limit { total += value?.weight(atMost: limit - total) ?? 1 }
    case .optional(let value?): total += value.weight(atMost: limit - total)
    default: break
    }
    return total
  }
}
