import Diagnostics
import Notation

extension Builtin {
  /// `getHours` and the like of an instant as the clocks of a zone show it; nil for other functions.
  func timePart(_ instant: Timestamp, in zone: TimeZoneRule) -> Value? {
    let civil = zone.civil(at: instant)
    switch self {
    case .getDate: return .int(Int64(civil.date.day))
    case .getDayOfMonth: return .int(Int64(civil.date.day - 1))
    case .getDayOfWeek: return .int(Int64(civil.date.weekday.daysSinceSunday))
    case .getDayOfYear: return .int(Int64(civil.date.dayOfYear - 1))
    case .getFullYear: return .int(Int64(civil.date.year))
    case .getMonth: return .int(Int64(civil.date.month - 1))
    case .getHours: return .int(Int64(civil.hour))
    case .getMinutes: return .int(Int64(civil.minute))
    case .getSeconds: return .int(Int64(civil.second))
    case .getMilliseconds: return .int(Int64(civil.nanosecond / 1_000_000))
    default: return nil
    }
  }

  /// A length of time in whole hours, minutes or seconds, or the milliseconds of its last second.
  func spanPart(_ span: TimeSpan) -> Value? {
    switch self {
    case .getHours: .int(span.seconds / 3600)
    case .getMinutes: .int(span.seconds / 60)
    case .getSeconds: .int(span.seconds)
    case .getMilliseconds: .int(Int64(span.nanoseconds / 1_000_000))
    default: nil
    }
  }

  /// The rule of a zone's name or offset.
  func timeZone(_ name: Text, _ context: CallContext) throws(EvaluationError) -> TimeZoneRule {
    if name.isEmpty { return .utc }
    for known in context.zones where known.name == name { return known.zone }
    guard let zone = context.reader.flatMap({ NamedZone(name, $0)?.zone }) else {
      throw EvaluationError("`\(Text(name.utf8.prefix(60)))` is no known time zone")
    }
    return zone
  }

  /// Whether a second argument is a time zone.
  var takesZone: Bool { rawValue >= Builtin.getDate.rawValue && rawValue <= Builtin.getSeconds.rawValue }
}

extension NamedZone {
  /// A zone by its name or offset; nil for anything else. An hour of one digit is read as the reference implementations read it.
  init?(_ name: Text, _ reader: LateReader) {
    let isShort = name.utf8.count == 4 && name.utf8[1] == UInt8(ascii: ":")
    guard let zone = reader.zone(isShort ? "0" + name : name) else { return nil }
    self.init(name: name, zone: zone)
  }
}
