import Diagnostics

extension JSONScanner {
  /// Takes a string, checking escapes and encoding.
  mutating func scanString() -> Bool {
    let start = window.place
    window.kept = start
    window.position += 1
    hasEscapes = false
    needsRepair = false
    while let byte = window.skipPlainCharacters() {
      guard window.place - start <= options.maximumTokenLength else { return failLength(start) }
      switch byte {
      case UInt8(ascii: "\""):
        content = start + 1..<window.place
        window.position += 1
        range = SourceRange(start, window.place)
        if needsRepair { repairedTexts += 1 }
        return true
      case UInt8(ascii: "\\"):
        hasEscapes = true
        guard scanEscape() else { return false }
      case 0x80...: guard scanScalar(byte) else { return false }
      default: return wrong("expected no bare control character in a string", help: "write it as an escape") != .fault
      }
    }
    return cutShort() != .fault
  }

  /// Takes `true`, `false` or `null`.
  mutating func scanWord(_ word: StaticString) -> Bool {
    let start = window.place
    window.kept = start
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = window.byte(ahead: 0) else { return cutShort() != .fault }
      guard byte == word.utf8Start[index] else {
        _ = wrong("expected `true`, `false`, `null`, a number, or a text in quotes")
        fault?.range.start = start
        return false
      }
      window.position += 1
    }
    return takeScalar(from: start)
  }

  /// Takes a number by RFC 8259's grammar.
  mutating func scanNumber() -> Bool {
    let start = window.place
    window.kept = start
    if window.byte(ahead: 0) == UInt8(ascii: "-") { window.position += 1 }
    if window.byte(ahead: 0) == UInt8(ascii: "0") {
      window.position += 1
      if let byte = window.byte(ahead: 0), isDigit(byte) { return wrong("expected no digit after a leading `0`") != .fault }
    } else {
      guard scanDigits() else { return false }
    }
    if window.byte(ahead: 0) == UInt8(ascii: ".") {
      window.position += 1
      guard scanDigits() else { return false }
    }
    if let byte = window.byte(ahead: 0), byte | 0x20 == UInt8(ascii: "e") {
      window.position += 1
      if let sign = window.byte(ahead: 0), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { window.position += 1 }
      guard scanDigits() else { return false }
    }
    return window.place - start <= options.maximumTokenLength ? takeScalar(from: start) : failLength(start)
  }

  private mutating func takeScalar(from start: Int) -> Bool {
    content = start..<window.place
    range = SourceRange(start, window.place)
    return true
  }

  private mutating func scanDigits() -> Bool {
    guard let first = window.byte(ahead: 0) else { return cutShort() != .fault }
    guard isDigit(first) else { return wrong("expected a digit") != .fault }
    while let byte = window.byte(ahead: 0), isDigit(byte) { window.position += 1 }
    return true
  }

  /// Takes a backslash and what it escapes.
  private mutating func scanEscape() -> Bool {
    guard let kind = window.byte(ahead: 1) else { return cutShort() != .fault }
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "t"):
      window.position += 2
      return true
    case UInt8(ascii: "u"): return scanUnicodeEscape()
    default:
      _ = wrong("no such escape", help: "write `\\\\` for a backslash")
      fault?.range.end += 1
      return false
    }
  }

  /// Takes one `\uXXXX`, or two that make a surrogate pair.
  private mutating func scanUnicodeEscape() -> Bool {
    guard let unit = hexadecimalEscape() else { return false }
    guard unit & 0xF800 == 0xD800 else { return true }
    let start = window.place - 6
    if unit < 0xDC00, window.byte(ahead: 0) == UInt8(ascii: "\\"), window.byte(ahead: 1) == UInt8(ascii: "u") {
      let back = window.place
      guard let second = hexadecimalEscape() else { return false }
      if second & 0xFC00 == 0xDC00 { return true }
      window.position -= window.place - back
    }
    needsRepair = true
    guard !options.repairsText else { return true }
    _ = fail(JSONFault(.syntax, "half of a surrogate pair stands alone", range: SourceRange(start, start + 6)))
    return false
  }

  private mutating func hexadecimalEscape() -> UInt16? {
    var unit: UInt16 = 0
    for index in 2..<6 {
      guard let byte = window.byte(ahead: index) else {
        _ = cutShort()
        return nil
      }
      guard let digit = hexadecimalDigit(byte) else {
        _ = wrong("expected four hexadecimal digits after `\\u`")
        fault?.range.end += index
        return nil
      }
      unit = unit << 4 | UInt16(digit)
    }
    window.position += 6
    return unit
  }

  /// Takes one character beyond ASCII.
  private mutating func scanScalar(_ lead: UInt8) -> Bool {
    var bytes = (lead, UInt8(0), UInt8(0), UInt8(0))
    let length = utf8Length(lead)
    if length > 1 { bytes.1 = window.byte(ahead: 1) ?? 0 }
    if length > 2 { bytes.2 = window.byte(ahead: 2) ?? 0 }
    if length > 3 { bytes.3 = window.byte(ahead: 3) ?? 0 }
    if isScalar(bytes, length: length) {
      window.position += length
      return true
    }
    needsRepair = true
    guard options.repairsText else { return wrong("expected UTF-8", help: "save the text as UTF-8") != .fault }
    window.position += 1
    return true
  }

  private mutating func failLength(_ start: Int) -> Bool {
    _ = fail(
      JSONFault(
        .syntax, "a string or number is longer than \(options.maximumTokenLength) bytes", range: SourceRange(start, start + 1)))
    return false
  }
}

/// The value of a hexadecimal digit, or nil.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  if isDigit(byte) { return byte - 0x30 }
  let letter = (byte | 0x20) &- UInt8(ascii: "a")
  return letter < 6 ? letter + 10 : nil
}

/// How many bytes a UTF-8 sequence with this first byte has; 0 if none begins so.
func utf8Length(_ lead: UInt8) -> Int {
  switch lead {
  case 0..<0x80: 1
  case 0xC2..<0xE0: 2
  case 0xE0..<0xF0: 3
  case 0xF0..<0xF5: 4
  default: 0
  }
}

/// Whether these bytes are one well-formed UTF-8 sequence (Unicode, table 3-7).
func isScalar(_ bytes: (UInt8, UInt8, UInt8, UInt8), length: Int) -> Bool {
  func follows(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
  switch length {
  case 1: return true
  case 2: return follows(bytes.1)
  case 3:
    guard follows(bytes.1), follows(bytes.2) else { return false }
    return bytes.0 == 0xE0 ? bytes.1 >= 0xA0 : bytes.0 == 0xED ? bytes.1 < 0xA0 : true
  case 4:
    guard follows(bytes.1), follows(bytes.2), follows(bytes.3) else { return false }
    return bytes.0 == 0xF0 ? bytes.1 >= 0x90 : bytes.0 == 0xF4 ? bytes.1 < 0x90 : true
  default: return false
  }
}
