import Diagnostics
import Notation
import ServiceLevels
import Testing

/// Business time against the clocks, looked at once a minute.
@Suite struct BusinessTimeTests {
  @Test(arguments: RandomCalendar.zones)
  func countsAsTheClocksShow(name: Text) throws {
    var maker = RandomCalendar(seed: 8 * 5)
    let zone = try #require(TimeZoneRule(name))
    for _ in 0..<20 {
      let start = maker.minute(in: zone)
      let calendar = maker.calendar(zone: zone, around: dayAndSecond(start).day)
      let end = start + Int64.random(in: -6_000...6_000, using: &maker.random) * 60
      let (from, to) = (Timestamp(clamping: start), Timestamp(clamping: end))
      let minutes = calendar.minutesByCounting(from: start, to: end)
      #expect(calendar.businessTime(from: from, to: to) == TimeSpan(seconds: minutes * 60))
      #expect(calendar.businessHours(from: from, to: to) == Double(minutes) / 60)
      #expect(calendar.businessHours(from: to, to: from) == -Double(minutes) / 60)
      for _ in 0..<20 {
        let second = start + Int64.random(in: -600_000...600_000, using: &maker.random)
        #expect(calendar.isBusinessTime(Timestamp(clamping: second)) == calendar.isOpenByTheClock(second))
      }
    }
  }

  @Test(arguments: RandomCalendar.zones)
  func countsWorkingDays(name: Text) throws {
    var maker = RandomCalendar(seed: 22)
    let zone = try #require(TimeZoneRule(name))
    for _ in 0..<60 {
      let from = Timestamp(clamping: maker.minute(in: zone))
      let to = Timestamp(clamping: from.seconds + Int64.random(in: -3_000_000...3_000_000, using: &maker.random))
      let (first, last) = (zone.civil(at: min(from, to)).date, zone.civil(at: max(from, to)).date)
      let calendar = maker.calendar(zone: zone, around: first.daysSinceEpoch + 15)
      var days = 0
      var day = first
      while day < last {
        day = day.adding(days: 1)
        // Whatever is open begins where a span of hours or of what a holiday leaves begins.
        let spans = calendar.week[day.weekday.daysSinceMonday] + calendar.holidays.flatMap { $0.open }
        if spans.contains(where: { calendar.isOpen(CivilDateTime(date: day, secondOfDay: $0.start)) }) { days += 1 }
      }
      #expect(calendar.businessDays(from: from, to: to) == (to < from ? -days : days))
    }
  }

  @Test(arguments: RandomCalendar.zones)
  func findsWhereWorkBeginsAndEnds(name: Text) throws {
    var maker = RandomCalendar(seed: 7)
    let zone = try #require(TimeZoneRule(name))
    for _ in 0..<40 {
      let start = maker.minute(in: zone)
      let calendar = maker.calendar(zone: zone, around: dayAndSecond(start).day)
      guard calendar.hasWorkingHours else { continue }
      func firstMinute(after second: Int64, isOpen: Bool) -> Int64 {
        var second = second
        while calendar.isOpenByTheClock(second) != isOpen { second += 60 }
        return second
      }
      let isOpen = calendar.isOpenByTheClock(start)
      let closing = isOpen ? firstMinute(after: start, isOpen: false) : start
      #expect(calendar.nextClosing(after: Timestamp(clamping: start))?.seconds == (isOpen ? closing : nil))
      #expect(calendar.nextOpening(after: Timestamp(clamping: start))?.seconds == firstMinute(after: closing, isOpen: true))
    }
  }

  /// Forwards the first minute by which the time is worked, backwards the last from which it is.
  @Test(arguments: RandomCalendar.zones)
  func addsMinuteByMinute(name: Text) throws {
    var maker = RandomCalendar(seed: 60)
    let zone = try #require(TimeZoneRule(name))
    for _ in 0..<20 {
      let start = maker.minute(in: zone)
      let calendar = maker.calendar(zone: zone, around: dayAndSecond(start).day)
      guard calendar.hasWorkingHours else { continue }
      let minutes = Int.random(in: 1...1000, using: &maker.random)
      for step in [Int64(60), -60] {
        var second = start
        var rest = minutes
        while rest > 0 {
          if calendar.isOpenByTheClock(step < 0 ? second - 60 : second) { rest -= 1 }
          second += step
        }
        let time = TimeSpan(seconds: Int64(minutes) * step)
        #expect(calendar.adding(time, to: Timestamp(clamping: start))?.seconds == second)
      }
    }
  }

  @Test func addingAndCountingUndoEachOther() throws {
    var maker = RandomCalendar(seed: 1_000_000_007)
    for index in 0..<600 {
      let zone = try #require(TimeZoneRule(RandomCalendar.zones[index % RandomCalendar.zones.count]))
      let start = Timestamp(
        clamping: maker.minute(in: zone) + .random(in: 0..<60, using: &maker.random),
        nanoseconds: maker.random.oneIn(2) ? 0 : .random(in: 0..<1_000_000_000, using: &maker.random))
      let calendar = maker.calendar(zone: zone, around: dayAndSecond(start.seconds).day)
      guard calendar.hasWorkingHours else { continue }
      let time = TimeSpan(
        seconds: .random(in: -9_000_000...9_000_000, using: &maker.random),
        nanoseconds: maker.random.oneIn(2) ? 0 : .random(in: -999_999_999...999_999_999, using: &maker.random))
      let end = try #require(calendar.adding(time, to: start))
      #expect(calendar.businessTime(from: start, to: end) == time)
      // The nearest such instant: a nanosecond before it, on the way, less is worked.
      let nearer = try #require(end.adding(TimeSpan(seconds: 0, nanoseconds: time.isNegative ? 1 : -1)))
      #expect(calendar.businessTime(from: start, to: nearer) != time || time == .zero)
    }
  }

  @Test func addsUpOverAllYears() throws {
    var maker = RandomCalendar(seed: 9999)
    for index in 0..<24 {
      let zone = try #require(TimeZoneRule(RandomCalendar.zones[index % RandomCalendar.zones.count]))
      let calendar = maker.calendar(zone: zone, around: Int.random(in: -700_000...2_900_000, using: &maker.random))
      let instants = (0..<3).map { _ in
        Timestamp(
          clamping: .random(in: Timestamp.range, using: &maker.random),
          nanoseconds: .random(in: 0..<1_000_000_000, using: &maker.random))
      }
      let parts = (0..<3).map { calendar.businessTime(from: instants[$0], to: instants[($0 + 1) % 3]) }
      #expect(parts[0].adding(parts[1])?.adding(parts[2]) == .zero)
    }
  }

  /// Four centuries have 20,871 weeks.
  @Test func countsLongTimesByTheWeek() throws {
    let day = [BusinessCalendar.Interval(start: 8 * 3600, end: 17 * 3600)]
    let week = [day, day, day, day, day, [], []]
    let zone = try #require(TimeZoneRule("America/Chicago"))
    let calendar = BusinessCalendar(zone: zone, week: week, holidays: [])
    let first = try #require(Timestamp(rfc3339: "0001-01-01T00:00:00Z"))
    let last = try #require(Timestamp(rfc3339: "9999-12-31T23:59:59Z"))
    let span = try #require(Timestamp(rfc3339: "9601-01-01T00:00:00Z"))
    #expect(calendar.businessHours(from: first, to: span) == 24 * 20_871 * 45)
    #expect(calendar.businessDays(from: first, to: span) == 24 * 20_871 * 5)
    #expect(calendar.businessTime(from: first, to: last) == calendar.businessTime(from: last, to: first).negated)
    let hours = calendar.businessHours(from: first, to: last)
    #expect(calendar.adding(try #require(TimeSpan(hours: hours)), to: first) == Timestamp(rfc3339: "9999-12-31T23:00:00Z"))
    #expect(calendar.adding(try #require(TimeSpan(hours: hours + 1)), to: first) == nil)
    #expect(calendar.adding(try #require(TimeSpan(hours: -hours - 1)), to: last) == nil)
  }

  @Test func neverEndsWithoutHours() {
    let closed = BusinessCalendar(zone: .utc, week: [[BusinessCalendar.Interval]](repeating: [], count: 7), holidays: [])
    let now = Timestamp(clamping: 0)
    #expect(!closed.hasWorkingHours)
    #expect(closed.adding(TimeSpan(seconds: 1), to: now) == nil)
    #expect(closed.adding(TimeSpan(seconds: -1), to: now) == nil)
    #expect(closed.adding(.zero, to: now) == now)
    #expect(closed.nextOpening(after: now) == nil)
    #expect(BusinessCalendar.alwaysOpen.nextClosing(after: now) == nil)
    #expect(BusinessCalendar.alwaysOpen.nextOpening(after: now) == nil)
    #expect(BusinessCalendar.alwaysOpen.adding(TimeSpan(seconds: 5), to: now) == Timestamp(clamping: 5))
  }

  @Test func countsAnHourThatComesTwiceAsTwo() throws {
    let night = [BusinessCalendar.Interval(start: 3600, end: 5400)]
    let zone = try #require(TimeZoneRule("CST6CDT,M3.2.0,M11.1.0"))
    let calendar = BusinessCalendar(zone: zone, week: [[BusinessCalendar.Interval]](repeating: night, count: 7), holidays: [])
    let autumn = try #require(CivilDate(year: 2015, month: 11, day: 1))
    let midnight = zone.instant(of: CivilDateTime(date: autumn))
    let next = zone.instant(of: CivilDateTime(date: autumn.adding(days: 1)))
    #expect(next.since(midnight) == TimeSpan(seconds: 25 * 3600))
    #expect(calendar.businessHours(from: midnight, to: next) == 1)
    #expect(calendar.adding(TimeSpan(seconds: 2700), to: midnight)?.rfc3339(atOffset: -6 * 3600) == "2015-11-01T01:15:00-06:00")
  }
}
