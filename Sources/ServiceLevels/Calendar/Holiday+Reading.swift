import Diagnostics
import Notation

extension BusinessCalendar.Holiday {
  /// Reads the list `holidays` of `site.yml`: `date` and `name`, or `from`, `until` and `name`.
  static func read(_ list: Node?, _ sink: inout DiagnosticSink) -> [BusinessCalendar.Holiday] {
    guard let list else { return [] }
    switch list.value {
    case .list, .null: break
    default:
      sink.report("value-type", at: list.range, "`holidays` is a list", help: "begin each holiday with `- date: 2015-12-25`")
    }
    return list.elements.compactMap { read($0, &sink) }
  }

  /// The holiday as an element of that list.
  public func node(at range: SourceRange) -> Node {
    func entry(_ key: Text, _ value: Text) -> Node.Entry {
      Node.Entry(key: key, keyRange: range, value: Node(.string(value), text: value, range: range))
    }
    var entries = first == last ? [entry("date", first.iso8601)] : [entry("from", first.iso8601), entry("until", last.iso8601)]
    if !name.isEmpty { entries.append(entry("name", name)) }
    return Node(.map(entries), range: range)
  }

  private static func read(_ node: Node, _ sink: inout DiagnosticSink) -> BusinessCalendar.Holiday? {
    // A lone date needs no name.
    if let date = CivilDate(iso8601: node.text) { return BusinessCalendar.Holiday(first: date, last: date, name: "") }
    var keys = MapReader(node, subject: "a holiday", &sink)
    let name = keys.text("name", &sink) ?? Text()
    let day = keys.node("date")
    let from = keys.node("from")
    let until = keys.node("until")
    keys.reportUnknownKeys(&sink)
    guard case .map = node.value else { return nil }
    if let day, from != nil {
      sink.report("holiday-range", at: day.range, "a holiday has `date`, or `from` and `until`, not both")
      return nil
    }
    guard let first = date(day ?? from, in: node, &sink) else { return nil }
    guard let until else { return BusinessCalendar.Holiday(first: first, last: first, name: name) }
    guard let last = date(until, in: node, &sink) else { return nil }
    guard last >= first, last.daysSinceEpoch - first.daysSinceEpoch < 3_660 else {
      sink.report("holiday-range", at: until.range, "a holiday ends on or after its first day, within ten years")
      return nil
    }
    return BusinessCalendar.Holiday(first: first, last: last, name: name)
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
