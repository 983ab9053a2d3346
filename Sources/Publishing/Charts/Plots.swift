import Diagnostics

extension Charts {
  /// Columns over an axis, several series stacked: a histogram, or counts by day. A position where every series is unknown is hatched.
  ///
  /// - Parameter labels: the name of each position.
  /// - Parameter unit: follows each number of the axis, such as ` %`.
  static func columns(
    _ series: [ChartSeries], labels: [Text], title: Text, description: Text = "", unit: Text = ""
  ) -> HTML {
    let sums = labels.indices.map { index in series.reduce(0) { $0 + (value($1, index) ?? 0) } }
    let plot = Plot(largest: sums.max() ?? 0, unit: unit)
    var svg = SVGWriter(kind: "plot", width: Plot.width, height: Plot.height, title: title, description: description)
    plot.drawScale(&svg)
    plot.drawKey(series, &svg)
    let slot = (plot.right - plot.left) / Double(max(labels.count, 1))
    let width = min(slot * 0.78, 44)
    for index in labels.indices {
      let x = plot.left + slot * (Double(index) + 0.5) - width / 2
      guard series.contains(where: { value($0, index) != nil }) else {
        svg.rectangle("unknown", x: x, y: plot.top, width: width, height: plot.bottom - plot.top)
        continue
      }
      var base = 0.0
      for one in series {
        let amount = value(one, index) ?? 0
        let top = plot.y(base + amount)
        svg.rectangle(one.series, x: x, y: top, width: width, height: plot.y(base) - top)
        base += amount
      }
    }
    plot.drawLabels(labels, at: { plot.left + slot * (Double($0) + 0.5) }, &svg)
    return svg.finish()
  }

  /// Lines over an axis. Where a value is unknown the line is broken.
  static func lines(
    _ series: [ChartSeries], labels: [Text], title: Text, description: Text = "", unit: Text = ""
  ) -> HTML {
    let largest = series.flatMap(\.values).reduce(0) { max($0, $1 ?? 0) }
    let plot = Plot(largest: largest, unit: unit)
    var svg = SVGWriter(kind: "plot", width: Plot.width, height: Plot.height, title: title, description: description)
    plot.drawScale(&svg)
    plot.drawKey(series, &svg)
    let slot = (plot.right - plot.left) / Double(max(labels.count - 1, 1))
    let x = { (index: Int) in plot.left + slot * Double(index) }
    for one in series {
      for run in runs(of: one.values) {
        polyline(run.map { (x($0.index), plot.y($0.value)) }, "line \(one.series)", &svg)
      }
    }
    plot.drawLabels(labels, at: x, &svg)
    return svg.finish()
  }

  /// A line as small as a word, for a cell of a table. Unknown values break it.
  static func sparkline(_ values: [Double?], series: Text, title: Text) -> HTML {
    let largest = max(values.reduce(0) { max($0, $1 ?? 0) }, 1)
    var svg = SVGWriter(kind: "spark", width: 120, height: 24, title: title)
    let slot = 112 / Double(max(values.count - 1, 1))
    for run in runs(of: values) {
      polyline(run.map { (4 + slot * Double($0.index), 21 - 18 * max($0.value, 0) / largest) }, "line \(series)", &svg)
    }
    if let last = values.last, let value = last {
      svg.add("<circle class=\"\(series)\" cx=\"116\" cy=\"\(tenths(21 - 18 * max(value, 0) / largest))\" r=\"2.5\"/>")
    }
    return svg.finish()
  }

  private static func value(_ series: ChartSeries, _ index: Int) -> Double? {
    index < series.values.count ? series.values[index] : nil
  }

  private static func runs(of values: [Double?]) -> [[(index: Int, value: Double)]] {
    var runs: [[(index: Int, value: Double)]] = [[]]
    for (index, value) in values.enumerated() {
      if let value { runs[runs.count - 1].append((index, value)) } else if !runs[runs.count - 1].isEmpty { runs.append([]) }
    }
    return runs.filter { !$0.isEmpty }
  }

  private static func polyline(_ points: [(x: Double, y: Double)], _ kind: Text, _ svg: inout SVGWriter) {
    if points.count == 1 {
      svg.add("<circle class=\"\(kind)\" cx=\"\(tenths(points[0].x))\" cy=\"\(tenths(points[0].y))\" r=\"2\"/>")
      return
    }
    svg.add("<polyline class=\"\(kind)\" points=\"")
    for (index, point) in points.enumerated() {
      svg.add(index == 0 ? "\(tenths(point.x)),\(tenths(point.y))" : " \(tenths(point.x)),\(tenths(point.y))")
    }
    svg.add("\"/>")
  }
}
