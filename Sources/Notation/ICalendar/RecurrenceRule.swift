import Diagnostics

/// On which days something happens again and again (RFC 5545, 3.3.10): `FREQ=YEARLY;BYMONTH=11;BYDAY=4TH`.
///
/// What happens by the day is known whole, except `BYWEEKNO`; what happens by the hour is not.
public struct RecurrenceRule: Hashable, Sendable {
  /// How long a period is.
  enum Frequency: Hashable, Sendable { case daily, weekly, monthly, yearly }

  /// A weekday, perhaps only the n-th of the month or year, counted from the end if negative.
  struct Day: Hashable, Sendable {
    var ordinal: Int?
    var weekday: Weekday
  }

  /// Until when it happens; nil if for ever, or a number of times.
  public internal(set) var until: ICalendarMoment?

  var frequency = Frequency.yearly
  var interval = 1
  var count: Int?
  var months: [Int] = []
  var monthDays: [Int] = []
  var yearDays: [Int] = []
  var weekdays: [Day] = []
  var positions: [Int] = []
  var weekStart = Weekday.monday

  /// The last year in which a rule without an end is followed.
  public static let lastYear = 2100
}

extension RecurrenceRule {
  /// The days on which it happens, in order.
  ///
  /// - Parameters:
  ///   - start: the first of them, whether it follows the rule or not.
  ///   - steps: how many days may be looked at; what was looked at is taken off.
  /// - Returns: the days up to the last day of `until`, or `count` of them, or those up to the year 2100; nil if that takes too many steps.
  public func days(from start: CivilDate, steps: inout Int) -> [CivilDate]? {
    let first = start.daysSinceEpoch
    let end = CivilDate.daysSinceEpoch(ofYear: RecurrenceRule.lastYear + 1) - 1
    let last = min(end, until?.date.adding(days: 1).daysSinceEpoch ?? end)
    let rule = completed(by: start)
    var found = [first]
    var period = rule.period(holding: start)
    while true {
      guard period.lowerBound <= last, found.count < count ?? Int.max else { break }
      var days = rule.candidates(in: period, &steps)
      guard steps > 0 else { return nil }
      if !positions.isEmpty { days = RecurrenceRule.chosen(days, positions) }
      for day in days where day > first && day <= last && found.count < count ?? Int.max { found.append(day) }
      period = rule.next(after: period)
    }
    return found.map { CivilDate(daysSinceEpoch: $0) }
  }

  /// Whether a day follows the rule, were it the first.
  public func holds(on day: CivilDate) -> Bool {
    var steps = 4000
    let rule = completed(by: day)
    let days = rule.candidates(in: rule.period(holding: day), &steps)
    return (positions.isEmpty ? days : RecurrenceRule.chosen(days, positions)).contains(day.daysSinceEpoch)
  }
}

extension RecurrenceRule {
  /// The rule with what it leaves to the first day: its month, day or weekday.
  private func completed(by start: CivilDate) -> RecurrenceRule {
    var rule = self
    guard monthDays.isEmpty, yearDays.isEmpty, weekdays.isEmpty else { return rule }
    switch frequency {
    case .daily: break
    case .weekly: rule.weekdays = [Day(weekday: start.weekday)]
    case .monthly: rule.monthDays = [start.day]
    case .yearly:
      rule.monthDays = [start.day]
      if months.isEmpty { rule.months = [start.month] }
    }
    return rule
  }

  /// The day, week, month or year that holds a day, in days since 1970.
  private func period(holding date: CivilDate) -> Range<Int> {
    let day = date.daysSinceEpoch
    switch frequency {
    case .daily: return day..<day + 1
    case .weekly:
      let start = day - (date.weekday.daysSinceMonday - weekStart.daysSinceMonday + 7) % 7
      return start..<start + 7
    case .monthly:
      let start = day - date.day + 1
      return start..<start + CivilDate.days(inMonth: date.month, year: date.year)
    case .yearly: return CivilDate.daysSinceEpoch(ofYear: date.year)..<CivilDate.daysSinceEpoch(ofYear: date.year + 1)
    }
  }

  /// The next period in which it happens.
  private func next(after period: Range<Int>) -> Range<Int> {
    switch frequency {
    case .daily: return period.lowerBound + interval..<period.upperBound + interval
    case .weekly: return period.lowerBound + 7 * interval..<period.upperBound + 7 * interval
    case .monthly:
      let date = CivilDate(daysSinceEpoch: period.lowerBound)
      let month = date.month - 1 + interval
      let next = CivilDate(year: date.year + month / 12, month: month % 12 + 1, day: 1)
      return self.period(holding: next ?? date)
    case .yearly:
      let year = CivilDate(daysSinceEpoch: period.lowerBound).year + interval
      return CivilDate.daysSinceEpoch(ofYear: year)..<CivilDate.daysSinceEpoch(ofYear: year + 1)
    }
  }

  /// The days of a period that the rule's parts leave, in order. Months that are not wanted are stepped over whole.
  private func candidates(in period: Range<Int>, _ steps: inout Int) -> [Int] {
    var days: [Int] = []
    var day = period.lowerBound
    while day < period.upperBound, steps > 0 {
      steps -= 1
      let date = CivilDate(daysSinceEpoch: day)
      let length = CivilDate.days(inMonth: date.month, year: date.year)
      if !months.isEmpty, !months.contains(date.month) {
        day += length - date.day + 1
        continue
      }
      if isWanted(date, monthLength: length) { days.append(day) }
      day += 1
    }
    return days
  }

  private func isWanted(_ date: CivilDate, monthLength: Int) -> Bool {
    if !monthDays.isEmpty, !monthDays.contains(date.day), !monthDays.contains(date.day - monthLength - 1) { return false }
    let yearLength = CivilDate.isLeap(date.year) ? 366 : 365
    if !yearDays.isEmpty, !yearDays.contains(date.dayOfYear), !yearDays.contains(date.dayOfYear - yearLength - 1) { return false }
    if weekdays.isEmpty { return true }
    // The n-th is that of the month where the rule speaks of months, otherwise that of the year.
    let isOfMonth = frequency == .monthly || !months.isEmpty
    let (day, length) = isOfMonth ? (date.day, monthLength) : (date.dayOfYear, yearLength)
    let weekday = date.weekday
    return weekdays.contains { wanted in
      guard wanted.weekday == weekday else { return false }
      guard let ordinal = wanted.ordinal else { return true }
      return ordinal == (day - 1) / 7 + 1 || ordinal == -((length - day) / 7 + 1)
    }
  }

  /// The days at some positions, counted from the end if negative, in order and each once.
  private static func chosen(_ days: [Int], _ positions: [Int]) -> [Int] {
    days.indices.filter { positions.contains($0 + 1) || positions.contains($0 - days.count) }.map { days[$0] }
  }
}
