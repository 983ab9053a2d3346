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
/// and `14`. The first word of a line has a position that leaves room after the line before: no phrase reaches over its end.
public struct Tokens: Sendable {
  /// The folded words one after the other.
  public let folded: [UInt8]
  /// The words in the order of the text; a compound comes before its parts.
  public let tokens: [Token]

  /// The words of a text.
  public init(_ text: Text) {
    var scanner = WordScanner()
    text.utf8.withUnsafeBufferPointer { scanner.scan($0) }
    folded = Array(UnsafeBufferPointer(start: scanner.folded, count: scanner.foldedCount))
    tokens = UnsafeBufferPointer(start: scanner.words, count: scanner.count).map { word in
      Token(
        word: Int(word.start)..<Int(word.start) + Int(word.count), source: Int(word.sourceStart)..<Int(word.sourceEnd),
        position: Int(word.position), isCompound: word.isCompound)
    }
  }

  /// The bytes of a word.
  public func bytes(of token: Token) -> ArraySlice<UInt8> { folded[token.word] }
}
