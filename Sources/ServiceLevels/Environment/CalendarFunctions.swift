import CEL
import Diagnostics
import Notation

/// The functions that rules have beside CEL's own: business time and quantities.
enum CalendarFunctions {
  /// The functions at a site.
  static func functions(_ calendar: BusinessCalendar) -> [Function] {
    [
      Function(
        "businessHours",
        [
          Function.Overload([.timestamp, .timestamp], .double) { arguments in
            guard case .timestamp(let from) = arguments[0], case .timestamp(let to) = arguments[1] else { return mismatch }
            return .success(.double(calendar.businessHours(from: from, to: to)))
          }
        ]),
      Function(
        "businessDays",
        [
          Function.Overload([.timestamp, .timestamp], .int) { arguments in
            guard case .timestamp(let from) = arguments[0], case .timestamp(let to) = arguments[1] else { return mismatch }
            return .success(.int(Int64(calendar.businessDays(from: from, to: to))))
          }
        ]),
      Function(
        "isBusinessTime",
        [
          Function.Overload([.timestamp], .bool) { arguments in
            guard case .timestamp(let instant) = arguments[0] else { return mismatch }
            return .success(.bool(calendar.isBusinessTime(instant)))
          }
        ]),
      Function(
        "addBusinessHours",
        [
          Function.Overload([.timestamp, .double], .timestamp) { arguments in addHours(arguments, calendar) },
          Function.Overload([.timestamp, .int], .timestamp) { arguments in addHours(arguments, calendar) },
        ]),
      Function(
        "quantity",
        [
          Function.Overload([.string], .double) { arguments in
            guard case .string(let text) = arguments[0] else { return mismatch }
            do throws(QuantityFault) {
              return .success(.double(try Quantity(text).value))
            } catch {
              return .failure(EvaluationError("\(text.visible.quoted) is no quantity: \(error.message)"))
            }
          }
        ]),
    ]
  }

  private static var mismatch: Result<Value, EvaluationError> { .failure(EvaluationError("no such overload")) }

  private static func addHours(_ arguments: [Value], _ calendar: BusinessCalendar) -> Result<Value, EvaluationError> {
    guard case .timestamp(let start) = arguments[0] else { return mismatch }
    let hours: TimeSpan?
    switch arguments[1] {
    case .double(let number): hours = TimeSpan(hours: number)
    case .int(let number): hours = TimeSpan(hours: number)
    default: return mismatch
    }
    guard calendar.hasWorkingHours else { return .failure(EvaluationError("the site has no working hours")) }
    guard let end = hours.flatMap({ calendar.adding($0, to: start) }) else {
      return .failure(EvaluationError("so many working hours are not within the years 1 to 9999"))
    }
    return .success(.timestamp(end))
  }
}
