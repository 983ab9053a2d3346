import Diagnostics
import Knowledge

/// Markup that may stand in a page as it is: made by Markup, by Charts or from text that was escaped.
///
/// A type of its own, so that a template cannot put text into a page unescaped nor escape markup twice: the compiler of templates
/// checks which of the two a name has.
struct HTML: Hashable, Sendable {
  /// UTF-8 bytes of the markup.
  var bytes: [UInt8]

  /// No markup.
  init() { bytes = [] }

  /// Markup from bytes that are known to be safe.
  init(trusted bytes: [UInt8]) { self.bytes = bytes }

  /// The markup that shows a text.
  init(escaping text: Text) {
    bytes = []
    bytes.appendEscaped(text.utf8)
  }

  /// The markup that shows a sentence with its link marked.
  init(marking mention: Mention.Lent) {
    bytes = []
    bytes.reserveCapacity(mention.before.count + mention.text.count + mention.after.count + 45)
    bytes.appendEscaped(mention.before)
    bytes.append(literal: "<mark>")
    bytes.appendEscaped(mention.text)
    bytes.append(literal: "</mark>")
    bytes.appendEscaped(mention.after)
  }

  /// The markup that shows a message: text in which `backquotes` mark code. A last one without a partner is shown as it is.
  init(message: Text) {
    bytes = []
    let parts = message.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isCode = index % 2 == 1 && index + 1 < parts.count
      if isCode { bytes.append(literal: "<code>") } else if index % 2 == 1 { bytes.append(literal: "`") }
      bytes.appendEscaped(Array(part))
      if isCode { bytes.append(literal: "</code>") }
    }
  }

  /// The markup that shows a rule's message before it is filled: as `init(message:)`, and each `{expression}` as a variable.
  ///
  /// Braces that do not pair, or that a message nests, are shown as they are.
  init(messagePattern: Text) {
    let message = HTML(message: messagePattern).bytes
    let braces = message.filter { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
    let pair = Array("{}".utf8)
    bytes = []
    guard braces.count % 2 == 0, braces.indices.allSatisfy({ braces[$0] == pair[$0 % 2] }) else {
      bytes = message
      return
    }
    for byte in message {
      switch byte {
      case pair[0]: bytes.append(literal: "<var>")
      case pair[1]: bytes.append(literal: "</var>")
      default: bytes.append(byte)
      }
    }
  }

  /// Whether there is nothing.
  var isEmpty: Bool { bytes.isEmpty }

  /// Appends markup.
  mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }
}

extension HTML: ExpressibleByStringLiteral {
  /// The markup of a literal.
  init(stringLiteral literal: StaticString) { bytes = literal.withUTF8Buffer { Array($0) } }
}

extension [UInt8] {
  /// Appends text with `&`, `<`, `>` and `"` as entities, fit for elements and for attributes in double quotes.
  ///
  /// Eight bytes are looked at together; runs without these characters are copied whole.
  mutating func appendEscaped(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { appendEscaped($0) }
  }

  /// Appends text with `&`, `<`, `>` and `"` as entities.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    var index = 0
    while let special = text.firstSpecial(from: index) {
      append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<special]))
      append(entityFor: text[special])
      index = special + 1
      copied = index
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<text.count]))
  }

  /// Appends the bytes of a literal.
  mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }

  private mutating func append(entityFor byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append(literal: "&amp;")
    case UInt8(ascii: "<"): append(literal: "&lt;")
    case UInt8(ascii: ">"): append(literal: "&gt;")
    default: append(literal: "&quot;")
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first `&`, `<`, `>` or `"` at or after an index.
  ///
  /// `<` and `>` differ in one bit, and so do `"` and `&`: two comparisons of eight bytes find the four.
  fileprivate func firstSpecial(from start: Int) -> Int? {
    var index = start
    while index + 8 <= count, !hasSpecial(inEightFrom: index) { index += 8 }
    while index < count {
      switch self[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): return index
      default: index += 1
      }
    }
    return nil
  }

  private func hasSpecial(inEightFrom index: Int) -> Bool {
    let word = UnsafeRawPointer(baseAddress! + index).loadUnaligned(as: UInt64.self)
    let angles = (word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E
    let quotes = (word | 0x0404_0404_0404_0404) ^ 0x2626_2626_2626_2626
    return hasZero(angles) | hasZero(quotes) != 0
  }
}

private func hasZero(_ word: UInt64) -> UInt64 {
  (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}
