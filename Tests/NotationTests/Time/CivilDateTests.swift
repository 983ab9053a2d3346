import Diagnostics
import Foundation
import Notation
import Testing

@Suite struct CivilDateTests {
  private static let calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0)!
    return calendar
  }()

  @Test func agreesWithFoundationOnEveryDayFrom1970To2100() {
    for day in 0...CivilDate(year: 2100, month: 12, day: 31)!.daysSinceEpoch {
      let ours = CivilDate(daysSinceEpoch: day)
      let theirs = Self.calendar.dateComponents(
        [.year, .month, .day, .weekday, .dayOfYear], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      let isSame =
        ours.year == theirs.year && ours.month == theirs.month && ours.day == theirs.day
        && ours.weekday.daysSinceSunday + 1 == theirs.weekday && ours.dayOfYear == theirs.dayOfYear
      guard isSame, ours.daysSinceEpoch == day else {
        Issue.record("\(String(ours.iso8601)) is \(theirs)")
        return
      }
    }
  }

  /// The calendar by its own rules: each day follows the one before it.
  @Test func countsEveryDayOfTheYears1To9999() {
    var day = CivilDate(year: 1, month: 1, day: 1)!.daysSinceEpoch
    #expect(day == -719_162)
    #expect(CivilDate(daysSinceEpoch: day).weekday == .monday)
    for year in 1...9999 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        guard CivilDate(daysSinceEpoch: day) == CivilDate(year: year, month: month + 1, day: 1),
          CivilDate(year: year, month: month + 1, day: length)?.daysSinceEpoch == day + length - 1,
          CivilDate(year: year, month: month + 1, day: length + 1) == nil
        else {
          Issue.record("\(year)-\(month + 1)")
          return
        }
        day += length
      }
    }
    #expect(day == 2_932_897)
  }

  @Test(arguments: [
    "2015-1-2", "2015-13-01", "2015-00-10", "2015-02-29", "2015-12-00", "2015-12-32", "15-12-02", "2015-12-02 ", "20151202", "",
    "2015-12-2x", "+2015-12-02", "２０15-12-02",
  ])
  func refuses(text: String) {
    #expect(CivilDate(iso8601: Text(text)) == nil)
  }
}
