import Diagnostics

extension Text {
  /// Bytes whose order takes numbers for numbers: `2.md` before `10.md`. Numbers have twelve digits at least, and a zero ends all.
  public var naturalKey: [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(utf8.count + 16)
    var index = 0
    while index < utf8.count {
      let start = index
      while index < utf8.count, utf8[index] >= 0x30, utf8[index] <= 0x39 { index += 1 }
      if index > start {
        for _ in 0..<max(0, 12 - (index - start)) { key.append(0x30) }
        key.append(contentsOf: utf8[start..<index])
      } else {
        key.append(utf8[index])
        index += 1
      }
    }
    key.append(0)
    return key
  }
}
