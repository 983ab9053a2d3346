import Diagnostics

/// Writes values of the YAML subset.
public enum YAML {
  /// A text as a scalar on one line, in block or flow style: plain where that reads back as the same text everywhere, else in quotes.
  public static func scalar(_ text: Text) -> Text { isPlain(text) ? text : quoted(text) }

  /// A text of several lines as a literal block after `KEY: `, with its line ends; nil where it cannot stand so and come back the same but
  /// for one line end after it.
  public static func block(_ text: Text, indent: Int) -> Text? {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count > 1, let first = lines[0].first, first != 0x20, let last = lines.last, !last.isEmpty,
      lines.allSatisfy({ isBlockLine($0) })
    else { return nil }
    var bytes = Text("|\n").utf8
    for line in lines {
      if !line.isEmpty { bytes += [UInt8](repeating: 0x20, count: indent) + line }
      bytes.append(0x0A)
    }
    return Text(bytes)
  }

  /// A text as a scalar in double quotes, or in single ones if that needs no escapes.
  public static func quoted(_ text: Text) -> Text {
    let needsEscape = needsEscape(text)
    let hasSpecial = text.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    return needsEscape || !hasSpecial ? doubleQuoted(text) : singleQuoted(text)
  }

  /// A text as a scalar in single quotes; it must not need escapes.
  public static func singleQuoted(_ text: Text) -> Text {
    var bytes = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") { bytes.append(byte) }
      bytes.append(byte)
    }
    return Text(bytes + [UInt8(ascii: "'")])
  }
}

extension YAML {
  /// Whether a text can stand plain, in flow style as well, for readers of YAML 1.1 too.
  private static func isPlain(_ text: Text) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, !first.isASCIISpace, !last.isASCIISpace, last != UInt8(ascii: ":"),
      case .string = YAMLScalar.value(of: text), !isReserved(first), !isOldWord(text), !needsEscape(text)
    else { return false }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): return false
      case UInt8(ascii: ":") where bytes[index + 1] == UInt8(ascii: " "): return false
      case UInt8(ascii: "#") where bytes[index - 1] == UInt8(ascii: " "): return false
      default: break
      }
    }
    return true
  }

  /// Whether a plain text may not begin with a character, or only sometimes.
  private static func isReserved(_ byte: UInt8) -> Bool {
    let marks: StaticString = "-?:,[]{}#&*!|>'\"%@`=<"
    return marks.withUTF8Buffer { $0.contains(byte) }
  }

  /// Words that were booleans in YAML 1.1.
  private static func isOldWord(_ text: Text) -> Bool {
    switch text.asciiLowercased() {
    case "yes", "no", "on", "off", "y", "n", "null", "true", "false": true
    default: false
    }
  }

  /// Whether a line can stand in a block: empty, or with something to see and nothing that must be escaped.
  private static func isBlockLine(_ line: ArraySlice<UInt8>) -> Bool {
    line.isEmpty || (line.contains { $0 != 0x20 } && !needsEscape(Text(line)))
  }

  /// Whether a text has characters that can only be written as escapes: controls, marks that change the direction of what follows, and what
  /// `YAMLReader` refuses.
  public static func needsEscape(_ text: Text) -> Bool {
    let bytes = text.utf8
    return bytes.indices.contains { escapeLength(bytes, $0) > 0 }
  }

  /// The length in bytes of a character that needs an escape; 0 for others.
  private static func escapeLength(_ bytes: [UInt8], _ index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x20 || byte == 0x7F { return 1 }
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if byte == 0xC2, next >= 0x80, next < 0xA0 { return 2 }
    guard index + 2 < bytes.count else { return 0 }
    switch (byte, next, bytes[index + 2]) {
    case (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9), (0xE2, 0x80, 0x8E...0x8F), (0xEF, 0xBB, 0xBF),
      (0xEF, 0xBF, 0xBE...0xBF):
      return 3
    default: return 0
    }
  }

  private static func doubleQuoted(_ text: Text) -> Text {
    let bytes = text.utf8
    var result = [UInt8(ascii: "\"")]
    var index = 0
    while index < bytes.count {
      let length = escapeLength(bytes, index)
      if length > 0 {
        appendEscape(bytes[index..<index + length], to: &result)
      } else {
        if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
        result.append(bytes[index])
      }
      index += max(length, 1)
    }
    result.append(UInt8(ascii: "\""))
    return Text(result)
  }

  /// Appends `\n`, `\t` or `\uXXXX` for a character of one to three bytes.
  private static func appendEscape(_ character: ArraySlice<UInt8>, to result: inout [UInt8]) {
    var scalar: UInt32 = 0
    for byte in character { scalar = scalar << 6 | UInt32(byte & 0x3F) }
    if character.count == 1, let byte = character.first { scalar = UInt32(byte) }
    if character.count == 2 { scalar &= 0x7FF }
    if character.count == 3 { scalar &= 0xFFFF }
    result.append(UInt8(ascii: "\\"))
    if scalar == 10 { return result.append(UInt8(ascii: "n")) }
    if scalar == 9 { return result.append(UInt8(ascii: "t")) }
    result.append(UInt8(ascii: "u"))
    for shift in [UInt32(12), 8, 4, 0] {
      let digit = UInt8(scalar >> shift & 15)
      result.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
    }
  }
}
