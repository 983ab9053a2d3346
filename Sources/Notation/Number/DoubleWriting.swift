import Diagnostics

/// The shortest decimal number that reads back as the same double, written as JavaScript does: `1`, `0.1`, `1.5e-7`, `1e+21`, `Infinity`, `NaN`.
public func formatDouble(_ value: Double) -> Text {
  if value.isNaN { return "NaN" }
  var bytes: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
  guard value.isFinite else { return Text(bytes) + "Infinity" }
  let decimal = ShortestDecimal(value.magnitude)
  decimal.append(to: &bytes)
  return Text(bytes)
}

/// The shortest decimal number that reads back as a double, as digits and the place of the point.
public struct ShortestDecimal: Hashable, Sendable {
  /// The digits, 0 to 9, at least one and without zeros at the ends (but for zero itself).
  public private(set) var digits: [UInt8] = []

  /// How many digits stand before the point: 1.5 has digits 1, 5 and point 1; 0.001 has point -2.
  public private(set) var point = 0

  /// The shortest decimal number of a double that is finite and not negative; of several the nearest.
  public init(_ value: Double) {
    if value == 0 {
      digits = [0]
      point = 1
    } else if !readShort(value) {
      generate(value)
    }
  }

  /// Numbers of at most 15 digits, few of them after the point: a decimal number of that length is the only one at its double.
  private mutating func readShort(_ value: Double) -> Bool {
    guard value < 1e15 else { return false }
    var scale = 1.0
    for places in 0...6 {
      let scaled = value * scale
      guard scaled < 1e15 else { return false }
      let whole = UInt64(scaled)
      if Double(whole) == scaled, Double(whole) / scale == value, whole > 0 {
        appendDigits(of: whole, places: places)
        return true
      }
      scale *= 10
    }
    return false
  }

  private mutating func appendDigits(of whole: UInt64, places: Int) {
    var rest = whole
    while rest != 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    digits.reverse()
    point = digits.count - places
    while digits.last == 0 { digits.removeLast() }
  }

  /// Free-format generation with exact arithmetic (Burger and Dybvig, Printing Floating-Point Numbers Quickly and Accurately, 1996).
  private mutating func generate(_ value: Double) {
    let fraction = value.bitPattern & (1 << 52 - 1)
    let field = Int(value.bitPattern >> 52)
    let mantissa = field == 0 ? fraction : fraction | 1 << 52
    let exponent = max(field, 1) - 1075
    let isUneven = fraction == 0 && field > 1
    let isEven = mantissa & 1 == 0
    var range = DigitGenerator(mantissa, exponent: exponent, isUneven: isUneven, includesEnds: isEven)
    // The estimate is right or one too small.
    let width = 64 - mantissa.leadingZeroBitCount + exponent - 1
    point = range.scale(estimate: floorDivide(width * 30103, 100_000) + (width == 0 ? 0 : 1) - 1)
    digits = range.digits()
  }
}

/// A number `rest / divisor` and the distance to the neighbouring doubles' halfway points, `above` and `below` over the same divisor.
private struct DigitGenerator {
  var rest: BigNatural
  var divisor: BigNatural
  var above: BigNatural
  var below: BigNatural
  let includesEnds: Bool

  init(_ mantissa: UInt64, exponent: Int, isUneven: Bool, includesEnds: Bool) {
    let extra = isUneven ? 2 : 1
    rest = BigNatural(mantissa)
    rest.shiftLeft(extra + max(exponent, 0))
    divisor = BigNatural(1)
    divisor.shiftLeft(extra + max(-exponent, 0))
    below = BigNatural(1)
    below.shiftLeft(max(exponent, 0))
    above = below
    above.shiftLeft(extra - 1)
    self.includesEnds = includesEnds
  }

  /// Divides by a power of ten so that the first digit comes next, and gives the power.
  mutating func scale(estimate: Int) -> Int {
    var power = estimate
    if power >= 0 {
      divisor.multiply(byPowerOfTen: power)
    } else {
      rest.multiply(byPowerOfTen: -power)
      above.multiply(byPowerOfTen: -power)
      below.multiply(byPowerOfTen: -power)
    }
    while reachesAbove {
      divisor.multiply(by: 10)
      power += 1
    }
    return power
  }

  private var reachesAbove: Bool {
    var sum = rest
    sum.add(above)
    return includesEnds ? !sum.isLess(than: divisor) : divisor.isLess(than: sum)
  }

  private var reachesBelow: Bool { includesEnds ? !below.isLess(than: rest) : rest.isLess(than: below) }

  mutating func digits() -> [UInt8] {
    var digits: [UInt8] = []
    while true {
      rest.multiply(by: 10)
      above.multiply(by: 10)
      below.multiply(by: 10)
      var digit: UInt8 = 0
      while !rest.isLess(than: divisor) {
        rest.subtract(divisor)
        digit += 1
      }
      let (down, upward) = (reachesBelow, reachesAbove)
      if down || upward {
        digits.append(upward && (!down || isPastHalf(digit)) ? digit + 1 : digit)
        return digits
      }
      digits.append(digit)
    }
  }

  /// Whether the next digit up is nearer; in the middle, whether it is even.
  private func isPastHalf(_ digit: UInt8) -> Bool {
    var double = rest
    double.multiply(by: 2)
    if double.isLess(than: divisor) { return false }
    return divisor.isLess(than: double) || digit & 1 == 1
  }
}

extension ShortestDecimal {
  /// Appends the number as ECMAScript's Number::toString does.
  fileprivate func append(to bytes: inout [UInt8]) {
    if point > 21 || point < -5 {
      appendScientific(to: &bytes)
    } else if point <= 0 {
      bytes.append(contentsOf: [UInt8(ascii: "0"), UInt8(ascii: ".")])
      bytes.append(contentsOf: [UInt8](repeating: UInt8(ascii: "0"), count: -point))
      bytes.append(contentsOf: digits.map { $0 + 0x30 })
    } else {
      for index in 0..<max(point, digits.count) {
        if index == point { bytes.append(UInt8(ascii: ".")) }
        bytes.append(index < digits.count ? digits[index] + 0x30 : UInt8(ascii: "0"))
      }
    }
  }

  private func appendScientific(to bytes: inout [UInt8]) {
    for (index, digit) in digits.enumerated() {
      if index == 1 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(digit + 0x30)
    }
    bytes.append(UInt8(ascii: "e"))
    bytes.append(point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-"))
    bytes.append(contentsOf: Text(abs(point - 1)).utf8)
  }
}
