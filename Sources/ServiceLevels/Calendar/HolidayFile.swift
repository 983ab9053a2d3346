import Diagnostics
import Notation

/// Reads holidays from an iCalendar file (RFC 5545): its events are times without work.
///
/// The file may come from anywhere: it is bounded in size, depth, days and steps, and whatever in it cannot be understood is reported at its
/// place, because a holiday that is silently missing makes promises that nobody can keep.
public struct HolidayFile: Sendable {
  /// The zone whose clocks the service's hours are read from.
  private let zone: TimeZoneRule
  /// How many more days may be looked at while recurrences are followed.
  private var steps = 2_000_000
  /// How many more holidays there may be.
  private var room = 20_000
  private var sink: DiagnosticSink
  private var holidays: [BusinessCalendar.Holiday] = []
  /// Occurrences that other events replace, by the `UID` of theirs.
  private var replaced: [Text: [ICalendarMoment]] = [:]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - file: the calendar.
  ///   - zone: the zone whose clocks the service's hours are read from.
  /// - Returns: the holidays, and what is wrong with the file.
  public static func read(
    _ file: SourceFile, zone: TimeZoneRule
  ) -> (holidays: [BusinessCalendar.Holiday], diagnostics: [Diagnostic]) {
    var reader = HolidayFile(file, zone)
    reader.read()
    return (reader.holidays, reader.sink.diagnostics)
  }

  private init(_ file: SourceFile, _ zone: TimeZoneRule) {
    self.zone = zone
    sink = DiagnosticSink(file)
  }
}

extension HolidayFile {
  private mutating func read() {
    let (components, diagnostics) = ICalendarReader.read(sink.file)
    sink.append(contentsOf: diagnostics)
    let events = components.filter { $0.name.equals("VCALENDAR") }.flatMap { $0.components }.filter { $0.name.equals("VEVENT") }
    if events.isEmpty, !sink.hasErrors {
      sink.report(
        "calendar-empty", .warning, at: SourceRange(0, 0), "this calendar has no events",
        help: "a holiday is a `VEVENT` within `BEGIN:VCALENDAR` and `END:VCALENDAR`")
    }
    for event in events {
      guard let place = event.property("RECURRENCE-ID"), let moment = ICalendarMoment(place.value.text) else { continue }
      replaced[event.property("UID")?.text ?? "", default: []].append(moment)
    }
    for event in events where sink.diagnostics.count < 100 && steps > 0 && room > 0 { add(event) }
  }

  /// Adds the holidays of an event.
  private mutating func add(_ component: ICalendarComponent) {
    refuseUnsupported(component)
    if component.property("STATUS")?.value.text.asciiLowercased().equals("cancelled") ?? false { return }
    guard let event = HolidayEvent(component, siteZone: zone, &sink) else { return }
    var days = [event.start.date]
    if let property = component.property("RRULE") {
      guard let rule = RecurrenceRule.read(property.value, &sink) else { return }
      guard let found = followed(rule, event, at: property.value) else { return }
      days = found
    }
    let left = event.without(excluded(component), days, &sink) + additional(component, event)
    for start in left {
      let holidays = event.holidays(from: start, siteZone: zone)
      room -= holidays.count
      guard room > 0 else {
        sink.report("calendar-recurrence", at: component.range, "the calendar has more than 20000 holidays")
        return
      }
      self.holidays += holidays
    }
  }

  private mutating func followed(_ rule: RecurrenceRule, _ event: HolidayEvent, at node: Node) -> [CivilDate]? {
    guard let days = rule.days(from: event.start.date, steps: &steps) else {
      sink.report("calendar-recurrence", at: node.range, "the recurrences of this calendar take too long to follow")
      return nil
    }
    if !rule.holds(on: event.start.date) {
      sink.report(
        "calendar-recurrence", .warning, at: node.range,
        "the first day, \(event.start.date.iso8601), does not follow the recurrence",
        help: "it is a holiday all the same, and counts as the first")
    }
    guard let until = rule.until else { return days }
    let last = until.instant(in: event.zone)
    return days.filter { until.second == nil ? $0 <= until.date : event.instant(on: $0) <= last }
  }

  /// The occurrences that do not take place: those of `EXDATE`, and those that another event replaces.
  private mutating func excluded(_ component: ICalendarComponent) -> [HolidayEvent.Exclusion] {
    var exclusions: [HolidayEvent.Exclusion] = []
    if component.property("RECURRENCE-ID") == nil, let uid = component.property("UID")?.text {
      exclusions += (replaced[uid] ?? []).map { HolidayEvent.Exclusion(moment: $0, zone: zone, range: nil) }
    }
    for property in component.properties("EXDATE") {
      let place = property.zone(siteZone: zone, &sink)
      for node in property.list {
        guard let moment = property.moment(node, &sink) else { continue }
        exclusions.append(HolidayEvent.Exclusion(moment: moment, zone: place, range: node.range))
      }
    }
    return exclusions
  }

  /// The beginnings that `RDATE` adds.
  private mutating func additional(_ component: ICalendarComponent, _ event: HolidayEvent) -> [CivilDate] {
    component.properties("RDATE").flatMap { property in property.list.compactMap { property.moment($0, &sink)?.date } }
  }

  private mutating func refuseUnsupported(_ component: ICalendarComponent) {
    for property in component.properties where property.name.equals("EXRULE") {
      sink.report("calendar-recurrence", at: property.nameRange, "`EXRULE` is not supported", help: "list the days with `EXDATE`")
    }
    for name in ["DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID"] as [StaticString] {
      for property in component.properties(name).dropFirst() {
        sink.report("calendar-event", at: property.nameRange, "`\(property.name)` is given twice")
      }
    }
    if let range = component.property("RECURRENCE-ID")?.parameter("RANGE") {
      sink.report(
        "calendar-recurrence", at: range.range, "`RANGE` is not supported", help: "end the series with `UNTIL` and begin another")
    }
  }
}
