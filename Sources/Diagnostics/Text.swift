/// A string of UTF-8 bytes, compared and hashed byte by byte.
///
/// The portable core uses it instead of `String`: tickets and rules are compared by code point (CEL asks for that,
/// `String ==` is canonical equivalence), offsets are bytes, and the Unicode tables stay out of the browser's module.
/// The bytes are what was read; `Text(validating:)` says whether they are UTF-8.
public struct Text: Hashable, Sendable {
  /// The bytes, UTF-8 wherever the text came from a literal, a `String` or a checked file.
  public var utf8: [UInt8]

  /// An empty text.
  public init() { utf8 = [] }

  /// The text of these bytes, unchecked.
  public init(_ bytes: [UInt8]) { utf8 = bytes }

  /// The text of a part of some bytes, unchecked.
  public init(_ bytes: ArraySlice<UInt8>) {
    // A slice may be a view of anything, which `Array(bytes)` looks into at some cost.
    utf8 = bytes.withUnsafeBufferPointer { Array($0) }
  }

  /// An integer in decimal.
  public init<Number: BinaryInteger>(_ number: Number) {
    var rest = number.magnitude
    var digits: [UInt8] = []
    repeat {
      digits.append(UInt8(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)))
      rest /= 10
    } while rest != 0
    if number < 0 { digits.append(UInt8(ascii: "-")) }
    utf8 = digits.reversed()
  }

  /// Whether there are no bytes.
  public var isEmpty: Bool { utf8.isEmpty }

  /// Appends the bytes of another text.
  public mutating func append(_ other: Text) { utf8.append(contentsOf: other.utf8) }

  /// The bytes of both, one after the other.
  public static func + (left: Text, right: Text) -> Text { Text(left.utf8 + right.utf8) }

  /// Appends the bytes of the right text to the left.
  public static func += (left: inout Text, right: Text) { left.append(right) }

  /// Matches a literal pattern of a `switch` without making a `Text` of it.
  public static func ~= (pattern: StaticString, text: Text) -> Bool { text.equals(pattern) }

  /// Whether the bytes are those of a literal.
  public func equals(_ literal: StaticString) -> Bool {
    guard literal.utf8CodeUnitCount == utf8.count, literal.hasPointerRepresentation else { return false }
    let other = literal.utf8Start
    return utf8.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] != other[index] { return false }
      return true
    }
  }
}

extension Text: Comparable {
  /// Byte order, which for UTF-8 is code point order.
  public static func < (left: Text, right: Text) -> Bool {
    left.utf8.withUnsafeBytes { left in
      right.utf8.withUnsafeBytes { right in
        let place = firstDifference(left, right)
        guard place < left.count, place < right.count else { return left.count < right.count }
        return left[place] < right[place]
      }
    }
  }

  /// Whether the bytes are the same.
  public static func == (left: Text, right: Text) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return left.utf8.withUnsafeBytes { left in
      right.utf8.withUnsafeBytes { right in
        left.baseAddress == right.baseAddress || firstDifference(left, right) == left.count
      }
    }
  }

  /// Takes in all bytes at once: an array takes them in one by one.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(utf8.count)
    utf8.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// Where two texts begin to differ, eight bytes at a time; the shorter one's length where it is the beginning of the other.
  private static func firstDifference(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let count = min(left.count, right.count)
    var index = 0
    while index + 8 <= count {
      let difference =
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if difference != 0 { return index + difference.littleEndian.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count, left[index] == right[index] { index += 1 }
    return index
  }
}

extension Text: ExpressibleByStringInterpolation {
  /// Collects the bytes of an interpolated literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    var bytes: [UInt8] = []

    /// Makes room for the literal's bytes.
    public init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 8)
    }

    /// Appends a literal part.
    public mutating func appendLiteral(_ literal: StaticString) {
      literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a text.
    public mutating func appendInterpolation(_ text: Text) { bytes.append(contentsOf: text.utf8) }

    /// Appends an integer in decimal.
    public mutating func appendInterpolation<Number: BinaryInteger>(_ number: Number) {
      bytes.append(contentsOf: Text(number).utf8)
    }
  }

  /// The text of a literal.
  public init(stringLiteral literal: StaticString) {
    utf8 = literal.withUTF8Buffer { Array($0) }
  }

  /// The text of an interpolated literal.
  public init(stringInterpolation: StringInterpolation) { utf8 = stringInterpolation.bytes }
}

// In the browser's module nothing is a `String`: its tables and its code would be a tenth of the module. That these are missing there shows
// where a literal has become one by accident.
#if !arch(wasm32)
  extension Text: CustomStringConvertible {
    /// The UTF-8 bytes of a string.
    public init(_ string: String) { utf8 = Array(string.utf8) }

    /// The text as a `String`; bytes that are not UTF-8 become U+FFFD.
    public var description: String { String(self) }
  }

  extension Text.StringInterpolation {
    /// Appends a string; a literal in an interpolation is a `Text`.
    @_disfavoredOverload
    public mutating func appendInterpolation(_ string: String) { bytes.append(contentsOf: string.utf8) }
  }

  extension String {
    /// The text as a `String`; bytes that are not UTF-8 become U+FFFD.
    public init(_ text: Text) { self = String(decoding: text.utf8, as: UTF8.self) }
  }
#endif
