/// Writes the list of a term: all of its postings, or those in which it weighs most.
struct ListWriter: ~Copyable {
  private let limit: Int
  private var head = Packer()
  private var written = GrowingBytes()
  /// The lists of a term of too many documents.
  private var joined = GrowingBytes()

  init(limit: Int) { self.limit = limit }

  /// The payload of the term that was written last.
  var payload: UnsafeBufferPointer<UInt8> { written.bytes }

  /// Writes a term that is in `documents` documents.
  mutating func write(_ postings: UnsafeBufferPointer<UInt8>, documents: Int) {
    written.removeAll()
    guard documents > limit, let base = postings.baseAddress else {
      written.write(documents &<< 1)
      written.append(postings)
      return
    }
    var histogram = Histogram()
    RawPosting.forEach(base, postings.count) { histogram.counts[$0.level] += 1 }
    let choice = histogram.choose(limit)
    write(PostingHead(frequency: documents, histogram: histogram))
    writeListed(base, postings.count, choice)
  }

  /// Writes a term of which some runs have lists, which follow each other.
  mutating func write(_ runs: UnsafeBufferPointer<RunPostings>) {
    if runs.count == 1 { return write(runs[0].list, documents: runs[0].documents) }
    var documents = 0
    for index in runs.indices { documents &+= runs[index].documents }
    if documents <= limit {
      written.removeAll()
      written.write(documents &<< 1)
      ListWriter.join(runs, &written)
    } else {
      joined.removeAll()
      ListWriter.join(runs, &joined)
      write(joined.bytes, documents: documents)
    }
  }

  /// Appends lists: the first document of each is numbered from the last one of the list before.
  private static func join(_ runs: UnsafeBufferPointer<RunPostings>, _ target: inout GrowingBytes) {
    var last = -1
    for index in runs.indices {
      guard let base = runs[index].list.baseAddress else { continue }
      var start = 0
      if index > 0 {
        let document = PostingNumber.read(base, &start, after: -1)
        target.reserve(PostingNumber.mostBytes)
        PostingNumber.write(document, after: last, to: &target.end)
      }
      target.append(UnsafeBufferPointer(start: base + start, count: runs[index].list.count &- start))
      last = runs[index].last
    }
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
      document = PostingNumber.read(base, &index, after: document)
      let size = LogReader.postingSize(base + index)
      body(RawPosting(document: document, start: base + index, size: size))
      index += size
    }
  }
}
