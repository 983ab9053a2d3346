import Diagnostics
import Notation

/// An event of a calendar: when it begins first, and how long it takes each time.
struct HolidayEvent {
  /// An occurrence that does not take place.
  struct Exclusion {
    var moment: ICalendarMoment
    var zone: TimeZoneRule
    /// Where it is written; nil if it follows from another event.
    var range: SourceRange?
  }

  /// When it begins first.
  let start: ICalendarMoment
  /// The zone whose clocks `start` is read from.
  let zone: TimeZoneRule
  /// How many days it takes, of an event of whole days.
  let dayCount: Int
  /// How long it takes, of an event with times.
  let length: TimeSpan
  /// What it is called.
  let name: Text

  /// Reads `DTSTART`, `DTEND` or `DURATION`, and `SUMMARY`; nil, with a finding, if they do not say when the event is.
  init?(_ component: ICalendarComponent, siteZone: TimeZoneRule, _ sink: inout DiagnosticSink) {
    guard let property = component.property("DTSTART") else {
      sink.report("calendar-event", at: component.range, "the event has no `DTSTART`")
      return nil
    }
    guard let start = property.moment(property.value, &sink) else { return nil }
    self.start = start
    zone = property.zone(siteZone: siteZone, &sink)
    name = Text((component.property("SUMMARY")?.text ?? "").utf8.map { $0 < 0x20 ? 0x20 : $0 }).trimmed()
    let begun = start.instant(in: zone)
    var dayCount = start.second == nil ? 1 : 0
    var length = TimeSpan.zero
    if let property = component.property("DTEND") {
      guard let end = property.moment(property.value, &sink) else { return nil }
      guard (end.second == nil) == (start.second == nil) else {
        sink.report("calendar-event", at: property.value.range, "`DTEND` is a date with a time if and only if `DTSTART` is one")
        return nil
      }
      dayCount = end.date.daysSinceEpoch - start.date.daysSinceEpoch
      length = end.instant(in: property.zone(siteZone: siteZone, &sink)).since(begun)
    } else if let property = component.property("DURATION") {
      guard let duration = ICalendarDuration(property.value.text), start.second != nil || duration.seconds == 0 else {
        sink.report(
          "calendar-event", at: property.value.range, "\(property.value.text.visible.quoted) is not the length of this event",
          help: start.second == nil ? "write whole days, such as `P1D`" : "write it as `PT8H` or `P1D`, at most ten years")
        return nil
      }
      dayCount = duration.days
      let day = start.date.adding(days: duration.days)
      let end = zone.instant(of: CivilDateTime(date: day, secondOfDay: start.second ?? 0))
      length =
        (start.isUTC ? TimeSpan(seconds: Int64(duration.days) * 86_400) : end.since(begun))
        .adding(TimeSpan(seconds: Int64(duration.seconds))) ?? .zero
    }
    self.dayCount = dayCount
    self.length = length
    let isLong = dayCount > 3660 || length > TimeSpan(seconds: 3660 * 86_400)
    guard start.second == nil ? dayCount > 0 : length > .zero, !isLong else {
      let place = (component.property("DTEND") ?? component.property("DURATION") ?? property).value.range
      sink.report(
        "calendar-event", at: place, isLong ? "the event takes more than ten years" : "the event ends when it begins, or before",
        help: start.second == nil ? "`DTEND` is the day after the last one" : "")
      return nil
    }
  }

  /// When it begins if it begins on a day.
  func instant(on day: CivilDate) -> Timestamp {
    (start.isUTC ? TimeZoneRule.utc : zone).instant(of: CivilDateTime(date: day, secondOfDay: start.second ?? 0))
  }

  /// The days without those that are excluded; an exclusion that excludes nothing is reported.
  func without(_ exclusions: [Exclusion], _ days: [CivilDate], _ sink: inout DiagnosticSink) -> [CivilDate] {
    var days = days
    for exclusion in exclusions {
      let count = days.count
      days.removeAll { excludes(exclusion, $0) }
      guard days.count == count, let range = exclusion.range else { continue }
      sink.report("calendar-recurrence", .warning, at: range, "the event does not take place then anyway")
    }
    return days
  }

  private func excludes(_ exclusion: Exclusion, _ day: CivilDate) -> Bool {
    if start.second == nil || exclusion.moment.second == nil { return exclusion.moment.date == day }
    return exclusion.moment.instant(in: exclusion.moment.isUTC ? .utc : exclusion.zone) == instant(on: day)
  }

  /// The times without work of the occurrence that begins on a day, by the clocks of the service.
  func holidays(from day: CivilDate, siteZone: TimeZoneRule) -> [BusinessCalendar.Holiday] {
    if start.second == nil {
      return [BusinessCalendar.Holiday(first: day, last: day.adding(days: dayCount - 1), name: name)]
    }
    let begun = instant(on: day)
    let first = siteZone.civil(at: begun)
    let end = siteZone.civil(at: begun.adding(length) ?? begun)
    return closures(from: first, to: end)
  }

  /// The rest of the first day, the whole days between, and the beginning of the last.
  private func closures(from first: CivilDateTime, to end: CivilDateTime) -> [BusinessCalendar.Holiday] {
    typealias Holiday = BusinessCalendar.Holiday
    let before = BusinessCalendar.Interval(start: 0, end: first.secondOfDay)
    let after = BusinessCalendar.Interval(start: end.secondOfDay, end: 86_400)
    let isWholeFirst = first.secondOfDay == 0
    if first.date >= end.date {
      return [Holiday(first: first.date, last: first.date, name: name, open: isWholeFirst ? [after] : [before, after])]
    }
    var holidays: [Holiday] = []
    if !isWholeFirst { holidays.append(Holiday(first: first.date, last: first.date, name: name, open: [before])) }
    let whole = (isWholeFirst ? first.date : first.date.adding(days: 1), end.date.adding(days: -1))
    if whole.0 <= whole.1 { holidays.append(Holiday(first: whole.0, last: whole.1, name: name)) }
    if end.secondOfDay > 0 { holidays.append(Holiday(first: end.date, last: end.date, name: name, open: [after])) }
    return holidays
  }
}

extension ICalendarProperty {
  /// A date or date with a time; nil, with a finding, for anything else.
  func moment(_ node: Node, _ sink: inout DiagnosticSink) -> ICalendarMoment? {
    if let kind = parameter("VALUE"), !["date", "date-time"].contains(kind.text.asciiLowercased()) {
      sink.report(
        "calendar-event", at: kind.range, "`VALUE=\(kind.text.visible)` is not supported", help: "use `DATE` or `DATE-TIME`")
      return nil
    }
    if let moment = ICalendarMoment(node.text) { return moment }
    sink.report(
      "calendar-event", at: node.range, "\(node.text.visible.quoted) is no day that exists",
      help: "write `20151126`, or with a time `20151126T080000`")
    return nil
  }

  /// The zone of `TZID`, else that of the site. An unknown one is reported.
  func zone(siteZone: TimeZoneRule, _ sink: inout DiagnosticSink) -> TimeZoneRule {
    guard let identifier = parameter("TZID") else { return siteZone }
    if let zone = TimeZoneRule(identifier.text) { return zone }
    let nearest = TimeZoneRule.nearestName(to: identifier.text)
    sink.report(
      "time-zone-unknown", at: identifier.range, "\(identifier.text.visible.quoted) is not a time zone",
      help: nearest.map { "did you mean `\($0)`?" } ?? "use an IANA name such as `America/Chicago`")
    return siteZone
  }
}
