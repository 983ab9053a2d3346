import Diagnostics

/// A date or a date with a time, as iCalendar writes them (RFC 5545, 3.3.4 and 3.3.5): `20151126`, `20151126T080000`, `20151126T140000Z`.
public struct ICalendarMoment: Hashable, Sendable {
  /// The day.
  public let date: CivilDate
  /// Seconds since midnight; nil for a bare date.
  public let second: Int?
  /// Whether the time is that of UTC and not that of some place.
  public let isUTC: Bool

  /// Reads a moment; nil for anything else, days that do not exist included.
  public init?(_ text: Text) {
    var cursor = ByteCursor(text.utf8)
    guard let year = cursor.digits(4), let month = cursor.digits(2), let day = cursor.digits(2), year >= 1,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    self.date = date
    guard !cursor.isAtEnd else {
      second = nil
      isUTC = false
      return
    }
    guard cursor.take(UInt8(ascii: "T")), let hour = cursor.digits(2), hour < 24, let minute = cursor.digits(2), minute < 60,
      let second = cursor.digits(2), second <= 60
    else { return nil }
    // A leap second is the end of the second before it.
    self.second = hour * 3600 + minute * 60 + min(second, 59)
    isUTC = cursor.take(UInt8(ascii: "Z"))
    guard cursor.isAtEnd else { return nil }
  }

  /// The instant, if the clocks of a zone tell the time where the text does not; of a bare date its midnight.
  public func instant(in zone: TimeZoneRule) -> Timestamp {
    (isUTC ? TimeZoneRule.utc : zone).instant(of: CivilDateTime(date: date, secondOfDay: second ?? 0))
  }
}

/// A length of time as iCalendar writes it (RFC 5545, 3.3.6): `P1D`, `PT8H30M`, `P2W`.
public struct ICalendarDuration: Hashable, Sendable {
  /// Whole days by the calendar.
  public let days: Int
  /// Seconds by the clock, besides the days.
  public let seconds: Int

  /// Reads a length; nil for anything else, and for one of more than ten years.
  public init?(_ text: Text) {
    var cursor = ByteCursor(text.utf8)
    let isNegative = cursor.take(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }
    guard cursor.take(UInt8(ascii: "P")) else { return nil }
    var days = 0
    var seconds = 0
    var last = 0
    var isTime = false
    while !cursor.isAtEnd {
      if !isTime, cursor.take(UInt8(ascii: "T")) { isTime = true }
      guard let number = cursor.digits(upTo: 6), let unit = cursor.next, let rank = ICalendarDuration.rank(unit, isTime),
        rank > last
      else { return nil }
      cursor.index += 1
      last = rank
      switch unit {
      case UInt8(ascii: "W"): days += number * 7
      case UInt8(ascii: "D"): days += number
      case UInt8(ascii: "H"): seconds += number * 3600
      case UInt8(ascii: "M"): seconds += number * 60
      default: seconds += number
      }
    }
    guard last > 0, days <= 3660, seconds <= 3660 * 86_400 else { return nil }
    self.days = isNegative ? -days : days
    self.seconds = isNegative ? -seconds : seconds
  }

  /// The place of a unit in the order in which they are written.
  private static func rank(_ unit: UInt8, _ isTime: Bool) -> Int? {
    switch unit {
    case UInt8(ascii: "W") where !isTime: 1
    case UInt8(ascii: "D") where !isTime: 2
    case UInt8(ascii: "H") where isTime: 3
    case UInt8(ascii: "M") where isTime: 4
    case UInt8(ascii: "S") where isTime: 5
    default: nil
    }
  }
}
