import Diagnostics

extension RegexParser {
  /// The set between brackets; the opening one is read.
  mutating func bracket() throws(RegexError) -> CharacterSet {
    let isInverted = accept("^")
    var set = CharacterSet()
    var isFirst = true
    while !isNext("]") || isFirst {
      guard index < pattern.count else { throw RegexError(message: "a set is not closed with `]`") }
      isFirst = false
      if isNext("["), isNext(":", 1), let posix = try posixClass() {
        set.insert(posix)
      } else if isNext("\\"), let other = try classEscape() {
        set.insert(other)
      } else {
        try range(into: &set)
      }
    }
    index += 1
    set.normalize()
    return isInverted ? set.inverted : set
  }

  private mutating func range(into set: inout CharacterSet) throws(RegexError) {
    let start = index
    let low = try member()
    guard isNext("-"), !isNext("]", 1), index + 1 < pattern.count else { return set.insert(folded(CharacterSet([(low, low)]))) }
    index += 1
    let high = try member()
    guard low <= high else { throw RegexError(message: "the range `\(Text(pattern[start..<index]))` runs downwards") }
    set.insert(folded(CharacterSet([(low, high)])))
  }

  /// A class, inverted or not. As in RE2 the other cases of its letters come in before it is inverted.
  private func named(_ set: CharacterSet, isInverted: Bool) -> CharacterSet {
    isInverted ? folded(set).inverted : folded(set)
  }

  private mutating func member() throws(RegexError) -> UInt32 {
    isNext("\\") ? try characterEscape() : scalar()
  }

  /// `[:alpha:]` or `[:^alpha:]`; nil if it is not closed and so is no class.
  private mutating func posixClass() throws(RegexError) -> CharacterSet? {
    var end = index + 2
    while end < pattern.count, pattern[end].isLetter || pattern[end] == UInt8(ascii: "^") { end += 1 }
    guard end + 1 < pattern.count, pattern[end] == UInt8(ascii: ":"), pattern[end + 1] == UInt8(ascii: "]") else { return nil }
    var name = Text(pattern[(index + 2)..<end])
    let isInverted = name.utf8.first == UInt8(ascii: "^")
    if isInverted { name.utf8.removeFirst() }
    guard let set = CharacterSet.posix(name) else { throw RegexError(message: "`[:\(name):]` is no class of characters") }
    index = end + 2
    return named(set, isInverted: isInverted)
  }

  /// `\d`, `\pL`, `\p{Lu}`, `\PL`, `\p{^L}`; nil for any other escape.
  mutating func classEscape() throws(RegexError) -> CharacterSet? {
    guard index + 1 < pattern.count else { throw RegexError(message: "it ends with a lone backslash") }
    let letter = pattern[index + 1]
    if let set = CharacterSet.perl(letter) {
      index += 2
      return named(set, isInverted: letter & 0x20 == 0)
    }
    guard letter | 0x20 == UInt8(ascii: "p") else { return nil }
    index += 2
    var isInverted = letter == UInt8(ascii: "P")
    var name: Text
    if accept("{") {
      let start = index
      while index < pattern.count, !isNext("}") { index += 1 }
      name = Text(pattern[start..<index])
      guard accept("}") else { throw RegexError(message: "`\\p{` is not closed with `}`") }
    } else {
      let start = index
      index = min(index + 1, pattern.count)
      name = Text(pattern[start..<index])
    }
    if name.utf8.first == UInt8(ascii: "^") {
      isInverted.toggle()
      name.utf8.removeFirst()
    }
    let any = name.equals("Any") ? CharacterSet([(0, CharacterSet.last)]) : nil
    guard let set = any ?? UnicodeCategories.ranges(name) ?? CharacterSet.script(name) else {
      throw RegexError(
        message: "`\(name)` is no general category of Unicode and no script that is known here",
        help: "categories are `L`, `Lu`, `Nd`, `P` and so on; scripts are \(CharacterSet.scriptNames)")
    }
    return named(set, isInverted: isInverted)
  }

  /// A character written with a backslash.
  mutating func characterEscape() throws(RegexError) -> UInt32 {
    let start = index
    index += 1
    guard index < pattern.count else { throw RegexError(message: "it ends with a lone backslash") }
    let byte = pattern[index]
    if byte >= 0x80 { return scalar() }
    index += 1
    switch byte {
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "v"): return 0x0B
    case UInt8(ascii: "x"): return try hexadecimal()
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      if let value = octal(byte) { return value }
      throw RegexError(message: "`\\\(Text([byte]))` refers back to a group", help: "RE2 has no back references")
    case UInt8(ascii: "8"), UInt8(ascii: "9"):
      throw RegexError(message: "`\\\(Text([byte]))` refers back to a group", help: "RE2 has no back references")
    default:
      guard !byte.isLetter || byte == UInt8(ascii: "_") else {
        throw RegexError(message: "`\(Text(pattern[start..<index]))` is no escape of RE2")
      }
      return UInt32(byte)
    }
  }

  private mutating func octal(_ first: UInt8) -> UInt32? {
    let isSingle = first != UInt8(ascii: "0")
    var value = UInt32(first - UInt8(ascii: "0"))
    var digits = 1
    while digits < 3, index < pattern.count, pattern[index].isDigit, pattern[index] < UInt8(ascii: "8") {
      value = value * 8 + UInt32(pattern[index] - UInt8(ascii: "0"))
      index += 1
      digits += 1
    }
    return isSingle && digits == 1 ? nil : value
  }

  private mutating func hexadecimal() throws(RegexError) -> UInt32 {
    let issue = RegexError(message: "`\\x` is followed by two hexadecimal digits, or by `{…}`")
    var value: UInt32 = 0
    if accept("{") {
      let start = index
      while index < pattern.count, let digit = pattern[index].hexadecimalValue, value <= CharacterSet.last {
        value = value * 16 + digit
        index += 1
      }
      guard index > start, accept("}"), value <= CharacterSet.last else { throw issue }
      return value
    }
    for _ in 0..<2 {
      guard index < pattern.count, let digit = pattern[index].hexadecimalValue else { throw issue }
      value = value * 16 + digit
      index += 1
    }
    return value
  }
}
