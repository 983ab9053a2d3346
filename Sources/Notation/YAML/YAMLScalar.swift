import Diagnostics

/// YAML 1.2's core schema: which plain texts are null, booleans and numbers.
enum YAMLScalar {
  /// The node of a plain text.
  static func plain(_ text: Text, at range: Range<Int>, map: [Int32]? = nil) -> Node {
    Node(value(of: text), text: text, range: SourceRange(range), map: map)
  }

  /// What a plain text means.
  static func value(of text: Text) -> Node.Value {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
      UInt8(ascii: "F"):
      return text.utf8.count > 5 ? .string(text) : word(text)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return text.utf8.withUnsafeBufferPointer { number($0) } ?? .string(text)
    default: return .string(text)
    }
  }

  private static func word(_ text: Text) -> Node.Value {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: .string(text)
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Node.Value? {
    if let integer = parseInt64(bytes) { return .int(integer) }
    if bytes.count > 2, bytes[0] == UInt8(ascii: "0"), bytes[1] == UInt8(ascii: "x") || bytes[1] == UInt8(ascii: "o") {
      let digits = UnsafeBufferPointer(rebasing: bytes[2...])
      guard let value = parseUInt64(digits, base: bytes[1] == UInt8(ascii: "x") ? 16 : 8) else { return nil }
      return Int64(exactly: value).map { .int($0) } ?? .double(Double(value))
    }
    if let double = parseDouble(bytes) { return .double(double) }
    return special(bytes)
  }

  /// `.inf` with an optional sign, and `.nan`.
  private static func special(_ bytes: UnsafeBufferPointer<UInt8>) -> Node.Value? {
    let isSigned = bytes[0] != UInt8(ascii: ".")
    switch Text(Array(bytes.dropFirst(isSigned ? 1 : 0))) {
    case ".inf", ".Inf", ".INF": return .double(bytes[0] == UInt8(ascii: "-") ? -.infinity : .infinity)
    case ".nan", ".NaN", ".NAN": return isSigned ? nil : .double(.nan)
    default: return nil
    }
  }
}
