import Diagnostics

/// Writes values one after the other, for the file that a build leaves to the next one. `ArchiveReader` reads them back.
public struct ArchiveWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  public init() {}

  /// Hands over what was written; the writer has nothing then, so that there are no two copies.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Forgets what was written.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Writes a number of at least 0, seven bits to a byte.
  public mutating func write(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Writes a number that may be below 0.
  public mutating func write(signed number: Int) { write(number << 1 ^ number >> 63) }

  /// Writes a number with eight bytes.
  public mutating func write(fixed number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes a truth value.
  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  /// Writes bytes with their count before them.
  public mutating func write(_ other: [UInt8]) {
    write(other.count)
    bytes.append(contentsOf: other)
  }

  /// Writes bytes with their count before them.
  public mutating func write(_ other: ArraySlice<UInt8>) {
    write(other.count)
    bytes.append(contentsOf: other)
  }

  /// Writes bytes with their count before them.
  public mutating func write(_ other: UnsafeBufferPointer<UInt8>) {
    write(other.count)
    bytes.append(contentsOf: other)
  }

  /// How many bytes it takes to write bytes with their count.
  public static func size(of other: UnsafeBufferPointer<UInt8>) -> Int {
    other.count + max(1, (Int.bitWidth - other.count.leadingZeroBitCount + 6) / 7)
  }

  /// Makes room for so many bytes more.
  public mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// Writes bytes without their count.
  public mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

  /// Writes a text.
  public mutating func write(_ text: Text) { write(text.utf8) }

  /// Writes values with their count before them.
  public mutating func write<Value>(_ values: [Value], _ one: (inout ArchiveWriter, Value) -> Void) {
    write(values.count)
    for value in values { one(&self, value) }
  }

  /// Writes a value that may be missing.
  public mutating func write<Value>(_ value: Value?, _ one: (inout ArchiveWriter, Value) -> Void) {
    write(value != nil)
    if let value { one(&self, value) }
  }
}
