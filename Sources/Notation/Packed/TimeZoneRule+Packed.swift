import Diagnostics

extension CompactWriter {
  /// The rule of a time zone.
  public mutating func zone(_ zone: TimeZoneRule) {
    text(zone.standardName)
    int(Int64(zone.standardOffset))
    optional(zone.daylight) { writer, daylight in
      writer.text(daylight.name)
      writer.int(Int64(daylight.offset))
      writer.change(daylight.start)
      writer.change(daylight.end)
    }
  }

  private mutating func change(_ change: TimeZoneRule.Change) {
    let numbers: [Int]
    switch change.day {
    case .julian(let day): numbers = [0, day]
    case .ordinal(let day): numbers = [1, day]
    case .weekday(let month, let week, let day): numbers = [2, month, week, day]
    }
    for number in numbers { count(number) }
    int(Int64(change.second))
  }
}

extension CompactReader {
  /// The rule of a time zone.
  public mutating func zone() -> TimeZoneRule {
    let name = text()
    let offset = signed()
    guard bool() else { return TimeZoneRule(fixedOffset: offset, name: name) }
    let daylight = TimeZoneRule.Daylight(name: text(), offset: signed(), start: change(), end: change())
    return TimeZoneRule(standardName: name, standardOffset: offset, daylight: daylight)
  }

  private mutating func change() -> TimeZoneRule.Change {
    let day: TimeZoneRule.Change.Day
    switch count() {
    case 0: day = .julian(count())
    case 1: day = .ordinal(count())
    default: day = .weekday(month: count(), week: count(), day: count())
    }
    return TimeZoneRule.Change(day: day, second: signed())
  }
}
