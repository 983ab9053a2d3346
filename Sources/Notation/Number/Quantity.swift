import Diagnostics

/// A number with a unit: a size in bytes, a time, or a count.
public struct Quantity: Hashable, Sendable {
  /// What is measured.
  public enum Dimension: UInt8, Hashable, Sendable {
    /// Bytes.
    case bytes
    /// Seconds.
    case time
    /// A plain number.
    case count
  }

  /// The value in bytes, seconds or ones.
  public var value: Double
  /// What is measured.
  public var dimension: Dimension

  /// A quantity in base units.
  public init(_ value: Double, _ dimension: Dimension) {
    self.value = value
    self.dimension = dimension
  }

  /// Reads `2 GB`, `1.5 GiB`, `90 s`, `8 h`, `1,000,000`, `5M` or `2 million`; nil for anything else and for negative or infinite values.
  ///
  /// `kB MB GB TB PB` are powers of 1000 and `KiB MiB GiB TiB PiB` powers of 1024, in any case of letters. Times are `us ms s min h d w` or
  /// their words. Digits may be grouped in threes by commas, underscores or spaces.
  public static func read(_ text: Text) -> Quantity? {
    let bytes = text.trimmed().utf8
    var end = bytes.count
    while end > 0, isUnitByte(bytes[end - 1]) { end -= 1 }
    var unit = Text(bytes[end...]).asciiLowercased()
    var number = Text(bytes[..<end]).trimmed()
    if number.isEmpty { return nil }
    if let digits = ungrouped(number.utf8) { number = digits } else { return nil }
    if unit.hasSuffix("s"), unit.count > 3 { unit = Text(unit.utf8.dropLast()) }
    guard let value = parseDouble(number), value >= 0, value < .infinity, let (factor, dimension) = factor(of: unit) else {
      return nil
    }
    return Quantity(value * factor, dimension)
  }
}

extension Quantity {
  private static func isUnitByte(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte >= 0x80 }

  /// The digits without the marks that group them in threes; nil if they are grouped otherwise.
  private static func ungrouped(_ bytes: [UInt8]) -> Text? {
    guard bytes.contains(where: { isGroupMark($0) }) else { return Text(bytes) }
    var digits: [UInt8] = []
    var sinceMark: Int?
    for (index, byte) in bytes.enumerated() {
      if isGroupMark(byte) {
        guard index > 0, sinceMark ?? 3 == 3, (sinceMark != nil || digits.count <= 3), !digits.contains(UInt8(ascii: ".")) else {
          return nil
        }
        sinceMark = 0
      } else {
        if byte == UInt8(ascii: "."), let count = sinceMark, count != 3 { return nil }
        if byte.isASCIIDigit, let count = sinceMark, !digits.contains(UInt8(ascii: ".")) { sinceMark = count + 1 }
        digits.append(byte)
      }
    }
    return sinceMark == 3 ? Text(digits) : nil
  }

  private static func isGroupMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "_") || byte == 0x20
  }

  private static func factor(of unit: Text) -> (Double, Dimension)? {
    if let factor = bytesFactor(unit) { return (factor, .bytes) }
    if let factor = timeFactor(unit) { return (factor, .time) }
    switch unit {
    case "": return (1, .count)
    case "k", "thousand": return (1e3, .count)
    case "m", "million": return (1e6, .count)
    case "g", "billion": return (1e9, .count)
    default: return nil
    }
  }

  private static func bytesFactor(_ unit: Text) -> Double? {
    switch unit {
    case "b", "byte": 1
    case "kb": 1e3
    case "mb": 1e6
    case "gb": 1e9
    case "tb": 1e12
    case "pb": 1e15
    case "kib": 0x1p10
    case "mib": 0x1p20
    case "gib": 0x1p30
    case "tib": 0x1p40
    case "pib": 0x1p50
    default: nil
    }
  }

  private static func timeFactor(_ unit: Text) -> Double? {
    switch unit {
    case "us", "µs", "μs", "microsecond": 1e-6
    case "ms", "millisecond": 1e-3
    case "s", "sec", "second": 1
    case "min", "minute": 60
    case "h", "hr", "hour": 3600
    case "d", "day": 86_400
    case "w", "week": 604_800
    default: nil
    }
  }
}
