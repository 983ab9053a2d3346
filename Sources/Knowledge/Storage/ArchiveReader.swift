import Diagnostics

/// Reads what an `ArchiveWriter` wrote. Of bytes that nobody wrote it makes zeros and sets `isBroken`.
public struct ArchiveReader: Sendable {
  private let bytes: MappedBytes
  /// Where they begin, as long as they are held: asking them for each byte would count a reference each time.
  nonisolated(unsafe) private let start: UnsafePointer<UInt8>
  /// Where the next value begins.
  public private(set) var position: Int
  private let end: Int
  /// Whether something could not be read.
  public private(set) var isBroken = false

  /// A reader of all bytes.
  public init(_ bytes: MappedBytes) { self.init(bytes, 0..<bytes.count) }

  /// A reader of a part.
  public init(_ bytes: MappedBytes, _ range: Range<Int>) {
    (self.bytes, start) = (bytes, bytes.start)
    (position, end) = (range.lowerBound, min(range.upperBound, bytes.count))
  }

  /// Whether all was read.
  public var isAtEnd: Bool { position >= end }

  /// The next byte.
  public mutating func byte() -> UInt8 {
    guard position < end, !isBroken else {
      isBroken = true
      return 0
    }
    position += 1
    return start[position - 1]
  }

  /// A number of at least 0, below 2^56.
  public mutating func number() -> Int {
    // Most are small.
    if position < end, !isBroken, start[position] < 0x80 {
      position += 1
      return Int(start[position - 1])
    }
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 49, by: 7) {
      let byte = byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(value) }
    }
    isBroken = true
    return 0
  }

  /// A number that may be below 0.
  public mutating func signedNumber() -> Int {
    let number = number()
    return number >> 1 ^ -(number & 1)
  }

  /// A number of eight bytes.
  public mutating func fixed() -> UInt64 {
    guard end - position >= 8, !isBroken else {
      isBroken = true
      return 0
    }
    position += 8
    return UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(fromByteOffset: position - 8, as: UInt64.self))
  }

  /// A truth value.
  public mutating func bool() -> Bool { byte() == 1 }

  /// The range of bytes that have their count before them, which are passed over.
  public mutating func range() -> Range<Int> {
    let count = number()
    guard !isBroken, count <= end - position else {
      isBroken = true
      return position..<position
    }
    position += count
    return position - count..<position
  }

  /// What a part says that has its count before it, read with a reader of its own.
  public mutating func part<Value>(_ read: (inout ArchiveReader) -> Value) -> Value {
    var reader = ArchiveReader(bytes, range())
    return read(&reader)
  }

  /// Bytes that have their count before them.
  public mutating func array() -> [UInt8] {
    let range = range()
    return range.isEmpty ? [] : Array(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
  }

  /// A text.
  public mutating func text() -> Text { Text(array()) }

  /// A text that others may be equal to.
  mutating func text(from pool: inout TextPool) -> Text {
    let range = range()
    return pool.text(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
  }

  /// Values that have their count before them.
  public mutating func values<Value>(_ one: (inout ArchiveReader) -> Value) -> [Value] {
    let count = number()
    // Each value has a byte at least, so that a false number makes no work.
    guard !isBroken, count <= end - position else {
      isBroken = true
      return []
    }
    if count == 0 { return [] }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count where !isBroken { values.append(one(&self)) }
    return values
  }

  /// A value that may be missing.
  public mutating func optional<Value>(_ one: (inout ArchiveReader) -> Value) -> Value? { bool() ? one(&self) : nil }
}
