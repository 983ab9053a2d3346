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

/// Writes the register of a builder's items, in their order.
struct RegisterWriter {
  private(set) var files: [SearchFile] = []
  /// For each term of the builder the file that had it last, plus one, and its number there.
  private var numbers: [UInt64]
  private var words = Packer()
  private var wordCount = 0
  private var items = Packer()
  private var next = 0

  init(terms: Int) { numbers = [UInt64](repeating: 0, count: terms) }

  mutating func add(_ item: IndexItem, _ part: IndexPart, _ log: UnsafePointer<UInt8>?, _ builder: borrowing IndexBuilder) {
    passItems(before: item.number)
    items.write(item.documents)
    items.write(item.facets.count)
    for facet in part.facets[item.facets] { items.write(builder.facetNames[part.facetNumber(facet)]) }
    var target = Packer()
    target.bytes.reserveCapacity(item.log.count + item.log.count / 8)
    if let log {
      part.terms.withUnsafeBufferPointer { terms in
        copy(log, item, terms.isEmpty ? nil : terms.baseAddress, to: &target, builder.vocabulary)
      }
    }
    items.write(target.bytes)
    next = item.number + 1
  }

  /// Ends the last file.
  mutating func finish(items count: Int) {
    passItems(before: count)
    if next % ItemRegister.size > 0 { finishFile(next / ItemRegister.size) }
  }

  /// Notes that the numbers before one have no items, and ends files.
  private mutating func passItems(before end: Int) {
    while true {
      if next > 0, next % ItemRegister.size == 0, files.count < next / ItemRegister.size {
        finishFile(next / ItemRegister.size - 1)
      }
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

  /// Copies the log of an item with the numbers that terms have in the file.
  private mutating func copy(
    _ log: UnsafePointer<UInt8>, _ item: IndexItem, _ terms: UnsafePointer<UInt32>?, to target: inout Packer,
    _ vocabulary: borrowing Vocabulary
  ) {
    var index = item.log.lowerBound
    for _ in 0..<item.documents {
      let count = LogReader.number(log, &index)
      target.write(count)
      for _ in 0..<count {
        let local = LogReader.number(log, &index)
        target.write(number(of: terms.map { Int($0[local]) } ?? local, vocabulary))
        let size = LogReader.postingSize(log + index)
        target.bytes.append(contentsOf: UnsafeBufferPointer(start: log + index, count: size))
        index += size
      }
    }
  }

  /// The number of a term in the file.
  private mutating func number(of term: Int, _ vocabulary: borrowing Vocabulary) -> Int {
    let mark = UInt64(files.count + 1)
    if numbers[term] >> 32 == mark { return Int(numbers[term] & 0xFFFF_FFFF) }
    numbers[term] = mark << 32 | UInt64(wordCount)
    vocabulary.withBytes(of: term) { words.write($0) }
    wordCount += 1
    return wordCount - 1
  }
}
