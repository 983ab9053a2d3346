import Diagnostics

/// The double nearest to a decimal number, ties to even; nil if the bytes are not one.
///
/// Reads `[-+]? (digits [. digits?] | . digits) ([eE] [-+]? digits)?`, which covers JSON, CEL and YAML's core schema but for the names of infinity and
/// not-a-number. A number that is too large is infinite, one that is too small is zero.
public func parseDouble(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
  guard let decimal = Decimal(bytes) else { return nil }
  let magnitude = decimal.quickValue ?? decimal.exactValue(bytes)
  return decimal.isNegative ? -magnitude : magnitude
}

/// The double nearest to a decimal number, as `parseDouble` of its bytes.
public func parseDouble(_ text: Text) -> Double? { text.utf8.withUnsafeBufferPointer { parseDouble($0) } }

/// A decimal number as it is written: its first digits and where the others are.
private struct Decimal {
  var isNegative = false
  /// The first 19 significant digits as a number.
  var mantissa: UInt64 = 0
  /// The number is `mantissa` times ten to this power, but for the digits left out.
  var exponent = 0
  /// How many significant digits there are.
  var digitCount = 0
  /// Where the first significant digit stands.
  var firstDigit = 0
  /// The end of the digits, before the exponent.
  var digitsEnd = 0

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    guard readDigits(bytes, &index) else { return nil }
    digitsEnd = index
    guard index < bytes.count else { return }
    guard bytes[index] | 0x20 == UInt8(ascii: "e"), readExponent(bytes, index + 1) else { return nil }
  }

  private mutating func readDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    var hasDigit = false
    var hasPoint = false
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      if digit < 10 {
        hasDigit = true
        if hasPoint { exponent -= 1 }
        append(digit, at: index)
      } else if bytes[index] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    return hasDigit
  }

  private mutating func append(_ digit: UInt8, at index: Int) {
    if digitCount == 0 {
      guard digit != 0 else { return }
      firstDigit = index
    }
    digitCount += 1
    if digitCount <= 19 { mantissa = mantissa * 10 + UInt64(digit) } else { exponent += 1 }
  }

  private mutating func readExponent(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    var index = start
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count else { return false }
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return false }
      // A file's digits are fewer than this, so a greater exponent makes no difference.
      if value < 100_000_000 { value = value * 10 + Int(digit) }
      index += 1
    }
    exponent += isNegative ? -value : value
    return true
  }

  /// The value if one rounding gives it: at most 2^53 times or divided by an exact power of ten.
  var quickValue: Double? {
    if mantissa == 0 { return 0 }
    guard digitCount <= 19, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
    let factor = powerOfTen(abs(exponent))
    return exponent < 0 ? Double(mantissa) / factor : Double(mantissa) * factor
  }

  /// The value by exact arithmetic.
  func exactValue(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
    let kept = min(digitCount, 19)
    if exponent + kept > 310 { return .infinity }
    if exponent + kept < -325 { return 0 }
    var (numerator, scale) = digits(bytes)
    var denominator = BigNatural(1)
    if scale < 0 { denominator.multiply(byPowerOfTen: -scale) } else { numerator.multiply(byPowerOfTen: scale) }
    return nearestDouble(numerator, over: denominator)
  }

  /// All digits that can matter as a number, and the power of ten that belongs to it. The halfway point between two doubles has at most 767
  /// digits; of more than 800 the rest counts as one further digit.
  private func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> (BigNatural, Int) {
    guard digitCount > 19 else { return (BigNatural(mantissa), exponent) }
    var number = BigNatural(0)
    var count = 0
    for index in firstDigit..<digitsEnd where bytes[index] != UInt8(ascii: ".") {
      guard count < 800 else { break }
      let digit = UInt32(bytes[index] - 0x30)
      if number.isZero { number = BigNatural(UInt64(digit)) } else { number.multiply(by: 10, adding: digit) }
      count += 1
    }
    if digitCount > count {
      number.multiply(by: 10, adding: 1)
      count += 1
    }
    return (number, exponent + 19 - count)
  }
}

/// An exact power of ten, up to 10^22.
func powerOfTen(_ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<exponent { result *= 10 }
  return result
}

/// The double nearest to a fraction of positive numbers, ties to even.
private func nearestDouble(_ numerator: BigNatural, over denominator: BigNatural) -> Double {
  // The quotient of `numerator` times 2^shift has 63 or 64 bits; it comes out bit by bit.
  let shift = 63 - (numerator.bitWidth - denominator.bitWidth)
  var rest = numerator
  var divisor = denominator
  rest.shiftLeft(max(shift, 0))
  divisor.shiftLeft(63 + max(-shift, 0))
  var quotient: UInt64 = 0
  for _ in 0..<64 {
    quotient <<= 1
    if !rest.isLess(than: divisor) {
      rest.subtract(divisor)
      quotient |= 1
    }
    rest.multiply(by: 2)
  }
  return double(quotient, exponent: -shift, hasMore: !rest.isZero)
}

/// The double nearest to `mantissa`, which has 63 or 64 bits, times a power of two; `hasMore` says that a bit more was cut off.
private func double(_ mantissa: UInt64, exponent: Int, hasMore: Bool) -> Double {
  let width = 64 - mantissa.leadingZeroBitCount
  let magnitude = width - 1 + exponent
  if magnitude > 1023 { return .infinity }
  let dropped = width - 53 + max(-1022 - magnitude, 0)
  if dropped > 64 { return 0 }
  var kept = dropped == 64 ? 0 : mantissa >> UInt64(dropped)
  let rest = dropped == 64 ? mantissa : mantissa & (1 << UInt64(dropped) - 1)
  let half: UInt64 = 1 << UInt64(dropped - 1)
  if rest > half || rest == half && (hasMore || kept & 1 == 1) { kept += 1 }
  // A carry out of the fraction moves on into the exponent, as it should.
  let bits = magnitude < -1022 ? kept : UInt64(magnitude + 1023) << 52 + (kept - 1 << 52)
  return Double(bitPattern: bits)
}
