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
  ///
  /// What stands between changed items is copied as it is: only the number of the posting after them is written anew.
  func replacing(_ items: [Int], with postings: [ItemPosting]) -> (bytes: [UInt8], removed: Int)? {
    bytes.withUnsafeBufferPointer { bytes in
      var edit = ListRewriting(bytes, items, postings)
      var reader = PackedReader(bytes)
      var document = -1
      while !reader.isAtEnd {
        let start = reader.index
        guard let next = reader.document(after: document) else { return nil }
        let postingStart = reader.index
        guard reader.skipPosting() else { return nil }
        edit.take(next, after: document, at: start, postingStart, reader.index)
        document = next
      }
      edit.finish(after: document)
      return (edit.packer.bytes, edit.removed)
    }
  }
}

/// Writes a list anew while it is read.
private struct ListRewriting {
  private let source: UnsafeBufferPointer<UInt8>
  private let items: [Int]
  private let postings: [ItemPosting]
  private(set) var packer = Packer()
  private(set) var removed = 0
  /// The next of the items and of the postings.
  private var (item, posting) = (0, 0)
  /// The document that was written last, and the bytes before which all of the source are written.
  private var (last, copied) = (-1, 0)

  init(_ source: UnsafeBufferPointer<UInt8>, _ items: [Int], _ postings: [ItemPosting]) {
    (self.source, self.items, self.postings) = (source, items, postings)
    packer.bytes.reserveCapacity(source.count + 64)
  }

  /// Takes a posting of the source.
  @inline(__always)
  mutating func take(_ document: Int, after previous: Int, at start: Int, _ postingStart: Int, _ end: Int) {
    if posting < postings.count, postings[posting].document < document { writeNew(below: document, at: start, previous) }
    while item < items.count, items[item] < document >> 8 { item += 1 }
    if item < items.count, items[item] == document >> 8 {
      copy(to: start, previous)
      copied = end
      removed += 1
    } else if copied == start, last != previous {
      write(document, UnsafeBufferPointer(rebasing: source[postingStart..<end]))
      copied = end
    }
  }

  mutating func finish(after document: Int) { writeNew(below: .max, at: source.count, document) }

  private mutating func writeNew(below limit: Int, at start: Int, _ previous: Int) {
    copy(to: start, previous)
    while posting < postings.count, postings[posting].document < limit {
      postings[posting].bytes.withUnsafeBufferPointer { write(postings[posting].document, $0) }
      posting += 1
    }
  }

  /// Copies what is not written up to a place, before which a document stands.
  private mutating func copy(to end: Int, _ document: Int) {
    guard copied < end else { return }
    packer.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<end]))
    (copied, last) = (end, document)
  }

  private mutating func write(_ document: Int, _ posting: UnsafeBufferPointer<UInt8>) {
    PostingNumber.write(document, after: last, to: &packer)
    packer.bytes.append(contentsOf: posting)
    last = document
  }
}
