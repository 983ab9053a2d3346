import Diagnostics

/// An item as a file of the register has it. The terms in its log are numbers of words of some table.
struct RegisteredItem {
  var documents = 0
  var facets: [[UInt8]] = []
  var log: [UInt8] = []

  init(documents: Int, facets: [[UInt8]], log: [UInt8]) { (self.documents, self.facets, self.log) = (documents, facets, log) }

  init?(_ reader: inout PackedReader) {
    guard let documents = reader.number(), documents <= IndexBuilder.mostDocuments, let count = reader.number() else {
      return nil
    }
    for _ in 0..<count {
      guard let facet = reader.text() else { return nil }
      facets.append(Array(facet))
    }
    guard let log = reader.text() else { return nil }
    (self.documents, self.log) = (documents, Array(log))
  }

  /// The log with the numbers that words have in a vocabulary; nil if it is broken.
  ///
  /// - Parameter numbers: The numbers of the words of its table, -1 where they are not known yet.
  fileprivate func renumbered(_ numbers: inout [Int], _ words: [[UInt8]], _ vocabulary: inout Vocabulary) -> [UInt8]? {
    // A term's number takes four bytes more at most, and a posting with its number has three at least.
    var isWhole = false
    let renumbered = [UInt8](unsafeUninitializedCapacity: log.count * 3 + 64) { target, initialized in
      guard let start = target.baseAddress else { return }
      initialized = numbers.withUnsafeMutableBufferPointer { numbers in
        log.withUnsafeBufferPointer { log in
          var end = start
          isWhole = RegisteredItem.renumber(log, documents, numbers, words, &vocabulary, &end)
          return end - start
        }
      }
    }
    return isWhole ? renumbered : nil
  }

  private static func renumber(
    _ log: UnsafeBufferPointer<UInt8>, _ documents: Int, _ numbers: UnsafeMutableBufferPointer<Int>, _ words: [[UInt8]],
    _ vocabulary: inout Vocabulary, _ target: inout UnsafeMutablePointer<UInt8>
  ) -> Bool {
    var reader = PackedReader(log)
    for _ in 0..<documents {
      guard let count = reader.number() else { return false }
      target.write(count)
      for _ in 0..<count {
        guard let term = reader.number(), term < numbers.count else { return false }
        if numbers[term] < 0 { numbers[term] = vocabulary.number(of: words[term]) }
        let start = reader.index
        guard reader.skipPosting(), let base = log.baseAddress else { return false }
        target.write(numbers[term])
        target.copyExactly(base + start, reader.index - start)
      }
    }
    return reader.isAtEnd
  }

  /// Calls `body` with each posting; false if the log is broken.
  private func forEach(_ body: (_ term: Int, _ section: Int, _ posting: UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    log.withUnsafeBufferPointer { log in
      var reader = PackedReader(log)
      for section in 0..<documents {
        guard let count = reader.number() else { return false }
        for _ in 0..<count {
          guard let term = reader.number(), let posting = reader.posting() else { return false }
          body(term, section, posting)
        }
      }
      return reader.isAtEnd
    }
  }

  /// What it gives, in words of a table; nil if the log is broken.
  func content(_ words: [[UInt8]]) -> ItemContent? {
    var rows = [Int](repeating: -1, count: words.count)
    var found: [ItemWord] = []
    var isKnown = true
    let isWhole = forEach { term, section, posting in
      guard term < rows.count else { return isKnown = false }
      if rows[term] < 0 {
        rows[term] = found.count
        found.append(ItemWord(bytes: words[term]))
      }
      found[rows[term]].add(section, posting)
    }
    return isWhole && isKnown ? ItemContent(documents: documents, words: found, facets: facets) : nil
  }
}

/// A file of the register, of which items can be replaced.
struct RegisterFile {
  private let number: Int
  /// The words of the file, and then those of each item that was replaced.
  private var tables: [[[UInt8]]] = [[]]
  private var items: [(item: RegisteredItem, table: Int)] = []

  /// The file of a number; nil if it is broken.
  init?(_ bytes: [UInt8], number: Int) {
    self.number = number
    let isWhole = bytes.withUnsafeBufferPointer { bytes in
      var reader = PackedReader(bytes)
      guard reader.number() == number, let count = reader.number() else { return false }
      for _ in 0..<count {
        guard let word = reader.text() else { return false }
        tables[0].append(Array(word))
      }
      while !reader.isAtEnd {
        guard let item = RegisteredItem(&reader) else { return false }
        items.append((item, 0))
      }
      return true
    }
    if !isWhole || items.count > ItemRegister.size { return nil }
  }

  /// What an item gives; nil if the file is broken.
  func content(ofItem item: Int) -> ItemContent? {
    guard items.indices.contains(item % ItemRegister.size) else { return nil }
    let (registered, table) = items[item % ItemRegister.size]
    return registered.content(tables[table])
  }

  /// Puts an item that is there into another's place.
  mutating func replace(_ item: Int, with registered: RegisteredItem, words: [[UInt8]]) {
    tables.append(words)
    items[item % ItemRegister.size] = (registered, tables.count - 1)
  }

  /// The file; nil if it is broken.
  func file() -> SearchFile? {
    var vocabulary = Vocabulary()
    var numbers = tables.map { [Int](repeating: -1, count: $0.count) }
    var packer = Packer()
    for (item, table) in items {
      packer.write(item.documents)
      packer.write(item.facets.count)
      for facet in item.facets { packer.write(facet) }
      guard let log = item.renumbered(&numbers[table], tables[table], &vocabulary) else { return nil }
      packer.write(log)
    }
    var words = Packer()
    for word in 0..<vocabulary.count { vocabulary.withBytes(of: word) { words.write($0) } }
    let bytes = words.bytes.withUnsafeBufferPointer { words in
      packer.bytes.withUnsafeBufferPointer { items in
        ItemRegister.bytes(number, words: words, wordCount: vocabulary.count, items: items)
      }
    }
    return SearchFile(kind: FileKind.register, bytes: bytes)
  }

  /// All postings of a word in a file; nil if it is broken.
  static func postings(of word: [UInt8], in bytes: [UInt8], number: Int) -> [ItemPosting]? {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = PackedReader(bytes)
      guard reader.number() == number, let count = reader.number() else { return nil }
      var term = -1
      for row in 0..<count {
        guard let other = reader.text() else { return nil }
        if other.count == word.count, other.elementsEqual(word) { term = row }
      }
      return term < 0 ? [] : postings(of: term, &reader, first: number * ItemRegister.size)
    }
  }

  /// All postings of a term in the items that a reader stands before.
  private static func postings(of term: Int, _ reader: inout PackedReader, first: Int) -> [ItemPosting]? {
    var postings: [ItemPosting] = []
    var item = first
    while !reader.isAtEnd {
      guard let documents = reader.number(), let facets = reader.number() else { return nil }
      for _ in 0..<facets where reader.text() == nil { return nil }
      guard reader.number() != nil, documents <= IndexBuilder.mostDocuments else { return nil }
      for section in 0..<documents {
        guard let count = reader.number() else { return nil }
        for _ in 0..<count {
          guard let other = reader.number(), let posting = reader.posting() else { return nil }
          if other == term { postings.append(ItemPosting(document: item << 8 | section, bytes: Array(posting))) }
        }
      }
      item += 1
    }
    return postings
  }
}

/// The register of an index while a patch changes it.
struct RegisterEdit {
  private let names: [Text]
  private var files: [RegisterFile?]

  init(_ names: [Text]) {
    self.names = names
    files = [RegisterFile?](repeating: nil, count: names.count)
  }

  /// What an item has given; nil if the register is damaged.
  mutating func content(ofItem item: Int, _ standing: StandingFiles) -> ItemContent? {
    let file = ItemRegister.file(of: item)
    guard files.indices.contains(file) else { return nil }
    if files[file] == nil {
      guard let bytes = standing.bytes(names[file]) else { return nil }
      files[file] = RegisterFile(bytes, number: file)
    }
    return files[file]?.content(ofItem: item)
  }

  /// Puts an item, whose content was asked for, into another's place.
  mutating func replace(_ item: Int, with registered: RegisteredItem, words: [[UInt8]]) {
    files[ItemRegister.file(of: item)]?.replace(item, with: registered, words: words)
  }

  /// All postings that a word has had; nil if the register is damaged.
  func postings(of word: [UInt8], _ standing: StandingFiles) -> [ItemPosting]? {
    var postings: [ItemPosting] = []
    for (number, name) in names.enumerated() {
      guard let bytes = standing.bytes(name), let its = RegisterFile.postings(of: word, in: bytes, number: number) else {
        return nil
      }
      postings += its
    }
    return postings
  }

  /// Writes the files that changed, and gives the names of all; nil if one is broken.
  func finish(_ standing: inout StandingFiles) -> [Text]? {
    var names = names
    for (number, file) in files.enumerated() {
      guard let file else { continue }
      guard let new = file.file() else { return nil }
      standing.replace([names[number]], with: [new])
      names[number] = new.name
    }
    return names
  }
}
