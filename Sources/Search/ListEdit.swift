/// What changed items say of one term.
struct TermEdit {
  var key: [UInt8]
  /// The changed items, rising.
  private(set) var items: [Int] = []
  /// What they have said.
  private(set) var before: [ItemPosting] = []
  /// What they say now.
  private(set) var after: [ItemPosting] = []

  init(key: [UInt8]) { self.key = key }

  mutating func add(item: Int, before: ItemWord?, after: ItemWord?) {
    items.append(item)
    self.before += before?.postings(ofItem: item) ?? []
    self.after += after?.postings(ofItem: item) ?? []
  }
}

/// The packed postings of a term.
struct PackedList {
  var bytes: ArraySlice<UInt8>

  /// The list with other postings of some items, and how many postings they had; nil if it is broken.
  func replacing(_ items: [Int], with postings: [ItemPosting]) -> (bytes: [UInt8], removed: Int)? {
    var packer = Packer()
    packer.bytes.reserveCapacity(bytes.count + 32)
    var removed = 0
    var (last, next) = (-1, 0)
    func write(_ document: Int, _ posting: UnsafeBufferPointer<UInt8>) {
      PostingNumber.write(document, after: last, to: &packer)
      packer.bytes.append(contentsOf: posting)
      last = document
    }
    func writeNew(below limit: Int) {
      while next < postings.count, postings[next].document < limit {
        postings[next].bytes.withUnsafeBufferPointer { write(postings[next].document, $0) }
        next += 1
      }
    }
    let isWhole = forEach { document, posting in
      if items.contains(document >> 8) {
        removed += 1
      } else {
        writeNew(below: document)
        write(document, posting)
      }
    }
    writeNew(below: .max)
    return isWhole ? (packer.bytes, removed) : nil
  }

  /// Calls `body` with each posting; false if the list is broken.
  private func forEach(_ body: (_ document: Int, _ posting: UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = PackedReader(bytes)
      var document = -1
      while !reader.isAtEnd {
        guard let next = reader.document(after: document), let posting = reader.posting() else { return false }
        body(next, posting)
        document = next
      }
      return true
    }
  }
}
