import Diagnostics

/// The character sets of messages that are read: UTF-8, UTF-16, ISO 8859-1 and -15, and Windows-1252.
enum Charset {
  case utf8, utf16, latin1, latin9, windows1252

  /// The set of a name; nil for any other set.
  init?(name: Text) {
    switch name.asciiLowercased() {
    case "", "utf-8", "utf8", "us-ascii", "ascii", "unicode-1-1-utf-8", "x-unknown", "unknown-8bit": self = .utf8
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1": self = .latin1
    case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "latin-9": self = .latin9
    case "windows-1252", "cp1252", "cp-1252", "x-cp1252", "ansi": self = .windows1252
    case "utf-16", "utf-16be", "utf-16le": self = .utf16
    default: return nil
    }
  }
}

extension DecodedText {
  /// The text in UTF-8.
  ///
  /// - Returns: the text, and whether it was what it was said to be. Bytes that are not are read as Windows-1252, which is what they mostly are.
  func inUTF8(from charset: Charset) -> (text: DecodedText, isSound: Bool) {
    switch charset {
    case .utf8:
      let text = Text(bytes)
      return text.isValidUTF8 ? (self, true) : (singleByteDecoded(windows: true), false)
    case .utf16: return (utf16Decoded(), true)
    // What is called ISO 8859-1 has the quotes of Windows in it, where the standard has control characters.
    case .latin1, .windows1252: return (isASCII ? self : singleByteDecoded(windows: true), true)
    case .latin9: return (isASCII ? self : singleByteDecoded(windows: false), true)
    }
  }

  private var isASCII: Bool { bytes.allSatisfy { $0 < 0x80 } }

  private func singleByteDecoded(windows: Bool) -> DecodedText {
    decoded { index, output in
      let byte = bytes[index]
      let scalar = windows ? windowsScalar(byte) : latin9Scalar(byte)
      output.append(scalar: scalar, from: map[index])
      return index + 1
    }
  }

  private func utf16Decoded() -> DecodedText {
    let isLittle = bytes.starts(with: [0xFF, 0xFE]) || (bytes.count > 1 && bytes[0] != 0 && bytes[1] == 0)
    func unit(_ index: Int) -> UInt32 {
      guard index + 1 < bytes.count else { return 0xFFFD }
      return isLittle
        ? UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index]) : UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
    }
    return decoded { index, output in
      let first = unit(index)
      let second = unit(index + 2)
      if first & 0xFC00 == 0xD800, second & 0xFC00 == 0xDC00 {
        output.append(scalar: 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF, from: map[index])
        return index + 4
      }
      if first != 0xFEFF { output.append(scalar: first & 0xF800 == 0xD800 ? 0xFFFD : first, from: map[index]) }
      return index + 2
    }
  }
}

/// The character of a byte of Windows-1252; the five unused bytes are replacement characters.
private func windowsScalar(_ byte: UInt8) -> UInt32 {
  guard byte >= 0x80, byte < 0xA0 else { return UInt32(byte) }
  let table: StaticString = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ"
  return scalar(byte - 0x80, of: table)
}

/// The character of a byte of ISO 8859-15, which differs from ISO 8859-1 in eight places.
private func latin9Scalar(_ byte: UInt8) -> UInt32 {
  switch byte {
  case 0xA4: 0x20AC
  case 0xA6: 0x160
  case 0xA8: 0x161
  case 0xB4: 0x17D
  case 0xB8: 0x17E
  case 0xBC: 0x152
  case 0xBD: 0x153
  case 0xBE: 0x178
  default: UInt32(byte)
  }
}

/// The scalar at an index of a text.
private func scalar(_ wanted: UInt8, of text: StaticString) -> UInt32 {
  text.withUTF8Buffer { bytes in
    var left = Int(wanted)
    var index = 0
    while index < bytes.count {
      let length = bytes[index] >= 0xE0 ? 3 : bytes[index] >= 0xC0 ? 2 : 1
      if left == 0 {
        let lead = UInt32(bytes[index]) & (length == 3 ? 0x0F : 0x1F)
        let rest = lead << 6 | UInt32(bytes[index + 1] & 0x3F)
        return length == 3 ? rest << 6 | UInt32(bytes[index + 2] & 0x3F) : rest
      }
      left -= 1
      index += length
    }
    return 0xFFFD
  }
}
