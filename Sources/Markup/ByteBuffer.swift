import Glibc

/// A growing run of bytes that is written once and read once: no reference counting, no bounds checks, no exclusivity checks.
struct ByteBuffer: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  /// The bytes written so far; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Whether the last byte is a line end, or there is no byte.
  @inline(__always) var isAtLineStart: Bool { count == 0 || base[count - 1] == UInt8(ascii: "\n") }

  @inline(__always) mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never) private mutating func grow(_ extra: Int) {
    let wanted = max(capacity * 2, count + extra)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  mutating func removeAll() { count = 0 }

  /// Drops what was written after a length that the buffer had.
  mutating func truncate(to length: Int) { count = length }

  @inline(__always) mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always) mutating func append(_ literal: StaticString) {
    append(literal.utf8Start, literal.utf8CodeUnitCount)
  }

  @inline(__always) mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    memcpy(base + count, bytes, length)
    count += length
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    append(start, bytes.count)
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  mutating func append(repeating byte: UInt8, count: Int) {
    for _ in 0..<max(count, 0) { append(byte) }
  }

  mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// Counts bytes that were stored.
  @inline(__always) mutating func advance(_ length: Int) { count += length }

  func array(from start: Int = 0) -> [UInt8] {
    Array(UnsafeBufferPointer(start: base + start, count: count - start))
  }

  func appendContents(to array: inout [UInt8]) { array.append(contentsOf: bytes) }

  /// Drops at most so many bytes from an offset on; those behind them move up.
  mutating func remove(_ length: Int, at start: Int) {
    let end = min(start + length, count)
    guard start < end else { return }
    memmove(base + start, base + end, count - end)
    count -= end - start
  }
}
