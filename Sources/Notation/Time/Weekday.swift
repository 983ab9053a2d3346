import Diagnostics

/// A day of the week, in ISO 8601's order.
public enum Weekday: UInt8, Hashable, Sendable, CaseIterable {
  /// ISO 8601's day 1.
  case monday = 1
  /// Day 2.
  case tuesday
  /// Day 3.
  case wednesday
  /// Day 4.
  case thursday
  /// Day 5.
  case friday
  /// Day 6.
  case saturday
  /// Day 7.
  case sunday

  /// The day of the week of the day so many days after 1 January 1970, which was a Thursday.
  public init(daysSinceEpoch days: Int) {
    let index = (days % 7 + 10) % 7
    self = Weekday(rawValue: UInt8(index + 1)) ?? .monday
  }

  /// Days since Monday, 0 to 6.
  public var daysSinceMonday: Int { Int(rawValue) - 1 }

  /// Days since Sunday, 0 to 6, as CEL's `getDayOfWeek` and POSIX count.
  public var daysSinceSunday: Int { Int(rawValue) % 7 }

  /// The English name in lower case.
  public var name: Text {
    switch self {
    case .monday: "monday"
    case .tuesday: "tuesday"
    case .wednesday: "wednesday"
    case .thursday: "thursday"
    case .friday: "friday"
    case .saturday: "saturday"
    case .sunday: "sunday"
    }
  }

  /// The weekday of an English name in lower case, or of its first three letters; nil for anything else.
  public init?(name: Text) {
    for weekday in Weekday.allCases {
      let full = weekday.name
      if name == full || name.utf8.elementsEqual(full.utf8.prefix(3)) {
        self = weekday
        return
      }
    }
    return nil
  }
}
