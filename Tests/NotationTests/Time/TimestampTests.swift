import Diagnostics
import Foundation
import Notation
import TestSupport
import Testing

@Suite struct TimestampTests {
  @Test func agreesWithFoundationOnTheTextOfInstants() throws {
    var random = SeededGenerator(seed: 3339)
    for _ in 0..<5_000 {
      let second = Int64.random(in: 0..<4_133_980_800, using: &random)
      let minutes = Int.random(in: -14 * 60...14 * 60, using: &random)
      let instant = try #require(Timestamp(seconds: second))
      let zone = try #require(TimeZone(secondsFromGMT: minutes * 60))
      let date = Date(timeIntervalSince1970: Double(second))
      let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone)
      let theirs = style.format(date)
      #expect(String(instant.rfc3339(atOffset: minutes * 60)) == theirs)
      #expect(Timestamp(rfc3339: Text(theirs)) == instant)
    }
  }

  @Test func keepsEveryInstantInItsText() throws {
    var random = SeededGenerator(seed: 9999)
    for _ in 0..<20_000 {
      let nanos: Int32 = random.oneIn(3) ? 0 : .random(in: 0..<1_000_000_000, using: &random)
      let instant = try #require(Timestamp(seconds: .random(in: Timestamp.range, using: &random), nanoseconds: nanos))
      #expect(Timestamp(rfc3339: instant.rfc3339()) == instant)
    }
  }

  @Test func addsAndSubtractsExactly() throws {
    var random = SeededGenerator(seed: 86)
    for _ in 0..<20_000 {
      let first = Timestamp(
        clamping: .random(in: Timestamp.range, using: &random), nanoseconds: .random(in: 0...999_999_999, using: &random))
      let last = Timestamp(
        clamping: .random(in: Timestamp.range, using: &random), nanoseconds: .random(in: 0...999_999_999, using: &random))
      let span = last.since(first)
      #expect(first.adding(span) == last)
      #expect(span.negated.flatMap { last.adding($0) } == first)
      #expect(span.isNegative == (last < first))
      #expect(TimeSpan(duration: span.duration) == span)
    }
  }

  @Test(arguments: [
    "2015-12-02", "2015-12-02T16:20Z", "2015-12-02T16:20:00", "2015-12-02T24:00:00Z", "2015-12-02T16:60:00Z",
    "2016-12-31T23:59:60Z",
    "2015-12-02T16:20:00+24:00", "2015-12-02T16:20:00+0600", "2015-12-02T16:20:00.Z",
    "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2015-12-02T16:20:00ZZ", "",
  ])
  func refuses(text: String) {
    #expect(Timestamp(rfc3339: Text(text)) == nil)
  }
}

@Suite struct TimeSpanTests {
  @Test(
    arguments: [
      ("0", 0, 0), ("1h30m", 5400, 0), ("1.5s", 1, 500_000_000), ("-2ms", 0, -2_000_000), ("+3us", 0, 3000), ("1µs", 0, 1000),
      ("100ns", 0, 100), ("0.5h", 1800, 0), ("1m0.25s", 60, 250_000_000), ("-1h1ns", -3600, -1), (".5s", 0, 500_000_000),
      ("1.s", 1, 0), ("9223372036854775807s", Int64.max, 0), ("0.000000001s", 0, 1), ("0.0000000019s", 0, 1),
      ("999999999999ns", 999, 999_999_999), ("0s", 0, 0), ("1s1s", 2, 0),
    ] as [(String, Int64, Int64)])
  func reads(text: String, seconds: Int64, nanoseconds: Int64) {
    #expect(TimeSpan(duration: Text(text)) == TimeSpan(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "-", "1", "s", "1d", "1 s", "1s ", ".s", "--1s", "9223372036854775808s", "2562047788015216h", "1h-1m", "1e3s", "0x1s",
    "1S",
  ])
  func refuses(text: String) {
    #expect(TimeSpan(duration: Text(text)) == nil)
  }

  @Test func readsHours() {
    #expect(TimeSpan(hours: 0.1) == TimeSpan(seconds: 360))
    #expect(TimeSpan(hours: 8.1) == TimeSpan(seconds: 29_160))
    #expect(TimeSpan(hours: -1.0 / 3600e9) == TimeSpan(seconds: 0, nanoseconds: -1))
    for none in [Double.nan, .infinity, -.infinity, 1e300] { #expect(TimeSpan(hours: none) == nil) }
    #expect(TimeSpan(hours: Int64.max) == nil)
    #expect(TimeSpan(hours: Int64(-24)) == TimeSpan(seconds: -86_400))
  }
}
