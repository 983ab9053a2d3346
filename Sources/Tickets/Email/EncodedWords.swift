import Diagnostics

/// Header texts in other character sets: `=?utf-8?Q?…?=` (RFC 2047).
enum EncodedWords {
  /// The text with its encoded words decoded and its folds undone.
  static func decode(_ text: DecodedText) -> DecodedText {
    var output = DecodedText()
    var index = 0
    var lastWasEncoded = false
    while index < text.bytes.count {
      if let word = word(in: text, at: index) {
        // Spaces between two encoded words are not part of the text.
        if lastWasEncoded { output.dropTrailingSpaces() }
        for place in word.text.bytes.indices { output.append(word.text.bytes[place], from: word.text.map[place]) }
        index = word.end
        lastWasEncoded = true
      } else {
        let byte = text.bytes[index]
        if !byte.isASCIISpace { lastWasEncoded = false }
        if byte != 0x0D, byte != 0x0A { output.append(byte, from: text.map[index]) }
        index += 1
      }
    }
    return output
  }

  private static func word(in text: DecodedText, at start: Int) -> (text: DecodedText, end: Int)? {
    let bytes = text.bytes
    let question = UInt8(ascii: "?")
    guard start + 6 < bytes.count, bytes[start] == UInt8(ascii: "="), bytes[start + 1] == question else { return nil }
    guard let charsetEnd = bytes[(start + 2)...].firstIndex(of: question), charsetEnd + 2 < bytes.count,
      bytes[charsetEnd + 2] == question, let end = bytes[(charsetEnd + 3)...].firstIndex(of: question), end + 1 < bytes.count,
      bytes[end + 1] == UInt8(ascii: "="), end - start <= 200
    else { return nil }
    var decoded = text.part(charsetEnd + 3..<end)
    switch bytes[charsetEnd + 1].asciiLowercased {
    case UInt8(ascii: "q"): decoded = decoded.quotedPrintableDecoded(inHeader: true)
    case UInt8(ascii: "b"): decoded = decoded.base64Decoded()
    default: return nil
    }
    if !Text(decoded.bytes).isValidUTF8 { decoded = decoded.latin1Decoded() }
    return (decoded, end + 2)
  }
}

extension DecodedText {
  fileprivate mutating func dropTrailingSpaces() {
    while let last = bytes.last, last.isASCIISpace {
      bytes.removeLast()
      map.removeLast()
    }
  }
}
