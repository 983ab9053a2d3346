import Diagnostics

/// Makes the tables of words and of spellings from the runs of all parts.
struct MergedTables: ~Copyable {
  private var terms = TableWriter(.terms)
  private var spellings = TableWriter(.spellings)
  private var lists: ListWriter
  /// All words, one after the other.
  private var words = GrowingBytes()
  private var ends: [UInt32] = []

  init(longestList: Int) { lists = ListWriter(limit: longestList) }

  /// Takes the words of all runs; each file of the table of words is put away as soon as it is made.
  mutating func merge(_ runs: [SortedRun], _ put: (SearchFile) -> Void) {
    SortedRun.withCursors(runs[...]) { cursors in
      var merge = RunMerge(cursors)
      merge.forEach { word, postings in
        add(word, postings)
        if !terms.files.isEmpty { for file in terms.takeFiles() { put(file) } }
      }
    }
  }

  private mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ postings: UnsafeBufferPointer<RunPostings>) {
    let fingerprint = Fingerprint.of(word)
    lists.write(postings)
    terms.add(key: word, fingerprint, payload: lists.payload)
    spellings.add(key: word, fingerprint, payload: UnsafeBufferPointer(start: nil, count: 0))
    words.append(word)
    ends.append(UInt32(truncatingIfNeeded: words.count))
  }

  /// Makes the files that are left, and gives where all begin.
  consuming func finish(_ facets: consuming TableWriter, _ put: (SearchFile) -> Void) -> IndexTables {
    var tables = IndexTables()
    tables.facets = MergedTables.finish(facets, put)
    tables.terms = MergedTables.finish(terms, put)
    tables.spellings = MergedTables.finish(spellings, put)
    tables.reversedSpellings = MergedTables.finish(MergedTables.reversed(words, ends), put)
    return tables
  }

  private static func finish(_ table: consuming TableWriter, _ put: (SearchFile) -> Void) -> TableStarts {
    table.finish()
    for file in table.takeFiles() { put(file) }
    return TableStarts(table)
  }

  /// The table of words with their letters in reverse.
  private static func reversed(_ words: borrowing GrowingBytes, _ ends: [UInt32]) -> TableWriter {
    var table = TableWriter(.reversedSpellings)
    let bytes = [UInt8](unsafeUninitializedCapacity: words.count) { target, initialized in
      var start = 0
      for end in ends.lazy.map({ Int($0) }) {
        for offset in 0..<end - start { target[start &+ offset] = words.bytes[end &- 1 &- offset] }
        start = end
      }
      initialized = words.count
    }
    bytes.withUnsafeBufferPointer { bytes in
      let word = { (number: Int) in
        UnsafeBufferPointer(rebasing: bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])])
      }
      for number in WordOrder.sorted(ends.count, word) {
        let word = word(Int(number))
        table.add(key: word, Fingerprint.of(word), payload: UnsafeBufferPointer(start: nil, count: 0))
      }
    }
    return table
  }
}
