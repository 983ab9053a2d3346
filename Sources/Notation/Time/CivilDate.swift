import Diagnostics

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Sendable, Comparable {
  /// The astronomical year: 0 is 1 BC.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// A day that exists; nil for the likes of 30 February.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= CivilDate.days(inMonth: month, year: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day so many days after 1 January 1970.
  public init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days after 1 January 1970; negative before it.
  public var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of the week.
  public var weekday: Weekday { Weekday(daysSinceEpoch: daysSinceEpoch) }

  /// The day of the year, from 1.
  public var dayOfYear: Int { daysSinceEpoch - CivilDate.daysSinceEpoch(ofYear: year) + 1 }

  /// The day so many days later.
  public func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// The order in time.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// How many days a month of a year has.
  public static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a year has 366 days.
  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days from 1 January 1970 to 1 January of a year.
  static func daysSinceEpoch(ofYear year: Int) -> Int {
    let before = year - 1
    return before * 365 + floorDivide(before, 4) - floorDivide(before, 100) + floorDivide(before, 400) - 719_162
  }
}

extension CivilDate {
  /// Reads an ISO 8601 calendar date, `2015-12-02`; nil for anything else.
  public init?(iso8601 text: Text) {
    var cursor = ByteCursor(text.utf8)
    guard let date = cursor.date(), cursor.isAtEnd else { return nil }
    self = date
  }

  /// The ISO 8601 calendar date, `2015-12-02`.
  public var iso8601: Text {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return Text(bytes)
  }

  func append(to bytes: inout [UInt8]) {
    appendPadded(year, width: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendPadded(month, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    appendPadded(day, width: 2, to: &bytes)
  }
}

extension ByteCursor {
  /// An ISO 8601 calendar date.
  mutating func date() -> CivilDate? {
    guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
      let day = digits(2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}

/// Division that rounds towards minus infinity; the divisor is positive.
func floorDivide<Number: FixedWidthInteger>(_ value: Number, _ divisor: Number) -> Number {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
