import Diagnostics

/// Reads iCalendar files (RFC 5545): folded lines, parameters, components within components.
public enum ICalendarReader {
  /// The largest file that is read, in bytes.
  static let largestFile = 4 << 20
  /// How deep components may lie in each other; calendars need three levels.
  static let deepest = 16
  /// After so many faults a file is given up.
  static let mostFaults = 50

  /// Reads the components of a file.
  ///
  /// - Returns: the outermost components that could be read, `VCALENDAR` if the file is a calendar; and what is wrong, each at its place.
  public static func read(_ file: SourceFile) -> (components: [ICalendarComponent], diagnostics: [Diagnostic]) {
    var sink = DiagnosticSink(file)
    if file.bytes.count > largestFile {
      sink.report("calendar-syntax", at: SourceRange(0, 0), "the calendar is larger than 4 MB")
      return ([], sink.diagnostics)
    }
    if let invalid = Text.firstInvalidByte(in: file.bytes[...]) {
      sink.report(
        "calendar-syntax", at: SourceRange(invalid, invalid + 1), "this byte is not UTF-8", help: "save the calendar as UTF-8")
      return ([], sink.diagnostics)
    }
    var nesting = ICalendarNesting()
    var lines = ICalendarLines(file.bytes)
    while sink.diagnostics.count < mostFaults, let line = lines.next() {
      if line.text.trimmedRange.isEmpty { continue }
      if let property = ICalendarProperty(line) {
        if !nesting.add(property, &sink) { break }
      } else {
        sink.report(
          "calendar-syntax", at: line.range, "\(line.text.visible.quoted) is no line of a calendar",
          help:
            "a line is a name, a colon and a value, such as `SUMMARY:Christmas`; one that continues the line above begins with a blank"
        )
      }
    }
    return (nesting.finish(&sink), sink.diagnostics)
  }
}

/// The components that are open, the outermost first.
private struct ICalendarNesting {
  private var done: [ICalendarComponent] = []
  private var open: [ICalendarComponent] = []

  /// Takes the next property; false if the file nests too deep to go on.
  mutating func add(_ property: ICalendarProperty, _ sink: inout DiagnosticSink) -> Bool {
    let name = property.value.text.trimmed().asciiUppercased()
    switch property.name {
    case "BEGIN":
      guard open.count < ICalendarReader.deepest else {
        sink.report("calendar-syntax", at: property.value.range, "components lie in each other too deep")
        return false
      }
      open.append(ICalendarComponent(name: name, range: property.value.range))
    case "END":
      guard let last = open.last, last.name == name else {
        let expected = open.last.map { "`END:\($0.name.visible)` is expected here" as Text } ?? "nothing is open here"
        sink.report("calendar-syntax", at: property.value.range, "`END:\(name.visible)` ends nothing", help: expected)
        return true
      }
      close()
    default:
      if open.isEmpty {
        sink.report(
          "calendar-syntax", at: property.nameRange, "`\(property.name.visible)` stands outside of any component",
          help: "a calendar begins with `BEGIN:VCALENDAR`")
        return false
      }
      open[open.count - 1].properties.append(property)
    }
    return true
  }

  /// The components, those too that never end, which is reported.
  mutating func finish(_ sink: inout DiagnosticSink) -> [ICalendarComponent] {
    if let last = open.last {
      sink.report(
        "calendar-syntax", at: last.range, "`\(last.name.visible)` never ends", help: "write `END:\(last.name.visible)`")
    }
    while !open.isEmpty { close() }
    return done
  }

  private mutating func close() {
    let component = open.removeLast()
    if open.isEmpty { done.append(component) } else { open[open.count - 1].components.append(component) }
  }
}
