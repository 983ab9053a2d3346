import Diagnostics
import Notation

/// Dates, times and numbers in the words of a page.
struct Wording: Sendable {
  /// The zone that times are given in.
  let zone: TimeZoneRule

  private static let months: [Text] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  /// `2 December 2015`.
  static func date(_ date: CivilDate) -> Text { "\(date.day) \(months[date.month - 1]) \(date.year)" }

  /// `24 to 25 December 2015`, `31 December 2015 to 1 January 2016`.
  static func days(from first: CivilDate, to last: CivilDate) -> Text {
    guard first.year == last.year, first.month == last.month else { return "\(date(first)) to \(date(last))" }
    return "\(first.day) to \(date(last))"
  }

  /// `Wednesday 2 December 2015`.
  static func longDate(_ date: CivilDate) -> Text { "\(capitalized(date.weekday.name)) \(Wording.date(date))" }

  /// `2 December 2015, 10:20 CST`.
  func time(_ instant: Timestamp) -> Text {
    let civil = zone.civil(at: instant)
    return "\(Wording.date(civil.date)), \(clock(instant)) \(zone.abbreviation(at: instant))"
  }

  /// `Wednesday 2 December 2015, 10:20 CST`.
  func longTime(_ instant: Timestamp) -> Text {
    "\(Wording.capitalized(zone.civil(at: instant).date.weekday.name)) \(time(instant))"
  }

  /// `10:20`.
  func clock(_ instant: Timestamp) -> Text {
    let civil = zone.civil(at: instant)
    return Wording.clock(secondOfDay: civil.secondOfDay)
  }

  /// `10:20`.
  static func clock(secondOfDay: Int) -> Text {
    "\(twoDigits(secondOfDay / 3600)):\(twoDigits(secondOfDay / 60 % 60))"
  }

  /// How long ago something was: `10 minutes old`, `3 days old`.
  static func age(_ span: TimeSpan) -> Text {
    let minutes = span.seconds / 60
    if minutes < 1 { return "less than a minute old" }
    if minutes < 120 { return "\(plural(minutes, "minute")) old" }
    if minutes < 48 * 60 { return "\(plural(minutes / 60, "hour")) old" }
    return "\(plural(minutes / 1440, "day")) old"
  }

  /// `1 error`, `2 errors`.
  static func plural<Number: BinaryInteger>(_ count: Number, _ noun: Text) -> Text {
    count == 1 ? "1 \(noun)" : "\(grouped(count)) \(noun)s"
  }

  /// `1,862`.
  static func grouped<Number: BinaryInteger>(_ number: Number) -> Text {
    let digits = Text(number.magnitude).utf8
    var bytes: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(digit)
    }
    return Text(bytes)
  }

  /// `82 %`.
  static func percent(_ share: Double) -> Text { "\(Int((share * 100).rounded())) %" }

  /// `12.5`, with one digit after the point.
  static func tenths(_ number: Double) -> Text {
    let tenths = Int((number * 10).rounded())
    return "\(tenths < 0 ? Text("-") : Text())\(grouped(tenths.magnitude / 10)).\(tenths.magnitude % 10)"
  }

  /// A word with a capital.
  static func capitalized(_ word: Text) -> Text {
    guard let first = word.utf8.first, first >= 0x61, first <= 0x7A else { return word }
    return Text([first & ~0x20] + word.utf8.dropFirst())
  }

  private static func twoDigits(_ number: Int) -> Text { number < 10 ? "0\(number)" : Text(number) }
}
