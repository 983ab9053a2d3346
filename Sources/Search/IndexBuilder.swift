import Diagnostics

/// Makes an index of documents.
///
/// Builders that took parts of the documents are joined by `append`, which gives the same index as one builder that took all of them in that
/// order. Documents that can be filtered alike should follow each other.
public struct IndexBuilder: Sendable {
  var documents: [SearchDocument] = []
  var lengths: [Int] = []
  var vocabulary = Vocabulary()
  private(set) var occurrences: [Occurrence] = []
  /// The words of builders that were joined: they are not copied before they are sorted.
  private var parts: [Part] = []

  /// The words of a joined builder.
  private struct Part: Sendable {
    var occurrences: [Occurrence]
    /// For each of its terms the number that it has here.
    var numbers: [UInt32]
    /// The number that its first document has here.
    var firstDocument: UInt32
  }

  /// A builder of an index without documents.
  public init() {}

  /// Takes a document.
  public mutating func add(_ document: SearchDocument) {
    let before = occurrences.count
    var position = add(document.name, as: .name, at: 0)
    if !document.heading.isEmpty { position = add(document.title, as: .context, at: position) }
    for tag in document.tags { position = add(tag, as: .tag, at: position) }
    if !document.experiment.isEmpty { position = add(document.experiment, as: .tag, at: position) }
    _ = add(document.text, as: .text, at: position)
    lengths.append(occurrences.count - before)
    documents.append(document)
  }

  /// Takes the documents of another builder after its own.
  public mutating func append(_ other: IndexBuilder) {
    let first = UInt32(documents.count)
    let numbers = (0..<other.vocabulary.count).map { UInt32(vocabulary.number(of: other.vocabulary[$0])) }
    documents.append(contentsOf: other.documents)
    lengths.append(contentsOf: other.lengths)
    closePart()
    for var part in other.allParts {
      for index in part.numbers.indices { part.numbers[index] = numbers[Int(part.numbers[index])] }
      part.firstDocument += first
      parts.append(part)
    }
  }

  /// Hands over the occurrences by term and document, and where those of each term begin; the builder has none left, so that no two copies are in memory.
  mutating func takeOccurrencesByTerm() -> (starts: [Int], byTerm: [Occurrence]) {
    closePart()
    var starts = [Int](repeating: 0, count: vocabulary.count + 1)
    for part in parts {
      for occurrence in part.occurrences { starts[Int(part.numbers[Int(occurrence.term)]) + 1] += 1 }
    }
    for term in 0..<vocabulary.count { starts[term + 1] += starts[term] }
    var next = starts
    var byTerm = [Occurrence](repeating: Occurrence(), count: starts[vocabulary.count])
    for index in parts.indices {
      let part = parts[index]
      parts[index].occurrences = []
      for var occurrence in part.occurrences {
        let term = Int(part.numbers[Int(occurrence.term)])
        occurrence.document += part.firstDocument
        byTerm[next[term]] = occurrence
        next[term] += 1
      }
    }
    parts = []
    return (starts, byTerm)
  }

  private mutating func closePart() {
    parts = allParts
    occurrences = []
  }

  /// The joined words, and then its own.
  private var allParts: [Part] {
    if occurrences.isEmpty { return parts }
    return parts + [Part(occurrences: occurrences, numbers: (0..<vocabulary.count).map { UInt32($0) }, firstDocument: 0)]
  }
}

/// Where in a document a word stands.
enum Field: UInt8, Sendable { case text, context, tag, name }

/// A word in a document.
struct Occurrence: Sendable {
  var term: UInt32 = 0
  var document: UInt32 = 0
  /// Four times its place, and the field.
  private var placeAndField: UInt32 = 0

  init() {}

  init(term: Int, document: Int, place: Int, field: Field) {
    self.term = UInt32(term)
    self.document = UInt32(document)
    placeAndField = UInt32(place) << 2 | UInt32(field.rawValue)
  }

  /// Four times its position, 2 more in the document's name, 1 more at the name's end.
  var place: Int { Int(placeAndField >> 2) }

  var field: Field { Field(rawValue: UInt8(truncatingIfNeeded: placeAndField & 3)) ?? .text }
}

extension IndexBuilder {
  /// Adds the words of a field and gives the position for the next one; no phrase reaches from one field into another.
  private mutating func add(_ text: Text, as field: Field, at position: Int) -> Int {
    let words = Tokens(text, position: position)
    for token in words.tokens {
      let isLast = field == .name && token.source.upperBound == words.tokens.last?.source.upperBound
      let flags = field == .name ? (isLast ? 3 : 2) : 0
      occurrences.append(
        Occurrence(
          term: vocabulary.number(of: words.bytes(of: token)), document: documents.count, place: token.position * 4 + flags,
          field: field))
    }
    return words.end + 2
  }
}
