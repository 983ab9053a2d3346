import CEL
import Diagnostics
import Notation

/// A text with CEL expressions in braces; `{{` and `}}` are braces.
struct MessageTemplate: Sendable {
  /// A part of the text.
  enum Segment: Sendable {
    case text(Text)
    case expression(Program)
  }

  var segments: [Segment] = []

  /// The text with the values of its expressions; one that has no value becomes `…`.
  func render(_ bindings: Bindings, in workspace: Workspace) -> Text { evaluate(bindings, in: workspace).text }

  /// The text, and whether each of its expressions has a value.
  func evaluate(_ bindings: Bindings, in workspace: Workspace) -> (text: Text, isWhole: Bool) {
    var output = Text()
    var isWhole = true
    for segment in segments {
      switch segment {
      case .text(let text): output += text
      case .expression(let program):
        if case .success(let value) = program.evaluate(bindings, in: workspace) {
          output += value.messageText.shortened(to: 400)
        } else {
          output += "…"
          isWhole = false
        }
      }
    }
    return (output, isWhole)
  }
}

extension MessageTemplate {
  /// A part of a template as written: text, or an expression with its place in the text.
  enum Part: Hashable {
    case text(Text)
    case expression(Range<Int>)
    case unclosed(Int)
  }

  /// Splits a text at its braces. Braces and quotes inside an expression are those of CEL.
  static func parts(of text: Text) -> [Part] {
    let bytes = text.utf8
    var parts: [Part] = []
    var literal: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if (byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")), index + 1 < bytes.count, bytes[index + 1] == byte {
        literal.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "{") {
        if !literal.isEmpty { parts.append(.text(Text(literal))) }
        literal = []
        guard let close = closingBrace(bytes, from: index + 1) else { return parts + [.unclosed(index)] }
        parts.append(.expression(index + 1..<close))
        index = close + 1
      } else {
        literal.append(byte)
        index += 1
      }
    }
    if !literal.isEmpty { parts.append(.text(Text(literal))) }
    return parts
  }

  private static func closingBrace(_ bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var quote: UInt8?
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        if depth == 0 { return index }
        depth -= 1
      }
      index += 1
    }
    return nil
  }
}

extension Value {
  /// The value as a message shows it.
  var messageText: Text {
    switch self {
    case .string(let text): return text.visible
    case .bool(let bool): return bool ? "true" : "false"
    case .int(let number): return Text(number)
    case .uint(let number): return Text(number)
    case .double(let number): return formatDouble(number)
    case .timestamp(let time): return time.messageText
    case .duration(let span): return "\(span.seconds) s"
    case .list(let values): return Text.joined(values.map { $0.messageText }, separator: ", ")
    case .null: return "nothing"
    case .optional(let value): return value.map { $0.messageText } ?? "nothing"
    default: return typeName
    }
  }
}

extension Timestamp {
  /// The day, for an instant that is midnight in a zone of the western or eastern hemisphere near it; else the instant.
  fileprivate var messageText: Text {
    // A ticket's dates are midnight in the site's zone, which is a whole number of hours and no minutes in UTC.
    let clock = civil()
    return seconds % 3600 == 0 ? clock.date.iso8601 : rfc3339()
  }
}
