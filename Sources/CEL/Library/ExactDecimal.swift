import Diagnostics
import Notation

/// The exact decimal digits of a double, to round them correctly at any place.
struct ExactDecimal {
  /// The digits, 0 to 9; the first is not 0 unless the number is.
  private var digits: [UInt8]
  /// How many digits stand before the point.
  private var point: Int

  /// A double with so many digits after the point, as `1.50` or as `1.50e+00`; halves go to the even digit.
  static func write(_ number: Double, precision: Int, isScientific: Bool) -> [UInt8] {
    guard number.isFinite else { return formatDouble(number).utf8 }
    var decimal = ExactDecimal(number.magnitude)
    decimal.round(keeping: isScientific ? precision + 1 : decimal.point + precision)
    let sign: [UInt8] = number.sign == .minus ? [UInt8(ascii: "-")] : []
    return sign + (isScientific ? decimal.scientific(precision) : decimal.fixed(precision))
  }

  private init(_ number: Double) {
    guard number > 0 else {
      digits = [0]
      point = 1
      return
    }
    let bits = number.bitPattern
    let exponent = Int(bits >> 52 & 0x7FF)
    let significand = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1 << 52)
    let scale = max(exponent, 1) - 1075
    // The number is significand × 2^scale; below one that is significand × 5^-scale × 10^scale.
    var limbs = [UInt32(truncatingIfNeeded: significand % 1_000_000_000), UInt32(significand / 1_000_000_000)]
    for _ in 0..<abs(scale) { ExactDecimal.multiply(&limbs, by: scale < 0 ? 5 : 2) }
    digits = ExactDecimal.digits(of: limbs)
    point = digits.count + min(scale, 0)
  }

  /// Limbs of nine decimal digits, the lowest first.
  private static func multiply(_ limbs: inout [UInt32], by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(product % 1_000_000_000)
      carry = product / 1_000_000_000
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  private static func digits(of limbs: [UInt32]) -> [UInt8] {
    var reversed: [UInt8] = []
    for limb in limbs {
      var rest = limb
      for _ in 0..<9 {
        reversed.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while reversed.count > 1, reversed.last == 0 { reversed.removeLast() }
    return reversed.reversed()
  }

  /// Keeps so many leading digits.
  private mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = [0]
      point = 1
      return
    }
    let rest = digits[count...]
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    let isAboveHalf = rest.first ?? 0 > 5 || (rest.first == 5 && rest.dropFirst().contains { $0 != 0 })
    let isUp = isAboveHalf || (rest.first == 5 && isOdd)
    digits.removeSubrange(count...)
    if isUp { increment() }
    if digits.isEmpty {
      digits = [0]
      point = 1
    }
  }

  private mutating func increment() {
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  private func digit(_ index: Int) -> UInt8 {
    UInt8(ascii: "0") + (index >= 0 && index < digits.count ? digits[index] : 0)
  }

  private func fixed(_ precision: Int) -> [UInt8] {
    var result = point > 0 ? (0..<point).map { digit($0) } : [UInt8(ascii: "0")]
    if precision > 0 { result.append(UInt8(ascii: ".")) }
    for place in 0..<precision { result.append(digit(point + place)) }
    return result
  }

  private func scientific(_ precision: Int) -> [UInt8] {
    var result = [digit(0)]
    if precision > 0 { result.append(UInt8(ascii: ".")) }
    for place in 0..<precision { result.append(digit(1 + place)) }
    let exponent = digits == [0] ? 0 : point - 1
    result.append(UInt8(ascii: "e"))
    result.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    if abs(exponent) < 10 { result.append(UInt8(ascii: "0")) }
    return result + Text(abs(exponent)).utf8
  }
}
