import Notation

extension BusinessCalendar {
  /// Hours of work between two instants, negative if the second is the earlier one.
  public func businessHours(from start: Timestamp, to end: Timestamp) -> Double {
    if end < start { return -businessHours(from: end, to: start) }
    return seconds(from: start, to: end) / 3600
  }

  /// How many working days begin after an instant's day, up to and including another's: from Monday to Tuesday is 1. Negative if the
  /// second is the earlier one.
  public func businessDays(from start: Timestamp, to end: Timestamp) -> Int {
    if end < start { return -businessDays(from: end, to: start) }
    return workingDays(in: (day(of: start) + 1)..<(day(of: end) + 1))
  }

  /// The first instant by which so many hours have been worked after another; nil for a negative number or if that never happens.
  public func adding(businessHours hours: Double, to start: Timestamp) -> Timestamp? {
    guard hours >= 0, hours < 1e9, secondsOfWeek > 0 else { return nil }
    let needed = Int64((hours * 3600).rounded(.up))
    if needed == 0 { return start }
    var step: Int64 = 7 * 86_400
    while Int64(seconds(from: start, to: Timestamp(clamping: start.seconds + step))) < needed {
      if start.seconds + step > Timestamp.range.upperBound { return nil }
      step *= 2
    }
    var low = start.seconds
    var high = start.seconds + step
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if Int64(seconds(from: start, to: Timestamp(clamping: middle))) < needed { low = middle } else { high = middle }
    }
    return Timestamp(clamping: high, nanoseconds: start.nanoseconds)
  }

  /// Seconds of work from an instant up to a later one.
  private func seconds(from start: Timestamp, to end: Timestamp) -> Double {
    let first = day(of: start)
    let last = day(of: end)
    var total = worked(on: first, from: start, to: end)
    guard last > first else { return total }
    total += worked(on: last, from: start, to: end)
    return total + Double(wholeDays(in: (first + 1)..<last))
  }

  /// Seconds of work on a day, between two instants.
  private func worked(on day: Int, from start: Timestamp, to end: Timestamp) -> Double {
    guard isWorkingDay(day) else { return 0 }
    return spans(on: day).reduce(0) { total, span in
      let from = max(span.start, start)
      let until = min(span.end, end)
      return from < until ? total + until.since(from).inSeconds : total
    }
  }

  /// Seconds of work on whole days: weeks by multiplication, then what holidays and changes of the clocks take or give.
  private func wholeDays(in days: Range<Int>) -> Int64 {
    guard !days.isEmpty else { return 0 }
    var total = Int64(days.count / 7) * secondsOfWeek
    for day in days.suffix(days.count % 7) { total += secondsOfWeekday[weekdayIndex(day)] }
    for lost in lostDays[lostDays(before: days.lowerBound)..<lostDays(before: days.upperBound)] {
      total -= secondsOfWeekday[weekdayIndex(lost)]
    }
    return total + clockChanges(in: days)
  }

  /// What days on which the clocks change have more or less than their working hours say.
  private func clockChanges(in days: Range<Int>) -> Int64 {
    let years = CivilDate(daysSinceEpoch: days.lowerBound).year...CivilDate(daysSinceEpoch: days.upperBound).year
    var total: Int64 = 0
    for year in years {
      for change in zone.changes(inYear: year) {
        let before = day(of: Timestamp(clamping: change - 1))
        let after = day(of: Timestamp(clamping: change))
        for day in before...max(before, after) where days.contains(day) && isWorkingDay(day) {
          let elapsed = spans(on: day).reduce(0) { $0 + $1.end.since($1.start).seconds }
          total += elapsed - secondsOfWeekday[weekdayIndex(day)]
        }
      }
    }
    return total
  }

  private func workingDays(in days: Range<Int>) -> Int {
    let perWeek = secondsOfWeekday.count { $0 > 0 }
    var total = days.count / 7 * perWeek
    for day in days.suffix(days.count % 7) where secondsOfWeekday[weekdayIndex(day)] > 0 { total += 1 }
    return total - (lostDays(before: days.upperBound) - lostDays(before: days.lowerBound))
  }
}
