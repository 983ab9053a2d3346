import Diagnostics
import Notation
import ServiceLevels
import TestSupport

/// Calendars, instants and the plainest way to count between them.
struct RandomCalendar {
  var random: SeededGenerator

  /// Zones of both hemispheres, of half hours, without change, and with changes at midnight and in the middle of the day.
  static let zones: [Text] = [
    "CST6CDT,M3.2.0,M11.1.0", "CET-1CEST,M3.5.0,M10.5.0/3", "ACST-9:30ACDT,M10.1.0,M4.1.0/3",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "UTC0", "<+0545>-5:45", "CST5CDT,M3.2.0/0,M11.1.0/1", "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "IST-1GMT0,M10.5.0,M3.5.0/1",
    "AAA3BBB,M3.2.3/12,M10.4.2/13", "AAA-2BBB-9,J100/0,J200/3", "AAA12BBB-12,M5.1.1/-30,M9.2.5/100",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A calendar of random hours, to the minute, and holidays about a day.
  mutating func calendar(zone: TimeZoneRule, around day: Int) -> BusinessCalendar {
    let week = (0..<7).map { _ in random.oneIn(4) ? [] : spans() }
    let holidays = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
      let first = day + Int.random(in: -15...15, using: &random)
      let last = first + (random.oneIn(3) ? Int.random(in: 0..<5, using: &random) : 0)
      return BusinessCalendar.Holiday(
        first: CivilDate(daysSinceEpoch: first), last: CivilDate(daysSinceEpoch: last), name: "",
        open: random.oneIn(3) ? spans() : [])
    }
    return BusinessCalendar(zone: zone, week: week, holidays: holidays)
  }

  /// One to three spans, of which the first may begin and the last may end at midnight.
  private mutating func spans() -> [BusinessCalendar.Interval] {
    var edges: Set<Int> = []
    while edges.count < 2 * Int.random(in: 1...3, using: &random) { edges.insert(Int.random(in: 1..<1440, using: &random) * 60) }
    var sorted = edges.sorted()
    if sorted.count % 2 == 1 { sorted.removeLast() }
    if random.oneIn(4) { sorted[0] = 0 }
    if random.oneIn(3) { sorted[sorted.count - 1] = 86_400 }
    return stride(from: 0, to: sorted.count, by: 2).map { BusinessCalendar.Interval(start: sorted[$0], end: sorted[$0 + 1]) }
  }

  /// A whole minute of the years 1 to 9999, two times in three within a week of a change of the clocks.
  mutating func minute(in zone: TimeZoneRule) -> Int64 {
    let anywhere = Int64.random(in: -1_000_000...200_000_000, using: &random) * 60
    let change = zone.period(at: anywhere).start
    if change == .min || random.oneIn(3) { return anywhere }
    return change + Int64.random(in: -10_000...10_000, using: &random) * 60
  }
}

extension BusinessCalendar {
  /// Whether the clocks show working time, by looking at the clocks.
  func isOpenByTheClock(_ second: Int64) -> Bool { isOpen(zone.civil(at: Timestamp(clamping: second))) }

  /// Whether it is working time when the clocks show a time.
  func isOpen(_ civil: CivilDateTime) -> Bool {
    for holiday in holidays where holiday.first <= civil.date && civil.date <= holiday.last {
      guard holiday.open.contains(where: { $0.start <= civil.secondOfDay && civil.secondOfDay < $0.end }) else { return false }
    }
    return week[civil.date.weekday.daysSinceMonday].contains { $0.start <= civil.secondOfDay && civil.secondOfDay < $0.end }
  }

  /// Minutes of work between two whole minutes, counted one by one.
  func minutesByCounting(from start: Int64, to end: Int64) -> Int64 {
    if end < start { return -minutesByCounting(from: end, to: start) }
    return stride(from: start, to: end, by: 60).reduce(0) { $0 + (isOpenByTheClock($1) ? 1 : 0) }
  }
}
