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

  /// The set with the other cases of its letters (Unicode's simple case folding).
  var caseFolded: CharacterSet {
    var result = self
    result.normalize()
    let ranges = result.ranges
    if ranges.allSatisfy({ $0.high < 0x80 }) {
      CharacterSet.forEachOverlap(of: ranges, 0x41, 0x5A) { result.insert($0 + 32, $1 + 32) }
      CharacterSet.forEachOverlap(of: ranges, 0x61, 0x7A) { result.insert($0 - 32, $1 - 32) }
      // The Kelvin sign and the long s are forms of k and s.
      for (letter, other) in [(0x6B, 0x212A), (0x73, 0x17F)] as [(UInt32, UInt32)] {
        if result.ranges.contains(where: { $0.low <= letter && letter <= $0.high }) { result.insert(other, other) }
      }
      return result
    }
    // Of up to four forms of a letter each leads to the next.
    for _ in 0..<3 {
      let sorted = result.ranges
      forEachFolding { low, high, distance in
        CharacterSet.forEachOverlap(of: sorted, low, high) { result.insert($0 + distance, $1 + distance) }
        CharacterSet.forEachOverlap(of: sorted, low + distance, high + distance) { result.insert($0 - distance, $1 - distance) }
      }
      result.normalize()
    }
    return result
  }

  /// The parts that some sorted ranges have in common with one.
  private static func forEachOverlap(
    of ranges: [(low: UInt32, high: UInt32)], _ low: UInt32, _ high: UInt32, _ body: (UInt32, UInt32) -> Void
  ) {
    var start = 0
    var end = ranges.count
    while start < end {
      let middle = (start + end) / 2
      if ranges[middle].high < low { start = middle + 1 } else { end = middle }
    }
    while start < ranges.count, ranges[start].low <= high {
      body(max(ranges[start].low, low), min(ranges[start].high, high))
      start += 1
    }
  }
}

extension CharacterSet {
  /// The sets of `\d`, `\s` and `\w`, and of `\D`, `\S` and `\W` before they are inverted: ASCII, as in RE2.
  static func perl(_ letter: UInt8) -> CharacterSet? {
    switch letter | 0x20 {
    case UInt8(ascii: "d"): CharacterSet([(0x30, 0x39)])
    case UInt8(ascii: "s"): CharacterSet([(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)])
    case UInt8(ascii: "w"): CharacterSet([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    default: nil
    }
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
