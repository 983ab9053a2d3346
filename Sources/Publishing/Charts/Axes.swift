import Diagnostics

/// The area of a chart with two axes, in the SVG's units, and the scale of its values.
struct Plot {
  static let width = 720
  static let height = 232
  let left = 52.0
  let right = 696.0
  let top = 28.0
  let bottom = 202.0

  /// The value at the top, a round number at or above the largest.
  let maximum: Double
  private let step: Double
  private let unit: Text

  /// A scale that reaches the largest value. `unit` follows each number of the axis: ` %`.
  init(largest: Double, unit: Text) {
    var step = 1.0
    let wanted = max(largest, 1) / 4
    while step < wanted {
      if step * 2 >= wanted { step *= 2 } else if step * 5 >= wanted { step *= 5 } else { step *= 10 }
    }
    self.step = step
    self.unit = unit
    maximum = (max(largest, 1) / step).rounded(.up) * step
  }

  /// Where a value is, from the top.
  func y(_ value: Double) -> Double { bottom - (bottom - top) * min(max(value, 0), maximum) / maximum }

  /// Draws the value axis: numbers and hairlines.
  func drawScale(_ svg: inout SVGWriter) {
    var value = 0.0
    while value <= maximum {
      svg.line(value == 0 ? "axis" : "grid", left, y(value), right, y(value))
      svg.label(grouped(Int(value)) + unit, x: left - 8, y: y(value) + 4, anchor: "end")
      value += step
    }
  }

  /// Draws a key of the series above the area; a single series needs none.
  func drawKey(_ series: [ChartSeries], _ svg: inout SVGWriter) {
    guard series.count > 1 else { return }
    var x = left
    for one in series {
      svg.rectangle(one.series, x: x, y: 4, width: 10, height: 10)
      svg.label(one.name, x: x + 16, y: 13)
      x += 40 + 7 * Double(one.name.utf8.count)
    }
  }

  /// Draws the names of positions, leaving out as many as there is no room for.
  func drawLabels(_ labels: [Text], at position: (Int) -> Double, _ svg: inout SVGWriter) {
    let widest = labels.reduce(1) { max($0, $1.utf8.count) }
    let room = max(1, Int((right - left) / Double(widest * 7 + 14)))
    let every = max(1, (labels.count + room - 1) / room)
    for index in stride(from: 0, to: labels.count, by: every) {
      svg.label(labels[index], x: position(index), y: bottom + 20, anchor: "middle")
    }
  }
}
