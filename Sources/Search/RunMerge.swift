/// Goes through the words of several runs in their order.
struct RunMerge: ~Copyable {
  /// A run by the word at which it is.
  private struct Entry {
    var head: UInt64
    var run: Int
  }

  private typealias Cursors = UnsafeMutablePointer<RunCursor>

  private var cursors: [RunCursor]
  /// A heap of the runs that are not at their end: none comes before the one at half its number.
  private var heap: [Entry]

  init(_ cursors: [RunCursor]) {
    self.cursors = cursors
    heap = cursors.indices.map { Entry(head: cursors[$0].head, run: $0) }
    self.cursors.withUnsafeMutableBufferPointer { cursors in
      if let cursors = cursors.baseAddress { heap.sort { RunMerge.precedes($0, $1, cursors) } }
    }
  }

  /// Calls `body` with each word and what the runs have of it, in their order.
  mutating func forEach(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<RunPostings>) -> Void) {
    let count = heap.count
    cursors.withUnsafeMutableBufferPointer { cursors in
      heap.withUnsafeMutableBufferPointer { heap in
        withUnsafeTemporaryAllocation(of: RunPostings.self, capacity: count) { postings in
          guard let cursors = cursors.baseAddress, let heap = heap.baseAddress, let start = postings.baseAddress else { return }
          var left = count
          while left > 0 {
            let (word, head) = (cursors[heap[0].run].word, heap[0].head)
            var same = 0
            repeat {
              (start + same).initialize(to: cursors[heap[0].run].postings)
              same &+= 1
              RunMerge.advanceFirst(heap, &left, cursors)
            } while left > 0 && heap[0].head == head && cursors[heap[0].run].isAt(word)
            body(word, UnsafeBufferPointer(start: start, count: same))
          }
        }
      }
    }
  }

  private static func advanceFirst(_ heap: UnsafeMutablePointer<Entry>, _ count: inout Int, _ cursors: Cursors) {
    let first = cursors + heap[0].run
    var entry = heap[0]
    if first.pointee.advance() {
      entry.head = first.pointee.head
    } else {
      count &-= 1
      entry = heap[count]
    }
    // What comes before it moves up, until it is in its place.
    var place = 0
    while true {
      var child = 2 &* place &+ 1
      if child >= count { break }
      if child &+ 1 < count, precedes(heap[child &+ 1], heap[child], cursors) { child &+= 1 }
      guard precedes(heap[child], entry, cursors) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = entry
  }

  /// Whether a run comes before another one: by its word, and of equal words by its number.
  @inline(__always)
  private static func precedes(_ left: Entry, _ right: Entry, _ cursors: Cursors) -> Bool {
    left.head != right.head ? left.head < right.head : precedesBehindHead(left.run, right.run, cursors)
  }

  private static func precedesBehindHead(_ left: Int, _ right: Int, _ cursors: Cursors) -> Bool {
    let word = cursors[right].word
    return cursors[left].isAt(word) ? left < right : WordOrder.precedes(cursors[left].word, word)
  }
}
