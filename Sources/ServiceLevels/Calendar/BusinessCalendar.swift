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

  /// Days without work, or with less of it.
  public struct Holiday: Hashable, Sendable {
    /// The first day.
    public var first: CivilDate
    /// The last day, itself a holiday.
    public var last: CivilDate
    /// What is celebrated.
    public var name: Text
    /// What is left of each day, in order and without overlap: outside of it the working hours do not count. Mostly nothing.
    public var open: [Interval]

    /// Days from the first to the last, both included.
    public init(first: CivilDate, last: CivilDate, name: Text, open: [Interval] = []) {
      self.first = first
      self.last = last
      self.name = name
      self.open = open
    }
  }

  /// The zone whose clocks the hours are read from.
  public let zone: TimeZoneRule
  /// For each weekday, Monday first, its spans of work in order and without overlap.
  public let week: [[Interval]]
  /// Days without work, or with less of it, in the order of their first day.
  public let holidays: [Holiday]

  /// The days of `holidays` since 1970 that would have been working days, in order, each once.
  let lostDays: [Int]
  /// The spans of work that are left on each of `lostDays`.
  let leftSpans: [[Interval]]
  /// Seconds of work by the clocks that are lost before each of `lostDays`, and after the last one all of them.
  let lostSeconds: [Int64]
  /// How many of `lostDays` before each of them have no work at all, and after the last one all of those.
  let closedDays: [Int]
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
    let working = week.map { seconds(in: $0) }
    secondsBefore = working.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var changes: [(day: Int, open: [Interval])] = []
    for holiday in self.holidays where holiday.first <= holiday.last {
      for day in holiday.first.daysSinceEpoch...holiday.last.daysSinceEpoch where working[weekdayIndex(day)] > 0 {
        changes.append((day, holiday.open))
      }
    }
    changes.sort { $0.day < $1.day }
    var lost: [Int] = []
    var left: [[Interval]] = []
    for change in changes {
      if lost.last == change.day {
        left[left.count - 1] = common(left[left.count - 1], change.open)
      } else {
        lost.append(change.day)
        left.append(common(week[weekdayIndex(change.day)], change.open))
      }
    }
    lostDays = lost
    leftSpans = left
    lostSeconds = lost.indices.reduce(into: [0]) {
      $0.append($0[$1] + working[weekdayIndex(lost[$1])] - seconds(in: left[$1]))
    }
    closedDays = left.reduce(into: [0]) { $0.append($0[$0.count - 1] + ($1.isEmpty ? 1 : 0)) }
  }

  /// A calendar of what `init(zone:week:holidays:)` works out, without the names of its holidays.
  init(
    zone: TimeZoneRule, week: [[Interval]], lostDays: [Int], leftSpans: [[Interval]], lostSeconds: [Int64], closedDays: [Int],
    secondsBefore: [Int64]
  ) {
    self.zone = zone
    self.week = week
    self.lostDays = lostDays
    self.leftSpans = leftSpans
    self.lostSeconds = lostSeconds
    self.closedDays = closedDays
    self.secondsBefore = secondsBefore
    holidays = []
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

private func seconds(in spans: [BusinessCalendar.Interval]) -> Int64 { spans.reduce(0) { $0 + Int64($1.end - $1.start) } }

/// What two lists of spans have in common.
private func common(_ spans: [BusinessCalendar.Interval], _ others: [BusinessCalendar.Interval]) -> [BusinessCalendar.Interval] {
  var common: [BusinessCalendar.Interval] = []
  for span in spans {
    for other in others where max(span.start, other.start) < min(span.end, other.end) {
      common.append(BusinessCalendar.Interval(start: max(span.start, other.start), end: min(span.end, other.end)))
    }
  }
  return common
}
