/// A place in some bytes, for the small notations: dates, durations, time zones, quantities.
struct ByteCursor {
  let bytes: [UInt8]
  var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte here, or nil at the end.
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  var isAtEnd: Bool { index >= bytes.count }

  /// The digit here as a number, or nil.
  var digit: UInt8? {
    guard let byte = next, isDigit(byte) else { return nil }
    return byte - 0x30
  }

  /// Steps over a byte if it is here.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  /// Steps over bytes as long as they satisfy a condition, and gives them.
  mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = index
    while let byte = next, condition(byte) { index += 1 }
    return bytes[start..<index]
  }

  /// Exactly so many decimal digits.
  mutating func digits(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    return value
  }

  /// One decimal digit or more, at most `limit` of them.
  mutating func digits(upTo limit: Int) -> Int? {
    var value = 0
    let start = index
    while let digit, index - start < limit {
      value = value * 10 + Int(digit)
      index += 1
    }
    return index == start || digit != nil ? nil : value
  }
}

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// Appends a number in decimal with leading zeros up to a width.
func appendPadded(_ number: Int, width: Int, to bytes: inout [UInt8]) {
  var digits: [UInt8] = []
  var rest = number.magnitude
  while rest != 0 || digits.count < width {
    digits.append(0x30 + UInt8(rest % 10))
    rest /= 10
  }
  if number < 0 { bytes.append(UInt8(ascii: "-")) }
  bytes.append(contentsOf: digits.reversed())
}

/// Appends nanoseconds as a decimal fraction without trailing zeros; nothing for 0.
func appendFraction(nanoseconds: Int32, to bytes: inout [UInt8]) {
  guard nanoseconds != 0 else { return }
  bytes.append(UInt8(ascii: "."))
  appendPadded(Int(nanoseconds), width: 9, to: &bytes)
  while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
}
