import Diagnostics

/// An instant, in seconds and nanoseconds since 1970-01-01T00:00:00Z, of the years 1 to 9999 (RFC 3339, CEL).
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Whole seconds since 1970, rounded towards the past.
  public let seconds: Int64
  /// Nanoseconds after `seconds`, 0 to 999,999,999.
  public let nanoseconds: Int32

  /// An instant; nil outside the years 1 to 9999. Nanoseconds are 0 to 999,999,999.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard Timestamp.range.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The instant nearest to a number of seconds since 1970: outside the years 1 to 9999 their first or last second.
  public init(clamping seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = min(max(seconds, Timestamp.range.lowerBound), Timestamp.range.upperBound)
    self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
  }

  /// The seconds from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  public static var range: ClosedRange<Int64> { -62_135_596_800...253_402_300_799 }

  /// The instant a span later; nil outside the years 1 to 9999.
  public func adding(_ span: TimeSpan) -> Timestamp? {
    let (sum, overflow) = seconds.addingReportingOverflow(span.seconds)
    guard !overflow else { return nil }
    let nanos = Int64(nanoseconds) + Int64(span.nanoseconds)
    let carry = floorDivide(nanos, 1_000_000_000)
    let (total, tooFar) = sum.addingReportingOverflow(carry)
    return tooFar ? nil : Timestamp(seconds: total, nanoseconds: Int32(nanos - carry * 1_000_000_000))
  }

  /// The span from an earlier instant to this one; negative if the other is later.
  public func since(_ earlier: Timestamp) -> TimeSpan {
    TimeSpan(seconds: seconds - earlier.seconds, nanoseconds: Int64(nanoseconds) - Int64(earlier.nanoseconds))
  }

  /// What a clock shows that is so many seconds ahead of UTC.
  public func civil(atOffset offset: Int = 0) -> CivilDateTime {
    CivilDateTime(secondsSinceEpoch: seconds + Int64(offset), nanosecond: nanoseconds)
  }

  /// The order in time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds == right.seconds ? left.nanoseconds < right.nanoseconds : left.seconds < right.seconds
  }
}

extension Timestamp {
  /// Reads an RFC 3339 date-time, `2015-12-02T10:20:00.5-06:00`; nil for anything else. Leap seconds are refused.
  public init?(rfc3339 text: Text) {
    var cursor = ByteCursor(text.utf8)
    guard let date = cursor.date(), date.year >= 1, cursor.takeTimeSeparator(),
      let time = cursor.timeOfDay(secondsNeeded: true), let offset = cursor.offset(), cursor.isAtEnd
    else { return nil }
    let civil = CivilDateTime(date: date, secondOfDay: time.second)
    self.init(seconds: civil.secondsSinceEpoch - Int64(offset), nanoseconds: time.nanosecond)
  }

  /// The RFC 3339 date-time, `2015-12-02T16:20:00Z`, at an offset in seconds (whole minutes) east of Greenwich.
  public func rfc3339(atOffset offset: Int = 0) -> Text {
    var bytes: [UInt8] = []
    civil(atOffset: offset).append(to: &bytes)
    guard offset != 0 else {
      bytes.append(UInt8(ascii: "Z"))
      return Text(bytes)
    }
    bytes.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    appendPadded(abs(offset) / 3600, width: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendPadded(abs(offset) / 60 % 60, width: 2, to: &bytes)
    return Text(bytes)
  }
}
