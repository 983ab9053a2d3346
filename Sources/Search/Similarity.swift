/// Whether a word becomes the other by one letter more, less or other, or by two neighbours exchanged.
///
/// - Parameter isPrefix: Whether it is enough that the other one begins so.
func differsByOne(_ word: [UInt8], _ other: [UInt8], isPrefix: Bool) -> Bool {
  let start = sharedPrefix(word, other)
  if start == word.count { return isPrefix || other.count <= word.count + 1 }
  // What follows the letter in which they differ must be alike.
  if follows(word, start + 1, other, start, isPrefix) || follows(word, start, other, start + 1, isPrefix) { return true }
  if follows(word, start + 1, other, start + 1, isPrefix), start < other.count { return true }
  return start + 1 < word.count && start + 1 < other.count && word[start] == other[start + 1] && word[start + 1] == other[start]
    && follows(word, start + 2, other, start + 2, isPrefix)
}

/// Whether the rest of a word is, or begins, the rest of another.
private func follows(_ word: [UInt8], _ from: Int, _ other: [UInt8], _ otherFrom: Int, _ isPrefix: Bool) -> Bool {
  guard otherFrom <= other.count, from <= word.count else { return false }
  let rest = word.count - from
  let otherRest = other.count - otherFrom
  guard isPrefix ? otherRest >= rest : otherRest == rest else { return false }
  for index in 0..<rest where word[from + index] != other[otherFrom + index] { return false }
  return true
}

/// The natural logarithm of a number not below 1, without a library.
func logarithm(_ number: Double) -> Double {
  var mantissa = number
  var exponent = 0.0
  while mantissa > 1.5 {
    mantissa /= 2
    exponent += 1
  }
  let ratio = (mantissa - 1) / (mantissa + 1)
  let square = ratio * ratio
  var term = ratio
  var sum = 0.0
  // Not `stride`, which needs `fma` of a C library.
  var odd = 1.0
  while odd < 20 {
    sum += term / odd
    term *= square
    odd += 2
  }
  return exponent * 0.693_147_180_559_945_3 + 2 * sum
}
