import Diagnostics

/// A word that the pages of a site explain where they use it.
public struct Term: Sendable, Hashable {
  /// The word or words, as they are written.
  public var text: Text
  /// The page that explains it, as a link names it; empty for an abbreviation, which is explained in place.
  public var destination: Text
  /// The place in that page.
  public var fragment: Text
  /// What it means, in a sentence.
  public var explanation: Text

  /// A term.
  public init(text: Text, destination: Text, fragment: Text, explanation: Text) {
    self.text = text
    self.destination = destination
    self.fragment = fragment
    self.explanation = explanation
  }
}

/// Finds terms in text: whole words, the longest first, in one pass over the bytes.
///
/// The first letter of a term may be a capital or not, and an `s` may follow; a term that has capitals or digits behind its first letter, such as `SAM`
/// or `MetaCat`, is found only as it is written.
public final class TermIndex: Sendable {
  /// The terms, each text once.
  public let terms: [Term]
  /// Whether a term begins with a byte.
  private let begins: [Bool]
  /// For each first byte in lower case the terms that begin with it, the longest first.
  private let candidates: [[Candidate]]

  private struct Candidate: Sendable {
    var bytes: [UInt8]
    var isExact: Bool
    var index: Int
  }

  /// An index; of terms with one text the first counts, and texts of fewer than two letters do not.
  ///
  /// - Parameter isExact: Whether every term is found only as it is written.
  public init(_ all: [Term], isExact: Bool = false) {
    var known: Set<Text> = []
    terms = all.filter { $0.text.count > 1 && known.insert($0.text).inserted }
    var begins = [Bool](repeating: false, count: 256)
    var candidates = [[Candidate]](repeating: [], count: 256)
    for (index, term) in terms.enumerated() {
      let bytes = term.text.utf8
      let hasCapitals = bytes.dropFirst().contains { $0 >= 0x41 && $0 <= 0x5A || isDigit($0) }
      let first = bytes[0]
      candidates[Int(first.small)].append(Candidate(bytes: bytes, isExact: isExact || hasCapitals, index: index))
      begins[Int(first)] = true
      if isLetter(first), !isExact, !hasCapitals { begins[Int(first ^ 0x20)] = true }
    }
    for first in candidates.indices { candidates[first].sort { $0.bytes.count > $1.bytes.count } }
    self.begins = begins
    self.candidates = candidates
  }

  /// The first term at or after an offset: where it stands, and its index in `terms`.
  func next(in text: Bytes, from start: Int) -> (range: Range<Int>, term: Int)? {
    var index = start
    while index < text.count {
      if begins[Int(text[index])], index == 0 || !text[index - 1].continuesWord, let found = term(at: index, in: text) {
        return found
      }
      index += 1
    }
    return nil
  }

  private func term(at start: Int, in text: Bytes) -> (range: Range<Int>, term: Int)? {
    for candidate in candidates[Int(text[start].small)] {
      let end = start + candidate.bytes.count
      guard end <= text.count, candidate.isExact ? text[start] == candidate.bytes[0] : true,
        text[(start + 1)..<end].elementsEqual(candidate.bytes[1...])
      else { continue }
      if text.endsWord(at: end) { return (start..<end, candidate.index) }
      if text[end] == UInt8(ascii: "s"), text.endsWord(at: end + 1) { return (start..<end + 1, candidate.index) }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var small: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// Whether a word goes on behind or before it: `keep-up` is one word, and so is every word of a path or address.
  fileprivate var continuesWord: Bool {
    isAlphanumeric(self) || self >= 0x80 || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") || self == UInt8(ascii: "/")
      || self == UInt8(ascii: "@")
  }
}

extension Bytes {
  fileprivate func endsWord(at index: Int) -> Bool {
    guard index < count, self[index].continuesWord else {
      // `site.yml` is one word, `site.` at the end of a sentence is not.
      return index + 1 >= count || self[index] != UInt8(ascii: ".") || !self[index + 1].continuesWord
    }
    return false
  }
}
