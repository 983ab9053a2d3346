/// Writes the list of a term: all of its postings, or those in which it weighs most.
struct ListWriter: ~Copyable {
  private let limit: Int
  private var head = Packer()
  private var written = GrowingBytes()

  init(limit: Int) { self.limit = limit }

  /// The payload of the term that was written last.
  var payload: UnsafeBufferPointer<UInt8> { written.bytes }

  /// Writes a term that is in `documents` documents.
  mutating func write(_ postings: UnsafeBufferPointer<UInt8>, documents: Int) {
    written.removeAll()
    guard documents > limit, let base = postings.baseAddress else {
      write(PostingHead(frequency: documents))
      written.append(postings)
      return
    }
    var histogram = Histogram()
    RawPosting.forEach(base, postings.count) { histogram.counts[$0.level] += 1 }
    let choice = histogram.choose(limit)
    write(PostingHead(frequency: documents, histogram: histogram))
    writeListed(base, postings.count, choice)
  }

  private mutating func write(_ head: PostingHead) {
    self.head.bytes.removeAll(keepingCapacity: true)
    head.write(to: &self.head)
    self.head.bytes.withUnsafeBufferPointer { written.append($0) }
  }

  /// Appends the postings that are listed, which take no more room than all and what the number of each may take more.
  private mutating func writeListed(_ base: UnsafePointer<UInt8>, _ count: Int, _ choice: Choice) {
    written.reserve(count * 3)
    var end = written.end
    var previous = -1
    RawPosting.forEach(base, count) { posting in
      guard choice.lists(posting.document, level: posting.level) else { return }
      PostingNumber.write(posting.document, after: previous, to: &end)
      end.copyExactly(posting.start, posting.size)
      previous = posting.document
    }
    written.end = end
  }
}

/// A posting in memory that the builder itself has written.
struct RawPosting {
  var document: Int
  var start: UnsafePointer<UInt8>
  var size: Int

  var level: Int { Int(start[0] >> 3) }

  @inline(__always)
  static func forEach(_ base: UnsafePointer<UInt8>, _ count: Int, _ body: (RawPosting) -> Void) {
    var index = 0
    var document = -1
    while index < count {
      let head = LogReader.number(base, &index)
      let section = head & 7 == 7 ? LogReader.number(base, &index) + 7 : head & 7
      document = head >> 3 == 0 ? document + 1 + section : (document >> 8 + head >> 3) << 8 + section
      let size = LogReader.postingSize(base + index)
      body(RawPosting(document: document, start: base + index, size: size))
      index += size
    }
  }
}
