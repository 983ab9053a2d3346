/// A document that answers to a query.
struct Hit {
  var document: Int
  /// What comes first whatever it weighs: 4 if the words are its name, 3 if they are in it as a phrase, 2 if they are in its text as a phrase,
  /// 1 if it has all of them.
  var tier = 0
  var score = 0.0
}

/// Documents that answer to words, the best first.
struct Ranking {
  private(set) var hits: [Hit] = []
  /// Whether a word has documents that are not listed.
  private(set) var hasMore = false

  private let words: [RankedWord]

  init(_ matches: [WordMatch], documents: Int, filter: Filter) {
    words = matches.map { RankedWord($0, documents: documents) }
    hasMore = words.contains { $0.floor > 0 }
    let entries = words.indices.flatMap { word in words[word].postings.map { (word, $0) } }
      .sorted { ($0.1.document, $0.0) < ($1.1.document, $1.0) }
    var start = 0
    while start < entries.count {
      var end = start
      var found = [RankedPosting?](repeating: nil, count: words.count)
      while end < entries.count, entries[end].1.document == entries[start].1.document {
        found[entries[end].0] = entries[end].1
        end += 1
      }
      if filter.allows(entries[start].1.document) { hits.append(hit(entries[start].1.document, found)) }
      start = end
    }
    sortHits()
  }
}

/// A document's best answer to one word.
struct RankedPosting {
  var document: Int
  var score: Double
  var places: [Int]
}

/// A word's answers, one a document.
private struct RankedWord {
  let offset: Int
  private(set) var rarity = 0.0
  private(set) var floor = 0.0
  private(set) var postings: [RankedPosting] = []

  init(_ match: WordMatch, documents: Int) {
    offset = match.offset
    let most = match.terms.map { $0.list.frequency }.max() ?? 0
    rarity = logarithm(1 + (Double(max(documents, most) - most) + 0.5) / (Double(most) + 0.5))
    var all: [RankedPosting] = []
    for term in match.terms {
      floor = max(floor, term.likeness * term.list.floor)
      for posting in term.list.postings {
        all.append(
          RankedPosting(
            document: posting.document, score: term.likeness * Weighing.weight(ofLevel: posting.level), places: posting.places))
      }
    }
    all.sort { $0.document < $1.document }
    for posting in all {
      if let last = postings.last, last.document == posting.document {
        postings[postings.count - 1].score = max(last.score, posting.score)
        postings[postings.count - 1].places += posting.places
      } else {
        postings.append(posting)
      }
    }
  }
}

extension Ranking {
  private func hit(_ document: Int, _ found: [RankedPosting?]) -> Hit {
    var hit = Hit(document: document)
    var coverage = 0.0
    var whole = 0.0
    var hasAll = true
    for (word, posting) in zip(words, found) {
      whole += word.rarity
      if let posting {
        hit.score += word.rarity * posting.score
        coverage += word.rarity
      } else if word.floor > 0 {
        // It may have the word, and if it does, it weighs no more than this.
        hit.score += word.rarity * word.floor / 2
        coverage += word.rarity / 2
      } else {
        hasAll = false
      }
    }
    coverage /= max(whole, 0.000_001)
    hit.score *= coverage * coverage
    if hasAll { hit.tier = max(1, phraseTier(found)) }
    return hit
  }

  /// How well the words stand as a phrase.
  private func phraseTier(_ found: [RankedPosting?]) -> Int {
    guard let first = found.first, let first else { return 0 }
    var tier = 0
    for place in first.places {
      let start = Place.position(place)
      var last = place
      var isPhrase = true
      for (word, posting) in zip(words, found).dropFirst() {
        let position = start + word.offset - words[0].offset
        guard let next = posting?.places.first(where: { Place.position($0) == position }) else {
          isPhrase = false
          break
        }
        last = next
      }
      guard isPhrase else { continue }
      if start == 0, Place.endsName(last) { return 4 }
      tier = max(tier, Place.isInName(last) ? 3 : words.count > 1 ? 2 : 1)
    }
    return tier
  }

  private mutating func sortHits() {
    hits.sort {
      if $0.tier != $1.tier { return $0.tier > $1.tier }
      return $0.score != $1.score ? $0.score > $1.score : $0.document < $1.document
    }
  }
}
