import Diagnostics

/// Regular expressions of what the readers of answers take, in the part of ECMA 262 that other languages share: no classes whose extent depends on
/// Unicode, no ends that depend on lines.
enum SchemaPattern {
  /// What is trimmed from an answer.
  static let space: Text = "[\\t-\\r ]"

  /// A pattern with nothing but blanks around it.
  static func whole(_ pattern: Text) -> Text { "^\(space)*(\(pattern))\(space)*$" }

  /// A text as labels and options are compared: without regard to the case of letters, the number of blanks, and a closing `:` or `*`.
  static func label(_ text: Text) -> Text {
    "^\(space)*\(insensitive(text))[\\t-\\r :*]*$"
  }

  /// A text whatever the case of its letters and the number of its blanks.
  static func insensitive(_ text: Text) -> Text {
    var pattern: [UInt8] = []
    let words = text.utf8.split { $0.isASCIISpace }
    for (index, word) in words.enumerated() {
      if index > 0 { pattern += "\(space)+".utf8 }
      for byte in word { append(byte, to: &pattern) }
    }
    while let last = pattern.last, last == UInt8(ascii: ":") { pattern.removeLast() }
    return Text(pattern)
  }

  /// A text as it is.
  static func exact(_ text: Text) -> Text {
    var pattern: [UInt8] = []
    for byte in text.utf8 {
      if syntax.contains(byte) { pattern.append(UInt8(ascii: "\\")) }
      pattern.append(byte)
    }
    return Text(pattern)
  }

  /// A calendar date of ISO 8601 that exists.
  static var date: Text {
    let year: Text = "[0-9]{4}"
    let leap: Text = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
    return """
      \(year)-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|\(year)-(0[469]|11)-(0[1-9]|[12][0-9]|30)|\
      \(year)-02-(0[1-9]|1[0-9]|2[0-8])|\(leap)-02-29
      """
  }

  /// A whole number of 64 bits.
  static var integer: Text { "[+-]?0*(\(digits(upTo: "9223372036854775807")))|-0*9223372036854775808" }

  /// A decimal number.
  static let number: Text = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"

  /// An address with a scheme and a host.
  static let url: Text = "[A-Za-z][A-Za-z0-9+.-]+://[^/\\u0000-\\u0020<>][^\\u0000-\\u0020<>]*"

  /// An e-mail address alone.
  static let email: Text =
    "[^\\u0000-\\u0020<,:@]{1,64}@[A-Za-z0-9\\u0080-\\uffff-][A-Za-z0-9.\\u0080-\\uffff-]*\\.([A-Za-z0-9.\\u0080-\\uffff-]*[A-Za-z0-9\\u0080-\\uffff-])"

  /// Natural numbers up to one, without leading zeros.
  private static func digits(upTo limit: Text) -> Text {
    let digits = limit.utf8
    var alternatives: [Text] = ["[0-9]{1,\(Int64(digits.count - 1))}"]
    for index in digits.indices where digits[index] > UInt8(ascii: "0") {
      let first: UInt8 = index == 0 ? UInt8(ascii: "1") : UInt8(ascii: "0")
      guard digits[index] > first else { continue }
      let rest = digits.count - index - 1
      let head = Text(digits[..<index])
      let below: Text = "[\(Text([first]))-\(Text([digits[index] - 1]))]"
      alternatives.append("\(head)\(below)" + (rest > 0 ? "[0-9]{\(Int64(rest))}" : ""))
    }
    return Text.joined(alternatives + [limit], separator: "|")
  }

  /// The signs that mean something in a pattern.
  private static let syntax = Array("^$\\.*+?()[]{}|/".utf8)

  private static func append(_ byte: UInt8, to pattern: inout [UInt8]) {
    if byte.isASCIILetter {
      pattern += [UInt8(ascii: "["), byte.asciiLowercased, byte.asciiLowercased - 0x20, UInt8(ascii: "]")]
    } else {
      if syntax.contains(byte) { pattern.append(UInt8(ascii: "\\")) }
      pattern.append(byte)
    }
  }
}
