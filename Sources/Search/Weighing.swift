/// How much a word weighs in a document, after BM25F: by where and how often it stands there, and the document's length.
///
/// A weight depends on its document alone, and comes in steps of a fourth of an octave: what changes in one document changes nothing in
/// another, and a few words more change little in their own.
enum Weighing {
  /// How many levels there are.
  static let levels = 32

  /// The level of a word.
  ///
  /// - Parameters:
  ///   - frequency: The sum of `Field.weight` over where it stands.
  ///   - lengthStep: Of the document's length.
  @inline(__always)
  static func level(_ frequency: Int, _ lengthStep: Int) -> Int {
    max(0, min(levels &- 1, quarters(frequency) &- lengthStep &+ 31))
  }

  /// What the length of a document, in words, takes away from its levels. A hundred words are of middle length.
  static func step(ofLength length: Int) -> Int { quarters(60 + length * 2 / 5) }

  /// What a level counts for, of 255, which is what endless repetition would.
  static func weight(ofLevel level: Int) -> Double {
    var ratio = 0.144_7
    for _ in 0..<(level >> 2) { ratio *= 2 }
    ratio *= level & 3 == 0 ? 1 : level & 3 == 1 ? 1.189_2 : level & 3 == 2 ? 1.414_2 : 1.681_8
    return 255 * ratio / (1 + ratio)
  }

  /// About four times the binary logarithm of a number that is not 0.
  @inline(__always)
  private static func quarters(_ number: Int) -> Int {
    let number = UInt64(truncatingIfNeeded: max(1, number))
    let bits = UInt64(truncatingIfNeeded: 63 &- number.leadingZeroBitCount)
    // The two bits behind the highest say which fourth of the octave.
    return Int(truncatingIfNeeded: bits &<< 2 | (number &<< 2) &>> bits & 3)
  }
}

/// Where in a document a word stands.
enum Field {
  case text, context, tag, name

  /// Twice what a word in a text counts for.
  var weight: Int {
    switch self {
    case .text: 2
    case .context: 3
    case .tag: 6
    case .name: 14
    }
  }
}

/// Where a word stands, as a number: in the document's name its position, 32 more at the name's end, and elsewhere 64 and more.
enum Place {
  /// No name has more words that count as words of the name.
  static let longestName = 32
  /// Where what follows the name begins.
  static let afterName = 64
  /// No place is greater.
  static let last = 1 << 28

  /// The place of a word of the name.
  static func inName(_ position: Int, isLast: Bool) -> Int {
    position >= longestName ? afterName + position : isLast ? longestName + position : position
  }

  static func isInName(_ place: Int) -> Bool { place < afterName }
  static func endsName(_ place: Int) -> Bool { place >= longestName && place < afterName }
  static func position(_ place: Int) -> Int { endsName(place) ? place - longestName : place }
}
