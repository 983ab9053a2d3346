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
  /// Whether it is the name of a thing that has a page of its own, such as an experiment: it is linked and not explained.
  public var isName = false
  /// Whether it is found only as it is written, whatever letters it has.
  public var isExact = false

  /// A term.
  public init(text: Text, destination: Text, fragment: Text, explanation: Text) {
    self.text = text
    self.destination = destination
    self.fragment = fragment
    self.explanation = explanation
  }

  /// The name of a thing that has a page of its own.
  public init(name: Text, destination: Text, isExact: Bool) {
    self.init(text: name, destination: destination, fragment: "", explanation: "")
    self.isName = true
    self.isExact = isExact
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
  /// What is known by its form.
  public let patterns: ReferencePatterns
  /// The ids that code spans may name.
  public let ids: Set<Text>

  private struct Candidate: Sendable {
    var bytes: [UInt8]
    var isExact: Bool
    /// Whether it may stand with a capital inside a sentence.
    var mayBeInName: Bool
    var index: Int
  }

  /// An index; of terms with one text the first counts, and texts of fewer than two letters do not.
  ///
  /// - Parameters:
  ///   - isExact: Whether every term is found only as it is written.
  ///   - patterns: What else is found, by its form.
  ///   - ids: What code spans name.
  public init(_ all: [Term], isExact: Bool = false, patterns: ReferencePatterns = [], ids: Set<Text> = []) {
    self.patterns = patterns
    self.ids = ids
    var known: Set<Text> = []
    terms = all.filter { $0.text.count > 1 && known.insert($0.text).inserted }
    var begins = [Bool](repeating: false, count: 256)
    var candidates = [[Candidate]](repeating: [], count: 256)
    for (index, term) in terms.enumerated() {
      let bytes = term.text.utf8
      let hasCapitals = bytes.dropFirst().contains { $0 >= 0x41 && $0 <= 0x5A || isDigit($0) }
      let first = bytes[0]
      let isExact = isExact || hasCapitals || term.isExact
      candidates[Int(first.small)].append(
        Candidate(bytes: bytes, isExact: isExact, mayBeInName: isExact || term.isName, index: index))
      begins[Int(first)] = true
      if isLetter(first), !isExact { begins[Int(first ^ 0x20)] = true }
    }
    for first in patterns.firstBytes { begins[Int(first)] = true }
    for first in candidates.indices { candidates[first].sort { $0.bytes.count > $1.bytes.count } }
    self.begins = begins
    self.candidates = candidates
  }

  /// Whether a code span is an id.
  func hasID(_ code: Bytes) -> Bool { !ids.isEmpty && code.count <= 64 && ids.contains(Text(Array(code))) }

  /// What was found.
  enum Finding {
    /// A term, as an index of `terms`.
    case term(Int)
    /// A reference by its form; the bytes that name the thing.
    case pattern(Reference, name: Range<Int>)
  }

  /// The first term or reference at or after an offset.
  func next(in text: Bytes, from start: Int) -> (range: Range<Int>, finding: Finding)? {
    var index = start
    while index < text.count {
      if begins[Int(text[index])], index == 0 || !text[index - 1].continuesWord {
        // `clause 3.5` goes before the glossary's `clause`.
        if !patterns.isEmpty, let found = patterns.reference(at: index, in: text) {
          return (found.range, .pattern(found.kind, name: found.name))
        }
        if let found = term(at: index, in: text) { return (found.range, .term(found.term)) }
      }
      index += 1
    }
    return nil
  }

  /// Whether a word with a capital stands inside a sentence: it is part of a name then, as `Production` in `Offline Production Operations`.
  private func isPartOfName(at start: Int, in text: Bytes) -> Bool {
    guard start > 1, text[start] >= 0x41, text[start] <= 0x5A, text[start - 1] == 0x20 else { return false }
    return text[start - 2].continuesWord
  }

  private func term(at start: Int, in text: Bytes) -> (range: Range<Int>, term: Int)? {
    let isName = isPartOfName(at: start, in: text)
    for candidate in candidates[Int(text[start].small)] where candidate.mayBeInName || !isName {
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
  var continuesWord: Bool {
    isAlphanumeric(self) || self >= 0x80 || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") || self == UInt8(ascii: "/")
      || self == UInt8(ascii: "@")
  }
}

extension Bytes {
  /// Whether a word ends before an index.
  func endsWord(at index: Int) -> Bool {
    guard index < count, self[index].continuesWord else {
      // `site.yml` is one word, `site.` at the end of a sentence is not.
      return index + 1 >= count || self[index] != UInt8(ascii: ".") || !self[index + 1].continuesWord
    }
    return false
  }
}
