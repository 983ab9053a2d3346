import Diagnostics

/// Makes an index of documents.
///
/// Builders that took parts of the documents are joined by `append`, which gives the same index as one builder that took all of them in that
/// order. Documents that can be filtered alike should follow each other.
public struct IndexBuilder: Sendable {
  var documents: [SearchDocument] = []
  var lengths: [Int] = []
  var vocabulary = Vocabulary()
  var occurrences: [Occurrence] = []

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
    occurrences.reserveCapacity(occurrences.count + other.occurrences.count)
    for var occurrence in other.occurrences {
      occurrence.term = numbers[Int(occurrence.term)]
      occurrence.document += first
      occurrences.append(occurrence)
    }
  }
}

/// Where in a document a word stands.
enum Field: UInt8, Sendable { case text, context, tag, name }

/// A word in a document.
struct Occurrence: Sendable {
  var term: UInt32
  var document: UInt32
  /// Four times its position, 2 more in the document's name, 1 more at the name's end.
  var place: UInt32
  var field: Field
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
          term: UInt32(vocabulary.number(of: words.bytes(of: token))), document: UInt32(documents.count),
          place: UInt32(token.position * 4 + flags), field: field))
    }
    return words.end + 2
  }
}
