import Diagnostics

extension Charts {
  /// Parts of a whole beside each other, in the given order. A part that is not zero is always visible.
  static func stackedBar(_ parts: [ChartPart], title: Text = "") -> HTML {
    let shown = parts.filter { $0.value > 0 }
    let total = shown.reduce(0) { $0 + $1.value }
    var svg = SVGWriter(
      kind: "bar", width: barLength, height: 12, title: title.isEmpty ? sentence(of: parts) : title,
      description: title.isEmpty ? "" : sentence(of: parts), stretched: true)
    svg.rectangle("track", x: 0, y: 0, width: Double(barLength), height: 12)
    let lengths = visibleLengths(shown.map { Double($0.value) }, total: Double(total))
    var start = 0.0
    for (part, length) in zip(shown, lengths) {
      svg.rectangle(part.series, x: start, y: 0, width: length, height: 12)
      start += length
    }
    return svg.finish()
  }

  /// One value as a share of the largest, or of a whole.
  static func bar(_ value: Int, of maximum: Int, series: Text, title: Text) -> HTML {
    var svg = SVGWriter(kind: "bar", width: barLength, height: 12, title: title, stretched: true)
    svg.rectangle("track", x: 0, y: 0, width: Double(barLength), height: 12)
    if value > 0, maximum > 0 {
      let length = min(1, Double(value) / Double(maximum)) * Double(barLength)
      svg.rectangle(series, x: 0, y: 0, width: max(length, leastLength), height: 12)
    }
    return svg.finish()
  }

  /// A clock of the SLA: how much of the allowed time is used. What is beyond it stands out behind a tick.
  ///
  /// - Parameter used: share of the allowed time, 0 and up; 1 is all of it.
  /// - Parameter tone: `active`, `waiting` (paused), `ok` (met), `warning` (at risk), `error` (breached).
  static func clock(used: Double, tone: Text, title: Text) -> HTML {
    let whole = used > 1 ? Double(barLength) / min(used, 3) : Double(barLength)
    let length = min(max(used, 0) * whole, Double(barLength))
    var svg = SVGWriter(kind: "clock", width: barLength, height: 12, title: title, stretched: true)
    svg.rectangle("track", x: 0, y: 0, width: Double(barLength), height: 12)
    svg.rectangle("t-\(tone)", x: 0, y: 0, width: used > 0 ? max(length, leastLength) : 0, height: 12)
    if used > 1 { svg.line("limit", whole, 0, whole, 12) }
    return svg.finish()
  }

  private static let barLength = 1000
  private static let leastLength = 8.0

  /// Lengths in proportion, none shorter than can be seen; they add up to the bar.
  private static func visibleLengths(_ values: [Double], total: Double) -> [Double] {
    guard total > 0 else { return [] }
    let raised = values.map { max($0 / total * Double(barLength), leastLength) }
    let sum = raised.reduce(0, +)
    return raised.map { $0 / sum * Double(barLength) }
  }

  private static func sentence(of parts: [ChartPart]) -> Text {
    guard parts.contains(where: { $0.value > 0 }) else { return "none" }
    return parts.filter { $0.value > 0 }.reduce(into: Text()) { text, part in
      text += text.isEmpty ? "\(grouped(part.value)) \(part.name)" : ", \(grouped(part.value)) \(part.name)"
    }
  }
}
