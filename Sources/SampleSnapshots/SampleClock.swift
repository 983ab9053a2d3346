import Notation

/// Time in the sample world: seconds since 1970, the clock in Chicago, and the service's working hours.
///
/// All of it is in November and December 2015 after the change of clocks, so Chicago is six hours behind.
enum SampleClock {
  private static let chicago = -6 * 3600
  private static let closed: Set<String> = ["2015-11-26", "2015-11-27"]

  /// `2015-12-02 16:20:00` in UTC.
  static func time(_ text: String) -> Int {
    Int(Timestamp(rfc3339: .init(text.replacing(" ", with: "T") + "Z"))?.seconds ?? 0)
  }

  /// As ServiceNow stores times: in UTC, without saying so.
  static func stored(_ time: Int) -> String { text(time, offset: 0) }

  /// As ServiceNow displays times: in the zone of whoever asks.
  static func displayed(_ time: Int) -> String { text(time, offset: chicago) }

  /// Working seconds between two times.
  static func working(from start: Int, to end: Int) -> Int {
    var total = 0
    var day = start - 86_400
    while day < end + 86_400 {
      if let hours = hours(ofDayAt: day) { total += max(0, min(end, hours.upperBound) - max(start, hours.lowerBound)) }
      day += 86_400
    }
    return total
  }

  /// The time at which so many working seconds have passed.
  static func after(_ seconds: Int, from start: Int) -> Int {
    var rest = seconds
    var day = start
    while true {
      if let hours = hours(ofDayAt: day), hours.upperBound > start {
        let begin = max(start, hours.lowerBound)
        if begin + rest <= hours.upperBound { return begin + rest }
        rest -= hours.upperBound - begin
      }
      day += 86_400
    }
  }

  /// From 08:00 to 17:00 on the local day that a time is in; nil on weekends and holidays.
  private static func hours(ofDayAt time: Int) -> Range<Int>? {
    let midnight = (time + chicago) / 86_400 * 86_400
    let weekday = (midnight / 86_400 + 3) % 7
    guard weekday < 5, !closed.contains(String(text(midnight, offset: 0).prefix(10))) else { return nil }
    return midnight - chicago + 8 * 3600..<midnight - chicago + 17 * 3600
  }

  private static func text(_ time: Int, offset: Int) -> String {
    String(String(Timestamp(clamping: Int64(time + offset)).rfc3339()).prefix(19)).replacing("T", with: " ")
  }
}
