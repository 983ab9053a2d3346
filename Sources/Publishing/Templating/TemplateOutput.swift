import Glibc

/// What a template writes: its pieces, most of which have a few bytes, are put together in a block of memory before they go to the page.
///
/// A page that grows by itself would be asked at each piece whether it is somebody else's as well and has room.
struct TemplateOutput: ~Copyable {
  /// How many bytes the block has.
  private static let room = 1 << 13

  private let block: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var page: [UInt8] = []

  /// Writes behind what a page has, which it has again after `finish`.
  init(behind page: inout [UInt8]) {
    block = .allocate(capacity: TemplateOutput.room)
    swap(&self.page, &page)
  }

  deinit { block.deallocate() }

  /// Gives the page back.
  mutating func finish(_ page: inout [UInt8]) {
    flush()
    swap(&self.page, &page)
  }

  /// Appends bytes as they are.
  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    guard bytes.count <= TemplateOutput.room &- count else { return appendBehindBlock(bytes) }
    memcpy(block + count, base, bytes.count)
    count &+= bytes.count
  }

  @inline(never)
  private mutating func appendBehindBlock(_ bytes: UnsafeBufferPointer<UInt8>) {
    flush()
    page.append(contentsOf: bytes)
  }

  private mutating func flush() {
    page.append(contentsOf: UnsafeBufferPointer(start: block, count: count))
    count = 0
  }

  /// Appends text with `&`, `<`, `>` and `"` as entities.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    if Escaping.room(for: text.count) > TemplateOutput.room &- count {
      flush()
      guard Escaping.room(for: text.count) <= TemplateOutput.room else { return page.appendEscaped(text) }
    }
    count = Escaping.write(text, to: block + count) - block
  }
}
