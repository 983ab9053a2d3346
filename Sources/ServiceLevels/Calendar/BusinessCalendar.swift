import Diagnostics
import Notation

/// When the service works: hours of each weekday, holidays, and the zone whose clocks they are read from.
///
/// Business time is elapsed time: an hour that daylight saving time skips is not counted, one that it repeats is counted twice.
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
  /// Seconds of work by the clocks on each weekday, Monday first.
  let secondsOfWeekday: [Int64]
  /// Seconds of work by the clocks in a week without holidays.
  let secondsOfWeek: Int64

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
    secondsOfWeekday = week.map { day in day.reduce(0) { $0 + Int64($1.end - $1.start) } }
    secondsOfWeek = secondsOfWeekday.reduce(0, +)
    let working = secondsOfWeekday
    var lost: Set<Int> = []
    for holiday in self.holidays where holiday.first <= holiday.last {
      let days = holiday.first.daysSinceEpoch...holiday.last.daysSinceEpoch
      lost.formUnion(days.filter { working[weekdayIndex($0)] > 0 })
    }
    lostDays = lost.sorted()
  }

  /// A calendar that is open all the time, by UTC.
  public static var alwaysOpen: BusinessCalendar {
    BusinessCalendar(
      zone: .utc, week: [[Interval]](repeating: [Interval(start: 0, end: 86_400)], count: 7), holidays: [])
  }
}

extension BusinessCalendar {
  /// Whether the service works at an instant: from the beginning of a span up to, not including, its end.
  public func isBusinessTime(_ instant: Timestamp) -> Bool { current(at: instant) != nil }

  /// When the span of work at an instant ends; nil outside working time. Spans that meet at midnight count as two.
  public func nextClosing(after instant: Timestamp) -> Timestamp? { current(at: instant)?.end }

  /// When work begins next, after an instant; nil if it does not within ten years.
  public func nextOpening(after instant: Timestamp) -> Timestamp? {
    let today = day(of: instant)
    for day in today..<(today + 3_660) where isWorkingDay(day) {
      for span in spans(on: day) where span.start > instant { return span.start }
    }
    return nil
  }

  /// The holiday that a day belongs to.
  public func holiday(on date: CivilDate) -> Holiday? { holidays.first { $0.first <= date && date <= $0.last } }

  /// Whether a date has working hours and is no holiday.
  public func isWorkingDay(_ date: CivilDate) -> Bool { isWorkingDay(date.daysSinceEpoch) }

  /// The span of work that an instant is in.
  private func current(at instant: Timestamp) -> (start: Timestamp, end: Timestamp)? {
    let today = day(of: instant)
    guard isWorkingDay(today) else { return nil }
    return spans(on: today).first { $0.start <= instant && instant < $0.end }
  }
}

extension BusinessCalendar {
  /// The day, since 1970, that the clocks show at an instant.
  func day(of instant: Timestamp) -> Int { zone.civil(at: instant).date.daysSinceEpoch }

  /// Whether a day, counted since 1970, has working hours and is no holiday.
  func isWorkingDay(_ day: Int) -> Bool {
    secondsOfWeekday[weekdayIndex(day)] > 0 && !contains(lostDays, day)
  }

  /// The spans of work of a day, counted since 1970, whether or not it is a holiday.
  func spans(on day: Int) -> [(start: Timestamp, end: Timestamp)] {
    let date = CivilDate(daysSinceEpoch: day)
    return week[weekdayIndex(day)].map { interval in
      let start = zone.instant(of: CivilDateTime(date: date, secondOfDay: interval.start))
      return (start, zone.instant(of: CivilDateTime(date: date, secondOfDay: interval.end)))
    }
  }

  /// How many of the sorted days lie before a day.
  func lostDays(before day: Int) -> Int { lowerBound(lostDays, day) }

  private func contains(_ days: [Int], _ day: Int) -> Bool {
    let index = lowerBound(days, day)
    return index < days.count && days[index] == day
  }

  private func lowerBound(_ days: [Int], _ day: Int) -> Int {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The weekday of a day since 1970, Monday as 0.
func weekdayIndex(_ day: Int) -> Int { Weekday(daysSinceEpoch: day).daysSinceMonday }
