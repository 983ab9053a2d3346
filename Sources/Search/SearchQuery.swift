import Diagnostics

/// What is searched for.
public struct SearchQuery: Sendable, Hashable {
  /// What was typed.
  public var text: Text
  /// What results must be, as `kind:rule` or `tag:data`: one of those of each group.
  public var filters: [Text]
  /// Whether the last word may be the beginning of one.
  public var isTyping: Bool
  /// How many results are asked for.
  public var limit: Int

  /// A query.
  public init(_ text: Text, filters: [Text] = [], isTyping: Bool = true, limit: Int = 10) {
    (self.text, self.filters, self.isTyping, self.limit) = (text, filters, isTyping, limit)
  }
}

/// What an index says to a query.
public enum SearchAnswer: Sendable {
  /// Files that have to be loaded first.
  case needs([Text])
  /// What was found.
  case found(SearchResults)
}

/// What was found.
public struct SearchResults: Sendable, Hashable {
  /// The best results, the best first.
  public var results: [SearchResult] = []
  /// How many there are in all.
  public var total = 0
  /// Whether there may be more: not every document is listed under a frequent word.
  public var hasMore = false
}

/// A result.
public struct SearchResult: Sendable, Hashable {
  /// The page's title.
  public var title: Text
  /// The section's heading; empty for the page itself.
  public var heading: Text
  /// Where it is, relative to the site's root.
  public var url: Text
  /// `page`, `clause`, `rule`, `request` or `form`.
  public var kind: Text
  /// The title of the site's section.
  public var section: Text
  /// The experiment that it is about; may be empty.
  public var experiment: Text
  /// Some of its text, in parts that are found words and parts that are not.
  public var excerpt: [ExcerptPart]
}

/// A part of an excerpt.
public struct ExcerptPart: Sendable, Hashable {
  /// Its text.
  public var text: Text
  /// Whether it is a word that was searched for.
  public var isMarked: Bool
}

/// A word of a query.
struct QueryWord {
  var bytes: [UInt8]
  /// How many words stand before it.
  var offset: Int
  /// Whether it may be the beginning of a word.
  var isPrefix: Bool
  /// What it is made of; none if it has no parts.
  var parts: [QueryWord] = []

  /// Whether it is a word of English that most texts have, so that others of a query say more.
  var isFrequent: Bool {
    // How many bytes of a listed word are the same; none after one that is not.
    var same: Int? = 0
    for byte in QueryWord.frequent.utf8 {
      if byte == UInt8(ascii: " ") {
        if same == bytes.count { return !isPrefix }
        same = 0
      } else if let index = same {
        same = index < bytes.count && bytes[index] == byte ? index + 1 : nil
      }
    }
    return false
  }

  /// Each with a space behind it.
  private static let frequent: Text =
    "a an and are as at be by can do does for from has have how i if in is it its my no not of on or that the this to was we what when where which who why will with you your "

  /// Only the first words count, so that a pasted page makes no work.
  static let most = 12

  /// The words of a text; a compound is one word.
  static func words(of text: Text, isTyping: Bool) -> [QueryWord] {
    let tokens = Tokens(Text(text.utf8.prefix(400)))
    let last = tokens.tokens.last?.source.upperBound
    let end = text.utf8.last.map { !$0.isASCIISpace } ?? false
    var words: [QueryWord] = []
    var compound = 0..<0
    for token in tokens.tokens {
      let isPrefix = isTyping && end && token.source.upperBound == last
      let word = QueryWord(bytes: Array(tokens.bytes(of: token)), offset: token.position, isPrefix: isPrefix)
      if compound.contains(token.source.lowerBound), !words.isEmpty {
        if !token.isCompound { words[words.count - 1].parts.append(word) }
      } else if words.count < most {
        words.append(word)
        compound = token.isCompound ? token.source : 0..<0
      } else {
        break
      }
    }
    return words
  }
}
