import Diagnostics
import Notation

/// Divides an expression into tokens (cel-spec, langdef, Syntax).
struct Lexer {
  let source: [UInt8]
  var offset = 0
  var tokens: [Token] = []
  /// The contents of string and bytes literals.
  var texts: [[UInt8]] = []

  /// The tokens of an expression, the last one `end`.
  static func read(_ source: Text) throws(CELIssue) -> Lexer {
    var lexer = Lexer(source: source.utf8)
    while try lexer.readToken() {}
    return lexer
  }

  private init(source: [UInt8]) { self.source = source }

  /// The byte so many places ahead; 0 at the end, which no token begins with.
  func peek(_ ahead: Int = 0) -> UInt8 { offset + ahead < source.count ? source[offset + ahead] : 0 }

  func isNext(_ byte: Unicode.Scalar, _ ahead: Int = 0) -> Bool { peek(ahead) == UInt8(ascii: byte) }

  mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, range: SourceRange(start, offset)))
  }

  private mutating func readToken() throws(CELIssue) -> Bool {
    skipBlanks()
    let start = offset
    guard offset < source.count else {
      add(.end, from: start)
      return false
    }
    let byte = peek()
    if byte.isLetter {
      if literalPrefixLength != nil { try readLiteral() } else { readWord() }
    } else if byte.isDigit || (isNext(".") && peek(1).isDigit) {
      try readNumber()
    } else if isNext("\"") || isNext("'") {
      try readLiteral()
    } else if isNext("`") {
      try readQuotedIdentifier()
    } else {
      try readSign()
    }
    return true
  }

  private mutating func skipBlanks() {
    while offset < source.count {
      switch source[offset] {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: offset += 1
      case UInt8(ascii: "/") where isNext("/", 1):
        while offset < source.count, source[offset] != 0x0A, source[offset] != 0x0D { offset += 1 }
      default: return
      }
    }
  }

  /// The length of a prefix such as `rb` that a quote follows.
  var literalPrefixLength: Int? {
    for length in 0...2 where peek(length) == UInt8(ascii: "\"") || peek(length) == UInt8(ascii: "'") {
      let first = peek() | 0x20
      let second = peek(1) | 0x20
      let (raw, bytes) = (UInt8(ascii: "r"), UInt8(ascii: "b"))
      switch length {
      case 0: return 0
      case 1: return first == raw || first == bytes ? 1 : nil
      default: return (first == raw && second == bytes) || (first == bytes && second == raw) ? 2 : nil
      }
    }
    return nil
  }

  private mutating func readWord() {
    let start = offset
    while peek().isLetter || peek().isDigit { offset += 1 }
    switch Text(source[start..<offset]) {
    case "true": add(.sign(.true), from: start)
    case "false": add(.sign(.false), from: start)
    case "null": add(.sign(.null), from: start)
    case "in": add(.sign(.in), from: start)
    case "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
      "return", "var", "void", "while":
      add(.identifier(isReserved: true), from: start)
    default: add(.identifier(isReserved: false), from: start)
    }
  }

  private mutating func readQuotedIdentifier() throws(CELIssue) {
    let start = offset
    offset += 1
    while offset < source.count, peek().isLetter || peek().isDigit || isQuotable(peek()) { offset += 1 }
    guard isNext("`"), offset > start + 1 else {
      throw CELIssue(
        "a quoted name holds letters, digits and `_.-/ ` and ends with a backquote", range: SourceRange(start, offset))
    }
    offset += 1
    add(.quotedIdentifier, from: start)
  }

  private func isQuotable(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "): true
    default: false
    }
  }

  private mutating func readSign() throws(CELIssue) {
    let start = offset
    guard let (sign, length) = sign(peek(), peek(1)) else { throw unexpectedCharacter() }
    offset += length
    add(.sign(sign), from: start)
  }

  private func sign(_ first: UInt8, _ second: UInt8) -> (Sign, Int)? {
    let isEqualNext = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "|"): return second == first ? (.or, 2) : nil
    case UInt8(ascii: "&"): return second == first ? (.and, 2) : nil
    case UInt8(ascii: "="): return isEqualNext ? (.equal, 2) : nil
    case UInt8(ascii: "<"): return isEqualNext ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return isEqualNext ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "!"): return isEqualNext ? (.notEqual, 2) : (.not, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "*"): return (.times, 1)
    case UInt8(ascii: "/"): return (.divide, 1)
    case UInt8(ascii: "%"): return (.modulo, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: "."): return (.dot, 1)
    case UInt8(ascii: "("): return (.openParenthesis, 1)
    case UInt8(ascii: ")"): return (.closeParenthesis, 1)
    case UInt8(ascii: "["): return (.openBracket, 1)
    case UInt8(ascii: "]"): return (.closeBracket, 1)
    case UInt8(ascii: "{"): return (.openBrace, 1)
    case UInt8(ascii: "}"): return (.closeBrace, 1)
    default: return nil
    }
  }

  private func unexpectedCharacter() -> CELIssue {
    let help: Text
    switch peek() {
    case UInt8(ascii: "="): help = "equality is `==`"
    case UInt8(ascii: "&"): help = "the operator is `&&`"
    case UInt8(ascii: "|"): help = "the operator is `||`"
    case UInt8(ascii: "#"): help = "a comment begins with `//`"
    default: help = ""
    }
    var end = offset + 1
    while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
    let character: Text = peek() < 0x20 || peek() == 0x7F ? "a control character" : "`\(Text(source[offset..<end]))`"
    return CELIssue("\(character) is not part of the language", help: help, range: SourceRange(offset, end))
  }
}

extension UInt8 {
  /// Whether a name may begin with it.
  var isLetter: Bool {
    (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")) || self == UInt8(ascii: "_")
  }

  /// Whether it is one of `0` to `9`.
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// The value of a hexadecimal digit.
  var hexadecimalValue: UInt32? {
    if isDigit { return UInt32(self - UInt8(ascii: "0")) }
    let lower = self | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f") ? UInt32(lower - UInt8(ascii: "a")) + 10 : nil
  }
}
