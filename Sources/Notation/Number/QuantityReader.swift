import Diagnostics

/// Reads a quantity from its text.
struct QuantityReader {
  private var cursor: ByteCursor
  /// Where the text begins but for white space.
  let start: Int
  /// Where it ends.
  let end: Int
  /// The digits of a number such as `20.000`, which may be twenty or twenty thousand.
  private var unclearPoint: Range<Int>?

  init(_ text: Text) {
    cursor = ByteCursor(text.utf8)
    start = text.trimmedRange.lowerBound
    end = text.trimmedRange.upperBound
    cursor.index = start
  }

  /// All bytes.
  var text: [UInt8] { cursor.bytes }

  mutating func quantity() throws(QuantityFault) -> Quantity {
    guard (1...200).contains(end - start) else { throw QuantityFault(.malformed, "not a number with a unit", at: start..<end) }
    if let first = cursor.next, first | 0x20 == UInt8(ascii: "p"), let duration = try isoDuration() { return duration }
    if let clock = try clock() { return clock }
    guard cursor.digit != nil || cursor.next == UInt8(ascii: ".") else { throw notANumber() }
    let number = try self.number()
    skipSpaces()
    let place = cursor.index
    let word = takeWord()
    if word.isEmpty, place < end { throw trailing(from: place) }
    guard word.isEmpty || QuantityUnit.isCounted(word) else { return try measured(number, word, at: place) }
    if let unclearPoint { throw unclearThousands(unclearPoint) }
    guard let amount = QuantityAmount(number, .one) else { throw tooLarge(start..<cursor.index) }
    if cursor.index < end { throw trailing(from: cursor.index) }
    return Quantity(amount, .count, unit: word)
  }

  /// A number and the unit after it, and whatever may follow them.
  private mutating func measured(_ number: DecimalNumber, _ word: Text, at place: Int) throws(QuantityFault) -> Quantity {
    let unit = try unit(word, at: place)
    guard let amount = QuantityAmount(number, unit) else { throw tooLarge(start..<cursor.index) }
    var noun = word
    if unit.dimension == .count {
      skipSpaces()
      let after = cursor.index
      noun = takeWord()
      if !noun.isEmpty, !QuantityUnit.isCounted(noun) { throw trailing(from: after) }
    }
    let total = unit.dimension == .time ? try compound(amount, unit) : amount
    skipSpaces()
    if cursor.index < end { throw trailing(from: cursor.index) }
    return Quantity(total, unit.dimension, unit: noun)
  }

  /// The further parts of a time: `30m` after `2h`.
  private mutating func compound(_ first: QuantityAmount, _ unit: QuantityUnit) throws(QuantityFault) -> QuantityAmount {
    var total = first
    var last = unit
    while true {
      let before = cursor.index
      _ = cursor.take(UInt8(ascii: ","))
      skipSpaces()
      guard cursor.digit != nil else {
        cursor.index = before
        return total
      }
      let from = cursor.index
      let number = try self.number()
      skipSpaces()
      let place = cursor.index
      let word = takeWord()
      if word.isEmpty { throw noUnit(from..<place, after: last) }
      let unit = try self.unit(word, at: place)
      guard unit.dimension == .time, unit.isSmaller(than: last) else {
        throw QuantityFault(
          .malformed, "\(word.quoted) comes after a unit that is not longer", help: "begin with the longest: `1 d 2 h 30 min`",
          at: place..<cursor.index)
      }
      guard let sum = QuantityAmount(number, unit).flatMap({ total.adding($0) }) else { throw tooLarge(start..<cursor.index) }
      total = sum
      last = unit
    }
  }
}

extension QuantityReader {
  /// `36:00:00`, with days before it `1+12:00:00` as HTCondor or `1-12:00:00` as Slurm writes it; nil if there is no colon.
  private mutating func clock() throws(QuantityFault) -> Quantity? {
    guard cursor.bytes[start..<end].contains(UInt8(ascii: ":")) else { return nil }
    var parts: [Int] = []
    var days = 0
    while let part = cursor.digits(upTo: 9) {
      if parts.isEmpty, days == 0, cursor.take(UInt8(ascii: "+")) || cursor.take(UInt8(ascii: "-")) {
        days = part
        continue
      }
      parts.append(part)
      guard cursor.take(UInt8(ascii: ":")) else { break }
    }
    let isWhole = cursor.index == end && cursor.bytes[end - 1] != UInt8(ascii: ":")
    if isWhole, parts.count == 2, parts[1] < 60, days == 0 { throw unclearClock(parts, start..<end) }
    guard isWhole, parts.count == 3, parts[1] < 60, parts[2] < 60 else {
      throw QuantityFault(
        .malformed, "no time by the clock", help: "write hours, minutes and seconds: `36:00:00`", at: start..<end)
    }
    let seconds = Int64(days) * 86_400 + Int64(parts[0]) * 3600 + Int64(parts[1] * 60 + parts[2])
    return Quantity(QuantityAmount(whole: seconds), .time, unit: ":")
  }

  /// A duration of ISO 8601 without years and months; nil if the `P` begins something else.
  private mutating func isoDuration() throws(QuantityFault) -> Quantity? {
    cursor.index += 1
    guard let second = cursor.next, isDigit(second) || second | 0x20 == UInt8(ascii: "t") else {
      cursor.index = start
      return nil
    }
    var total = QuantityAmount(whole: 0)
    var last: QuantityUnit?
    var isTime = false
    while cursor.index < end {
      let from = cursor.index
      if !isTime, cursor.next.map({ $0 | 0x20 }) == UInt8(ascii: "t"), cursor.index + 1 < end {
        isTime = true
        cursor.index += 1
        continue
      }
      guard cursor.digit != nil else { throw malformedISO() }
      let number = try self.number()
      guard cursor.index < end, let unit = try isoUnit(isTime: isTime, from: from), last.map({ unit.isSmaller(than: $0) }) ?? true
      else { throw malformedISO() }
      guard let sum = QuantityAmount(number, unit).flatMap({ total.adding($0) }) else { throw tooLarge(start..<end) }
      total = sum
      last = unit
    }
    if last == nil { throw malformedISO() }
    return Quantity(total, .time, unit: "P")
  }

  private mutating func isoUnit(isTime: Bool, from start: Int) throws(QuantityFault) -> QuantityUnit? {
    let letter = cursor.bytes[cursor.index] & 0xDF
    cursor.index += 1
    switch (letter, isTime) {
    case (UInt8(ascii: "W"), false): return .week
    case (UInt8(ascii: "D"), false): return .day
    case (UInt8(ascii: "H"), true): return .hour
    case (UInt8(ascii: "M"), true): return .minute
    case (UInt8(ascii: "S"), true): return .second
    case (UInt8(ascii: "Y"), false), (UInt8(ascii: "M"), false): throw noFixedLength(start..<cursor.index)
    default: return nil
    }
  }
}

extension QuantityReader {
  /// A number without sign; its digits may be grouped in threes by one kind of mark.
  private mutating func number() throws(QuantityFault) -> DecimalNumber {
    let start = cursor.index
    var number = DecimalNumber()
    let first = takeDigits(&number)
    let groups = takeGroups(&number, first: first)
    if let fault = separatorFault(start..<cursor.index, first: first, groups: groups) { throw fault }
    if cursor.next == UInt8(ascii: "."), first > 0 || hasDigit(after: 1) {
      cursor.index += 1
      number.appendPoint()
      let digits = takeDigits(&number)
      if let fault = pointFault(start..<cursor.index) { throw fault }
      let isUnclear = digits == 3 && (1...3).contains(first) && groups == 0 && text[start] != UInt8(ascii: "0")
      if isUnclear { unclearPoint = start..<cursor.index }
    }
    let power = takeExponent()
    number.scale(by: power)
    return number
  }

  private mutating func takeDigits(_ number: inout DecimalNumber) -> Int {
    let start = cursor.index
    while let digit = cursor.digit {
      number.append(digit)
      cursor.index += 1
    }
    return cursor.index - start
  }

  /// Groups of three digits, each after the same mark; how many there were.
  private mutating func takeGroups(_ number: inout DecimalNumber, first: Int) -> Int {
    guard (1...3).contains(first), let mark = groupMark() else { return 0 }
    var groups = 0
    while cursor.bytes[cursor.index...].starts(with: mark), hasDigit(after: mark.count), hasDigit(after: mark.count + 1),
      hasDigit(after: mark.count + 2), !hasDigit(after: mark.count + 3)
    {
      cursor.index += mark.count
      _ = takeDigits(&number)
      groups += 1
    }
    return groups
  }

  private func groupMark() -> ArraySlice<UInt8>? {
    switch cursor.next {
    case UInt8(ascii: ","), UInt8(ascii: "_"), UInt8(ascii: "'"), UInt8(ascii: " "):
      return cursor.bytes[cursor.index...cursor.index]
    default:
      let length = wideSpace(at: cursor.index)
      return length == 0 ? nil : cursor.bytes[cursor.index..<cursor.index + length]
    }
  }

  /// `e6` or `E-3`, unless the `e` begins a unit.
  private mutating func takeExponent() -> Int {
    let start = cursor.index
    guard cursor.next.map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return 0 }
    cursor.index += 1
    let isNegative = cursor.take(UInt8(ascii: "-"))
    if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }
    guard let power = cursor.digits(upTo: 4) else {
      cursor.index = start
      return 0
    }
    return isNegative ? -power : power
  }

  private func hasDigit(after distance: Int) -> Bool {
    cursor.index + distance < end && isDigit(cursor.bytes[cursor.index + distance])
  }
}

extension QuantityReader {
  private mutating func skipSpaces() {
    while cursor.index < end {
      let length = cursor.bytes[cursor.index].isASCIISpace ? 1 : wideSpace(at: cursor.index)
      if length == 0 { return }
      cursor.index += length
    }
  }

  /// How many bytes a no-break or thin space takes, or 0.
  private func wideSpace(at index: Int) -> Int {
    let bytes = cursor.bytes
    if index + 1 < end, bytes[index] == 0xC2, bytes[index + 1] == 0xA0 { return 2 }
    guard index + 2 < end, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else { return 0 }
    return bytes[index + 2] == 0xAF || bytes[index + 2] == 0x89 ? 3 : 0
  }

  /// Letters, `µ` among them.
  private mutating func takeWord() -> Text {
    let start = cursor.index
    while cursor.index < end, wideSpace(at: cursor.index) == 0 {
      let byte = cursor.bytes[cursor.index]
      guard byte.isASCIILetter || byte >= 0x80 else { break }
      cursor.index += 1
    }
    return Text(cursor.bytes[start..<cursor.index])
  }
}
