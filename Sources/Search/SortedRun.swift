/// The words of a part of an index in the order of their bytes, each with its list, in one piece of memory.
///
/// Of each word it has the length, the bytes, how many documents have it, the last of these, and how many bytes its list has, which follows.
struct SortedRun: Sendable {
  fileprivate let bytes: [UInt8]

  /// The lists of the words of a table.
  ///
  /// - Parameter log: The postings in the order of their coming, each after the number of its word, in four bytes, and its length in one.
  init(_ words: borrowing WordTable, log: UnsafeBufferPointer<UInt8>) {
    let terms = words.terms
    let order = WordOrder.sorted(words.count, head: { words.head(of: $0) }, { words[$0] })
    var size = words.bytes.count + SortedRun.padding
    for term in 0..<words.count { size &+= Int(terms[term].size) &+ SortedRun.mostBytesOfHead }
    bytes = [UInt8](unsafeUninitializedCapacity: size) { bytes, initialized in
      guard let start = bytes.baseAddress else { return }
      var end = start
      for number in order {
        let term = terms + Int(number)
        let word = words[Int(number)]
        end[0] = UInt8(truncatingIfNeeded: word.count)
        end += 1
        if let base = word.baseAddress { end.copyExactly(base, word.count) }
        end.write(Int(term.pointee.documents))
        end.write(Int(term.pointee.last))
        end.write(Int(term.pointee.size))
        let list = end - start
        end += Int(term.pointee.size)
        // From here on it says where the next posting goes.
        term.pointee.size = UInt32(truncatingIfNeeded: list)
      }
      precondition(end - start < UInt32.max, "a part of an index has fewer words")
      initialized = end - start
      SortedRun.distribute(log, to: start, terms)
    }
  }

  /// How many bytes a length and three numbers take at most.
  private static let mostBytesOfHead = 1 + 15
  /// How many bytes can be read behind a run.
  private static let padding = 8

  private static func distribute(
    _ log: UnsafeBufferPointer<UInt8>, to start: UnsafeMutablePointer<UInt8>, _ terms: UnsafeMutablePointer<WordTable.Term>
  ) {
    guard var record = log.baseAddress else { return }
    let end = record + log.count
    while record < end {
      let term = terms + Int(UnsafeRawPointer(record).loadUnaligned(as: UInt32.self))
      let size = Int(truncatingIfNeeded: record[4])
      var target = start + Int(term.pointee.size)
      target.copyExactly(record + 5, size)
      term.pointee.size &+= UInt32(truncatingIfNeeded: size)
      record += 5 &+ size
    }
  }

  /// Calls `body` with cursors at the beginnings of runs.
  static func withCursors(_ runs: ArraySlice<SortedRun>, _ cursors: [RunCursor] = [], _ body: ([RunCursor]) -> Void) {
    guard let run = runs.first else { return body(cursors) }
    run.bytes.withUnsafeBufferPointer { bytes in
      withCursors(runs.dropFirst(), cursors + (RunCursor(bytes).map { [$0] } ?? []), body)
    }
  }
}

/// What a run has of a word.
struct RunPostings {
  var documents = 0
  /// The last document of the list.
  var last = 0
  var list = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
}

/// A place in a run, with the word that is there.
struct RunCursor {
  private(set) var word = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private(set) var head: UInt64 = 0
  private(set) var postings = RunPostings()
  private var next: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>

  /// A cursor at the first word; nil for a run without words.
  fileprivate init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
    (next, end) = (base, base + bytes.count)
    _ = advance()
  }

  /// Goes on to the next word; false at the end.
  mutating func advance() -> Bool {
    guard next < end else { return false }
    word = UnsafeBufferPointer(start: next + 1, count: Int(truncatingIfNeeded: next[0]))
    // Behind the last word of a run there is room.
    head = WordOrder.head(ofPadded: next + 1, word.count)
    var index = 1 &+ word.count
    postings.documents = LogReader.number(next, &index)
    postings.last = LogReader.number(next, &index)
    let size = LogReader.number(next, &index)
    postings.list = UnsafeBufferPointer(start: next + index, count: size)
    next += index &+ size
    return true
  }

  /// Whether it is at a word with the same first eight bytes.
  @inline(__always)
  func isAt(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count == other.count else { return false }
    guard word.count > 8, let one = word.baseAddress, let two = other.baseAddress else { return true }
    return equalBytes(one + 8, two + 8, word.count &- 8)
  }
}
