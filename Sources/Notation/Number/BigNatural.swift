/// A natural number of any size, for the exact conversion between decimal and binary. Only what that needs.
struct BigNatural {
  /// Digits in base 2^32, least significant first, without leading zeros.
  private(set) var words: [UInt32] = []

  init(_ value: UInt64) {
    words = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    trim()
  }

  var isZero: Bool { words.isEmpty }

  /// The position of the highest bit that is set, plus one.
  var bitWidth: Int { words.count * 32 - (words.last?.leadingZeroBitCount ?? 0) }

  /// Multiplies by a factor and adds a term.
  mutating func multiply(by factor: UInt32, adding term: UInt32 = 0) {
    var carry = UInt64(term)
    for index in words.indices {
      let sum = UInt64(words[index]) * UInt64(factor) + carry
      words[index] = UInt32(truncatingIfNeeded: sum)
      carry = sum >> 32
    }
    if carry != 0 { words.append(UInt32(carry)) }
  }

  /// Multiplies by a power of ten.
  mutating func multiply(byPowerOfTen exponent: Int) {
    var rest = exponent
    while rest >= 9 {
      multiply(by: 1_000_000_000)
      rest -= 9
    }
    for _ in 0..<rest { multiply(by: 10) }
  }

  /// Multiplies by a power of two.
  mutating func shiftLeft(_ bits: Int) {
    guard !isZero, bits > 0 else { return }
    if bits % 32 != 0 { multiply(by: UInt32(1) << UInt32(bits % 32)) }
    if bits >= 32 { words.insert(contentsOf: [UInt32](repeating: 0, count: bits / 32), at: 0) }
  }

  /// Adds another number.
  mutating func add(_ other: BigNatural) {
    var carry: UInt64 = 0
    for index in 0..<max(words.count, other.words.count) {
      if index == words.count { words.append(0) }
      let sum = UInt64(words[index]) + (index < other.words.count ? UInt64(other.words[index]) : 0) + carry
      words[index] = UInt32(truncatingIfNeeded: sum)
      carry = sum >> 32
    }
    if carry != 0 { words.append(UInt32(carry)) }
  }

  /// Takes away a number that is not greater.
  mutating func subtract(_ other: BigNatural) {
    var borrow: Int64 = 0
    for index in words.indices {
      let difference = Int64(words[index]) - (index < other.words.count ? Int64(other.words[index]) : 0) + borrow
      words[index] = UInt32(truncatingIfNeeded: difference)
      borrow = difference < 0 ? -1 : 0
    }
    trim()
  }

  /// Whether this number is less than another.
  func isLess(than other: BigNatural) -> Bool {
    guard words.count == other.words.count else { return words.count < other.words.count }
    var index = words.count - 1
    while index >= 0 {
      if words[index] != other.words[index] { return words[index] < other.words[index] }
      index -= 1
    }
    return false
  }

  private mutating func trim() {
    while words.last == 0 { words.removeLast() }
  }
}
