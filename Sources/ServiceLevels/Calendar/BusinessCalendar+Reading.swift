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
    let week = site["working_hours"].map { readWeek($0, &sink) }
    return BusinessCalendar(zone: zone, week: week ?? alwaysOpen.week, holidays: Holiday.read(site["holidays"], &sink))
  }

  private static func readZone(_ site: Node, _ sink: inout DiagnosticSink) -> TimeZoneRule {
    guard let node = site["time_zone"] else { return .utc }
    if let zone = TimeZoneRule(node.text) { return zone }
    let nearest = TimeZoneRule.nearestName(to: node.text)
    sink.report(
      "time-zone-unknown", at: node.range, "`\(node.text.visible)` is not a time zone",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "write a POSIX TZ rule such as `CST6CDT,M3.2.0,M11.1.0`, or an IANA name such as `America/Chicago`")
    return .utc
  }

  private static func readWeek(_ hours: Node, _ sink: inout DiagnosticSink) -> [[Interval]] {
    var week = [[Interval]?](repeating: nil, count: 7)
    if hours.entries.isEmpty {
      sink.report(
        "working-hours", at: hours.range, "`working_hours` maps weekdays to hours",
        help: "write `monday: \"08:00-17:00\"` below it")
    }
    for entry in hours.entries {
      guard let weekday = Weekday(name: entry.key) else {
        let nearest = entry.key.nearestSpelling(among: Weekday.allCases.map({ $0.name }))
        sink.report(
          "key-unknown", at: entry.keyRange, "`\(entry.key.visible)` is not a weekday",
          help: nearest.map { "did you mean `\($0)`?" } ?? "use the English names, `monday` to `sunday`")
        continue
      }
      if week[weekday.daysSinceMonday] != nil {
        sink.report("key-twice", at: entry.keyRange, "`\(weekday.name)` has its hours already")
      }
      week[weekday.daysSinceMonday] = readDay(entry.value, &sink)
    }
    return week.map { $0 ?? [] }
  }

  /// The spans of a day: a list of them, or one text with commas between them, or `closed`, or nothing.
  static func readDay(_ node: Node, _ sink: inout DiagnosticSink) -> [Interval] {
    var day: [Interval] = []
    for node in node.elements.isEmpty ? [node] : node.elements where !node.text.equals("closed") {
      var start = 0
      for part in node.text.split(at: UInt8(ascii: ",")) {
        let range = part.trimmedRange
        let place = node.sourceRange(ofText: start + range.lowerBound..<start + range.upperBound)
        start += part.count + 1
        if range.isEmpty, node.text.isEmpty { continue }
        if let interval = interval(part.trimmed(), after: day.last, at: place, &sink) { day.append(interval) }
      }
    }
    return day
  }

  private static func interval(_ text: Text, after last: Interval?, at place: SourceRange, _ sink: inout DiagnosticSink)
    -> Interval?
  {
    var fault: Text = "not a span of hours"
    var help: Text = "write `08:00-17:00`; several spans are parted by commas: `08:00-12:00, 13:00-17:00`"
    if let (start, end) = clockSpan(text) {
      if start < end, start >= last?.end ?? 0 { return Interval(start: start, end: end) }
      fault = start < end ? "not after the span before it" : "a span that does not end after it begins"
      if start > end {
        help = "hours past midnight belong to the next day: end this one at `24:00`, and begin the next at `00:00`"
      }
    }
    sink.report("working-hours", at: place, "\(text.visible.quoted) is \(fault)", help: help)
    return nil
  }

  /// `08:00-17:00`, also with a dash, as seconds since midnight.
  private static func clockSpan(_ text: Text) -> (start: Int, end: Int)? {
    let hyphen = UInt8(ascii: "-")
    let parts = text.replacing("–", by: hyphen).replacing("—", by: hyphen).split(at: hyphen)
    guard parts.count == 2, let start = secondOfDay(parts[0]), let end = secondOfDay(parts[1]) else { return nil }
    return (start, end)
  }

  private static func secondOfDay(_ part: Text) -> Int? {
    let parts = part.trimmed().split(at: UInt8(ascii: ":"))
    guard (2...3).contains(parts.count), (1...2).contains(parts[0].count) else { return nil }
    guard let hours = parseUInt64(parts[0]) else { return nil }
    var total = Int(hours) * 3600
    for (part, unit) in zip(parts.dropFirst(), [60, 1]) {
      guard part.count == 2, let number = parseUInt64(part), number < 60 else { return nil }
      total += Int(number) * unit
    }
    return total <= 86_400 ? total : nil
  }
}

extension BusinessCalendar.Interval {
  /// The span as `readDay` reads it: `08:00-17:00`, with seconds if it needs them.
  var text: Text {
    func clock(_ second: Int) -> Text {
      let parts = second % 60 == 0 ? [second / 3600, second / 60 % 60] : [second / 3600, second / 60 % 60, second % 60]
      return Text.joined(parts.map { $0 < 10 ? "0\($0)" : "\($0)" }, separator: ":")
    }
    return "\(clock(start))-\(clock(end))"
  }
}

extension Text {
  /// The text with each occurrence of another as one byte.
  fileprivate func replacing(_ part: Text, by byte: UInt8) -> Text {
    guard let index = firstIndex(of: part) else { return self }
    return Text(utf8[..<index] + [byte]) + Text(utf8[(index + part.count)...]).replacing(part, by: byte)
  }
}
