import Diagnostics

/// A word of a text as the index knows it: in lower case, without marks on Latin letters.
public struct Token: Sendable, Hashable {
  /// Its bytes in `Tokens.folded`.
  public var word: Range<Int>
  /// Its bytes in the text.
  public var source: Range<Int>
  /// Its place among the words. A word of several parts stands where its first part stands.
  public var position: Int
  /// Whether it is made of the parts that follow, as `jobsub_submit` is of `jobsub` and `submit`.
  public var isCompound: Bool
}

/// The words of a text.
///
/// Letters and digits make words; `_`, `-` and `.` between them join parts. An identifier is there whole, in what its connectors join,
/// and in parts that end where a capital follows a small letter or a digit a letter: `prod_reco_FA14` is also `prod`, `reco`, `fa14`, `fa`
/// and `14`.
public struct Tokens: Sendable {
  /// The folded words one after the other.
  public private(set) var folded: [UInt8] = []
  /// The words in the order of the text; a compound comes before its parts.
  public private(set) var tokens: [Token] = []
  /// The position that follows the last word.
  public private(set) var end = 0

  private var parts: [Part] = []
  private var runStart = 0

  /// The words of a text.
  public init(_ text: Text, position: Int = 0) {
    end = position
    text.utf8.withUnsafeBufferPointer { scan($0) }
  }

  /// The bytes of a word.
  public func bytes(of token: Token) -> ArraySlice<UInt8> { folded[token.word] }
}

/// A part of a word, and what stands before it.
private struct Part: Sendable {
  var word: Range<Int>
  var source: Range<Int>
  var followsConnector: Bool
}

/// No identifier is longer; what is, is data, and only its parts are words.
private let longestWord = 64

extension Tokens {
  private mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var previous = LetterClass.none
    folded.reserveCapacity(text.count)
    while index < text.count {
      let letter = Letter(text, at: index)
      if letter.kind == .none {
        if continuesWord(text, at: index, letter.length) {
          if letter.isConnector {
            folded.append(text[index])
            parts.append(Part(word: folded.count..<folded.count, source: index + 1..<index + 1, followsConnector: true))
            previous = .none
          }
        } else {
          finishRun()
          previous = .none
        }
      } else {
        add(letter, text, at: index, after: previous)
        if letter.kind != .mark { previous = letter.kind }
        if letter.kind == .small {
          index = addSmallLetters(text, from: index + letter.length)
          continue
        }
      }
      index += letter.length
    }
    finishRun()
  }

  /// Takes the letters a to z that follow a small letter: most of a text, and never the beginning of a part. Gives the offset behind them.
  private mutating func addSmallLetters(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] >= 0x61, text[end] <= 0x7A { end += 1 }
    guard end > start else { return start }
    folded.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
    let last = parts.count - 1
    parts[last].word = parts[last].word.lowerBound..<folded.count
    parts[last].source = parts[last].source.lowerBound..<end
    return end
  }

  /// Whether what is no letter stands inside a word: a connector or an apostrophe, with a letter on each side.
  private func continuesWord(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ length: Int) -> Bool {
    guard let last = parts.last, !last.word.isEmpty, index + length < text.count else { return false }
    let letter = Letter(text, at: index)
    guard letter.isConnector || letter.isApostrophe else { return false }
    return Letter(text, at: index + length).kind != .none
  }

  private mutating func add(
    _ letter: Letter, _ text: UnsafeBufferPointer<UInt8>, at index: Int, after previous: LetterClass
  ) {
    let start = folded.count
    if parts.isEmpty {
      runStart = start
      parts.append(Part(word: start..<start, source: index..<index, followsConnector: false))
    } else if startsPart(letter, text, at: index, after: previous) {
      parts.append(Part(word: start..<start, source: index..<index, followsConnector: false))
    }
    letter.appendFolded(to: &folded, text, at: index)
    let last = parts.count - 1
    parts[last].word = parts[last].word.lowerBound..<folded.count
    parts[last].source = parts[last].source.lowerBound..<(index + letter.length)
  }

  private func startsPart(
    _ letter: Letter, _ text: UnsafeBufferPointer<UInt8>, at index: Int, after previous: LetterClass
  ) -> Bool {
    guard let last = parts.last, !last.word.isEmpty else { return false }
    switch (previous, letter.kind) {
    case (.digit, .small), (.digit, .capital), (.small, .digit), (.capital, .digit), (.small, .capital): return true
    case (.capital, .capital):
      let next = index + letter.length
      return next < text.count && Letter(text, at: next).kind == .small && last.word.count > 1
    default: return false
    }
  }

  /// Makes tokens of the parts that stand together.
  private mutating func finishRun() {
    guard let first = parts.first, let last = parts.last else { return }
    if parts.count > 1 { addCompound(first, last) }
    var index = 0
    while index < parts.count {
      var next = index + 1
      while next < parts.count, !parts[next].followsConnector { next += 1 }
      if next - index > 1, index > 0 || next < parts.count { addCompound(parts[index], parts[next - 1]) }
      for part in parts[index..<next] {
        addToken(part.word, part.source, isCompound: false)
        end += 1
      }
      index = next
    }
    parts.removeAll(keepingCapacity: true)
  }

  private mutating func addCompound(_ first: Part, _ last: Part) {
    let word = first.word.lowerBound..<last.word.upperBound
    guard word.count <= longestWord else { return }
    addToken(word, first.source.lowerBound..<last.source.upperBound, isCompound: true)
  }

  private mutating func addToken(_ word: Range<Int>, _ source: Range<Int>, isCompound: Bool) {
    var end = min(word.upperBound, word.lowerBound + longestWord)
    while end > word.lowerBound, end < word.upperBound, folded[end] & 0xC0 == 0x80 { end -= 1 }
    guard end > word.lowerBound else { return }
    tokens.append(Token(word: word.lowerBound..<end, source: source, position: self.end, isCompound: isCompound))
  }
}
