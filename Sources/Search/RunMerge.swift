/// Goes through the words of several runs in their order.
struct RunMerge: ~Copyable {
  /// A run by the word at which it is.
  private struct Entry {
    var head: UInt64
    var run: Int
  }

  private var cursors: [RunCursor]
  /// A heap of the runs that are not at their end: none comes before the one at half its number.
  private var heap: [Entry]

  init(_ cursors: [RunCursor]) {
    self.cursors = cursors
    let entries = cursors.indices.map { Entry(head: cursors[$0].head, run: $0) }
    heap = self.cursors.withUnsafeMutableBufferPointer { cursors in entries.sorted { RunMerge.precedes($0, $1, cursors) } }
  }

  /// Calls `body` with each word and what the runs have of it, in their order.
  mutating func forEach(_ body: (UnsafeBufferPointer<UInt8>, [RunPostings]) -> Void) {
    var postings: [RunPostings] = []
    cursors.withUnsafeMutableBufferPointer { cursors in
      heap.withUnsafeMutableBufferPointer { all in
        var heap = all[...]
        while let first = heap.first {
          postings.removeAll(keepingCapacity: true)
          let (word, head) = (cursors[first.run].word, first.head)
          repeat {
            postings.append(cursors[heap[0].run].postings)
            RunMerge.advanceFirst(&heap, cursors)
          } while !heap.isEmpty && heap[0].head == head && cursors[heap[0].run].isAt(word)
          body(word, postings)
        }
      }
    }
  }

  private typealias Cursors = UnsafeMutableBufferPointer<RunCursor>

  private static func advanceFirst(_ heap: inout Slice<UnsafeMutableBufferPointer<Entry>>, _ cursors: Cursors) {
    let run = heap[0].run
    if cursors[run].advance() {
      heap[0].head = cursors[run].head
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    let count = heap.count
    var parent = 0
    while true {
      var child = 2 &* parent &+ 1
      if child >= count { return }
      if child &+ 1 < count, precedes(heap[child &+ 1], heap[child], cursors) { child &+= 1 }
      guard precedes(heap[child], heap[parent], cursors) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
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
