import Diagnostics

/// Texts in quotes.
extension YAMLParser {
  /// Reads the quoted text that begins here. Its further lines are indented deeper than its parent.
  mutating func quoted(parentIndent: Int) -> Node? {
    let start = index
    let quote = bytes[start]
    index += 1
    while index < end {
      let byte = bytes[index]
      if byte == quote, quote == UInt8(ascii: "\"") || self.byte(index + 1) != quote {
        let content = text(start + 1..<index)
        index += 1
        return Node(.string(content), text: content, range: SourceRange(start, index), contentStart: start + 1)
      }
      if byte == quote || isBreak(byte) || byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") { break }
      index += 1
    }
    return quotedInParts(start, parentIndent)
  }

  /// Goes on with a quoted text at the first place where the file and the text differ.
  private mutating func quotedInParts(_ start: Int, _ parentIndent: Int) -> Node? {
    let quote = bytes[start]
    var folded = FoldedText()
    folded.append(bytes, start + 1..<index)
    // Blanks before a line end are dropped, but not escaped ones.
    var kept = 0
    while index < end {
      let byte = bytes[index]
      if byte == quote {
        index += 1
        guard quote == UInt8(ascii: "'"), self.byte(index) == quote else {
          return Node(
            .string(folded.text), text: folded.text, range: SourceRange(start, index), contentStart: start + 1, map: folded.map)
        }
        folded.append(quote, at: index - 1)
        index += 1
      } else if isBreak(byte) {
        folded.trimBlanks(keeping: kept)
        guard fold(&folded, parentIndent) else { return fault(.unclosedQuote(quote), at: start..<start + 1) }
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        guard escape(&folded, parentIndent, quote: start) else { return nil }
        kept = folded.bytes.count
      } else {
        folded.append(byte, at: index)
        index += 1
      }
    }
    return fault(.unclosedQuote(quote), at: start..<start + 1)
  }

  /// Folds the line ends here into the text; false, at the same place, if the next line is not indented enough to belong to it.
  private mutating func fold(_ folded: inout FoldedText, _ parentIndent: Int, isEscaped: Bool = false) -> Bool {
    let before = (index: index, lineStart: lineStart)
    let count = foldedBreaks()
    guard index < end, column > parentIndent, !isAtMarker else {
      goBack(to: before)
      return false
    }
    folded.appendBreaks(isEscaped ? count == 1 ? 0 : count : count, at: before.index)
    return true
  }

  /// Reads an escape sequence of the text whose quote is at an offset; false after a fault.
  private mutating func escape(_ folded: inout FoldedText, _ parentIndent: Int, quote: Int) -> Bool {
    let start = index
    let letter = byte(index + 1)
    index = min(index + 2, end)
    if letter == 0 || isBreak(letter) {
      index = start + 1
      guard letter != 0, fold(&folded, parentIndent, isEscaped: true) else {
        report(.unclosedQuote(bytes[quote]), at: quote..<quote + 1)
        return false
      }
      return true
    }
    if let simple = YAMLEscape.simple(letter) {
      folded.append(scalar: simple, at: start)
      return true
    }
    guard let scalar = hexadecimal(YAMLEscape.digitCount(letter)) else {
      let stop = min(start + 2 + YAMLEscape.digitCount(letter), lineEnd(start))
      report(.escape(text(start..<min(max(stop, start + 1), end))), at: start..<stop)
      return false
    }
    folded.append(scalar: scalar, at: start)
    return true
  }

  /// Reads the hexadecimal digits of a character; nil if there are too few or there is no such character.
  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    guard count > 0, index + count <= end else { return nil }
    let digits = UnsafeBufferPointer(rebasing: bytes[index..<index + count])
    guard let value = parseUInt64(digits, base: 16), value <= 0x10_FFFF, value & 0x1F_F800 != 0xD800 else { return nil }
    index += count
    return UInt32(value)
  }
}

/// The escape sequences of double-quoted texts.
enum YAMLEscape {
  /// The character of an escape sequence of one letter.
  static func simple(_ letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "0"): 0
    case UInt8(ascii: "a"): 7
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"), UInt8(ascii: "\t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "v"): 11
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "e"): 27
    case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"): UInt32(letter)
    case UInt8(ascii: "N"): 0x85
    case UInt8(ascii: "_"): 0xA0
    case UInt8(ascii: "L"): 0x2028
    case UInt8(ascii: "P"): 0x2029
    default: nil
    }
  }

  /// How many hexadecimal digits follow a letter; 0 if it begins no escape sequence.
  static func digitCount(_ letter: UInt8) -> Int {
    switch letter {
    case UInt8(ascii: "x"): 2
    case UInt8(ascii: "u"): 4
    case UInt8(ascii: "U"): 8
    default: 0
    }
  }
}

extension FoldedText {
  /// Appends a character as UTF-8.
  mutating func append(scalar: UInt32, at offset: Int) {
    let length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x1_0000 ? 3 : 4
    guard length > 1 else { return append(UInt8(scalar), at: offset) }
    let lead = UInt8(truncatingIfNeeded: 0xF00 >> UInt32(length)) | UInt8(scalar >> UInt32(6 * (length - 1)))
    append(lead, at: offset)
    for position in (0..<length - 1).reversed() {
      append(0x80 | UInt8(scalar >> UInt32(6 * position) & 0x3F), at: offset)
    }
  }
}
