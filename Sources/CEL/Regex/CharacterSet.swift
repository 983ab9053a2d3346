import Diagnostics

/// A set of code points, as ranges.
struct CharacterSet: Sendable {
  /// The ranges; in order and apart from each other after `normalize`.
  private(set) var ranges: [(low: UInt32, high: UInt32)] = []

  static let last: UInt32 = 0x10FFFF

  init() {}

  init(_ pairs: [(UInt32, UInt32)]) {
    for (low, high) in pairs { insert(low, high) }
  }

  mutating func insert(_ low: UInt32, _ high: UInt32) { ranges.append((low, high)) }

  mutating func insert(_ other: CharacterSet) { ranges.append(contentsOf: other.ranges) }

  /// Sorts the ranges and joins those that touch.
  mutating func normalize() {
    ranges.sort { $0.low < $1.low }
    var result: [(low: UInt32, high: UInt32)] = []
    for range in ranges {
      if let last = result.last, range.low <= last.high &+ 1 {
        result[result.count - 1].high = max(last.high, range.high)
      } else {
        result.append(range)
      }
    }
    ranges = result
  }

  /// All other code points.
  var inverted: CharacterSet {
    var sorted = self
    sorted.normalize()
    var result = CharacterSet()
    var next: UInt32 = 0
    for range in sorted.ranges {
      if range.low > next { result.insert(next, range.low - 1) }
      next = range.high + 1
    }
    if next <= CharacterSet.last { result.insert(next, CharacterSet.last) }
    return result
  }

  /// The set with the other cases of its letters: ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic.
  var caseFolded: CharacterSet {
    var result = self
    for range in ranges {
      for block in foldedBlocks {
        let low = max(range.low, block.low)
        let high = min(range.high, block.high)
        guard low <= high else { continue }
        if block.shift == 0 {
          // Capital and small letter alternate.
          result.insert(low ^ 1 < low ? low ^ 1 : low, high ^ 1 > high ? high ^ 1 : high)
          if low % 2 == 1 { result.insert(low - 1, low) }
        } else {
          result.insert(UInt32(Int32(low) + block.shift), UInt32(Int32(high) + block.shift))
        }
      }
    }
    result.normalize()
    return result
  }
}

/// Blocks of letters whose other case is a fixed distance away, or with 0 the other of an even and an odd code point.
private let foldedBlocks: [(low: UInt32, high: UInt32, shift: Int32)] = [
  (0x41, 0x5A, 32), (0x61, 0x7A, -32), (0xC0, 0xD6, 32), (0xD8, 0xDE, 32), (0xE0, 0xF6, -32), (0xF8, 0xFE, -32),
  (0x100, 0x12F, 0), (0x132, 0x137, 0), (0x14A, 0x177, 0), (0x391, 0x3A1, 32), (0x3A3, 0x3A9, 32), (0x3B1, 0x3C1, -32),
  (0x3C3, 0x3C9, -32), (0x3C2, 0x3C2, 1), (0x3C2, 0x3C2, -31), (0x3C3, 0x3C3, -1), (0x3A3, 0x3A3, 31),
  (0x400, 0x40F, 80), (0x450, 0x45F, -80), (0x410, 0x42F, 32), (0x430, 0x44F, -32),
  // The Kelvin sign and the long s are other forms of k and s.
  (0x4B, 0x4B, 0x20DF), (0x6B, 0x6B, 0x20BF), (0x212A, 0x212A, -0x20DF), (0x212A, 0x212A, -0x20BF),
  (0x53, 0x53, 0x12C), (0x73, 0x73, 0x10C), (0x17F, 0x17F, -0x12C), (0x17F, 0x17F, -0x10C),
]

extension CharacterSet {
  /// `\d`, `\s` and `\w`: ASCII, as in RE2.
  static func perl(_ letter: UInt8) -> CharacterSet? {
    let set: CharacterSet
    switch letter | 0x20 {
    case UInt8(ascii: "d"): set = CharacterSet([(0x30, 0x39)])
    case UInt8(ascii: "s"): set = CharacterSet([(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)])
    case UInt8(ascii: "w"): set = CharacterSet([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    default: return nil
    }
    return letter & 0x20 == 0 ? set.inverted : set
  }

  /// `[:alpha:]` and the like.
  static func posix(_ name: Text) -> CharacterSet? {
    switch name {
    case "alnum": CharacterSet([(0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)])
    case "alpha": CharacterSet([(0x41, 0x5A), (0x61, 0x7A)])
    case "ascii": CharacterSet([(0x00, 0x7F)])
    case "blank": CharacterSet([(0x09, 0x09), (0x20, 0x20)])
    case "cntrl": CharacterSet([(0x00, 0x1F), (0x7F, 0x7F)])
    case "digit": CharacterSet([(0x30, 0x39)])
    case "graph": CharacterSet([(0x21, 0x7E)])
    case "lower": CharacterSet([(0x61, 0x7A)])
    case "print": CharacterSet([(0x20, 0x7E)])
    case "punct": CharacterSet([(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)])
    case "space": CharacterSet([(0x09, 0x0D), (0x20, 0x20)])
    case "upper": CharacterSet([(0x41, 0x5A)])
    case "word": CharacterSet([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    case "xdigit": CharacterSet([(0x30, 0x39), (0x41, 0x46), (0x61, 0x66)])
    default: nil
    }
  }
}
