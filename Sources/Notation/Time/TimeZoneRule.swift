import Diagnostics

/// The offset of a place's clocks from UTC, now and by the same rule in any year: a POSIX TZ rule.
///
/// Reads `CST6CDT,M3.2.0,M11.1.0` (POSIX.1-2017 `TZ`, with quoted names and RFC 8536's times beyond 24 hours). It knows no history:
/// an instant of 1950 gets today's rule.
public struct TimeZoneRule: Hashable, Sendable {
  /// Daylight saving time: its name, offset, and when it begins and ends.
  struct Daylight: Hashable, Sendable {
    var name: Text
    var offset: Int
    var start: Change
    var end: Change
  }

  /// The day and the wall time of a change of offset.
  struct Change: Hashable, Sendable {
    enum Day: Hashable, Sendable {
      /// `Jn`: day 1 to 365, 29 February never counted.
      case julian(Int)
      /// `n`: day 0 to 365, 29 February counted.
      case ordinal(Int)
      /// `Mm.w.d`: the w-th (5 is the last) weekday d (0 is Sunday) of month m.
      case weekday(month: Int, week: Int, day: Int)
    }

    var day: Day
    var second: Int
  }

  let standardName: Text
  let standardOffset: Int
  let daylight: Daylight?

  /// Coordinated universal time.
  public static var utc: TimeZoneRule { TimeZoneRule(fixedOffset: 0, name: "UTC") }

  /// Clocks that are always so many seconds ahead of UTC.
  public init(fixedOffset offset: Int, name: Text = "") {
    self.init(standardName: name, standardOffset: offset, daylight: nil)
  }

  init(standardName: Text, standardOffset: Int, daylight: Daylight?) {
    self.standardName = standardName
    self.standardOffset = standardOffset
    self.daylight = daylight
  }

  /// Reads a zone as CEL writes it: a fixed offset (`+05:30`, `-06:00`, `05:30`) or an IANA name (`US/Central`); or a POSIX TZ rule. Nil for
  /// anything else.
  public init?(_ text: Text) {
    if let offset = TimeZoneRule.fixedOffset(text) {
      self.init(fixedOffset: offset)
    } else if let rule = TimeZoneRule(ianaName: text) ?? TimeZoneRule(posix: text) {
      self = rule
    } else {
      return nil
    }
  }

  /// Seconds ahead of UTC at an instant.
  public func offset(at instant: Timestamp) -> Int { period(at: instant.seconds).offset }

  /// The zone's abbreviation at an instant: `CST` or `CDT`; empty for a bare offset.
  public func abbreviation(at instant: Timestamp) -> Text {
    guard let daylight else { return standardName }
    return period(at: instant.seconds).isDaylight ? daylight.name : standardName
  }

  /// What the clocks show at an instant.
  public func civil(at instant: Timestamp) -> CivilDateTime { instant.civil(atOffset: offset(at: instant)) }

  /// The instant at which the clocks show a date and time. A time that they show twice is the first one; a time that they skip is as long
  /// after the change as it would have been without it (RFC 5545). Clamped to the years 1 to 9999.
  public func instant(of civil: CivilDateTime) -> Timestamp {
    let local = civil.secondsSinceEpoch
    guard let daylight else { return Timestamp(clamping: local - Int64(standardOffset), nanoseconds: civil.nanosecond) }
    let later = max(standardOffset, daylight.offset)
    let earlier = min(standardOffset, daylight.offset)
    // Before a gap the smaller offset holds, before an overlap the greater one: the offset that holds before either is right.
    for offset in [later, earlier] {
      let instant = Timestamp(clamping: local - Int64(offset), nanoseconds: civil.nanosecond)
      if self.offset(at: instant) == offset { return instant }
    }
    return Timestamp(clamping: local - Int64(earlier), nanoseconds: civil.nanosecond)
  }

  private static func fixedOffset(_ text: Text) -> Int? {
    var cursor = ByteCursor(text.utf8)
    if cursor.digit != nil { cursor = ByteCursor([UInt8(ascii: "+")] + text.utf8) }
    guard let offset = cursor.offset(), cursor.isAtEnd else { return nil }
    return offset
  }
}

extension TimeZoneRule {
  /// A stretch of time in which the clocks do not change.
  public struct Period: Hashable, Sendable {
    /// Its first second since 1970; `Int64.min` where the clocks never change.
    public let start: Int64
    /// The second since 1970 at which it is over; `Int64.max` where the clocks never change.
    public let end: Int64
    /// How many seconds the clocks are ahead of UTC.
    public let offset: Int
    /// Whether it is daylight saving time.
    public let isDaylight: Bool
  }

  /// The stretch between two changes of the clocks that holds a second, counted since 1970.
  public func period(at second: Int64) -> Period {
    guard let daylight else { return Period(start: .min, end: .max, offset: standardOffset, isDaylight: false) }
    let year = CivilDateTime(secondsSinceEpoch: second + Int64(standardOffset), nanosecond: 0).date.year
    let starts = daylight.start.around(second, inYear: year, offset: standardOffset)
    let ends = daylight.end.around(second, inYear: year, offset: daylight.offset)
    // Where both fall together, as in the rules of a summer without end, it is the beginning that counts.
    let isDaylight = starts.last >= ends.last
    return Period(
      start: max(starts.last, ends.last), end: min(starts.next, ends.next),
      offset: isDaylight ? daylight.offset : standardOffset, isDaylight: isDaylight)
  }
}

extension TimeZoneRule.Change {
  /// The last change at or before a second of a year, and the next after it, in seconds since 1970. The clocks are `offset` ahead of UTC
  /// before a change.
  fileprivate func around(_ second: Int64, inYear year: Int, offset: Int) -> (last: Int64, next: Int64) {
    // A time of day may lie up to a week outside its day, so a change of one year may fall into the next.
    var year = year - 1
    var last = instant(inYear: year, offset: offset)
    if last > second { return (instant(inYear: year - 1, offset: offset), last) }
    while true {
      year += 1
      let next = instant(inYear: year, offset: offset)
      if next > second { return (last, next) }
      last = next
    }
  }

  private func instant(inYear year: Int, offset: Int) -> Int64 {
    Int64(dayNumber(inYear: year)) * 86_400 + Int64(second - offset)
  }

  private func dayNumber(inYear year: Int) -> Int {
    let newYear = CivilDate.daysSinceEpoch(ofYear: year)
    switch day {
    case .julian(let day): return newYear + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
    case .ordinal(let day): return newYear + day
    case .weekday(let month, let week, let day):
      guard let first = CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch else { return newYear }
      let ahead = (day - Weekday(daysSinceEpoch: first).daysSinceSunday + 7) % 7
      let candidate = ahead + (week - 1) * 7
      return first + (candidate >= CivilDate.days(inMonth: month, year: year) ? candidate - 7 : candidate)
    }
  }
}
