import Diagnostics

/// The part of a text in which most words of a query are.
struct Excerpt {
  /// How many words it has.
  private static let length = 30

  private(set) var parts: [ExcerptPart] = []

  init(_ text: Text, _ matches: [WordMatch]) {
    let tokens = Tokens(text)
    let words = tokens.tokens.filter { !$0.isCompound }
    guard !words.isEmpty else { return }
    let marks = Excerpt.marks(tokens, matches)
    let start = Excerpt.bestStart(words, marks)
    let end = min(start + Excerpt.length, words.count)
    let range =
      (start == 0 ? 0 : words[start].source.lowerBound)..<(end == words.count ? text.count : words[end - 1].source.upperBound)
    if start > 0 { append("… ", isMarked: false) }
    var index = range.lowerBound
    for mark in marks where mark.source.lowerBound >= index && mark.source.upperBound <= range.upperBound {
      append(Text(text.utf8[index..<mark.source.lowerBound]), isMarked: false)
      append(Text(text.utf8[mark.source]), isMarked: true)
      index = mark.source.upperBound
    }
    append(Text(text.utf8[index..<range.upperBound]), isMarked: false)
    if end < words.count { append(" …", isMarked: false) }
  }

  private mutating func append(_ text: Text, isMarked: Bool) {
    if !text.isEmpty { parts.append(ExcerptPart(text: text, isMarked: isMarked)) }
  }

  private struct Mark {
    var source: Range<Int>
    var word: Int
  }

  /// What of the text answers to the query, in its order.
  private static func marks(_ tokens: Tokens, _ matches: [WordMatch]) -> [Mark] {
    var marks: [Mark] = []
    for token in tokens.tokens {
      let bytes = tokens.bytes(of: token)
      if let word = matches.firstIndex(where: { $0.terms.contains { $0.word.elementsEqual(bytes) } }) {
        marks.append(Mark(source: token.source, word: word))
      }
    }
    return marks
  }

  /// The word where the excerpt with most different words of the query begins, a few before the first of them.
  private static func bestStart(_ words: [Token], _ marks: [Mark]) -> Int {
    var best = (start: 0, count: 0)
    for (number, mark) in marks.enumerated() {
      let first = words.firstIndex { $0.source.upperBound > mark.source.lowerBound } ?? 0
      let start = first < 5 ? 0 : first - 5
      let end = words[min(start + length, words.count) - 1].source.upperBound
      var seen: [Int] = []
      for other in marks[number...] {
        if other.source.upperBound > end { break }
        if !seen.contains(other.word) { seen.append(other.word) }
      }
      if seen.count > best.count { best = (start, seen.count) }
    }
    return best.start
  }
}
