/// Bytes in memory of their own that grows and serves again. Unlike an array it is nobody else's, so that nothing is asked before each write.
struct GrowingBytes: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where the next byte goes. Who writes there has made room before.
  var end: UnsafeMutablePointer<UInt8>

  init(capacity: Int = 1 << 14) {
    (start, self.capacity) = (.allocate(capacity: capacity), capacity)
    end = start
  }

  deinit { start.deallocate() }

  /// How many there are.
  var count: Int { end - start }

  /// What is there, until something is written.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Forgets all bytes and keeps the memory.
  mutating func removeAll() { end = start }

  /// Makes room for as many bytes more.
  @inline(__always)
  mutating func reserve(_ room: Int) { if count + room > capacity { grow(room) } }

  /// Writes a number as LEB128.
  @inline(__always)
  mutating func write(_ number: Int) {
    reserve(10)
    end.write(number)
  }

  /// Writes bytes with their length before them.
  @inline(__always)
  mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
    write(text.count)
    append(text)
  }

  /// Writes bytes.
  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    reserve(text.count)
    guard let base = text.baseAddress, !text.isEmpty else { return }
    if text.count <= 16 { return end.copyExactly(base, text.count) }
    end.update(from: base, count: text.count)
    end += text.count
  }

  /// Writes as many zeros.
  mutating func append(zeros count: Int) {
    reserve(count)
    end.update(repeating: 0, count: count)
    end += count
  }

  private mutating func grow(_ room: Int) {
    // What is beyond is not touched, and takes no memory before it is.
    let (used, larger) = (count, max(capacity * 4, count + room))
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memory.update(from: start, count: used)
    start.deallocate()
    (start, capacity, end) = (memory, larger, memory + used)
  }
}
