import Diagnostics

extension Text {
  /// Bytes whose order takes numbers for numbers: `2.md` before `10.md`.
  public var naturalKey: [UInt8] {
    var key: [UInt8] = []
    var digits: [UInt8] = []
    for byte in utf8 + [0] {
      if byte >= 0x30, byte <= 0x39 {
        digits.append(byte)
        continue
      }
      if !digits.isEmpty { key += [UInt8](repeating: 0x30, count: max(0, 12 - digits.count)) + digits }
      digits = []
      key.append(byte)
    }
    return key
  }
}
