import Diagnostics
import Notation
import ServiceLevels

extension ServiceStatus {
  /// Whether a service with these working hours is open at an instant, and when that changes.
  ///
  /// - Parameter isClockFixed: Whether the instant is not the clock's, so that no script may bring the state up to date.
  init(calendar: BusinessCalendar, now: Timestamp, isClockFixed: Bool) {
    self.init()
    let wording = Wording(zone: calendar.zone)
    isOpen = calendar.isBusinessTime(now)
    asOf = wording.longTime(now)
    hours = calendar.hoursInWords(at: now)
    if isOpen {
      headline = calendar.nextClosing(after: now).map { "Open until \(wording.clock($0))" } ?? "Open"
    } else if let opening = calendar.nextOpening(after: now) {
      let civil = calendar.zone.civil(at: opening)
      let isToday = civil.date == calendar.zone.civil(at: now).date
      let day: Text = isToday ? "today" : Wording.capitalized(civil.date.weekday.name)
      headline = "Closed until \(day) \(wording.clock(opening))"
      nextOpening = wording.longTime(opening)
    } else {
      headline = "Closed"
    }
    nextHoliday = calendar.nextHolidayInWords(after: now)
    if !isClockFixed { intervals = calendar.comingSpans(from: now) }
  }
}

extension BusinessCalendar {
  /// The days of the week of an instant, for `Charts.week`; of hours with a break the first and the last count.
  func workingWeek(around now: Timestamp) -> [WorkingDay] {
    let today = zone.civil(at: now).date
    let monday = today.adding(days: -today.weekday.daysSinceMonday)
    return week.enumerated().map { day, spans in
      let date = monday.adding(days: day)
      let isHoliday = holidays.contains { $0.first <= date && date <= $0.last && $0.open.isEmpty }
      let hours = spans.first.map { $0.start / 60..<max($0.start, spans[spans.count - 1].end) / 60 }
      return WorkingDay(Text(Wording.capitalized(date.weekday.name).utf8.prefix(3)), hours: hours, isHoliday: isHoliday)
    }
  }

  /// The working hours in words: `Monday to Friday, 08:00–17:00 CST`; days with equal hours are named together.
  func hoursInWords(at now: Timestamp) -> Text {
    var groups: [(first: Int, last: Int, hours: [Interval])] = []
    for (day, hours) in week.enumerated() where !hours.isEmpty {
      if let last = groups.last, last.last == day - 1, last.hours == hours {
        groups[groups.count - 1].last = day
      } else {
        groups.append((day, day, hours))
      }
    }
    let parts = groups.map { group -> Text in
      let spans = group.hours.map { "\(Wording.clock(secondOfDay: $0.start))–\(Wording.clock(secondOfDay: $0.end))" as Text }
      return "\(BusinessCalendar.days(from: group.first, to: group.last)), \(Text.joined(spans, separator: " and "))"
    }
    return parts.isEmpty ? "no regular hours" : "\(Text.joined(parts, separator: "; ")) \(zone.abbreviation(at: now))"
  }

  /// The next holiday within sixty days, in words; empty if there is none.
  func nextHolidayInWords(after now: Timestamp) -> Text {
    let today = zone.civil(at: now).date
    guard let holiday = holidays.first(where: { $0.last >= today }) else { return Text() }
    guard holiday.first.daysSinceEpoch - today.daysSinceEpoch <= 60 else { return Text() }
    let days =
      holiday.first == holiday.last
      ? Wording.longDate(holiday.first) : Wording.days(from: holiday.first, to: holiday.last)
    return holiday.name.isEmpty ? days : "\(holiday.name), \(days)"
  }

  /// The spans of work of the coming two weeks as `OPENS-CLOSES`, in seconds since 1970, parted by spaces.
  func comingSpans(from now: Timestamp) -> Text {
    var spans: [Text] = []
    var instant = now
    if isBusinessTime(now), let closing = nextClosing(after: now) {
      // Since when does not matter; and a page should not change as long as the service stays open.
      spans.append("0-\(closing.seconds)")
      instant = closing
    }
    while spans.count < 12, let opening = nextOpening(after: instant), let closing = nextClosing(after: opening) {
      spans.append("\(opening.seconds)-\(closing.seconds)")
      instant = closing
    }
    return Text.joined(spans, separator: " ")
  }

  private static func days(from first: Int, to last: Int) -> Text {
    let names = Weekday.allCases.map { Wording.capitalized($0.name) }
    return first == last ? names[first] : "\(names[first]) to \(names[last])"
  }
}
