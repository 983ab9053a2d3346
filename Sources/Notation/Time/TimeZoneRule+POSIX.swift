import Diagnostics

extension TimeZoneRule {
  /// Reads a POSIX TZ rule, `CST6CDT,M3.2.0,M11.1.0` or `<+0330>-3:30`; nil for anything else. Daylight saving time without dates
  /// follows the rule of the United States, as is usual.
  public init?(posix text: Text) {
    var cursor = ByteCursor(text.utf8)
    guard let name = cursor.zoneName(), let west = cursor.zoneTime(hours: 24) else { return nil }
    guard !cursor.isAtEnd else {
      self.init(standardName: name, standardOffset: -west, daylight: nil)
      return
    }
    guard let daylight = cursor.daylight(standardOffset: -west), cursor.isAtEnd else { return nil }
    self.init(standardName: name, standardOffset: -west, daylight: daylight)
  }
}

extension ByteCursor {
  /// The part of a rule after the standard time.
  fileprivate mutating func daylight(standardOffset: Int) -> TimeZoneRule.Daylight? {
    guard let name = zoneName() else { return nil }
    var offset = standardOffset + 3600
    if let byte = next, byte != UInt8(ascii: ",") {
      guard let west = zoneTime(hours: 24) else { return nil }
      offset = -west
    }
    guard !isAtEnd else {
      let start = TimeZoneRule.Change(day: .weekday(month: 3, week: 2, day: 0), second: 7200)
      let end = TimeZoneRule.Change(day: .weekday(month: 11, week: 1, day: 0), second: 7200)
      return TimeZoneRule.Daylight(name: name, offset: offset, start: start, end: end)
    }
    guard take(UInt8(ascii: ",")), let start = change(), take(UInt8(ascii: ",")), let end = change() else { return nil }
    return TimeZoneRule.Daylight(name: name, offset: offset, start: start, end: end)
  }

  /// Three letters or more, or `<…>` with letters, digits and signs.
  fileprivate mutating func zoneName() -> Text? {
    if take(UInt8(ascii: "<")) {
      let name = take { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      return name.count >= 3 && take(UInt8(ascii: ">")) ? Text(name) : nil
    }
    let name = take(while: isLetter)
    return name.count >= 3 ? Text(name) : nil
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  fileprivate mutating func zoneTime(hours limit: Int) -> Int? {
    let isNegative = take(UInt8(ascii: "-"))
    if !isNegative { _ = take(UInt8(ascii: "+")) }
    guard let hours = digits(upTo: 3), hours <= limit else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where take(UInt8(ascii: ":")) {
      guard let part = digits(upTo: 2), part < 60 else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// `Jn`, `n` or `Mm.w.d`, and `/time`.
  private mutating func change() -> TimeZoneRule.Change? {
    guard let day = changeDay() else { return nil }
    guard take(UInt8(ascii: "/")) else { return TimeZoneRule.Change(day: day, second: 7200) }
    guard let second = zoneTime(hours: 167) else { return nil }
    return TimeZoneRule.Change(day: day, second: second)
  }

  private mutating func changeDay() -> TimeZoneRule.Change.Day? {
    if take(UInt8(ascii: "J")) {
      guard let day = digits(upTo: 3), (1...365).contains(day) else { return nil }
      return .julian(day)
    }
    guard take(UInt8(ascii: "M")) else {
      guard let day = digits(upTo: 3), day <= 365 else { return nil }
      return .ordinal(day)
    }
    guard let month = digits(upTo: 2), (1...12).contains(month), take(UInt8(ascii: ".")),
      let week = digits(upTo: 1), (1...5).contains(week), take(UInt8(ascii: ".")),
      let day = digits(upTo: 1), day <= 6
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }
}
