import Diagnostics

/// How a text names a thing of the service.
public enum Reference: Sendable, Hashable {
  /// `clause 3.5`: the number is the name.
  case clause
  /// `RITM0010001`
  case request
  /// A word in backquotes: the id of a rule, a form or an experiment.
  case code
  /// A name that was registered, such as an experiment's; the destination is its file.
  case name
}

/// What is known as a reference by its form alone, before anything is known of what it names.
///
/// Whether there is such a clause, rule or request is found out when the site is put together: text that names nothing stays text.
public struct ReferencePatterns: OptionSet, Sendable {
  /// The patterns as bits.
  public let rawValue: UInt8

  /// `clause 3.5`, `clauses 3.1, 3.2 and 4.3`, `§ 3.5`
  public static let clauses = ReferencePatterns(rawValue: 1)
  /// `RITM0010001`
  public static let requests = ReferencePatterns(rawValue: 2)
  /// `release-tag-moves` in backquotes.
  public static let rules = ReferencePatterns(rawValue: 4)

  /// The patterns of these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What the references in text may begin with.
  var firstBytes: [UInt8] {
    (contains(.clauses) ? [UInt8(ascii: "c"), UInt8(ascii: "C"), 0xC2] : []) + (contains(.requests) ? [UInt8(ascii: "R")] : [])
  }

  /// The reference that begins at an offset, and the bytes that name the thing.
  func reference(at start: Int, in text: Bytes) -> (range: Range<Int>, kind: Reference, name: Range<Int>)? {
    if contains(.requests), text[start] == UInt8(ascii: "R") {
      return Self.request(at: start, in: text).map { ($0, .request, $0) }
    }
    guard contains(.clauses), let number = Self.clause(at: start, in: text) else { return nil }
    return (start..<number.upperBound, .clause, number)
  }

  private static func request(at start: Int, in text: Bytes) -> Range<Int>? {
    guard Bytes(rebasing: text[start...]).begins(with: "RITM") else { return nil }
    var end = start + 4
    while end < text.count, isDigit(text[end]), end - start < 24 { end += 1 }
    return end - start >= 9 && text.endsWord(at: end) ? start..<end : nil
  }

  private static func clause(at start: Int, in text: Bytes) -> Range<Int>? {
    guard var index = afterClauseWord(at: start, in: text) else { return nil }
    if index < text.count, text[index] == 0x20 {
      index += 1
    } else if index + 1 < text.count, text[index] == 0xC2, text[index + 1] == 0xA0 {
      index += 2
    }
    return number(at: index, in: text)
  }

  /// The offset behind `clause`, `clauses` or `§`.
  private static func afterClauseWord(at start: Int, in text: Bytes) -> Int? {
    let rest = Bytes(rebasing: text[start...])
    if rest.begins(with: "\u{A7}") { return start + 2 }
    guard rest.count > 8, rest[0] | 0x20 == UInt8(ascii: "c"), Bytes(rebasing: rest[1...]).begins(with: "lause") else {
      return nil
    }
    let end = rest[6] == UInt8(ascii: "s") ? 7 : 6
    return rest[end] == 0x20 || rest[end] == 0xC2 ? start + end : nil
  }

  /// The number of a clause at an offset: `3`, `3.5`, `4.10.2`.
  static func number(at start: Int, in text: Bytes) -> Range<Int>? {
    var end = start
    var parts = 0
    while parts < 4 {
      let first = end
      while end < text.count, isDigit(text[end]), end - first < 3 { end += 1 }
      if end == first { return nil }
      parts += 1
      guard end + 1 < text.count, text[end] == UInt8(ascii: "."), isDigit(text[end + 1]) else { break }
      end += 1
    }
    return text.endsWord(at: end) ? start..<end : nil
  }

  /// The number of the next clause of a list, behind `, `, ` and `, ` or ` or ` to `.
  static func furtherNumber(at start: Int, in text: Bytes) -> Range<Int>? {
    let rest = Bytes(rebasing: text[start...])
    let separators: [StaticString] = [", and ", ", or ", ", ", " and ", " or ", " to ", "\u{2013}"]
    guard let separator = separators.first(where: { rest.begins(with: $0) }) else { return nil }
    return number(at: start + separator.utf8CodeUnitCount, in: text)
  }

  /// Whether a code span may be the id of a rule: small letters, digits and hyphens, the first a letter, with a hyphen inside.
  static func isRuleID(_ code: Bytes) -> Bool {
    guard code.count > 2, code.count <= 64, code[0] >= 0x61, code[0] <= 0x7A, code[code.count - 1] != UInt8(ascii: "-") else {
      return false
    }
    var hasHyphen = false
    for byte in code {
      if byte == UInt8(ascii: "-") { hasHyphen = true } else if !(byte >= 0x61 && byte <= 0x7A || isDigit(byte)) { return false }
    }
    return hasHyphen
  }
}
