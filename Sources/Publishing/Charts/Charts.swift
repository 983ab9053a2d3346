import Diagnostics

/// Charts as SVG, made at build time: values in, the same bytes out.
///
/// Every chart is an image to assistive technology, with a title and a description in words. Colours come from classes of the style
/// sheet, so that both themes and printing choose their own; positions are integers or tenths, so that bytes do not depend on rounding
/// of the last digit.
enum Charts {}

/// A part of a whole, or one value among others.
struct ChartPart: Sendable {
  /// What it counts: `running`.
  var name: Text
  /// How many.
  var value: Int
  /// Its class in the style sheet: `s-running`, `s-idle`, `s-held`, `s-completed`, `s-removed`, `s-transfer`, `s-suspended`, `s-unknown`,
  /// `s-ok`, `s-warning`, `s-error`, `s-route`, or `c-1` … `c-6` for kinds without a meaning of their own.
  var series: Text

  /// A part.
  init(_ name: Text, _ value: Int, series: Text) {
    self.name = name
    self.value = value
    self.series = series
  }
}

/// A row of values over the positions of an axis.
struct ChartSeries: Sendable {
  /// What it counts.
  var name: Text
  /// Its class in the style sheet, as in `ChartPart`.
  var series: Text
  /// One value a position; nil where nothing is known.
  var values: [Double?]

  /// A series.
  init(_ name: Text, series: Text, values: [Double?]) {
    self.name = name
    self.series = series
    self.values = values
  }
}

/// Builds the text of an SVG.
struct SVGWriter {
  private(set) var bytes: [UInt8] = []

  /// Opens an image of a size in its own units. A stretched one fills whatever width and height the style sheet gives it.
  init(kind: Text, width: Int, height: Int, title: Text, description: Text = "", stretched: Bool = false) {
    add("<svg class=\"chart-\(kind)\" viewBox=\"0 0 \(width) \(height)\"")
    if stretched { add(" preserveAspectRatio=\"none\"") }
    add(" role=\"img\" focusable=\"false\"><title>")
    escape(title)
    add("</title>")
    if !description.isEmpty {
      add("<desc>")
      escape(description)
      add("</desc>")
    }
  }

  /// Appends markup.
  mutating func add(_ markup: Text) { bytes += markup.utf8 }

  /// Appends text, escaped.
  mutating func escape(_ text: Text) { bytes.appendEscaped(text.utf8) }

  /// Appends a rectangle; one without width or height is left out.
  mutating func rectangle(_ series: Text, x: Double, y: Double, width: Double, height: Double, radius: Int = 0) {
    guard width > 0, height > 0 else { return }
    add("<rect class=\"\(series)\" x=\"\(tenths(x))\" y=\"\(tenths(y))\" width=\"\(tenths(width))\" height=\"\(tenths(height))\"")
    if radius > 0 { add(" rx=\"\(radius)\"") }
    add("/>")
  }

  /// Appends a straight line.
  mutating func line(_ kind: Text, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    add("<line class=\"\(kind)\" x1=\"\(tenths(x1))\" y1=\"\(tenths(y1))\" x2=\"\(tenths(x2))\" y2=\"\(tenths(y2))\"/>")
  }

  /// Appends a label; `anchor` is `start`, `middle` or `end`.
  mutating func label(_ text: Text, x: Double, y: Double, anchor: Text = "start") {
    add("<text x=\"\(tenths(x))\" y=\"\(tenths(y))\" text-anchor=\"\(anchor)\">")
    escape(text)
    add("</text>")
  }

  /// Closes the image.
  mutating func finish() -> HTML {
    add("</svg>")
    return HTML(trusted: bytes)
  }
}

/// A coordinate with at most one decimal.
func tenths(_ value: Double) -> Text {
  let scaled = Int((value * 10).rounded())
  let sign: Text = scaled < 0 ? "-" : ""
  let magnitude = abs(scaled)
  return magnitude % 10 == 0 ? "\(sign)\(magnitude / 10)" : "\(sign)\(magnitude / 10).\(magnitude % 10)"
}

/// An integer with commas between thousands: `12,345`.
func grouped(_ value: Int) -> Text {
  let digits = Text(abs(value)).utf8
  var result: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
    result.append(digit)
  }
  return Text(result)
}
