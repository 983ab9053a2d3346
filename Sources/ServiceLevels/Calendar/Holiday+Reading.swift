import Diagnostics
import Notation

extension BusinessCalendar.Holiday {
  /// The years in which yearly holidays are known.
  static var years: ClosedRange<Int> { 1970...RecurrenceRule.lastYear }

  /// Reads the list `holidays` of `site.yml`: `date`, or `from` and `until`, or `yearly`; with `name`, and `open` if the day is a short one. Entries
  /// with `calendar` are those of a file, which whoever reads files puts in their place.
  static func read(_ list: Node?, _ sink: inout DiagnosticSink) -> [BusinessCalendar.Holiday] {
    guard let list else { return [] }
    switch list.value {
    case .list, .null: break
    default:
      sink.report("value-type", at: list.range, "`holidays` is a list", help: "begin each holiday with `- date: 2015-12-25`")
    }
    return list.elements.flatMap { read($0, &sink) }
  }

  /// The holiday as an element of that list.
  public func node(at range: SourceRange) -> Node {
    func entry(_ key: Text, _ value: Text) -> Node.Entry {
      Node.Entry(key: key, keyRange: range, value: Node(.string(value), text: value, range: range))
    }
    var entries = first == last ? [entry("date", first.iso8601)] : [entry("from", first.iso8601), entry("until", last.iso8601)]
    if !name.isEmpty { entries.append(entry("name", name)) }
    if !open.isEmpty { entries.append(entry("open", Text.joined(open.map { $0.text }, separator: ", "))) }
    return Node(.map(entries), range: range)
  }

  private static func read(_ node: Node, _ sink: inout DiagnosticSink) -> [BusinessCalendar.Holiday] {
    // A lone date needs no name.
    if let date = CivilDate(iso8601: node.text) { return [BusinessCalendar.Holiday(first: date, last: date, name: "")] }
    var keys = MapReader(node, subject: "a holiday", &sink)
    let name = keys.text("name", &sink) ?? Text()
    let open = keys.node("open").map { BusinessCalendar.readDay($0, &sink) } ?? []
    let day = keys.node("date")
    let from = keys.node("from")
    let until = keys.node("until")
    let yearly = keys.node("yearly")
    let calendar = keys.node("calendar")
    keys.reportUnknownKeys(&sink)
    guard case .map = node.value else { return [] }
    let ways = [day, from, yearly, calendar].compactMap { $0 }
    if ways.count > 1 || (until != nil && from == nil && !ways.isEmpty) {
      sink.report(
        "holiday-range", at: (ways.count > 1 ? ways[0] : until ?? ways[0]).range,
        "a holiday has `date`, or `from` and `until`, or `yearly`, or `calendar`, not several of them")
      return []
    }
    if calendar != nil { return [] }
    if let yearly { return everyYear(yearly, name, open, &sink) }
    guard let first = date(day ?? from, in: node, &sink) else { return [] }
    guard let until else { return [BusinessCalendar.Holiday(first: first, last: first, name: name, open: open)] }
    guard let last = date(until, in: node, &sink) else { return [] }
    guard last >= first, last.daysSinceEpoch - first.daysSinceEpoch < 3_660 else {
      sink.report("holiday-range", at: until.range, "a holiday ends on or after its first day, within ten years")
      return []
    }
    return [BusinessCalendar.Holiday(first: first, last: last, name: name, open: open)]
  }

  /// `12-25` in each year that has the day.
  private static func everyYear(
    _ node: Node, _ name: Text, _ open: [BusinessCalendar.Interval], _ sink: inout DiagnosticSink
  ) -> [BusinessCalendar.Holiday] {
    // 2000 was a leap year.
    guard let day = CivilDate(iso8601: "2000-" + node.text) else {
      sink.report(
        "value-not-a-date", at: node.range, "\(node.text.visible.quoted) is not a day of every year",
        help: "write month and day: `12-25`; for the likes of the fourth Thursday use a calendar file")
      return []
    }
    return years.compactMap { year in
      CivilDate(year: year, month: day.month, day: day.day).map {
        BusinessCalendar.Holiday(first: $0, last: $0, name: name, open: open)
      }
    }
  }

  private static func date(_ node: Node?, in holiday: Node, _ sink: inout DiagnosticSink) -> CivilDate? {
    guard let node else {
      sink.report("key-missing", at: holiday.range, "a holiday needs `date`, or `from` and `until`, or `yearly`, or `calendar`")
      return nil
    }
    if let date = CivilDate(iso8601: node.text) { return date }
    sink.report("value-not-a-date", at: node.range, "`\(node.text.visible)` is not a date", help: "write it as `2015-12-25`")
    return nil
  }
}
