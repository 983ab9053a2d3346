import Notation

extension BusinessCalendar {
  /// Working time between two instants, negative if the second is the earlier one.
  public func businessTime(from start: Timestamp, to end: Timestamp) -> TimeSpan {
    if end < start { return TimeSpan.zero.subtracting(businessTime(from: end, to: start)) ?? .zero }
    let begun = isBusinessTime(start.seconds) ? Int64(start.nanoseconds) : 0
    let ended = isBusinessTime(end.seconds) ? Int64(end.nanoseconds) : 0
    return TimeSpan(seconds: seconds(from: start.seconds, to: end.seconds), nanoseconds: ended - begun)
  }

  /// Hours of work between two instants, negative if the second is the earlier one.
  public func businessHours(from start: Timestamp, to end: Timestamp) -> Double {
    businessTime(from: start, to: end).inSeconds / 3600
  }

  /// How many working days begin after an instant's day, up to and including another's: from Monday to Tuesday is 1. Negative if the
  /// second is the earlier one.
  public func businessDays(from start: Timestamp, to end: Timestamp) -> Int {
    if end < start { return -businessDays(from: end, to: start) }
    return workingDays(before: day(of: end) + 1) - workingDays(before: day(of: start) + 1)
  }

  /// The first instant by which so much has been worked after another; for a negative time the last one from which so much is worked up to
  /// the other. Nil if that is not within the years 1 to 9999.
  public func adding(_ time: TimeSpan, to start: Timestamp) -> Timestamp? {
    if time == .zero { return start }
    let begun = TimeSpan(seconds: 0, nanoseconds: isBusinessTime(start.seconds) ? Int64(start.nanoseconds) : 0)
    guard let wanted = begun.adding(time) else { return nil }
    return time.isNegative ? instant(before: wanted, start) : instant(after: wanted, start.seconds)
  }
}

extension BusinessCalendar {
  /// What passes by the clocks.
  enum Pastime { case work, rest }

  /// Whether the clocks show working time during a second, counted since 1970.
  func isBusinessTime(_ second: Int64) -> Bool {
    let local = second + Int64(zone.period(at: second).offset)
    return worked(before: local + 1) > worked(before: local)
  }

  /// The first second by the end of which so many seconds of work or rest have passed since another; nil if that is after a third.
  func second(after count: Int64, of pastime: Pastime, from start: Int64, until latest: Int64) -> Int64? {
    var rest = count
    var second = start
    while second < latest {
      let period = zone.period(at: second)
      let first = second + Int64(period.offset)
      let last = min(period.end, latest) + Int64(period.offset)
      let passed = total(pastime, before: first)
      let available = total(pastime, before: last) - passed
      if available >= rest {
        let wanted = passed + rest
        return leastNumber(after: first, upTo: last) { total(pastime, before: $0) >= wanted } - Int64(period.offset)
      }
      rest -= available
      second = period.end
    }
    return nil
  }

  /// The last second from which so many seconds are worked up to another; nil before the year 1.
  private func second(beforeWorking count: Int64, until end: Int64) -> Int64? {
    var rest = count
    var second = end
    while second > Timestamp.range.lowerBound {
      let period = zone.period(at: second - 1)
      let first = max(period.start, Timestamp.range.lowerBound) + Int64(period.offset)
      let last = second + Int64(period.offset)
      let worked = worked(before: last)
      let available = worked - self.worked(before: first)
      if available >= rest {
        let wanted = worked - rest
        return leastNumber(after: first, upTo: last) { self.worked(before: $0) > wanted } - 1 - Int64(period.offset)
      }
      rest -= available
      second = period.start
    }
    return nil
  }

  /// The first instant by which a positive time has been worked since the beginning of a second.
  private func instant(after time: TimeSpan, _ start: Int64) -> Timestamp? {
    let isWhole = time.nanoseconds == 0
    let count = isWhole ? time.seconds : time.seconds + 1
    guard let end = second(after: count, of: .work, from: start, until: Timestamp.range.upperBound) else { return nil }
    return isWhole ? Timestamp(seconds: end) : Timestamp(seconds: end - 1, nanoseconds: time.nanoseconds)
  }

  /// The last instant before which a time is worked, negative from the beginning of an instant's second or within that second.
  private func instant(before time: TimeSpan, _ start: Timestamp) -> Timestamp? {
    if !time.isNegative { return Timestamp(seconds: start.seconds, nanoseconds: time.nanoseconds) }
    let isWhole = time.nanoseconds == 0
    let count = isWhole ? -time.seconds : 1 - time.seconds
    guard let first = second(beforeWorking: count, until: start.seconds) else { return nil }
    return Timestamp(seconds: first, nanoseconds: isWhole ? 0 : 1_000_000_000 + time.nanoseconds)
  }

  /// Seconds of work from a second up to a later one.
  private func seconds(from start: Int64, to end: Int64) -> Int64 {
    var total: Int64 = 0
    var second = start
    while second < end {
      let period = zone.period(at: second)
      let next = min(period.end, end)
      total += worked(before: next + Int64(period.offset)) - worked(before: second + Int64(period.offset))
      second = next
    }
    return total
  }
}

extension BusinessCalendar {
  private func total(_ pastime: Pastime, before local: Int64) -> Int64 {
    pastime == .work ? worked(before: local) : local - worked(before: local)
  }

  /// Seconds of work that the clocks have shown before they show a second, counted since the Monday before 1970-01-01; negative before it.
  private func worked(before local: Int64) -> Int64 {
    let (day, second) = dayAndSecond(local)
    let weekday = weekdayIndex(day)
    let lost = lostDays(before: day)
    var total = Int64((day + 3 - weekday) / 7) * secondsBefore[7] + secondsBefore[weekday] - lostSeconds[lost]
    let isHoliday = lost < lostDays.count && lostDays[lost] == day
    for span in isHoliday ? leftSpans[lost] : week[weekday] where span.start < second {
      total += Int64(min(span.end, second) - span.start)
    }
    return total
  }

  /// How many working days there are before a day, counted since the Monday before 1970-01-01.
  private func workingDays(before day: Int) -> Int {
    let weekday = weekdayIndex(day)
    func working(_ days: Range<Int>) -> Int { days.count { secondsBefore[$0] < secondsBefore[$0 + 1] } }
    return (day + 3 - weekday) / 7 * working(0..<7) + working(0..<weekday) - closedDays[lostDays(before: day)]
  }

  /// The day, since 1970, that the clocks show at an instant.
  private func day(of instant: Timestamp) -> Int { dayAndSecond(instant.seconds + Int64(zone.offset(at: instant))).day }

  /// How many of the days that holidays change lie before a day.
  private func lostDays(before day: Int) -> Int {
    var low = 0
    var high = lostDays.count
    while low < high {
      let middle = (low + high) / 2
      if lostDays[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The least number, after one up to another, from which on a condition holds; the last one if it holds nowhere before.
private func leastNumber(after first: Int64, upTo last: Int64, where condition: (Int64) -> Bool) -> Int64 {
  var low = first
  var high = last
  while high - low > 1 {
    let middle = low + (high - low) / 2
    if condition(middle) { high = middle } else { low = middle }
  }
  return high
}
