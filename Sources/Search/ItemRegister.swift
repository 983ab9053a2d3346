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
  static func bytes(_ number: Int, words: Packer, wordCount: Int, items: Packer) -> [UInt8] {
    var packer = Packer()
    packer.bytes.reserveCapacity(words.bytes.count + items.bytes.count + 12)
    packer.write(number)
    packer.write(wordCount)
    packer.bytes.append(contentsOf: words.bytes)
    packer.bytes.append(contentsOf: items.bytes)
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
  private var words = Packer()
  private var wordCount = 0
  private var items = Packer()
  private var next = 0
  /// The log of the item that is being written.
  private var log: UnsafeMutablePointer<UInt8>
  private var logEnd: UnsafeMutablePointer<UInt8>
  private var logCapacity = 1 << 14

  init(terms: Int) {
    numbers = .allocate(capacity: max(1, terms))
    numbers.initialize(repeating: 0, count: max(1, terms))
    log = .allocate(capacity: logCapacity)
    logEnd = log
  }

  deinit {
    numbers.deallocate()
    log.deallocate()
  }

  /// Begins an item.
  mutating func begin(_ item: IndexItem, _ part: borrowing IndexPart, _ facetNames: borrowing Vocabulary) {
    passItems(before: item.number)
    items.write(item.documents)
    items.write(item.facets.count)
    for facet in item.facets { items.write(facetNames[part.facetNumber(part.facets[facet])]) }
    // A term's number takes four bytes more at most, and a posting with its number has three at least; and what is copied too much.
    let size = item.log.count * 3 + 64
    if size > logCapacity {
      log.deallocate()
      logCapacity = size * 2
      log = .allocate(capacity: logCapacity)
    }
    logEnd = log
    next = item.number + 1
  }

  /// Begins a document of the item.
  @inline(__always)
  mutating func beginDocument(_ postings: Int) { logEnd.write(postings) }

  /// Adds a posting.
  @inline(__always)
  mutating func add(_ term: Int, _ posting: UnsafePointer<UInt8>, _ size: Int, _ vocabulary: borrowing Vocabulary) {
    let mark = UInt64(truncatingIfNeeded: files.count + 1)
    if numbers[term] >> 32 != mark {
      numbers[term] = mark << 32 | UInt64(truncatingIfNeeded: wordCount)
      vocabulary.withBytes(of: term) { words.write($0) }
      wordCount += 1
    }
    logEnd.write(Int(truncatingIfNeeded: numbers[term] & 0xFFFF_FFFF))
    logEnd.copyExactly(posting, size)
  }

  /// Ends the item.
  mutating func end() { items.write(UnsafeBufferPointer(start: log, count: logEnd - log)) }

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
        kind: FileKind.register, bytes: ItemRegister.bytes(number, words: words, wordCount: wordCount, items: items)))
    words.bytes.removeAll(keepingCapacity: true)
    items.bytes.removeAll(keepingCapacity: true)
    wordCount = 0
  }
}
