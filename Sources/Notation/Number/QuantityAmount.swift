import Diagnostics

/// A number of bytes, seconds or ones: exact where it is whole, else the nearest double.
struct QuantityAmount {
  var value: Double
  var whole: Int64?

  init(whole: Int64) {
    value = Double(whole)
    self.whole = whole
  }

  /// The product of a decimal number and a unit; nil from 2^63 on.
  init?(_ number: DecimalNumber, _ unit: QuantityUnit) {
    let exponent = number.exponent + unit.exponent
    let (product, overflow) = number.digits.multipliedReportingOverflow(by: unit.factor)
    let isExact = number.isExact && !overflow
    if isExact, let scaled = QuantityAmount.scaled(product, exponent) {
      whole = Int64(exactly: scaled)
      value = Double(scaled)
      if whole == nil { return nil }
      return
    }
    // Beyond 64 bits are more digits than anybody writes; what a factor that is no power of two then rounds off is below them.
    let text: Text = isExact ? "\(product)e\(exponent)" : "\(number.text)e\(number.power + unit.exponent)"
    guard let decimal = parseDouble(text) else { return nil }
    value = isExact ? decimal : decimal * Double(unit.factor)
    whole = nil
    if !(value < 0x1p63) { return nil }
  }

  /// The sum; nil from 2^63 on.
  func adding(_ other: QuantityAmount) -> QuantityAmount? {
    guard let left = whole, let right = other.whole else {
      var sum = self
      sum.value += other.value
      sum.whole = nil
      return sum.value < 0x1p63 ? sum : nil
    }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : QuantityAmount(whole: sum)
  }

  /// A number times a power of ten; nil if that is no whole number or beyond 64 bits.
  private static func scaled(_ number: UInt64, _ exponent: Int) -> UInt64? {
    if number == 0 { return 0 }
    var number = number
    for _ in 0..<min(abs(exponent), 20) {
      if exponent > 0 {
        let (product, overflow) = number.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        number = product
      } else {
        guard number % 10 == 0 else { return nil }
        number /= 10
      }
    }
    return number
  }
}

/// A decimal number as digits and a power of ten.
struct DecimalNumber {
  /// The digits, without group marks and point, as a number.
  private(set) var digits: UInt64 = 0
  /// The power of ten that the digits are multiplied by.
  private(set) var exponent = 0
  /// Whether `digits` holds all digits.
  private(set) var isExact = true
  /// The power of ten that `text` is multiplied by.
  private(set) var power = 0
  /// The digits and the point as written, without group marks.
  private(set) var text = Text()

  /// Zeros at the end of the fraction, which count only if another digit follows.
  private var zeros = 0
  private var isFraction = false

  /// Appends the decimal point.
  mutating func appendPoint() {
    text.utf8.append(UInt8(ascii: "."))
    isFraction = true
  }

  /// Appends a digit.
  mutating func append(_ digit: UInt8) {
    text.utf8.append(0x30 + digit)
    if isFraction {
      zeros += 1
      if digit == 0 { return }
      for _ in 1..<zeros { add(0) }
      exponent -= zeros
      zeros = 0
    }
    add(digit)
  }

  /// Multiplies by a power of ten.
  mutating func scale(by power: Int) {
    self.power += power
    exponent += power
  }

  private mutating func add(_ digit: UInt8) {
    let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
    let (sum, tooLarge) = product.addingReportingOverflow(UInt64(digit))
    isExact = isExact && !overflow && !tooLarge
    if isExact { digits = sum }
  }
}
