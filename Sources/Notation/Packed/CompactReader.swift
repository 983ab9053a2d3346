import Diagnostics

/// Reads what `CompactWriter` wrote, in the same order.
///
/// It never reads beyond its bytes: from there on every value is nothing, and `isSound` is false.
public struct CompactReader: Sendable {
  private let bytes: [UInt8]
  private var position: Int
  /// Whether all values so far were there.
  public private(set) var isSound = true

  /// A reader of some bytes from a place on.
  public init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    position = start
  }

  /// Whether every byte was read.
  public var isAtEnd: Bool { position >= bytes.count }

  /// A byte.
  public mutating func byte() -> UInt8 {
    guard position < bytes.count else {
      isSound = false
      return 0
    }
    position += 1
    return bytes[position - 1]
  }

  /// `true` or `false`.
  public mutating func bool() -> Bool { byte() == 1 }

  /// An index or another number that is not negative, and less than 2³¹.
  public mutating func count() -> Int {
    let number = number()
    if number < 0x8000_0000 { return Int(number) }
    isSound = false
    return 0
  }

  /// How many elements follow. Each takes a byte at least, so there are no more of them than bytes.
  public mutating func length() -> Int {
    let count = count()
    if count <= bytes.count - position { return count }
    isSound = false
    return 0
  }

  /// A whole number.
  public mutating func int() -> Int64 {
    let number = number()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// A whole number of at most 32 bits.
  public mutating func signed() -> Int { Int(Int32(truncatingIfNeeded: int())) }

  /// A double.
  public mutating func double() -> Double {
    var bits: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(byte()) << shift }
    return Double(bitPattern: bits)
  }

  /// A text.
  public mutating func text() -> Text {
    let count = length()
    position += count
    return Text(bytes[position - count..<position])
  }

  private mutating func number() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      let byte = byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    isSound = false
    return 0
  }
}

extension CompactReader {
  /// Texts.
  public mutating func texts() -> [Text] {
    var texts: [Text] = []
    for _ in 0..<length() { texts.append(text()) }
    return texts
  }

  /// A day.
  public mutating func date() -> CivilDate { CivilDate(daysSinceEpoch: signed()) }
}
