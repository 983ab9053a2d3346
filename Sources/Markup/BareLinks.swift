/// Addresses that are links without being marked as such, by the rules of cmark-gfm.
enum BareLinks {
  /// How many bytes of an address are looked at.
  static let longest = 2_048

  /// The end of the address whose `:` stands at an offset, and where its scheme begins; nil if it is none.
  static func scheme(at colon: Int, in text: Bytes, from floor: Int) -> Range<Int>? {
    guard colon + 3 < text.count, text[colon + 1] == UInt8(ascii: "/"), text[colon + 2] == UInt8(ascii: "/") else { return nil }
    var start = colon
    while start > floor, isLetter(text[start - 1]) { start -= 1 }
    let scheme = text[start..<colon].map { $0 | 0x20 }
    guard ["http", "https", "ftp"].contains(where: { scheme.elementsEqual($0.utf8) }), isHostCharacter(text, colon + 3) else {
      return nil
    }
    guard let host = endOfHost(text, from: colon + 3, needsDot: false) else { return nil }
    let end = trimmed(text, from: colon, to: endOfAddress(text, from: host))
    return end > colon + 3 ? start..<end : nil
  }

  /// The address that begins with `www.` at an offset, or nil.
  static func host(at start: Int, in text: Bytes) -> Range<Int>? {
    let prefix = Array("www.".utf8)
    guard start + 4 < text.count, text[start..<(start + 4)].elementsEqual(prefix) else { return nil }
    guard let host = endOfHost(text, from: start, needsDot: true) else { return nil }
    let end = trimmed(text, from: start, to: endOfAddress(text, from: host))
    return end > start ? start..<end : nil
  }

  /// The e-mail address around the `@` at an offset, or nil.
  static func mail(at sign: Int, in text: Bytes, from floor: Int) -> Range<Int>? {
    var start = sign
    while start > floor, isMailCharacter(text[start - 1]) { start -= 1 }
    var end = sign + 1
    var dots = 0
    while end < text.count {
      let byte = text[end]
      if byte == UInt8(ascii: "@") { return nil }
      if byte == UInt8(ascii: "."), end + 1 < text.count, isAlphanumeric(text[end + 1]) {
        dots += 1
      } else if !isAlphanumeric(byte), byte != UInt8(ascii: "-"), byte != UInt8(ascii: "_"), byte != Mask.underscore {
        break
      }
      end += 1
    }
    guard start < sign, end - sign >= 2, dots > 0, isLetter(text[end - 1]) || text[end - 1] == UInt8(ascii: ".") else {
      return nil
    }
    return start..<trimmed(text, from: sign, to: end)
  }

  /// The length of an address after the punctuation that belongs to the sentence is taken off.
  static func trimmed(_ text: Bytes, from start: Int, to limit: Int) -> Int {
    var end = text[start..<limit].firstIndex(of: UInt8(ascii: "<")) ?? limit
    while end > start {
      switch text[end - 1] {
      case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "*"),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "\""):
        end -= 1
      case UInt8(ascii: ";"): end = withoutReference(text, from: start, to: end)
      case UInt8(ascii: ")"):
        let address = text[start..<end]
        let opening = address.reduce(0) { $0 + ($1 == UInt8(ascii: "(") ? 1 : 0) }
        let closing = address.reduce(0) { $0 + ($1 == UInt8(ascii: ")") ? 1 : 0) }
        if closing <= opening { return end }
        end -= 1
      default: return end
      }
    }
    return end
  }

  private static func withoutReference(_ text: Bytes, from start: Int, to end: Int) -> Int {
    var name = end - 2
    while name > start, isLetter(text[name]) { name -= 1 }
    let isReference = name < end - 2 && (text[name] == UInt8(ascii: "&") || text[name] == Mask.ampersand)
    return isReference ? name : end - 1
  }

  private static func endOfAddress(_ text: Bytes, from start: Int) -> Int {
    var end = start
    let limit = min(text.count, start + longest)
    while end < limit, !isSpace(text[end]) { end += 1 }
    return end
  }

  /// The end of a host's name: no underscore in its last two labels.
  private static func endOfHost(_ text: Bytes, from start: Int, needsDot: Bool) -> Int? {
    var dots = 0
    var last = 0
    var lastButOne = 0
    var end = start + 1
    let limit = min(text.count, start + longest)
    while end < limit {
      let byte = text[end]
      if byte == UInt8(ascii: "_") || byte == Mask.underscore {
        last += 1
      } else if byte == UInt8(ascii: ".") {
        (lastButOne, last) = (last, 0)
        dots += 1
      } else if byte != UInt8(ascii: "-"), !isHostCharacter(text, end) {
        break
      }
      end += 1
    }
    if last > 0 || lastButOne > 0 || (needsDot && dots == 0) { return nil }
    return end
  }

  private static func isHostCharacter(_ text: Bytes, _ offset: Int) -> Bool {
    let byte = text[offset]
    if byte < 0x80 { return isAlphanumeric(byte) }
    if byte & 0xC0 == 0x80 { return true }
    return CharacterClass(at: offset, in: text) == .other
  }

  private static func isMailCharacter(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_") || byte == Mask.underscore
  }
}

@inline(__always) func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
