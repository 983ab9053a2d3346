/// The postings of all terms, each term's in one piece of memory.
///
/// The logs of a builder's parts are read once, in the order of the items; each posting goes to the end of its term's list.
struct TermLists: ~Copyable {
  /// Where a term's list ends now, the last document in it, and how many it has: little, as it is looked at for every word of every document.
  private struct List {
    var end: Int
    var last: Int32
    var documents: Int32
  }

  private let memory: UnsafeMutablePointer<UInt8>
  /// Where each term's list begins.
  private let starts: UnsafeMutablePointer<Int>
  private let lists: UnsafeMutablePointer<List>

  /// Takes the logs of a builder away, and writes the register of its items.
  init(_ builder: inout IndexBuilder, _ register: inout RegisterWriter) {
    let totals = builder.totals
    lists = .allocate(capacity: max(1, totals.count))
    starts = .allocate(capacity: max(1, totals.count))
    var size = 0
    let room = PostingNumber.room(items: (builder.items.last?.number ?? 0) + 1)
    for (term, total) in totals.enumerated() {
      (lists + term).initialize(to: List(end: size, last: -1, documents: 0))
      (starts + term).initialize(to: size)
      size += total.bytes + total.documents * room
    }
    memory = .allocate(capacity: max(1, size))
    var part = -1
    var log: [UInt8] = []
    for item in builder.items {
      if item.part != part {
        part = item.part
        log = builder.takeLog(ofPart: part)
      }
      register.begin(item, builder.parts[part], builder.facetNames)
      log.withUnsafeBufferPointer { log in
        builder.parts[part].terms.withUnsafeBufferPointer { terms in
          guard let log = log.baseAddress else { return }
          distribute(log, item, terms.isEmpty ? nil : terms.baseAddress, &register, builder.vocabulary)
        }
      }
      register.end()
    }
  }

  deinit {
    memory.deallocate()
    starts.deallocate()
    lists.deallocate()
  }

  /// In how many documents a term is.
  func documents(of term: Int) -> Int { Int(lists[term].documents) }

  /// The postings of a term.
  func postings(of term: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory + starts[term], count: lists[term].end - starts[term])
  }
}

extension TermLists {
  /// Adds the postings of an item to the lists of their terms, and to the register.
  private func distribute(
    _ log: UnsafePointer<UInt8>, _ item: IndexItem, _ numbers: UnsafePointer<UInt32>?, _ register: inout RegisterWriter,
    _ vocabulary: borrowing Vocabulary
  ) {
    let (lists, memory) = (lists, memory)
    var index = item.log.lowerBound
    for section in 0..<item.documents {
      let document = item.number << 8 | section
      let count = LogReader.number(log, &index)
      register.beginDocument(count)
      for _ in 0..<count {
        let local = LogReader.number(log, &index)
        let size = LogReader.postingSize(log + index)
        let term = numbers.map { Int($0[local]) } ?? local
        let list = lists + term
        var end = memory + list.pointee.end
        PostingNumber.write(document, after: Int(list.pointee.last), to: &end)
        end.copyExactly(log + index, size)
        register.add(term, log + index, size, vocabulary)
        index &+= size
        list.pointee.end = end - memory
        list.pointee.last = Int32(truncatingIfNeeded: document)
        list.pointee.documents &+= 1
      }
    }
  }
}

/// Reads what a builder itself has written, without looking for its end.
enum LogReader {
  @inline(__always)
  static func number(_ bytes: UnsafePointer<UInt8>, _ index: inout Int) -> Int {
    let first = bytes[index]
    index &+= 1
    if first < 0x80 { return Int(truncatingIfNeeded: first) }
    var number = Int(truncatingIfNeeded: first & 0x7F)
    var shift = 7
    while true {
      let byte = bytes[index]
      index &+= 1
      number |= Int(truncatingIfNeeded: byte & 0x7F) &<< shift
      if byte < 0x80 { return number }
      shift &+= 7
    }
  }

  /// How many bytes a packed posting takes.
  @inline(__always)
  static func postingSize(_ posting: UnsafePointer<UInt8>) -> Int {
    var places = Int(truncatingIfNeeded: posting[0] & 7) &+ 1
    var size = 1
    if places == 8 {
      places = Int(truncatingIfNeeded: posting[1])
      size = 2
    }
    while places > 0 {
      if posting[size] < 0x80 { places &-= 1 }
      size &+= 1
    }
    return size
  }
}
