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

    /// The first place of a part that is worth one; nil if there is none. Two bytes settle most places, by a bit for each kind of beginning.
    func nextPlace(from start: Int, before end: Int) -> Int? {
      guard start < end, let text = bytes.baseAddress else { return nil }
      return SecretScan.beginnings.withUnsafeBufferPointer { beginnings in
        let (firsts, seconds) = (beginnings.baseAddress!, beginnings.baseAddress! + 256)
        // The last byte of the text has none after it.
        let last = min(end, bytes.count - 1)
        var index = start
        var kinds = firsts[Int(text[start])]
        while index < last {
          let next = Int(text[index + 1])
          if kinds & seconds[next] != 0, isPlace(index) { return index }
          kinds = firsts[next]
          index += 1
        }
        return index < end && kinds & seconds[0] != 0 && isPlace(index) ? index : nil
      }
    }

    /// Whether a place with the right two bytes is worth a closer look. A token begins where a word does.
    private func isPlace(_ index: Int) -> Bool {
      switch bytes[index] {
      case UInt8(ascii: "-"): isOption(index)
      case UInt8(ascii: ":"), UInt8(ascii: "="): isAssignment(index)
      default: index == 0 || !isPartOfWord(bytes[index - 1])
      }
    }

    /// For each byte the kinds of beginnings that start with it, a bit for each; then for each byte the kinds in which it comes second.
    private static let beginnings: [UInt32] = {
      var table = [UInt32](repeating: 0, count: 512)
      var kind: UInt32 = 1
      for first in UInt8(0x21)..<0x7F where mayBegin(first) {
        table[Int(first)] = kind
        for second in 0..<256 where isBeginning(first, UInt8(second)) { table[256 + second] |= kind }
        kind <<= 1
      }
      return table
    }()

    private static func isBeginning(_ first: UInt8, _ second: UInt8) -> Bool {
      switch first {
      case UInt8(ascii: "-"): second == UInt8(ascii: "-") || second == UInt8(ascii: "u") || second == UInt8(ascii: "p")
      case UInt8(ascii: ":"), UInt8(ascii: "="): true
      default: second >= 0x40 && second < 0x80 && letters(after: first) & (1 &<< UInt64(second & 63)) != 0
      }
    }

    /// The same as `isWord`, by a bit for each byte.
    @inline(__always) private func isPartOfWord(_ byte: UInt8) -> Bool {
      let bits: UInt64 = byte & 0x40 == 0 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
      return byte < 0x80 && (bits &>> UInt64(byte & 63)) & 1 == 1
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
