/// What stands before a place in a text, as assertions ask for it.
enum MatchContext: UInt8, Hashable {
  case textStart
  case newline
  case word
  case other

  init(_ byte: UInt8) {
    if byte == 0x0A { self = .newline } else if byte.isLetter || byte.isDigit { self = .word } else { self = .other }
  }
}

extension Assertion {
  /// Whether it holds between what stands before a place and the byte after it, which is nil at the end.
  func holds(_ before: MatchContext, _ after: UInt8?) -> Bool {
    let isWordAfter = after.map { $0.isLetter || $0.isDigit } ?? false
    switch self {
    case .textStart: return before == .textStart
    case .textEnd: return after == nil
    case .lineStart: return before == .textStart || before == .newline
    case .lineEnd: return after == nil || after == 0x0A
    case .wordBoundary: return (before == .word) != isWordAfter
    case .noWordBoundary: return (before == .word) == isWordAfter
    }
  }
}
