import Diagnostics

/// A unit: how many bytes, seconds or ones it is, as a factor and a power of ten.
struct QuantityUnit {
  let dimension: Quantity.Dimension
  let factor: UInt64
  let exponent: Int

  private init(_ dimension: Quantity.Dimension, _ factor: UInt64, _ exponent: Int = 0) {
    self.dimension = dimension
    self.factor = factor
    self.exponent = exponent
  }

  static var one: QuantityUnit { QuantityUnit(.count, 1) }
  static var second: QuantityUnit { QuantityUnit(.time, 1) }
  static var minute: QuantityUnit { QuantityUnit(.time, 60) }
  static var hour: QuantityUnit { QuantityUnit(.time, 3600) }
  static var day: QuantityUnit { QuantityUnit(.time, 86_400) }
  static var week: QuantityUnit { QuantityUnit(.time, 604_800) }

  /// The unit of a name; nil for an unknown one.
  init?(_ name: Text) {
    guard let unit = QuantityUnit.symbol(name) ?? QuantityUnit.word(name) else { return nil }
    self = unit
  }

  /// Symbols, whose capitals matter where another meaning is near: `m` is a minute, `M` a million, `Gb` a gigabit.
  private static func symbol(_ name: Text) -> QuantityUnit? {
    switch name {
    case "B": QuantityUnit(.bytes, 1)
    case "kB", "KB", "kb": QuantityUnit(.bytes, 1, 3)
    case "MB", "mb": QuantityUnit(.bytes, 1, 6)
    case "GB", "gb": QuantityUnit(.bytes, 1, 9)
    case "TB", "tb": QuantityUnit(.bytes, 1, 12)
    case "PB", "pb": QuantityUnit(.bytes, 1, 15)
    case "EB", "eb": QuantityUnit(.bytes, 1, 18)
    case "KiB", "kiB", "KIB", "kib": QuantityUnit(.bytes, 1 << 10)
    case "MiB", "MIB", "mib": QuantityUnit(.bytes, 1 << 20)
    case "GiB", "GIB", "gib": QuantityUnit(.bytes, 1 << 30)
    case "TiB", "TIB", "tib": QuantityUnit(.bytes, 1 << 40)
    case "PiB", "PIB", "pib": QuantityUnit(.bytes, 1 << 50)
    case "EiB", "EIB", "eib": QuantityUnit(.bytes, 1 << 60)
    case "s", "S": second
    case "m": minute
    case "h", "H": hour
    case "d", "D": day
    case "w", "W": week
    case "ms": QuantityUnit(.time, 1, -3)
    case "us", "µs", "μs": QuantityUnit(.time, 1, -6)
    case "ns": QuantityUnit(.time, 1, -9)
    case "k", "K": QuantityUnit(.count, 1, 3)
    case "M": QuantityUnit(.count, 1, 6)
    case "G": QuantityUnit(.count, 1, 9)
    default: nil
    }
  }

  /// Words, in any case of letters, also in the plural.
  private static func word(_ name: Text) -> QuantityUnit? {
    var word = name.asciiLowercased()
    if word.count > 3, word.hasSuffix("s") { word.utf8.removeLast() }
    return switch word {
    case "byte": QuantityUnit(.bytes, 1)
    case "kbyte", "kilobyte": QuantityUnit(.bytes, 1, 3)
    case "mbyte", "megabyte": QuantityUnit(.bytes, 1, 6)
    case "gbyte", "gigabyte": QuantityUnit(.bytes, 1, 9)
    case "tbyte", "terabyte": QuantityUnit(.bytes, 1, 12)
    case "pbyte", "petabyte": QuantityUnit(.bytes, 1, 15)
    case "kibibyte": QuantityUnit(.bytes, 1 << 10)
    case "mebibyte": QuantityUnit(.bytes, 1 << 20)
    case "gibibyte": QuantityUnit(.bytes, 1 << 30)
    case "tebibyte": QuantityUnit(.bytes, 1 << 40)
    case "pebibyte": QuantityUnit(.bytes, 1 << 50)
    case "sec", "second": second
    case "min", "minute": minute
    case "hr", "hour": hour
    case "day": day
    case "week": week
    case "millisecond": QuantityUnit(.time, 1, -3)
    case "microsecond": QuantityUnit(.time, 1, -6)
    case "nanosecond": QuantityUnit(.time, 1, -9)
    case "thousand": QuantityUnit(.count, 1, 3)
    case "million": QuantityUnit(.count, 1, 6)
    case "billion": QuantityUnit(.count, 1, 9)
    default: nil
    }
  }

  /// Whether a time's unit is the shorter one.
  func isSmaller(than other: QuantityUnit) -> Bool {
    exponent == other.exponent ? factor < other.factor : exponent < other.exponent
  }

  /// Whether a word names things that are counted.
  static func isCounted(_ word: Text) -> Bool {
    switch word.asciiLowercased() {
    case "event", "events", "evt", "evts", "file", "files", "job", "jobs", "run", "runs", "subrun", "subruns", "spill", "spills",
      "trigger", "triggers", "particle", "particles", "core", "cores", "cpu", "cpus", "slot", "slots":
      true
    default: false
    }
  }

  /// The unit that a misspelt one may stand for.
  static func nearest(to name: Text) -> Text? {
    name.nearestSpelling(among: [
      "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB", "ms", "min", "hr", "sec", "hours", "minutes", "seconds",
      "days",
      "weeks", "bytes", "events", "million", "billion", "thousand",
    ])
  }
}
