import Diagnostics

/// A date and a time of day as a clock on some wall shows them: no offset, no zone.
public struct CivilDateTime: Hashable, Sendable, Comparable {
  /// The day.
  public var date: CivilDate
  /// Seconds since midnight, from 0; 86,400 and more, or less than 0, mean other days.
  public var secondOfDay: Int
  /// Nanoseconds within the second, 0 to 999,999,999.
  public var nanosecond: Int32

  /// A date and seconds since its midnight.
  public init(date: CivilDate, secondOfDay: Int = 0, nanosecond: Int32 = 0) {
    self.date = date
    self.secondOfDay = secondOfDay
    self.nanosecond = nanosecond
  }

  /// 0 to 23.
  public var hour: Int { secondOfDay / 3600 }
  /// 0 to 59.
  public var minute: Int { secondOfDay / 60 % 60 }
  /// 0 to 59.
  public var second: Int { secondOfDay % 60 }

  /// The order in time.
  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    let (first, second) = (left.secondsSinceEpoch, right.secondsSinceEpoch)
    return first == second ? left.nanosecond < right.nanosecond : first < second
  }

  /// Seconds since 1970-01-01T00:00 on the same wall.
  var secondsSinceEpoch: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay) }

  init(secondsSinceEpoch seconds: Int64, nanosecond: Int32) {
    let (day, second) = dayAndSecond(seconds)
    date = CivilDate(daysSinceEpoch: day)
    secondOfDay = second
    self.nanosecond = nanosecond
  }
}

/// Parts seconds since 1970-01-01T00:00 into days since then and the second of the day, from 0.
public func dayAndSecond(_ seconds: Int64) -> (day: Int, second: Int) {
  let day = floorDivide(seconds, 86_400)
  return (Int(day), Int(seconds - day * 86_400))
}

extension CivilDateTime {
  /// Reads `2015-12-02T16:20`, with optional seconds and fraction, a blank instead of the `T` if wanted; or a bare date, which
  /// is its midnight. Nil for anything else, an offset included.
  public init?(iso8601 text: Text) {
    var cursor = ByteCursor(text.utf8)
    guard let date = cursor.date() else { return nil }
    self.init(date: date)
    if cursor.isAtEnd { return }
    guard cursor.takeTimeSeparator(), let time = cursor.timeOfDay(secondsNeeded: false), cursor.isAtEnd else { return nil }
    self = CivilDateTime(date: date, secondOfDay: time.second, nanosecond: time.nanosecond)
  }

  /// The ISO 8601 form, `2015-12-02T16:20:00`, with a fraction if there is one.
  public var iso8601: Text {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return Text(bytes)
  }

  func append(to bytes: inout [UInt8]) {
    date.append(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    appendPadded(hour, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendPadded(minute, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendPadded(second, width: 2, to: &bytes)
    appendFraction(nanoseconds: nanosecond, to: &bytes)
  }
}

extension ByteCursor {
  /// The `T` or blank between date and time.
  mutating func takeTimeSeparator() -> Bool {
    take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || take(UInt8(ascii: " "))
  }

  /// `16:20:00.25` as seconds since midnight and nanoseconds; at most 23:59:59.999999999.
  mutating func timeOfDay(secondsNeeded: Bool) -> (second: Int, nanosecond: Int32)? {
    guard let hour = digits(2), hour < 24, take(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else { return nil }
    let minutes = hour * 60 + minute
    guard take(UInt8(ascii: ":")) else { return secondsNeeded ? nil : (minutes * 60, 0) }
    guard let second = digits(2), second < 60 else { return nil }
    guard take(UInt8(ascii: ".")) else { return (minutes * 60 + second, 0) }
    guard let nanosecond = fraction() else { return nil }
    return (minutes * 60 + second, nanosecond)
  }

  /// A decimal fraction as billionths; what is smaller is cut off.
  private mutating func fraction() -> Int32? {
    guard digit != nil else { return nil }
    var value: Int32 = 0
    var scale: Int32 = 100_000_000
    while let digit {
      value += Int32(digit) * scale
      scale /= 10
      index += 1
    }
    return value
  }

  /// `Z`, `+05:30` or `-06:00` as seconds east of Greenwich.
  mutating func offset() -> Int? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let isWest = take(UInt8(ascii: "-"))
    guard isWest || take(UInt8(ascii: "+")), let hours = digits(2), hours < 24, take(UInt8(ascii: ":")),
      let minutes = digits(2), minutes < 60
    else { return nil }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
