import Diagnostics

/// A signed length of time in seconds and nanoseconds: CEL's and Protocol Buffers' duration.
public struct TimeSpan: Hashable, Sendable, Comparable {
  /// Whole seconds, rounded towards zero.
  public let seconds: Int64
  /// The rest in nanoseconds, of the same sign, less than a second.
  public let nanoseconds: Int32

  /// The sum of seconds and any number of nanoseconds. At the ends of Int64 it stays at the end.
  public init(seconds: Int64, nanoseconds: Int64 = 0) {
    let (sum, overflow) = seconds.addingReportingOverflow(nanoseconds / 1_000_000_000)
    let rest = nanoseconds % 1_000_000_000
    guard !overflow else {
      self.seconds = seconds < 0 ? Int64.min : Int64.max
      self.nanoseconds = 0
      return
    }
    if sum > 0, rest < 0 {
      self.seconds = sum - 1
      self.nanoseconds = Int32(rest + 1_000_000_000)
    } else if sum < 0, rest > 0 {
      self.seconds = sum + 1
      self.nanoseconds = Int32(rest - 1_000_000_000)
    } else {
      self.seconds = sum
      self.nanoseconds = Int32(rest)
    }
  }

  /// A number of hours; nil beyond 64 bits.
  public init?(hours: Int64) {
    let (seconds, overflow) = hours.multipliedReportingOverflow(by: 3600)
    if overflow { return nil }
    self.init(seconds: seconds)
  }

  /// A number of hours, to the nearest nanosecond; nil for no number and beyond 64 bits.
  public init?(hours: Double) {
    let seconds = hours * 3600
    guard abs(seconds) < 0x1p63 else { return nil }
    let whole = seconds.rounded(.towardZero)
    self.init(seconds: Int64(whole), nanoseconds: Int64(((seconds - whole) * 1e9).rounded()))
  }

  /// No time at all.
  public static var zero: TimeSpan { TimeSpan(seconds: 0) }

  /// Whether it is less than zero.
  public var isNegative: Bool { seconds < 0 || nanoseconds < 0 }

  /// The length in seconds, rounded to a double.
  public var inSeconds: Double { Double(seconds) + Double(nanoseconds) / 1e9 }

  /// The length in nanoseconds; nil beyond 64 bits (about 292 years).
  public var inNanoseconds: Int64? {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return nil }
    let (sum, tooLong) = product.addingReportingOverflow(Int64(nanoseconds))
    return tooLong ? nil : sum
  }

  /// The same length backwards; nil beyond 64 bits.
  public var negated: TimeSpan? {
    seconds == Int64.min ? nil : TimeSpan(seconds: -seconds, nanoseconds: -Int64(nanoseconds))
  }

  /// The sum; nil if its seconds leave 64 bits.
  public func adding(_ other: TimeSpan) -> TimeSpan? {
    let (sum, overflow) = seconds.addingReportingOverflow(other.seconds)
    return overflow ? nil : TimeSpan(seconds: sum, nanoseconds: Int64(nanoseconds) + Int64(other.nanoseconds))
  }

  /// The difference; nil if its seconds leave 64 bits.
  public func subtracting(_ other: TimeSpan) -> TimeSpan? {
    other.negated.flatMap { adding($0) }
  }

  /// The order of lengths, negative ones first.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.seconds == right.seconds ? left.nanoseconds < right.nanoseconds : left.seconds < right.seconds
  }
}

extension TimeSpan {
  /// Reads a duration as CEL and Go write it: a sequence of decimal numbers with the units `h`, `m`, `s`, `ms`, `us` (`µs`), `ns`,
  /// such as `1h30m`, `1.5s` or `-2ms`, or a bare `0`. Nil for anything else and beyond 64 bits. Finer than a nanosecond is cut off.
  public init?(duration text: Text) {
    var cursor = ByteCursor(text.utf8)
    let isNegative = cursor.take(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }
    if cursor.bytes.count - cursor.index == 1, cursor.next == UInt8(ascii: "0") {
      self = .zero
      return
    }
    guard !cursor.isAtEnd else { return nil }
    var total = TimeSpan.zero
    while !cursor.isAtEnd {
      guard let part = cursor.durationPart(), let sum = total.adding(part) else { return nil }
      total = sum
    }
    guard let signed = isNegative ? total.negated : total else { return nil }
    self = signed
  }

  /// The duration as CEL and Protocol Buffers write it: decimal seconds, `3.5s`.
  public var duration: Text {
    var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    bytes.append(contentsOf: Text(seconds.magnitude).utf8)
    appendFraction(nanoseconds: abs(nanoseconds), to: &bytes)
    bytes.append(UInt8(ascii: "s"))
    return Text(bytes)
  }
}

extension ByteCursor {
  /// A number and its unit: `1.5h`.
  fileprivate mutating func durationPart() -> TimeSpan? {
    let start = index
    var whole: Int64 = 0
    while let digit {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      let (sum, tooLarge) = product.addingReportingOverflow(Int64(digit))
      guard !overflow, !tooLarge else { return nil }
      whole = sum
      index += 1
    }
    var hasDigits = index > start
    var fraction: Int64 = 0
    if take(UInt8(ascii: ".")) {
      let first = index
      var place: Int64 = 100_000_000_000_000
      while let digit {
        fraction += Int64(digit) * place
        place /= 10
        index += 1
      }
      hasDigits = hasDigits || index > first
    }
    return hasDigits ? durationUnit(whole: whole, fraction: fraction) : nil
  }

  /// The unit after a number given as a whole part and quadrillionths (10^-15).
  private mutating func durationUnit(whole: Int64, fraction: Int64) -> TimeSpan? {
    let unit = Text(take { $0 != UInt8(ascii: ".") && !isDigit($0) })
    switch unit {
    case "h": return seconds(whole, fraction, each: 3600)
    case "m": return seconds(whole, fraction, each: 60)
    case "s": return seconds(whole, fraction, each: 1)
    case "ms": return nanoseconds(whole, fraction, each: 1_000_000)
    case "us", "µs", "μs": return nanoseconds(whole, fraction, each: 1000)
    case "ns": return nanoseconds(whole, fraction, each: 1)
    default: return nil
    }
  }

  private func seconds(_ whole: Int64, _ fraction: Int64, each: Int64) -> TimeSpan? {
    let (product, overflow) = whole.multipliedReportingOverflow(by: each)
    guard !overflow else { return nil }
    let part = fraction * each
    let one: Int64 = 1_000_000_000_000_000
    return TimeSpan(seconds: product, nanoseconds: 0)
      .adding(TimeSpan(seconds: part / one, nanoseconds: part % one / 1_000_000))
  }

  private func nanoseconds(_ whole: Int64, _ fraction: Int64, each: Int64) -> TimeSpan? {
    let perSecond = 1_000_000_000 / each
    let rest = whole % perSecond * each + fraction / (1_000_000_000_000_000 / each)
    return TimeSpan(seconds: whole / perSecond, nanoseconds: rest)
  }
}
