import Diagnostics

extension Builtin {
  /// Functions of one number; nil if no overload fits.
  func number(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .double(let number): return ofDouble(number)
    case .int(let number):
      switch self {
      case .abs:
        if number == Int64.min { throw overflowError }
        return .int(Swift.abs(number))
      case .sign: return .int(number.signum())
      case .bitNot: return .int(~number)
      case .sqrt: return .double(Double(number).squareRoot())
      default: return nil
      }
    case .uint(let number):
      switch self {
      case .abs: return value
      case .sign: return .uint(number == 0 ? 0 : 1)
      case .bitNot: return .uint(~number)
      case .sqrt: return .double(Double(number).squareRoot())
      default: return nil
      }
    default: return nil
    }
  }

  private func ofDouble(_ number: Double) -> Value? {
    switch self {
    case .ceil: .double(number.rounded(.up))
    case .floor: .double(number.rounded(.down))
    case .round: .double(number.rounded(.toNearestOrAwayFromZero))
    case .trunc: .double(number.rounded(.towardZero))
    case .abs: .double(number.magnitude)
    case .sign: .double(number.isNaN ? number : number < 0 ? -1 : number > 0 ? 1 : 0)
    case .sqrt: .double(number.squareRoot())
    case .isNaN: .bool(number.isNaN)
    case .isInf: .bool(number.isInfinite)
    case .isFinite: .bool(number.isFinite)
    default: nil
    }
  }

  /// Operations on bits; nil if no overload fits.
  func bits(_ left: Value, _ right: Value) throws(EvaluationError) -> Value? {
    switch (left, right) {
    case (.uint(let left), .int(let shift)) where self == .bitShiftLeft || self == .bitShiftRight:
      return .uint(try shifted(left, by: shift))
    case (.int(let left), .int(let shift)) where self == .bitShiftLeft || self == .bitShiftRight:
      return .int(Int64(bitPattern: try shifted(UInt64(bitPattern: left), by: shift)))
    case (.int(let left), .int(let right)):
      return .int(Int64(bitPattern: joined(UInt64(bitPattern: left), UInt64(bitPattern: right))))
    case (.uint(let left), .uint(let right)) where self != .bitShiftLeft && self != .bitShiftRight:
      return .uint(joined(left, right))
    default: return nil
    }
  }

  private func joined(_ left: UInt64, _ right: UInt64) -> UInt64 {
    switch self {
    case .bitAnd: left & right
    case .bitOr: left | right
    default: left ^ right
    }
  }

  /// Zeros are shifted in at either end; a shift by 64 and more gives zero.
  private func shifted(_ bits: UInt64, by shift: Int64) throws(EvaluationError) -> UInt64 {
    if shift < 0 { throw EvaluationError("the shift is negative") }
    if shift > 63 { return 0 }
    return self == .bitShiftLeft ? bits << UInt64(shift) : bits >> UInt64(shift)
  }

  /// The greatest or least number; of equal ones the first.
  func extreme(_ numbers: [Value]) throws(EvaluationError) -> Value? {
    guard var best = numbers.first else { throw EvaluationError("there is no number to choose from") }
    for number in numbers {
      guard number.isNumber else { return nil }
      let order = numericOrder(number, best)
      if order == (self == .greatest ? .greater : .less) { best = number }
    }
    return best
  }
}
