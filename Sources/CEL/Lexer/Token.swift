import Diagnostics

/// A word, sign or literal of an expression.
struct Token: Sendable {
  enum Kind: Sendable, Equatable {
    /// A name that is no keyword; `isReserved` names may only be selected, not stand alone.
    case identifier(isReserved: Bool)
    /// A field's name between backquotes.
    case quotedIdentifier
    /// A whole number without sign, as its magnitude.
    case int(UInt64)
    case uint(UInt64)
    case double(Double)
    /// A string, at an index of the lexer's `texts`.
    case string(Int)
    /// Bytes, at an index of the lexer's `texts`.
    case bytes(Int)
    case sign(Sign)
    case end
  }

  var kind: Kind
  var range: SourceRange
}

/// Operators, brackets and keywords.
enum Sign: UInt8, Sendable {
  case or
  case and
  case less
  case lessOrEqual
  case greaterOrEqual
  case greater
  case equal
  case notEqual
  case `in`
  case plus
  case minus
  case times
  case divide
  case modulo
  case not
  case question
  case colon
  case comma
  case dot
  case openParenthesis
  case closeParenthesis
  case openBracket
  case closeBracket
  case openBrace
  case closeBrace
  case `true`
  case `false`
  case null

  /// How it is written.
  var text: Text {
    switch self {
    case .or: "||"
    case .and: "&&"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greaterOrEqual: ">="
    case .greater: ">"
    case .equal: "=="
    case .notEqual: "!="
    case .in: "in"
    case .plus: "+"
    case .minus: "-"
    case .times: "*"
    case .divide: "/"
    case .modulo: "%"
    case .not: "!"
    case .question: "?"
    case .colon: ":"
    case .comma: ","
    case .dot: "."
    case .openParenthesis: "("
    case .closeParenthesis: ")"
    case .openBracket: "["
    case .closeBracket: "]"
    case .openBrace: "{"
    case .closeBrace: "}"
    case .true: "true"
    case .false: "false"
    case .null: "null"
    }
  }
}
