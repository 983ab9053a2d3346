/// Where the HTML of many pages waits until they are written.
public protocol PageStore: Sendable {
  /// Takes bytes. Returns where they are; nil if they are to stay in memory.
  func put(_ bytes: UnsafeRawBufferPointer) -> Int?

  /// Gives back bytes that it took.
  func read(at start: Int, into bytes: UnsafeMutableRawBufferPointer)
}

/// Bytes of a page that are given back before the build ends, kept with those of other pages in one large piece of memory; or none.
struct PageBytes: Sendable {
  private var block: Block?
  private var range = 0..<0

  /// No bytes.
  init() {}

  /// Calls `body` with the bytes.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let block else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return block.withBytes(range, body)
  }

  /// A large piece of memory, which goes back to the system when no page needs its part any more. Small pieces would leave holes that nothing fills: what is
  /// made after the pages is larger.
  private final class Block: @unchecked Sendable {
    /// Its memory; nil once its bytes are set aside. Only the shelf, while its thread reads pages and nobody looks at them yet, adds to it and sets it aside.
    private var memory: UnsafeMutablePointer<UInt8>?
    private let capacity: Int
    private var count = 0
    /// Where the bytes are that were set aside.
    private var place: (store: any PageStore, start: Int)?

    /// - Parameter memory: Memory that another block of the usual size gave away.
    init(capacity: Int, memory: UnsafeMutablePointer<UInt8>? = nil) {
      (self.memory, self.capacity) = (memory ?? .allocate(capacity: capacity), capacity)
    }

    deinit { memory?.deallocate() }

    func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      if let memory { return body(UnsafeBufferPointer(start: memory + range.lowerBound, count: range.count)) }
      guard let place else { preconditionFailure("bytes are in memory or set aside") }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { bytes in
        place.store.read(at: place.start + range.lowerBound, into: UnsafeMutableRawBufferPointer(bytes))
        return body(UnsafeBufferPointer(bytes))
      }
    }

    /// Whether its memory is of a size, so that another block can have it.
    func isUsual(_ size: Int) -> Bool { capacity == size }

    /// Adds as many bytes, which `fill` writes; nil if there is no room.
    func add(count added: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void) -> Range<Int>? {
      guard count + added <= capacity, let memory else { return nil }
      fill(memory + count)
      count += added
      return count - added..<count
    }

    /// Sets its bytes aside, if the store takes them, and gives its memory away.
    func setAside(in store: any PageStore) -> UnsafeMutablePointer<UInt8>? {
      guard let memory, let start = store.put(UnsafeRawBufferPointer(start: memory, count: count)) else { return nil }
      (self.memory, place) = (nil, (store, start))
      return memory
    }
  }

  /// Keeps bytes of the pages that one thread reads.
  final class Shelf {
    private static let blockSize = 512 << 10

    private let store: (any PageStore)?
    private var block: Block?

    /// - Parameter store: Takes what is of no use until all pages are read; nil where memory holds it.
    init(store: (any PageStore)? = nil) { self.store = store }

    /// Keeps bytes.
    func add(_ bytes: UnsafeBufferPointer<UInt8>) -> PageBytes { add(count: bytes.count) { $0.append(bytes) } }

    /// Keeps as many bytes as are said, which `write` appends.
    func add(count: Int, _ write: (inout Appender) -> Void) -> PageBytes {
      var page = PageBytes()
      if count == 0 { return page }
      func fill(_ memory: UnsafeMutablePointer<UInt8>) {
        var appender = Appender(memory, room: count)
        write(&appender)
        precondition(appender.room == 0, "a page keeps as many bytes as it has made room for")
      }
      if let block, let range = block.add(count: count, fill) {
        (page.block, page.range) = (block, range)
      } else {
        let new = newBlock(for: count)
        block = new
        if let range = new.add(count: count, fill) { (page.block, page.range) = (new, range) }
      }
      return page
    }

    private func newBlock(for count: Int) -> Block {
      // A large page has a block of its own, which stays in memory: what it leaves is of no use for others.
      guard count <= Shelf.blockSize else { return Block(capacity: count) }
      let memory = store.flatMap { store in block.flatMap { $0.isUsual(Shelf.blockSize) ? $0.setAside(in: store) : nil } }
      return Block(capacity: Shelf.blockSize, memory: memory)
    }
  }

  /// Memory that bytes are appended to.
  struct Appender {
    private var end: UnsafeMutablePointer<UInt8>
    /// How many bytes still have room.
    private(set) var room: Int

    fileprivate init(_ memory: UnsafeMutablePointer<UInt8>, room: Int) { (end, self.room) = (memory, room) }

    mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
      precondition(bytes.count <= room, "a page keeps as many bytes as it has made room for")
      guard let base = bytes.baseAddress else { return }
      end.initialize(from: base, count: bytes.count)
      end += bytes.count
      room -= bytes.count
    }
  }

  /// Where one thread keeps what the pages that it reads give back at different times.
  struct Shelves {
    let html: Shelf
    let text = Shelf()

    /// - Parameter store: Takes the HTML, which nobody looks at until all pages are read.
    init(store: (any PageStore)? = nil) { html = Shelf(store: store) }
  }
}
