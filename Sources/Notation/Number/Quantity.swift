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

  /// The value in bytes, seconds or ones: the double nearest to what is written.
  public let value: Double
  /// The value where it is a whole number, exactly.
  public let whole: Int64?
  /// What is measured.
  public let dimension: Dimension
  /// The unit as written, the first one of a time in several parts; empty for a bare number, also for one with a multiplier such as `5M`.
  public let unit: Text

  /// Whether it is a number without a unit.
  public var isBare: Bool { unit.isEmpty }

  /// Reads a quantity.
  ///
  /// - Sizes: `2 GB`, `1.5GiB`, `120 B`. `kB` to `EB` are powers of 1000, `KiB` to `EiB` powers of 1024. Capitals are free where they do not
  ///   change the meaning: `Gb` is a unit of bits, and refused.
  /// - Times: `90 s`, `8 h`, `20 ms`, `2 weeks`; in parts, `1d 2h`, `2h30m`; by the clock, `36:00:00` and `1+12:00:00`; ISO 8601, `PT8H`.
  /// - Counts: `2000000`, `1,000,000`, `10_000`, `5M`, `10 million`, `5M events`, `1e6`.
  ///
  /// Digits may be grouped in threes by commas, underscores, apostrophes or spaces. White space around the text does not matter.
  ///
  /// - Throws: What is wrong, with its place in the text, for anything else, for negative values, and from 2^63 bytes, seconds or ones on.
  public init(_ text: Text) throws(QuantityFault) {
    var reader = QuantityReader(text)
    self = try reader.quantity()
  }

  /// The quantity of a text; nil if it is none.
  public static func read(_ text: Text) -> Quantity? { try? Quantity(text) }

  init(_ amount: QuantityAmount, _ dimension: Dimension, unit: Text) {
    value = amount.value
    whole = amount.whole
    self.dimension = dimension
    self.unit = unit
  }
}
