import Diagnostics
import Notation

/// When the service works: hours of each weekday, holidays, and the zone whose clocks they are read from.
///
/// It is business time whenever the zone's clocks show working time. So an hour that daylight saving time skips is not counted, and one that it
/// repeats is counted twice.
public struct BusinessCalendar: Hashable, Sendable {
  /// A span of working time within a day, in seconds since midnight on the zone's clocks.
  public struct Interval: Hashable, Sendable {
    /// When work begins, 0 up to, not including, 86,400.
    public var start: Int
    /// When it ends, up to 86,400 for midnight.
    public var end: Int

    /// A span from one second of the day up to another.
    public init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  /// Days without work.
  public struct Holiday: Hashable, Sendable {
    /// The first day.
    public var first: CivilDate
    /// The last day, itself without work.
    public var last: CivilDate
    /// What is celebrated.
    public var name: Text

    /// Days from the first to the last, both included.
    public init(first: CivilDate, last: CivilDate, name: Text) {
      self.first = first
      self.last = last
      self.name = name
    }
  }

  /// The zone whose clocks the hours are read from.
  public let zone: TimeZoneRule
  /// For each weekday, Monday first, its spans of work in order and without overlap.
  public let week: [[Interval]]
  /// Days without work, in the order of their first day.
  public let holidays: [Holiday]

  /// The days of `holidays` since 1970 that would have been working days, in order, each once.
  let lostDays: [Int]
  /// Seconds of work by the clocks that are lost before each of `lostDays`, and after the last one all of them.
  let lostSeconds: [Int64]
  /// Seconds of work by the clocks in a week without holidays before each weekday, Monday first; at last those of the whole week.
  let secondsBefore: [Int64]

  /// A calendar.
  ///
  /// - Parameters:
  ///   - zone: The zone whose clocks the hours are read from.
  ///   - week: For each weekday, Monday first, its spans of work in order and without overlap.
  ///   - holidays: Days without work, in any order.
  public init(zone: TimeZoneRule, week: [[Interval]], holidays: [Holiday]) {
    self.zone = zone
    self.week = week
    self.holidays = holidays.sorted { ($0.first, $0.last, $0.name) < ($1.first, $1.last, $1.name) }
    let working = week.map { day in day.reduce(0) { $0 + Int64($1.end - $1.start) } }
    secondsBefore = working.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var lost: [Int] = []
    for holiday in self.holidays where holiday.first <= holiday.last {
      let first = max(holiday.first.daysSinceEpoch, (lost.last ?? Int.min) + 1)
      let last = holiday.last.daysSinceEpoch
      if first <= last { for day in first...last where working[weekdayIndex(day)] > 0 { lost.append(day) } }
    }
    lostDays = lost
    lostSeconds = lost.reduce(into: [0]) { $0.append($0[$0.count - 1] + working[weekdayIndex($1)]) }
  }

  /// A calendar that is open all the time, by UTC.
  public static var alwaysOpen: BusinessCalendar {
    BusinessCalendar(
      zone: .utc, week: [[Interval]](repeating: [Interval(start: 0, end: 86_400)], count: 7), holidays: [])
  }
}

extension BusinessCalendar {
  /// Whether any day of the week has working hours.
  public var hasWorkingHours: Bool { secondsBefore[7] > 0 }

  /// Whether the service works at an instant: from the beginning of a span up to, not including, its end.
  public func isBusinessTime(_ instant: Timestamp) -> Bool { isBusinessTime(instant.seconds) }

  /// When work ends, at or after an instant; nil outside working time, and if it does not end within ten years.
  public func nextClosing(after instant: Timestamp) -> Timestamp? {
    guard isBusinessTime(instant) else { return nil }
    let latest = instant.seconds + BusinessCalendar.tenYears
    return second(after: 1, of: .rest, from: instant.seconds, until: latest).map { Timestamp(clamping: $0 - 1) }
  }

  /// When work begins next, after an instant; nil if it does not within ten years.
  public func nextOpening(after instant: Timestamp) -> Timestamp? {
    guard let start = isBusinessTime(instant) ? nextClosing(after: instant) : instant else { return nil }
    let latest = start.seconds + BusinessCalendar.tenYears
    return second(after: 1, of: .work, from: start.seconds, until: latest).map { Timestamp(clamping: $0 - 1) }
  }

  private static var tenYears: Int64 { 3_653 * 86_400 }
}

/// The weekday of a day since 1970, Monday as 0.
func weekdayIndex(_ day: Int) -> Int { Weekday(daysSinceEpoch: day).daysSinceMonday }
