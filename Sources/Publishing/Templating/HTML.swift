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
    bytes = text.utf8.withUnsafeBufferPointer { text in
      [UInt8](room: Escaping.room(for: text.count)) { Escaping.write(text, to: $0) }
    }
  }

  /// The markup that shows a sentence with its link marked.
  init(marking mention: Mention.Lent) {
    let (opening, closing): (StaticString, StaticString) = ("<mark>", "</mark>")
    let size = mention.before.count + mention.text.count + mention.after.count + 13
    bytes = [UInt8](room: Escaping.room(for: size)) { memory in
      var end = Escaping.write(mention.before, to: memory)
      end.update(from: opening.utf8Start, count: opening.utf8CodeUnitCount)
      end = Escaping.write(mention.text, to: end + opening.utf8CodeUnitCount)
      end.update(from: closing.utf8Start, count: closing.utf8CodeUnitCount)
      return Escaping.write(mention.after, to: end + closing.utf8CodeUnitCount)
    }
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
  /// Appends the bytes of a literal.
  mutating func append(literal: StaticString) {
    literal.withUTF8Buffer { append(contentsOf: $0) }
  }
}
