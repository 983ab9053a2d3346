import Diagnostics

extension YAMLParser {
  /// Whether the text is UTF-8 of characters that YAML allows; else a fault at the first that is not.
  ///
  /// Beyond YAML's own list it refuses the characters that some YAML readers take for line ends and others do not (U+0085, U+2028,
  /// U+2029), and a byte order mark within the text.
  mutating func checkCharacters() -> Bool {
    var offset = index
    while offset < end {
      let byte = bytes[offset]
      if byte &- 0x20 < 0x5F || byte == 0x0A || byte == 0x09 || byte == 0x0D {
        offset += 1
      } else if byte < 0x80 {
        return refuse(UInt32(byte), at: offset..<offset + 1)
      } else {
        guard let (scalar, length) = decode(offset) else {
          report(.notUTF8, at: offset..<offset + 1)
          return false
        }
        if isForbidden(scalar) { return refuse(scalar, at: offset..<offset + length) }
        offset += length
      }
    }
    return true
  }

  private mutating func refuse(_ scalar: UInt32, at range: Range<Int>) -> Bool {
    report(.character(scalar), at: range)
    return false
  }

  private func isForbidden(_ scalar: UInt32) -> Bool {
    scalar < 0xA0 || scalar == 0x2028 || scalar == 0x2029 || scalar == 0xFEFF || scalar == 0xFFFE || scalar == 0xFFFF
  }

  /// The character of two to four bytes at an offset and its length; nil if it is no well-formed UTF-8.
  private func decode(_ offset: Int) -> (UInt32, Int)? {
    let lead = bytes[offset]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, offset + length <= end else { return nil }
    var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for next in offset + 1..<offset + length {
      guard bytes[next] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(bytes[next] & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    guard scalar >= least, scalar <= 0x10_FFFF, scalar & 0xFFFF_F800 != 0xD800 else { return nil }
    return (scalar, length)
  }
}
