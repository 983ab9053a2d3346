import Diagnostics
import Foundation
import Notation
import Testing

@testable import CEL

/// What the clocks of named zones show, beside Foundation's calendar.
///
/// The rule that a zone follows today is applied to all times, so that only times after the last change of its law can be compared.
@Suite struct ZoneTests {
  private static let names = [
    "America/Chicago", "America/Denver", "America/New_York", "America/St_Johns", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tokyo",
    "Australia/Lord_Howe", "Australia/Sydney", "Etc/GMT+5", "Etc/UTC", "Europe/Dublin", "Europe/Lisbon", "Europe/London",
    "Europe/Zurich", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Kiritimati",
  ]

  @Test(arguments: names)
  func partsOfInstantsAgreeWithFoundation(name: String) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: name))
    var declarations = Declarations(variables: [.init("t", .timestamp), .init("zone", .string)])
    declarations.limits.cost = 1000
    let source =
      "[t.getFullYear(zone), t.getMonth(zone) + 1, t.getDate(zone), t.getDayOfMonth(zone) + 1, t.getDayOfWeek(zone) + 1,"
      + " t.getDayOfYear(zone) + 1, t.getHours(zone), t.getMinutes(zone), t.getSeconds(zone)]"
    let program = try #require(Program.compile(Text(source), declarations: declarations).program)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // From 2025 to 2036: the zones' present laws, and the years that Foundation has a table for.
      let seconds = 1_735_689_600 + Int64(state >> 33) % 378_000_000
      var bindings = Bindings(declarations)
      bindings[0] = .timestamp(Timestamp(clamping: seconds))
      bindings[1] = .string(Text(name))
      let date = Date(timeIntervalSince1970: Double(seconds))
      let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute, .second], from: date)
      let dayOfYear = try #require(calendar.ordinality(of: .day, in: .year, for: date))
      let expected = [
        parts.year, parts.month, parts.day, parts.day, parts.weekday, dayOfYear, parts.hour, parts.minute, parts.second,
      ].map { Value.int(Int64($0 ?? -1)) }
      let value = try program.evaluate(bindings).get()
      #expect(value == .list(expected), "\(name) at \(seconds)")
    }
  }
}
