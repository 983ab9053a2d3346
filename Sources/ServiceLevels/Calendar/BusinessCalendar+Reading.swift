import Diagnostics
import Notation

extension BusinessCalendar {
  /// Reads `time_zone`, `working_hours` and `holidays` of `site.yml`.
  ///
  /// - Parameters:
  ///   - site: The whole configuration; other keys are left to others.
  ///   - sink: Where findings go.
  /// - Returns: The calendar of what could be read; without `working_hours` one that is always open.
  public static func read(site: Node, _ sink: inout DiagnosticSink) -> BusinessCalendar {
    let zone = readZone(site, &sink)
    guard let hours = site["working_hours"] else {
      return BusinessCalendar(zone: zone, week: alwaysOpen.week, holidays: readHolidays(site, &sink))
    }
    return BusinessCalendar(zone: zone, week: readWeek(hours, &sink), holidays: readHolidays(site, &sink))
  }

  private static func readZone(_ site: Node, _ sink: inout DiagnosticSink) -> TimeZoneRule {
    guard let node = site["time_zone"] else { return .utc }
    if let zone = TimeZoneRule(node.text) { return zone }
    sink.report(
      "time-zone-unknown", at: node.range, "`\(node.text.visible)` is not a time zone",
      help: "write a POSIX TZ rule such as `CST6CDT,M3.2.0,M11.1.0`, or an IANA name such as `America/Chicago`")
    return .utc
  }

  private static func readWeek(_ hours: Node, _ sink: inout DiagnosticSink) -> [[Interval]] {
    var week = [[Interval]](repeating: [], count: 7)
    for entry in hours.entries {
      guard let weekday = Weekday(name: entry.key) else {
        let nearest = entry.key.nearestSpelling(among: Weekday.allCases.map({ $0.name }))
        sink.report(
          "key-unknown", at: entry.keyRange, "`\(entry.key.visible)` is not a weekday",
          help: nearest.map { "did you mean `\($0)`?" } ?? "use the English names, `monday` to `sunday`")
        continue
      }
      let nodes = entry.value.elements.isEmpty ? [entry.value] : entry.value.elements
      week[weekday.daysSinceMonday] = readDay(nodes, &sink)
    }
    return week
  }

  private static func readDay(_ nodes: [Node], _ sink: inout DiagnosticSink) -> [Interval] {
    var day: [Interval] = []
    for node in nodes {
      for part in node.text.utf8.split(separator: UInt8(ascii: ",")) {
        guard let interval = interval(Text(part).trimmed()), interval.start >= day.last?.end ?? 0 else {
          sink.report(
            "working-hours", at: node.range, "`\(node.text.visible)` is not a span of hours in order",
            help: "write `08:00-17:00`; several spans are parted by commas: `08:00-12:00, 13:00-17:00`")
          return day
        }
        day.append(interval)
      }
    }
    return day
  }

  private static func interval(_ text: Text) -> Interval? {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2, let start = secondOfDay(parts[0]), let end = secondOfDay(parts[1]), start < end else { return nil }
    return Interval(start: start, end: end)
  }

  private static func secondOfDay(_ part: ArraySlice<UInt8>) -> Int? {
    let digits = Text(part).trimmed().utf8
    guard digits.count == 5, digits[2] == UInt8(ascii: ":") else { return nil }
    let numbers = [digits[0], digits[1], digits[3], digits[4]].map { Int($0) - 0x30 }
    guard numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let minutes = (numbers[0] * 10 + numbers[1]) * 60 + numbers[2] * 10 + numbers[3]
    return numbers[2] < 6 && minutes <= 1440 ? minutes * 60 : nil
  }

  private static func readHolidays(_ site: Node, _ sink: inout DiagnosticSink) -> [Holiday] {
    guard let list = site["holidays"] else { return [] }
    return list.elements.compactMap { node in
      var keys = MapReader(node, subject: "a holiday", &sink)
      let name = keys.text("name", &sink) ?? Text()
      let first = date(keys.node("date") ?? keys.node("from"), in: node, &sink)
      let until = keys.node("until")
      _ = keys.node("from")
      keys.reportUnknownKeys(&sink)
      guard let first else { return nil }
      guard let until else { return Holiday(first: first, last: first, name: name) }
      guard let last = date(until, in: node, &sink) else { return nil }
      guard last >= first, last.daysSinceEpoch - first.daysSinceEpoch < 3_660 else {
        sink.report("holiday-range", at: until.range, "a holiday ends on or after its first day, within ten years")
        return nil
      }
      return Holiday(first: first, last: last, name: name)
    }
  }

  private static func date(_ node: Node?, in holiday: Node, _ sink: inout DiagnosticSink) -> CivilDate? {
    guard let node else {
      sink.report("key-missing", at: holiday.range, "a holiday needs `date`, or `from` and `until`")
      return nil
    }
    if let date = CivilDate(iso8601: node.text) { return date }
    sink.report("value-not-a-date", at: node.range, "`\(node.text.visible)` is not a date", help: "write it as `2015-12-25`")
    return nil
  }
}
