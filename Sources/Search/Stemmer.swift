import Diagnostics

/// The stems of English words after M. F. Porter, "An algorithm for suffix stripping" (1980): `requests`, `requested` and `requesting` have one.
public enum Stemmer {
  /// The stem of a word in small ASCII letters. Any other word, and one of less than three letters, is its own stem.
  public static func stem(of word: [UInt8]) -> [UInt8] {
    guard word.count > 2 else { return word }
    for byte in word where byte < 0x61 || byte > 0x7A { return word }
    var stem = PorterStem(bytes: word)
    stem.removePlural()
    stem.removePast()
    stem.mendFinalY()
    stem.replace(doubleSuffixes, above: 0)
    stem.replace(singleSuffixes, above: 0)
    stem.removeResidue()
    stem.tidy()
    return stem.bytes
  }
}

private struct PorterStem {
  var bytes: [UInt8]

  func isConsonant(_ index: Int) -> Bool {
    switch bytes[index] {
    case 0x61, 0x65, 0x69, 0x6F, 0x75: return false
    case 0x79: return index == 0 || !isConsonant(index - 1)
    default: return true
    }
  }

  /// How often a vowel is followed by a consonant in the first bytes.
  func measure(_ count: Int) -> Int {
    var measure = 0
    var followsVowel = false
    var afterVowel = false
    for index in 0..<count {
      // Whether a `y` is a consonant depends on the letter before it alone, so that one pass is enough.
      let isVowel = isVowel(index, afterVowel: afterVowel)
      if !isVowel, followsVowel { measure += 1 }
      followsVowel = isVowel
      afterVowel = isVowel
    }
    return measure
  }

  private func isVowel(_ index: Int, afterVowel: Bool) -> Bool {
    switch bytes[index] {
    case 0x61, 0x65, 0x69, 0x6F, 0x75: return true
    case 0x79: return index > 0 && !afterVowel
    default: return false
    }
  }

  func hasVowel(_ count: Int) -> Bool {
    for index in 0..<count where !isConsonant(index) { return true }
    return false
  }

  func ends(with suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { $0.count < bytes.count && bytes.suffix($0.count).elementsEqual($0) }
  }

  var endsWithDoubleConsonant: Bool {
    let last = bytes.count - 1
    return last > 0 && bytes[last] == bytes[last - 1] && isConsonant(last)
  }

  /// Whether the first bytes end with consonant, vowel and a consonant other than w, x and y.
  func endsShort(_ count: Int) -> Bool {
    guard count > 2 else { return false }
    let last = bytes[count - 1]
    return isConsonant(count - 1) && !isConsonant(count - 2) && isConsonant(count - 3) && last != 0x77 && last != 0x78
      && last != 0x79
  }

  mutating func removePlural() {
    if ends(with: "sses") || ends(with: "ies") {
      bytes.removeLast(2)
    } else if ends(with: "s"), !ends(with: "ss") {
      bytes.removeLast()
    }
  }

  mutating func removePast() {
    if ends(with: "eed") {
      if measure(bytes.count - 3) > 0 { bytes.removeLast() }
      return
    }
    let length = ends(with: "ed") ? 2 : ends(with: "ing") ? 3 : 0
    guard length > 0, hasVowel(bytes.count - length) else { return }
    bytes.removeLast(length)
    if ends(with: "at") || ends(with: "bl") || ends(with: "iz") {
      bytes.append(0x65)
    } else if endsWithDoubleConsonant, let last = bytes.last, last != 0x6C, last != 0x73, last != 0x7A {
      bytes.removeLast()
    } else if measure(bytes.count) == 1, endsShort(bytes.count) {
      bytes.append(0x65)
    }
  }

  mutating func mendFinalY() {
    if ends(with: "y"), hasVowel(bytes.count - 1) { bytes[bytes.count - 1] = 0x69 }
  }

  /// Replaces the longest suffix of a table if what is left measures more than a number.
  mutating func replace(_ table: [(StaticString, StaticString)], above measure: Int) {
    for (suffix, replacement) in table where ends(with: suffix) {
      let rest = bytes.count - suffix.utf8CodeUnitCount
      guard self.measure(rest) > measure else { return }
      bytes.removeLast(bytes.count - rest)
      replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
      return
    }
  }

  mutating func removeResidue() {
    if ends(with: "ion"), !ends(with: "sion"), !ends(with: "tion") { return }
    replace(residues, above: 1)
  }

  mutating func tidy() {
    if bytes.last == 0x65 {
      let measure = measure(bytes.count - 1)
      if measure > 1 || (measure == 1 && !endsShort(bytes.count - 1)) { bytes.removeLast() }
    }
    if bytes.last == 0x6C, endsWithDoubleConsonant, measure(bytes.count) > 1 { bytes.removeLast() }
  }
}

private let doubleSuffixes: [(StaticString, StaticString)] = [
  ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"),
  ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
  ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
  ("logi", "log"),
]

private let singleSuffixes: [(StaticString, StaticString)] = [
  ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
]

private let residues: [(StaticString, StaticString)] = [
  ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""), ("ant", ""), ("ement", ""),
  ("ment", ""),
  ("ent", ""), ("ion", ""), ("ou", ""), ("ism", ""), ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""),
]
