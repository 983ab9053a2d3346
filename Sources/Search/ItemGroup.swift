import Diagnostics

/// What the items of a group give while they are taken: a file of the register, and files of documents.
///
/// Nobody else has items of the group: what it gives can be written before the next group is begun.
struct ItemGroup: ~Copyable {
  /// How many items are in a group, for files of documents and for those of the register.
  static let size = DocumentShelf.groupSize

  private(set) var number = 0
  /// The words of the register's file, and the items.
  private var words = GrowingBytes()
  private var wordCount: UInt32 = 0
  private var items = GrowingBytes()
  /// The number after that of the last item.
  private var next = 0
  private(set) var pieces: [DocumentPiece] = []
  /// The log of the item that is being taken; who writes there makes room before.
  var log = GrowingBytes()

  init() {}

  /// Begins a group, and forgets the one before.
  mutating func begin(_ number: Int) {
    (self.number, next, wordCount) = (number, number * ItemGroup.size, 0)
    words.removeAll()
    items.removeAll()
    pieces.removeAll(keepingCapacity: true)
  }

  /// Begins an item.
  mutating func begin(item: Int, documents: Int, facets: [UInt32], _ facetNames: borrowing Vocabulary) {
    items.append(zeros: (item - next) * ItemRegister.bytesOfNothing)
    next = item + 1
    items.write(documents)
    items.write(facets.count)
    for facet in facets { facetNames.withBytes(of: Int(facet)) { items.write($0) } }
    log.removeAll()
  }

  /// Gives the next number to a word that the group has not had.
  @inline(__always)
  mutating func add(_ word: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    words.reserve(1 + WordScanner.longestWord)
    words.end[0] = UInt8(truncatingIfNeeded: length)
    words.end += 1
    words.end.copyExactly(word, length)
    wordCount &+= 1
    return wordCount &- 1
  }

  /// Ends the item.
  mutating func end(_ pieces: [DocumentPiece]) {
    items.write(log.bytes)
    self.pieces += pieces
  }

  /// The files of its documents, with the number of the first in each.
  var documentFiles: [(first: Int, file: SearchFile)] { DocumentShelf.files(ofGroup: number, pieces) }

  /// The file of the register, which may have items yet to come.
  var register: OpenRegister {
    OpenRegister(
      number: number, next: next,
      bytes: ItemRegister.bytes(number, words: words.bytes, wordCount: Int(wordCount), items: items.bytes))
  }
}

/// A file of the register up to some item.
struct OpenRegister: Sendable {
  var number: Int
  /// The first item that is not in it.
  var next: Int
  var bytes: [UInt8]

  /// The file of a group without items.
  init(empty number: Int) {
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    (self.number, next) = (number, number * ItemGroup.size)
    bytes = ItemRegister.bytes(number, words: nothing, wordCount: 0, items: nothing)
  }

  init(number: Int, next: Int, bytes: [UInt8]) { (self.number, self.next, self.bytes) = (number, next, bytes) }

  /// The file, of which the items before a number are noted as having nothing.
  consuming func file(before end: Int) -> SearchFile {
    let missing = min(end, (number + 1) * ItemGroup.size) - next
    bytes += repeatElement(0, count: max(0, missing) * ItemRegister.bytesOfNothing)
    return SearchFile(kind: FileKind.register, bytes: bytes)
  }
}
