import Diagnostics

/// What each item gives to the index: files that no query loads, from which a patch learns what a changed item has given before.
///
/// Each is for a fixed number of items and has the words of all of them in the order of their coming, and of each item how many documents it
/// has, its facets, and the log of its words; see `DocumentPostings`. A term's number in such a log is that of its word in the file.
enum ItemRegister {
  /// For how many items a file is.
  static let size = 64

  /// The file of an item.
  static func file(of item: Int) -> Int { item / size }

  /// The bytes of a file.
  static func bytes(
    _ number: Int, words: UnsafeBufferPointer<UInt8>, wordCount: Int, items: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    var packer = Packer()
    packer.write(number)
    packer.write(wordCount)
    packer.bytes.reserveCapacity(packer.bytes.count + words.count + items.count)
    packer.bytes.append(contentsOf: words)
    packer.bytes.append(contentsOf: items)
    return packer.bytes
  }
}

extension ItemRegister {
  /// The list of the register's files, which is not in the manifest, as no query needs it.
  static func list(_ names: [Text]) -> SearchFile {
    var packer = Packer()
    packer.write(names.count)
    for name in names { packer.write(name: name) }
    return SearchFile(kind: FileKind.register, bytes: packer.bytes)
  }

  /// The names in a list; nil if it is none.
  static func names(in list: [UInt8]) -> [Text]? {
    var reader = Unpacker(list)
    let names = reader.names(FileKind.register)
    return reader.isBroken || reader.rest > 0 ? nil : names
  }
}

/// Writes the register of a builder's items, in their order.
struct RegisterWriter: ~Copyable {
  private(set) var files: [SearchFile] = []
  /// For each term of the builder the file that had it last, plus one, and its number there.
  private let numbers: UnsafeMutablePointer<UInt64>
  /// The file that is being written, plus one, where `numbers` has it.
  private var mark: UInt64 = 1 << 32
  private var words = GrowingBytes()
  private var wordCount = 0
  private var items = GrowingBytes()
  private var next = 0
  /// The log of the item that is being written.
  private var log = GrowingBytes()

  init(terms: Int) {
    numbers = .allocate(capacity: max(1, terms))
    numbers.initialize(repeating: 0, count: max(1, terms))
  }

  deinit { numbers.deallocate() }

  /// Begins an item.
  mutating func begin(_ item: IndexItem, _ part: borrowing IndexPart, _ facetNames: borrowing Vocabulary) {
    passItems(before: item.number)
    items.write(item.documents)
    items.write(item.facets.count)
    for facet in item.facets { facetNames.withBytes(of: part.facetNumber(part.facets[facet])) { items.write($0) } }
    log.removeAll()
    // A term's number takes four bytes more at most, and a posting with its number has three at least; and what is copied too much.
    log.reserve(item.log.count * 3 + 64)
    next = item.number + 1
  }

  /// Begins a document of the item.
  @inline(__always)
  mutating func beginDocument(_ postings: Int) { log.end.write(postings) }

  /// Adds a posting.
  @inline(__always)
  mutating func add(_ term: Int, _ posting: UnsafePointer<UInt8>, _ size: Int, _ vocabulary: borrowing Vocabulary) {
    var number = numbers[term]
    if number & ~0xFFFF_FFFF != mark {
      number = mark | UInt64(truncatingIfNeeded: wordCount)
      numbers[term] = number
      vocabulary.withBytes(of: term) { words.write($0) }
      wordCount += 1
    }
    log.end.write(Int(truncatingIfNeeded: number & 0xFFFF_FFFF))
    log.end.copyExactly(posting, size)
  }

  /// Ends the item.
  mutating func end() { items.write(log.bytes) }

  /// Ends the last file.
  mutating func finish(items count: Int) {
    passItems(before: count)
    if next % ItemRegister.size > 0 { finishFile(next / ItemRegister.size) }
  }

  /// Notes that the numbers before one have no items, and ends files.
  private mutating func passItems(before end: Int) {
    while true {
      let full = next / ItemRegister.size
      if full > files.count { finishFile(full - 1) }
      guard next < end else { return }
      for _ in 0..<3 { items.write(0) }
      next += 1
    }
  }

  private mutating func finishFile(_ number: Int) {
    files.append(
      SearchFile(
        kind: FileKind.register,
        bytes: ItemRegister.bytes(number, words: words.bytes, wordCount: wordCount, items: items.bytes)))
    words.removeAll()
    items.removeAll()
    wordCount = 0
    mark = UInt64(truncatingIfNeeded: files.count + 1) << 32
  }
}
