import Diagnostics

/// The working hours of one day, for `Charts.week`.
struct WorkingDay: Sendable {
  /// Short name: `Mon`.
  var name: Text
  /// Opening and closing, in minutes after midnight; nil for a closed day.
  var hours: Range<Int>?
  /// Whether it is a holiday.
  var isHoliday = false

  /// A day.
  init(_ name: Text, hours: Range<Int>?, isHoliday: Bool = false) {
    self.name = name
    self.hours = hours
    self.isHoliday = isHoliday
  }
}

extension Charts {
  /// The week from Monday: the hours of work on a line of time, with the present moment marked.
  ///
  /// - Parameter now: the day, 0 for the first, and the minute after midnight; nil if the moment is not in this week.
  static func week(_ days: [WorkingDay], now: (day: Int, minute: Int)?, title: Text) -> HTML {
    var svg = SVGWriter(kind: "week", width: days.count * dayWidth, height: 40, title: title)
    for (index, day) in days.enumerated() {
      let start = Double(index * dayWidth)
      svg.rectangle("day", x: start + 1, y: 20, width: Double(dayWidth - 2), height: 10)
      if let hours = day.hours, !day.isHoliday {
        let length = Double(hours.count) / minutes * Double(dayWidth - 2)
        svg.rectangle(
          "open", x: start + 1 + Double(hours.lowerBound) / minutes * Double(dayWidth - 2), y: 20, width: length, height: 10)
      }
      svg.label(day.name, x: start + Double(dayWidth) / 2, y: 13, anchor: "middle")
    }
    if let now {
      let x = Double(now.day * dayWidth) + 1 + Double(now.minute) / minutes * Double(dayWidth - 2)
      svg.line("now", x, 16, x, 34)
      svg.add("<circle class=\"now-dot\" cx=\"\(tenths(x))\" cy=\"36\" r=\"3\"/>")
    }
    return svg.finish()
  }

  private static let dayWidth = 48
  private static let minutes = 1440.0
}
