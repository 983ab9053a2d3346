import Diagnostics

/// The lines of an iCalendar file, each as a text with the places of its bytes (RFC 5545, 3.1).
struct ICalendarLines {
  private let bytes: [UInt8]
  private var index: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next line with those that continue it; nil at the end.
  mutating func next() -> Node? {
    guard index < bytes.count else { return nil }
    let first = physicalLine()
    guard continues else {
      return Node(.string(Text()), text: Text(bytes[first]), range: SourceRange(first))
    }
    var text = Array(bytes[first])
    var map = first.map { Int32($0) }
    var end = first.upperBound
    while continues {
      let line = physicalLine().dropFirst()
      text += bytes[line]
      map += line.map { Int32($0) }
      end = line.upperBound
    }
    map.append(Int32(end))
    return Node(.string(Text()), text: Text(text), range: SourceRange(first.lowerBound, end), map: map)
  }

  /// Whether the line here belongs to the one above.
  private var continues: Bool { index < bytes.count && (bytes[index] == 0x20 || bytes[index] == 0x09) }

  /// The line here without its end, over which it steps: `\r\n`, `\n` or `\r`.
  private mutating func physicalLine() -> Range<Int> {
    let start = index
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    let end = index
    if index < bytes.count { index += bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1 }
    return start..<end
  }
}

extension ICalendarProperty {
  /// The property on a line; nil if the line has no name or no colon, or a quote that does not end.
  init?(_ line: Node) {
    var cursor = ByteCursor(line.text.utf8)
    let name = cursor.take(while: isNameByte)
    guard !name.isEmpty else { return nil }
    var parameters: [Parameter] = []
    while cursor.take(UInt8(ascii: ";")) {
      let key = cursor.take(while: isNameByte)
      guard !key.isEmpty, cursor.take(UInt8(ascii: "=")), let value = cursor.parameterValue() else { return nil }
      parameters.append(Parameter(name: Text(key).asciiUppercased(), value: line.part(value)))
    }
    guard cursor.take(UInt8(ascii: ":")) else { return nil }
    self.name = Text(name).asciiUppercased()
    nameRange = line.sourceRange(ofText: 0..<name.count)
    self.parameters = parameters
    value = line.part(cursor.index..<line.text.count)
  }
}

extension ByteCursor {
  /// One value or several with commas between them; the range leaves out the quotes of a lone one.
  fileprivate mutating func parameterValue() -> Range<Int>? {
    let start = index
    var isQuoted = false
    var count = 0
    repeat {
      count += 1
      isQuoted = take(UInt8(ascii: "\""))
      if isQuoted {
        _ = take { $0 != UInt8(ascii: "\"") }
        guard take(UInt8(ascii: "\"")) else { return nil }
      } else {
        _ = take { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") }
      }
    } while take(UInt8(ascii: ","))
    return isQuoted && count == 1 ? start + 1..<index - 1 : start..<index
  }
}

private func isNameByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") }

extension Text {
  /// The same text with the letters a to z in upper case; other bytes stay.
  func asciiUppercased() -> Text { Text(utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 }) }
}
