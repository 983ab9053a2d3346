import CMarkArena
import Glibc

extension Preparation {
  /// Replaces by masks what libcmark would read as markup: brackets of wiki links and of references to footnotes, escaped tildes, and
  /// marks of emphasis in bare addresses.
  mutating func maskInlines() {
    let features = result.features
    if readsAdmonitions, traits.contains(.wikiLink) { maskAll("[[", maskWikiLink) }
    if hasFootnotes { maskAll("[^", maskFootnote) }
    if hasDollars { maskAll("$", maskFormula) }
    if readsAdmonitions, input.bytes.contains(UInt8(ascii: "\\"), before: { $0 == UInt8(ascii: "(") }) {
      maskAll("\\(", maskBracketedFormula)
    }
    if features.strikethrough, input.bytes.contains("\\~") { maskAll("\\~", maskTilde) }
    if features.schemes { maskAll("://", maskAddress) }
    if features.hosts { maskAll("www.", maskHost) }
  }

  private var hasFootnotes: Bool {
    result.notes.contains { note in
      if case .footnote = note.kind { true } else { false }
    }
  }

  /// Calls a function with each place where some bytes occur.
  private mutating func maskAll(_ wanted: StaticString, _ mask: (borrowing ByteBuffer, Int) -> Bool) {
    var offset = 0
    let length = wanted.utf8CodeUnitCount
    while offset + length <= input.count,
      let found = cmark_page_find(input.base + offset, input.count - offset, wanted.utf8Start, length)
    {
      let place = UnsafeRawPointer(found) - UnsafeRawPointer(input.base)
      if mask(input, place) { result.features.masks = true }
      offset = place + length
    }
  }
}

/// Whether an odd number of backslashes stands before an offset.
private func isEscaped(_ text: Bytes, _ offset: Int) -> Bool {
  var start = offset
  while start > 0, text[start - 1] == UInt8(ascii: "\\") { start -= 1 }
  return (offset - start) % 2 == 1
}

private func maskWikiLink(_ text: borrowing ByteBuffer, _ start: Int) -> Bool {
  let bytes = text.bytes
  let base = text.base
  var end = start + 2
  guard end < bytes.count, !isSpace(bytes[end]), !isEscaped(bytes, start), start == 0 || bytes[start - 1] != UInt8(ascii: "[")
  else {
    return false
  }
  while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "]") {
    if bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "[") || bytes[end] == UInt8(ascii: "`") { return false }
    end += 1
  }
  guard end + 1 < bytes.count, end > start + 2, bytes[end + 1] == UInt8(ascii: "]") else { return false }
  if end + 2 < bytes.count,
    bytes[end + 2] == UInt8(ascii: "(") || bytes[end + 2] == UInt8(ascii: "[") || bytes[end + 2] == UInt8(ascii: "]")
  {
    return false
  }
  for index in (start + 2)..<end { base[index] = mask(of: bytes[index]) }
  base.advanced(by: start).update(repeating: Mask.openingBracket, count: 2)
  base.advanced(by: end).update(repeating: Mask.closingBracket, count: 2)
  return true
}

private func maskFootnote(_ text: borrowing ByteBuffer, _ start: Int) -> Bool {
  let bytes = text.bytes
  var end = start + 2
  guard !isEscaped(bytes, start) else { return false }
  while end < bytes.count, bytes[end] != UInt8(ascii: "]") {
    if isSpace(bytes[end]) || bytes[end] == UInt8(ascii: "[") || bytes[end] == UInt8(ascii: "`") { return false }
    end += 1
  }
  guard end < bytes.count, end > start + 2 else { return false }
  if end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "(") { return false }
  for index in (start + 2)..<end { text.base[index] = mask(of: bytes[index]) }
  text.base[start] = Mask.openingBracket
  text.base[end] = Mask.closingBracket
  return true
}

/// `$x_1$` or `$$x_1$$` in a line, as GitHub reads it: no space inside the signs, no letter or digit behind the last.
private func maskFormula(_ text: borrowing ByteBuffer, _ start: Int) -> Bool {
  let bytes = text.bytes
  let dollar = UInt8(ascii: "$")
  guard start == 0 || bytes[start - 1] != dollar && !isAlphanumeric(bytes[start - 1]), !isEscaped(bytes, start) else {
    return false
  }
  let length = start + 1 < bytes.count && bytes[start + 1] == dollar ? 2 : 1
  var end = start + length
  guard end < bytes.count, length == 2 || !isSpace(bytes[end]), bytes[end] != dollar else { return false }
  while end < bytes.count, bytes[end] != dollar || bytes[end - 1] == UInt8(ascii: "\\") {
    if bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "`") { return false }
    end += 1
  }
  guard end + length <= bytes.count, length == 2 || !isSpace(bytes[end - 1]), bytes[end + length - 1] == dollar else {
    return false
  }
  if end + length < bytes.count, isAlphanumeric(bytes[end + length]) { return false }
  return mask((start + length)..<end, text)
}

/// `\(x_1\)` in a line. Brackets are escaped in other texts, too: a formula has a command, an index or an exponent.
private func maskBracketedFormula(_ text: borrowing ByteBuffer, _ start: Int) -> Bool {
  let bytes = text.bytes
  let backslash = UInt8(ascii: "\\")
  guard !isEscaped(bytes, start) else { return false }
  var end = start + 2
  var isFormula = false
  let limit = min(bytes.count, start + 1000)
  while end + 1 < limit, bytes[end] != backslash || bytes[end + 1] != UInt8(ascii: ")") {
    let byte = bytes[end]
    if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "`") { return false }
    if byte == UInt8(ascii: "^") || byte == UInt8(ascii: "_") || (byte == backslash && isLetter(bytes[end + 1])) {
      isFormula = true
    }
    end += 1
  }
  guard isFormula, end + 1 < limit else { return false }
  return mask(start..<(end + 1), text)
}

private func maskTilde(_ text: borrowing ByteBuffer, _ start: Int) -> Bool {
  guard !isEscaped(text.bytes, start) else { return false }
  text.base[start] = Mask.escape
  text.base[start + 1] = Mask.tilde
  return true
}

private func maskAddress(_ text: borrowing ByteBuffer, _ colon: Int) -> Bool {
  guard let range = BareLinks.scheme(at: colon, in: addressLine(text.bytes, colon), from: 0), isBare(text.bytes, range.lowerBound)
  else {
    return false
  }
  return mask(range, text)
}

private func maskHost(_ text: borrowing ByteBuffer, _ start: Int) -> Bool {
  guard isBare(text.bytes, start), let range = BareLinks.host(at: start, in: addressLine(text.bytes, start)) else { return false }
  return mask(range, text)
}

/// The text up to where an address that contains an offset has to end: at a bracket, a code span or the line's end.
private func addressLine(_ bytes: Bytes, _ offset: Int) -> Bytes {
  var end = offset
  let limit = min(bytes.count, offset + BareLinks.longest)
  while end < limit, !isSpace(bytes[end]), bytes[end] != UInt8(ascii: "]"), bytes[end] != UInt8(ascii: "`") { end += 1 }
  return Bytes(rebasing: bytes[..<end])
}

/// Whether what stands before an address lets it be a bare one: not `<`, a quote, `=`, a letter, or `(` and `: ` behind a bracket.
private func isBare(_ bytes: Bytes, _ start: Int) -> Bool {
  guard start > 0 else { return true }
  let before = bytes[start - 1]
  if before == UInt8(ascii: "(") { return start < 2 || bytes[start - 2] != UInt8(ascii: "]") }
  if before == UInt8(ascii: "*") || before == UInt8(ascii: "_") || before == UInt8(ascii: "~") { return true }
  guard isSpace(before) else { return false }
  var end = start - 1
  while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
  return end < 2 || bytes[end - 1] != UInt8(ascii: ":") || bytes[end - 2] != UInt8(ascii: "]")
}

private func mask(_ range: Range<Int>, _ text: borrowing ByteBuffer) -> Bool {
  var hasMasked = false
  for index in range {
    let masked = mask(of: text.base[index])
    if masked != text.base[index] {
      text.base[index] = masked
      hasMasked = true
    }
  }
  return hasMasked
}

private func mask(of byte: UInt8) -> UInt8 {
  switch byte {
  case UInt8(ascii: "*"): Mask.asterisk
  case UInt8(ascii: "_"): Mask.underscore
  case UInt8(ascii: "~"): Mask.tilde
  case UInt8(ascii: "&"): Mask.ampersand
  case UInt8(ascii: "\\"): Mask.backslash
  default: byte
  }
}
