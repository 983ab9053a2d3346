import Diagnostics

/// A component of an iCalendar file (RFC 5545): a `VCALENDAR`, or a `VEVENT` in it.
public struct ICalendarComponent: Sendable {
  /// The name in upper case.
  public let name: Text
  /// Where the name stands after `BEGIN:`.
  public let range: SourceRange
  /// The properties, in the file's order.
  public internal(set) var properties: [ICalendarProperty] = []
  /// The components within, in the file's order.
  public internal(set) var components: [ICalendarComponent] = []

  init(name: Text, range: SourceRange) {
    self.name = name
    self.range = range
  }

  /// The properties of a name, which is in upper case.
  public func properties(_ name: StaticString) -> [ICalendarProperty] { properties.filter { $0.name.equals(name) } }

  /// The first property of a name, which is in upper case.
  public func property(_ name: StaticString) -> ICalendarProperty? { properties.first { $0.name.equals(name) } }
}

/// A property of a component: `DTSTART;VALUE=DATE:20151126`.
public struct ICalendarProperty: Sendable {
  /// A parameter: `VALUE=DATE`.
  public struct Parameter: Sendable {
    /// The name in upper case.
    public var name: Text
    /// The value, without its quotes if it has any; of several the list with its commas.
    public var value: Node
  }

  /// The name in upper case.
  public let name: Text
  /// Where the name stands.
  public let nameRange: SourceRange
  /// The parameters, in order.
  public let parameters: [Parameter]
  /// What stands after the colon, with folded lines put together; its escapes are kept.
  public let value: Node

  /// The value of a parameter, whose name is in upper case.
  public func parameter(_ name: StaticString) -> Node? { parameters.first { $0.name.equals(name) }?.value }

  /// The value as a text (RFC 5545, 3.3.11): `\n` is a line end, any other backslash makes the next byte itself.
  public var text: Text {
    guard value.text.utf8.contains(UInt8(ascii: "\\")) else { return value.text }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in value.text.utf8 {
      if isEscaped {
        bytes.append(byte.asciiLowercased == UInt8(ascii: "n") ? 0x0A : byte)
      } else if byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return Text(bytes)
  }

  /// The values of a list with commas between them, each with its place.
  public var list: [Node] { value.parts(at: UInt8(ascii: ",")) }
}

extension Node {
  /// The parts of the text between the places where a byte stands, empty ones too, each with its place.
  func parts(at separator: UInt8) -> [Node] {
    var start = 0
    return text.split(at: separator).map { part in
      defer { start += part.count + 1 }
      return self.part(start..<start + part.count)
    }
  }
}
