import Diagnostics

/// What must stand around a place before it is worth a closer look.
extension SecretScan {
  #if arch(wasm32)
    /// The first place from an index on that is worth one; nil if there is none. In the browser a ticket is read when somebody has typed something.
    func nextPlace(from start: Int) -> Int? {
      var index = start
      while index < bytes.count, !SecretScan.mayBegin(bytes[index]) { index += 1 }
      return index < bytes.count ? index : nil
    }
  #else
    /// The first place from an index on that is worth one; nil if there is none.
    func nextPlace(from start: Int) -> Int? { nextPlace(from: start, before: bytes.count) }

    /// The first place of a part that is worth one; nil if there is none. Two bytes settle most places: a token begins where a word does.
    func nextPlace(from start: Int, before end: Int) -> Int? {
      var index = start
      if start > 0, isPartOfWord(bytes[start - 1]) { index = afterWord(start, end) }
      while index < end {
        let byte = bytes[index]
        if isPartOfWord(byte) {
          if SecretScan.mayBegin(byte), isBeginning(index) { return index }
          index = afterWord(index + 1, end)
        } else {
          if SecretScan.mayBegin(byte), byte == UInt8(ascii: "-") ? isOption(index) : isAssignment(index) { return index }
          index += 1
        }
      }
      return nil
    }

    /// The same as `isWord`, by a bit for each byte.
    @inline(__always) private func isPartOfWord(_ byte: UInt8) -> Bool {
      let bits: UInt64 = byte & 0x40 == 0 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
      return byte < 0x80 && (bits &>> UInt64(byte & 63)) & 1 == 1
    }

    @inline(__always) private func afterWord(_ start: Int, _ end: Int) -> Int {
      var index = start
      while index < end, isPartOfWord(bytes[index]) { index += 1 }
      return index
    }

    private func isBeginning(_ index: Int) -> Bool {
      let next = byte(index + 1)
      return next >= 0x40 && next < 0x80 && SecretScan.letters(after: bytes[index]) & (1 &<< UInt64(next & 63)) != 0
    }

    private func isOption(_ index: Int) -> Bool {
      let next = byte(index + 1)
      if next == UInt8(ascii: "-") { return true }
      guard next == UInt8(ascii: "u") || next == UInt8(ascii: "p") else { return false }
      return index == 0 || bytes[index - 1] <= 0x20 || bytes[index - 1] == UInt8(ascii: "`")
    }

    /// Whether the key before a sign ends like one of a secret, or cannot be told, or an address follows.
    private func isAssignment(_ index: Int) -> Bool {
      if byte(index + 1) == UInt8(ascii: "/") || index < 2 { return true }
      let last = bytes[index - 1].asciiLowercased
      guard isPartOfWord(last) else { return true }
      let third = byte(index - 3).asciiLowercased
      switch (bytes[index - 2].asciiLowercased, last) {
      case (UInt8(ascii: "r"), UInt8(ascii: "d")), (UInt8(ascii: "r"), UInt8(ascii: "t")), (UInt8(ascii: "d"), UInt8(ascii: "e")):
        return third == UInt8(ascii: "o")
      case (UInt8(ascii: "w"), UInt8(ascii: "d")): return third == UInt8(ascii: "s") || third == UInt8(ascii: "p")
      case (UInt8(ascii: "s"), UInt8(ascii: "e")), (UInt8(ascii: "s"), UInt8(ascii: "s")): return third == UInt8(ascii: "a")
      case (UInt8(ascii: "e"), UInt8(ascii: "t")): return third == UInt8(ascii: "r")
      case (UInt8(ascii: "e"), UInt8(ascii: "n")), (UInt8(ascii: "e"), UInt8(ascii: "y")): return third == UInt8(ascii: "k")
      case (UInt8(ascii: "i"), UInt8(ascii: "g")): return third == UInt8(ascii: "s")
      case (UInt8(ascii: "p"), UInt8(ascii: "w")): return true
      default: return false
      }
    }

    /// The letters that come second in what begins with a letter, one bit for each of the bytes from 0x40 on.
    private static func letters(after first: UInt8) -> UInt64 {
      switch first {
      case UInt8(ascii: "A"): set("GIKS")
      case UInt8(ascii: "B"), UInt8(ascii: "b"): set("AEQae")
      case UInt8(ascii: "G"): set("O")
      case UInt8(ascii: "P"): set("Aau")
      case UInt8(ascii: "S"): set("G")
      case UInt8(ascii: "a"): 0
      case UInt8(ascii: "d"): set("aco")
      case UInt8(ascii: "e"): set("cy")
      case UInt8(ascii: "g"): set("hil")
      case UInt8(ascii: "h"): set("fov")
      case UInt8(ascii: "l"): set("i")
      case UInt8(ascii: "n"): set("p")
      case UInt8(ascii: "p"): set("Aay")
      case UInt8(ascii: "r"): set("k")
      case UInt8(ascii: "s"): set("hkn")
      case UInt8(ascii: "w"): set("h")
      case UInt8(ascii: "x"): set("ao")
      case UInt8(ascii: "y"): set("a")
      default: ~0
      }
    }

    @inline(__always) private static func set(_ letters: StaticString) -> UInt64 {
      letters.withUTF8Buffer { $0.reduce(0) { $0 | 1 << UInt64($1 & 63) } }
    }
  #endif
}
