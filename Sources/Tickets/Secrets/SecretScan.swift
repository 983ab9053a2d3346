import Diagnostics

/// Looks for a secret at a place of a text.
///
/// What is looked at from one place is bounded, and what is found is passed over, so that a scan of a whole text is linear.
struct SecretScan {
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Whether a byte begins, or stands in the middle of, something that looks like a secret.
  @inline(__always) static func mayBegin(_ byte: UInt8) -> Bool {
    if byte < 0x40 { return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") }
    return byte < 0x80 && letters & (1 &<< UInt64(byte & 63)) != 0
  }

  /// One bit for each of the letters `ABGPS` and `abdeghlnprswxy`, with which tokens begin.
  private static var letters: UInt64 { 0x38d51b600090086 }

  /// The secret that is announced, or begins, at a place.
  func finding(at index: Int) -> SecretScanner.Finding? {
    switch bytes[index] {
    case UInt8(ascii: ":"), UInt8(ascii: "="): return assignment(at: index) ?? address(at: index)
    case UInt8(ascii: "-"): return privateKey(at: index) ?? option(at: index)
    default:
      guard index == 0 || !isWord(bytes[index - 1]) else { return nil }
      return token(at: index)
    }
  }
}

/// Looking.
extension SecretScan {
  /// A letter, a digit or `_`.
  @inline(__always) func isWord(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") }

  /// A byte of a token: a letter, a digit, `_` or `-`, and with `isWide` those of base64 and the dot.
  func isToken(_ byte: UInt8, isWide: Bool) -> Bool {
    if isWord(byte) || byte == UInt8(ascii: "-") { return true }
    guard isWide else { return false }
    return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~")
  }

  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The byte at an index; 0 outside the text.
  @inline(__always) func byte(_ index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : 0 }

  func matches(_ word: StaticString, at index: Int, ignoringCase: Bool = false) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index >= 0, index + count <= bytes.count else { return false }
    let pointer = word.utf8Start
    for offset in 0..<count {
      let byte = bytes[index + offset]
      guard (ignoringCase ? byte.asciiLowercased : byte) == pointer[offset] else { return false }
    }
    return true
  }

  /// Where a word stands first in a part of the text.
  func find(_ word: StaticString, from start: Int, before end: Int) -> Int? {
    var index = start
    while index < min(end, bytes.count) {
      if bytes[index] == word.utf8Start[0], matches(word, at: index) { return index }
      index += 1
    }
    return nil
  }

  func endOfLine(_ index: Int) -> Int {
    var index = index
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  /// Where the line of an index begins, or what is looked at of it.
  func startOfLine(_ index: Int) -> Int {
    var start = index
    while start > 0, index - start < 200, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    return start
  }

  func skipBlanks(_ index: Int) -> Int {
    var index = index
    while isBlank(byte(index)) { index += 1 }
    return index
  }
}
