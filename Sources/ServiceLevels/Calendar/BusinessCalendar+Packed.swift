import Diagnostics
import Notation

extension BusinessCalendar {
  /// Writes what counting needs: not what the holidays are called.
  func pack(to writer: inout CompactWriter) {
    writer.zone(zone)
    writer.list(week) { writer, spans in writer.spans(spans) }
    writer.list(lostDays) { writer, day in writer.int(Int64(day)) }
    writer.list(leftSpans) { writer, spans in writer.spans(spans) }
    writer.list(lostSeconds) { writer, seconds in writer.int(seconds) }
    writer.list(closedDays) { writer, days in writer.int(Int64(days)) }
    writer.list(secondsBefore) { writer, seconds in writer.int(seconds) }
  }

  /// A calendar that `pack` wrote.
  init(packed reader: inout CompactReader) {
    self.init(
      zone: reader.zone(), week: reader.days(), lostDays: reader.smallNumbers(), leftSpans: reader.days(),
      lostSeconds: reader.numbers(), closedDays: reader.smallNumbers(), secondsBefore: reader.numbers())
  }
}

extension CompactWriter {
  fileprivate mutating func spans(_ spans: [BusinessCalendar.Interval]) {
    list(spans) { writer, span in
      writer.count(span.start)
      writer.count(span.end)
    }
  }
}

extension CompactReader {
  fileprivate mutating func days() -> [[BusinessCalendar.Interval]] {
    var days: [[BusinessCalendar.Interval]] = []
    for _ in 0..<length() {
      var spans: [BusinessCalendar.Interval] = []
      for _ in 0..<length() { spans.append(BusinessCalendar.Interval(start: count(), end: count())) }
      days.append(spans)
    }
    return days
  }

  fileprivate mutating func smallNumbers() -> [Int] {
    var numbers: [Int] = []
    for _ in 0..<length() { numbers.append(signed()) }
    return numbers
  }

  fileprivate mutating func numbers() -> [Int64] {
    var numbers: [Int64] = []
    for _ in 0..<length() { numbers.append(int()) }
    return numbers
  }
}
