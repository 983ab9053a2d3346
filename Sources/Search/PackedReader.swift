/// Reads packed bytes that somebody may have changed: nil for what is not there.
struct PackedReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  /// A number below 2^31.
  @inline(__always)
  mutating func number() -> Int? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 35, index < bytes.count {
      let byte = bytes[index]
      index += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number < 0x8000_0000 ? Int(number) : nil }
      shift += 7
    }
    return nil
  }

  /// A number, and then as many bytes.
  mutating func text() -> UnsafeBufferPointer<UInt8>? {
    guard let count = number(), count <= bytes.count - index else { return nil }
    index += count
    return UnsafeBufferPointer(rebasing: bytes[index - count..<index])
  }

  /// The next byte.
  mutating func byte() -> UInt8? {
    guard index < bytes.count else { return nil }
    index += 1
    return bytes[index - 1]
  }

  /// The number of a document in a list; see `PostingNumber`.
  mutating func document(after previous: Int) -> Int? {
    guard let head = number(), let section = head & 7 == 7 ? number().map({ $0 + 7 }) : head & 7 else { return nil }
    let document = head >> 3 == 0 ? previous + 1 + section : (previous >> 8 + head >> 3) << 8 + section
    return document > previous && document >> 8 <= IndexBuilder.lastItem ? document : nil
  }

  /// A packed posting; see `DocumentPostings`.
  @inline(__always)
  mutating func posting() -> UnsafeBufferPointer<UInt8>? {
    let start = index
    return skipPosting() ? UnsafeBufferPointer(rebasing: bytes[start..<index]) : nil
  }

  /// Passes over a packed posting; false if there is none.
  @inline(__always)
  mutating func skipPosting() -> Bool {
    guard index < bytes.count else { return false }
    var places = Int(bytes[index] & 7) + 1
    index += 1
    if places == 8 {
      guard index < bytes.count else { return false }
      places = Int(bytes[index])
      index += 1
    }
    while places > 0 {
      guard index < bytes.count else { return false }
      if bytes[index] < 0x80 { places -= 1 }
      index += 1
    }
    return true
  }
}
