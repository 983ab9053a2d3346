import Diagnostics

/// The integer that decimal digits with an optional sign write; nil for anything else and beyond 64 bits.
public func parseInt64(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
  guard let first = bytes.first else { return nil }
  let isNegative = first == UInt8(ascii: "-")
  let start = isNegative || first == UInt8(ascii: "+") ? 1 : 0
  guard let magnitude = parseUInt64(UnsafeBufferPointer(rebasing: bytes[start...])) else { return nil }
  if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
  return Int64(exactly: magnitude)
}

/// The integer that decimal digits with an optional sign write, as `parseInt64` of its bytes.
public func parseInt64(_ text: Text) -> Int64? { text.utf8.withUnsafeBufferPointer { parseInt64($0) } }

/// The natural number that digits of a base from 2 to 16 write, without sign or prefix; nil for anything else and beyond 64 bits.
public func parseUInt64(_ bytes: UnsafeBufferPointer<UInt8>, base: UInt64 = 10) -> UInt64? {
  guard !bytes.isEmpty else { return nil }
  var value: UInt64 = 0
  for byte in bytes {
    guard let digit = digitValue(byte), digit < base else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: base)
    let (sum, tooLarge) = product.addingReportingOverflow(digit)
    guard !overflow, !tooLarge else { return nil }
    value = sum
  }
  return value
}

/// The natural number that decimal digits write, as `parseUInt64` of its bytes.
public func parseUInt64(_ text: Text) -> UInt64? { text.utf8.withUnsafeBufferPointer { parseUInt64($0) } }

private func digitValue(_ byte: UInt8) -> UInt64? {
  if isDigit(byte) { return UInt64(byte - 0x30) }
  let letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? UInt64(letter - 0x61 + 10) : nil
}
