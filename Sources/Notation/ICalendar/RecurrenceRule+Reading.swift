import Diagnostics

extension RecurrenceRule {
  /// Reads a rule.
  ///
  /// - Parameters:
  ///   - node: the value of `RRULE`.
  ///   - sink: where faults go, and parts that are not supported, each at its place.
  /// - Returns: the rule; nil if anything in it is wrong or not supported, for then it would name other days.
  public static func read(_ node: Node, _ sink: inout DiagnosticSink) -> RecurrenceRule? {
    var rule = RecurrenceRule()
    var seen: [Text] = []
    var isSound = true
    for part in node.parts(at: UInt8(ascii: ";")) where !part.text.isEmpty {
      let equals = part.text.utf8.firstIndex(of: UInt8(ascii: "=")) ?? part.text.count
      let key = Text(part.text.utf8[..<equals]).asciiUppercased()
      let value = part.part(min(equals + 1, part.text.count)..<part.text.count)
      let fault = seen.contains(key) ? RuleFault("`\(key.visible)` is given twice") : rule.set(key, value)
      seen.append(key)
      guard let fault else { continue }
      isSound = false
      sink.report("calendar-recurrence", at: part.range, fault.message, help: fault.help)
    }
    if !seen.contains("FREQ") {
      isSound = false
      sink.report("calendar-recurrence", at: node.range, "the recurrence has no `FREQ`", help: "write `FREQ=YEARLY`")
    }
    if rule.weekdays.contains(where: { $0.ordinal != nil }), rule.frequency == .weekly || rule.frequency == .daily {
      isSound = false
      sink.report(
        "calendar-recurrence", at: node.range, "the n-th weekday is one of a month or a year", help: "use `FREQ=MONTHLY`")
    }
    return isSound ? rule : nil
  }

  /// Sets a part; what is wrong with it if it cannot be.
  private mutating func set(_ key: Text, _ value: Node) -> RuleFault? {
    switch key {
    case "FREQ": return setFrequency(value.text.asciiUppercased())
    case "INTERVAL":
      guard let number = RecurrenceRule.number(value.text, 1...10_000), number > 0 else { return .notA(key, "a number above 0") }
      interval = number
    case "COUNT":
      guard let number = RecurrenceRule.number(value.text, 1...100_000), number > 0 else { return .notA(key, "a number above 0") }
      count = number
    case "UNTIL":
      guard let moment = ICalendarMoment(value.text) else { return .notA(key, "a date such as `20201231`") }
      until = moment
    case "BYMONTH":
      guard let numbers = RecurrenceRule.numbers(value, 1...12), numbers.allSatisfy({ $0 > 0 }) else {
        return .notA(key, "months from 1 to 12")
      }
      months = numbers
    case "BYMONTHDAY":
      guard let numbers = RecurrenceRule.numbers(value, 1...31) else { return .notA(key, "days from 1 to 31, or from -31 to -1") }
      monthDays = numbers
    case "BYYEARDAY":
      guard let numbers = RecurrenceRule.numbers(value, 1...366) else {
        return .notA(key, "days from 1 to 366, or from -366 to -1")
      }
      yearDays = numbers
    case "BYSETPOS":
      guard let numbers = RecurrenceRule.numbers(value, 1...366) else {
        return .notA(key, "numbers from 1 to 366, or from -366 to -1")
      }
      positions = numbers
    case "BYDAY":
      guard let days = RecurrenceRule.days(value) else { return .notA(key, "weekdays such as `MO` or `4TH` or `-1MO`") }
      weekdays = days
    case "WKST":
      guard let day = RecurrenceRule.weekday(value.text) else { return .notA(key, "a weekday such as `MO`") }
      weekStart = day
    case "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND", "RSCALE", "SKIP":
      return RuleFault(
        "`\(key)` is not supported", "say it with `BYMONTH`, `BYMONTHDAY` and `BYDAY`, or list the days with `RDATE`")
    default: return RuleFault("a recurrence has no part \(key.visible.quoted)")
    }
    return nil
  }

  private mutating func setFrequency(_ value: Text) -> RuleFault? {
    switch value {
    case "YEARLY": frequency = .yearly
    case "MONTHLY": frequency = .monthly
    case "WEEKLY": frequency = .weekly
    case "DAILY": frequency = .daily
    case "HOURLY", "MINUTELY", "SECONDLY":
      return RuleFault("`FREQ=\(value)` is not supported", "a holiday comes at most once a day")
    default: return .notA("FREQ", "`YEARLY`, `MONTHLY`, `WEEKLY` or `DAILY`")
    }
    return nil
  }

  private static func number(_ text: Text, _ range: ClosedRange<Int>) -> Int? {
    var cursor = ByteCursor(text.utf8)
    let isNegative = cursor.take(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }
    guard let number = cursor.digits(upTo: 6), cursor.isAtEnd, range.contains(number) else { return nil }
    return isNegative ? -number : number
  }

  private static func numbers(_ node: Node, _ range: ClosedRange<Int>) -> [Int]? {
    var numbers: [Int] = []
    for part in node.text.split(at: UInt8(ascii: ",")) {
      guard let number = number(part, range) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func days(_ node: Node) -> [Day]? {
    var days: [Day] = []
    for part in node.text.split(at: UInt8(ascii: ",")) {
      guard part.count >= 2, let weekday = weekday(Text(part.utf8.suffix(2))) else { return nil }
      let ordinal = Text(part.utf8.dropLast(2))
      if ordinal.isEmpty {
        days.append(Day(weekday: weekday))
      } else {
        guard let number = number(ordinal, 1...53) else { return nil }
        days.append(Day(ordinal: number, weekday: weekday))
      }
    }
    return days
  }

  private static func weekday(_ text: Text) -> Weekday? {
    let name = text.asciiLowercased()
    return name.count == 2 ? Weekday.allCases.first { $0.name.utf8.starts(with: name.utf8) } : nil
  }
}

/// What is wrong with a part of a rule.
private struct RuleFault {
  var message: Text
  var help: Text

  init(_ message: Text, _ help: Text = "") {
    self.message = message
    self.help = help
  }

  static func notA(_ key: Text, _ expected: Text) -> RuleFault { RuleFault("`\(key)` takes \(expected)") }
}
