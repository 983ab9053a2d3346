import Diagnostics

/// The parameters of a header (RFC 2045, 5.1), also those in pieces and in other character sets (RFC 2231).
struct HeaderParameters {
  private var values: [(name: Text, value: Text)] = []

  /// The parameters of a header's value: what follows its first semicolon.
  init(_ value: Text) {
    for part in HeaderParameters.parts(value.utf8).dropFirst() {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = Text(part[..<equals]).trimmed().asciiLowercased()
      values.append((name, HeaderParameters.unquoted(Text(part[(equals + 1)...]).trimmed())))
    }
  }

  /// The value of a parameter; empty if it is absent.
  subscript(name: Text) -> Text {
    if let plain = value(name) { return plain }
    if let encoded = value(name + "*") { return HeaderParameters.decoded(encoded, isFirst: true) }
    var result = Text()
    for index in 0..<100 {
      let piece: Text = "\(name)*\(index)"
      if let plain = value(piece) {
        result += plain
      } else if let encoded = value(piece + "*") {
        result += HeaderParameters.decoded(encoded, isFirst: index == 0)
      } else {
        break
      }
    }
    return result
  }

  private func value(_ name: Text) -> Text? { values.first { $0.name == name }?.value }

  /// The parts between semicolons outside of quotes.
  private static func parts(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ";") where !isQuoted && parts.count < 100:
        parts.append(bytes[start..<index])
        start = index + 1
      default: break
      }
      index += 1
    }
    return parts + [bytes[min(start, bytes.count)...]]
  }

  private static func unquoted(_ text: Text) -> Text {
    guard text.utf8.first == UInt8(ascii: "\"") else { return Text(text.utf8.prefix { !$0.isASCIISpace }) }
    var value: [UInt8] = []
    var index = 1
    while index < text.count, text.utf8[index] != UInt8(ascii: "\"") {
      if text.utf8[index] == UInt8(ascii: "\\"), index + 1 < text.count { index += 1 }
      if text.utf8[index] != 0x0D, text.utf8[index] != 0x0A { value.append(text.utf8[index]) }
      index += 1
    }
    return Text(value)
  }

  /// `utf-8'en'na%C3%AFve` without character set and language, its percent signs decoded.
  private static func decoded(_ text: Text, isFirst: Bool) -> Text {
    var bytes = text.utf8[...]
    if isFirst, let quote = bytes.firstIndex(of: UInt8(ascii: "'")),
      let second = bytes[(quote + 1)...].firstIndex(of: UInt8(ascii: "'"))
    {
      bytes = bytes[(second + 1)...]
    }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hexValue(bytes[index + 1]),
        let low = hexValue(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return Text(result)
  }
}
