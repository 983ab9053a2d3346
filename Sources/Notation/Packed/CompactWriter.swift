import Diagnostics

/// Writes values one after the other as few bytes, for `CompactReader` to read them in the same order.
///
/// Nothing says what a value is or what it is called: the reader must know. Numbers have seven bits a byte, the least first.
public struct CompactWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// A writer without any bytes.
  public init() {}

  /// A number that is not negative: a count, an index.
  public mutating func count(_ number: Int) { append(UInt64(number)) }

  /// A whole number; small ones of either sign are short.
  public mutating func int(_ number: Int64) { append(UInt64(bitPattern: number << 1 ^ number >> 63)) }

  /// A double, bit by bit.
  public mutating func double(_ number: Double) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { byte(UInt8(truncatingIfNeeded: number.bitPattern >> shift)) }
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) { byte(value ? 1 : 0) }

  /// A byte.
  public mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// A text: how many bytes it has, and these.
  public mutating func text(_ text: Text) {
    count(text.count)
    bytes += text.utf8
  }

  /// How many elements a list has, and these.
  public mutating func list<Element>(_ elements: [Element], _ write: (inout CompactWriter, Element) -> Void) {
    count(elements.count)
    for element in elements { write(&self, element) }
  }

  /// Whether there is a value, and if so the value.
  public mutating func optional<Value>(_ value: Value?, _ write: (inout CompactWriter, Value) -> Void) {
    bool(value != nil)
    if let value { write(&self, value) }
  }

  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(rest))
  }
}

extension CompactWriter {
  /// Texts.
  public mutating func texts(_ texts: [Text]) { list(texts) { writer, text in writer.text(text) } }

  /// A day.
  public mutating func date(_ date: CivilDate) { int(Int64(date.daysSinceEpoch)) }
}
