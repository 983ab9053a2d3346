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
    private let memory: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    /// How much of it is used. The shelf alone, which is one thread's, adds to that, behind what others look at.
    private var count = 0

    init(capacity: Int) { (memory, self.capacity) = (.allocate(capacity: capacity), capacity) }

    deinit { memory.deallocate() }

    func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
      body(UnsafeBufferPointer(start: memory + range.lowerBound, count: range.count))
    }

    /// Adds bytes; nil if there is no room.
    func add(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
      guard count + bytes.count <= capacity, let base = bytes.baseAddress else { return nil }
      (memory + count).initialize(from: base, count: bytes.count)
      count += bytes.count
      return count - bytes.count..<count
    }
  }

  /// Keeps bytes of the pages that one thread reads.
  final class Shelf {
    private static let blockSize = 512 << 10

    private var block: Block?

    func add(_ bytes: [UInt8]) -> PageBytes {
      var page = PageBytes()
      if bytes.isEmpty { return page }
      bytes.withUnsafeBufferPointer { bytes in
        if let block, let range = block.add(bytes) { return (page.block, page.range) = (block, range) }
        let new = Block(capacity: max(Shelf.blockSize, bytes.count))
        block = new
        if let range = new.add(bytes) { (page.block, page.range) = (new, range) }
      }
      return page
    }
  }

  /// Where one thread keeps what the pages that it reads give back at different times.
  struct Shelves {
    let html = Shelf()
    let text = Shelf()
  }
}
