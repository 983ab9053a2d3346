import Diagnostics

/// What an item gives to an index.
struct ItemContent: Equatable {
  private(set) var documents = 0
  /// Its words, sorted.
  private(set) var words: [ItemWord] = []
  /// Its facets in the order of their coming.
  private(set) var facets: [[UInt8]] = []

  /// What an item without documents gives.
  init() {}

  init(documents: Int, words: [ItemWord], facets: [[UInt8]]) {
    (self.documents, self.facets) = (documents, facets)
    self.words = words.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}

/// A word of an item.
struct ItemWord: Equatable {
  var bytes: [UInt8]
  /// What its documents say of it: of each that has it a byte with the section, and the packed posting.
  var packed: [UInt8] = []

  mutating func add(_ section: Int, _ posting: UnsafeBufferPointer<UInt8>) {
    packed.append(UInt8(truncatingIfNeeded: section))
    packed.append(contentsOf: posting)
  }

  /// The postings of the word, if it is of an item.
  func postings(ofItem item: Int) -> [ItemPosting] {
    packed.withUnsafeBufferPointer { packed in
      var postings: [ItemPosting] = []
      var reader = PackedReader(packed)
      while !reader.isAtEnd {
        guard let section = reader.byte(), let posting = reader.posting() else { break }
        postings.append(ItemPosting(document: item << 8 | Int(section), bytes: Array(posting)))
      }
      return postings
    }
  }
}

/// A posting of an item.
struct ItemPosting: Equatable {
  var document: Int
  /// Never empty.
  var bytes: [UInt8]

  var level: Int { Int(bytes[0] >> 3) }
}
