import Diagnostics

extension Lexer {
  /// Reads a string or bytes literal with its prefix: quoted once or three times, raw or with escapes.
  mutating func readLiteral() throws(CELIssue) {
    let start = offset
    var isRaw = false
    var isBytes = false
    for _ in 0..<(literalPrefixLength ?? 0) {
      if peek() | 0x20 == UInt8(ascii: "r") { isRaw = true } else { isBytes = true }
      offset += 1
    }
    let quote = peek()
    let isTriple = peek(1) == quote && peek(2) == quote
    offset += isTriple ? 3 : 1
    var content: [UInt8] = []
    while !isAtClosing(quote, isTriple) {
      guard offset < source.count, isTriple || (peek() != 0x0A && peek() != 0x0D) else {
        throw unterminated(from: start, quote, isTriple)
      }
      if isNext("\\"), !isRaw {
        try readEscape(into: &content, isBytes: isBytes)
      } else {
        content.append(peek())
        offset += 1
      }
    }
    offset += isTriple ? 3 : 1
    texts.append(content)
    add(isBytes ? .bytes(texts.count - 1) : .string(texts.count - 1), from: start)
  }

  private func isAtClosing(_ quote: UInt8, _ isTriple: Bool) -> Bool {
    offset < source.count && peek() == quote && (!isTriple || (peek(1) == quote && peek(2) == quote))
  }

  private func unterminated(from start: Int, _ quote: UInt8, _ isTriple: Bool) -> CELIssue {
    let mark = isTriple ? Text([quote, quote, quote]) : Text([quote])
    let help: Text = isTriple || offset >= source.count ? "" : "a string that spans lines stands between triple quotes"
    return CELIssue("the string is not closed with `\(mark)`", help: help, range: SourceRange(start, offset))
  }

  private mutating func readEscape(into content: inout [UInt8], isBytes: Bool) throws(CELIssue) {
    let start = offset
    let letter = peek(1)
    offset += 2
    if let plain = plainEscape(letter) { return content.append(plain) }
    let scalar: UInt32?
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): scalar = readDigits(2, base: 16)
    case UInt8(ascii: "u") where !isBytes: scalar = readDigits(4, base: 16)
    case UInt8(ascii: "U") where !isBytes: scalar = readDigits(8, base: 16)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      offset -= 1
      scalar = readDigits(3, base: 8)
    default: scalar = nil
    }
    guard let scalar, isBytes ? scalar < 256 : Unicode.Scalar(scalar) != nil else { throw badEscape(from: start, isBytes) }
    if isBytes { content.append(UInt8(scalar)) } else { appendUTF8(scalar, to: &content) }
  }

  private func plainEscape(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "a"): 0x07
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): letter
    default: nil
    }
  }

  private mutating func readDigits(_ count: Int, base: UInt32) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = peek().hexadecimalValue, digit < base, value < 0x1000_0000 else { return nil }
      value = value * base + digit
      offset += 1
    }
    return value
  }

  private func badEscape(from start: Int, _ isBytes: Bool) -> CELIssue {
    var end = min(start + 2, source.count)
    while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
    return CELIssue(
      "`\(Text(source[start..<end]))` does not begin a valid escape",
      help: isBytes
        ? "bytes know `\\n` and the like, `\\xFF` and `\\377`"
        : "escapes are `\\n` and the like, `\\xFF`, `\\177`, `\\u00FF` and `\\U0001F600`; a raw string, `r'…'`, has none",
      range: SourceRange(start, max(end, min(offset, source.count))))
  }
}

/// Appends the UTF-8 form of a code point.
func appendUTF8(_ scalar: UInt32, to bytes: inout [UInt8]) {
  switch scalar {
  case 0..<0x80: bytes.append(UInt8(scalar))
  case 0x80..<0x800:
    bytes.append(UInt8(0xC0 | scalar >> 6))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  case 0x800..<0x10000:
    bytes.append(UInt8(0xE0 | scalar >> 12))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  default:
    bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
    bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  }
}
