import Diagnostics

/// The faults of quantities, and their wording.
extension QuantityReader {
  /// The unit of a word; what is wrong with it if there is none.
  func unit(_ word: Text, at place: Int) throws(QuantityFault) -> QuantityUnit {
    if let unit = QuantityUnit(word) { return unit }
    let range = place..<place + word.count
    switch word.asciiLowercased() {
    case "month", "months", "year", "years", "y", "yr", "yrs", "mo": throw noFixedLength(range)
    default: break
    }
    let nearest = QuantityUnit.nearest(to: word)
    let isBits = (2...3).contains(word.count) && word.hasSuffix("b") && word.utf8[0] != word.utf8[0].asciiLowercased
    throw QuantityFault(
      .unit, isBits ? "\(word.quoted) is a unit of bits" : "\(word.quoted) is no unit",
      help: nearest.map { "did you mean `\($0)`?" } ?? "units are `kB MB GB TB`, `KiB MiB GiB TiB`, `s min h d`, `events`",
      at: range,
      suggestions: nearest.map { [$0] } ?? [])
  }

  func noFixedLength(_ range: Range<Int>) -> QuantityFault {
    QuantityFault(.unit, "a month or a year has no fixed length", help: "give days, hours, minutes or seconds", at: range)
  }

  func tooLarge(_ range: Range<Int>) -> QuantityFault {
    QuantityFault(.tooLarge, "too large to be meant", help: "check the number and its unit", at: range)
  }

  /// What does not begin with a number: a sign, a word, or nothing of the kind.
  func notANumber() -> QuantityFault {
    let bytes = text
    if bytes[start] == UInt8(ascii: "-") { return QuantityFault(.malformed, "negative", at: start..<end) }
    let first = bytes[start..<end].firstIndex { isDigit($0) }
    guard let first, (try? Quantity(Text(bytes[first..<end]))) != nil else {
      return QuantityFault(.malformed, "not a number with a unit", at: start..<end)
    }
    return extra(start..<first, "before")
  }

  /// What stands after a quantity.
  func trailing(from place: Int) -> QuantityFault {
    guard (try? Quantity(Text(text[start..<place]))) != nil else {
      return QuantityFault(.malformed, "not a number with a unit", at: start..<end)
    }
    return extra(place..<end, "after")
  }

  private func extra(_ range: Range<Int>, _ side: Text) -> QuantityFault {
    let inner = Text(text[range]).trimmedRange
    let place = range.lowerBound + inner.lowerBound..<range.lowerBound + inner.upperBound
    return QuantityFault(
      .malformed, "\(Text(text[place]).quoted) stands \(side) the number and its unit",
      help: "leave it out: the field says what is measured", at: place, suggestions: [""])
  }

  /// The last part of `2h30`.
  func noUnit(_ range: Range<Int>, after last: QuantityUnit) -> QuantityFault {
    let digits = Text(text[range]).trimmed()
    let unit: Text? = last.factor == 3600 ? "min" : last.factor == 60 ? "s" : last.factor == 86_400 ? "h" : nil
    return QuantityFault(
      .malformed, "\(digits.quoted) has no unit", help: unit.map { "did you mean `\(digits) \($0)`?" } ?? "", at: range,
      suggestions: unit.map { ["\(digits) \($0)"] } ?? [])
  }

  func malformedISO() -> QuantityFault {
    QuantityFault(
      .malformed, "no duration of ISO 8601", help: "write it as `PT8H` or `P1DT12H`, or simply `8 h`", at: start..<end)
  }

  func unclearClock(_ parts: [Int], _ range: Range<Int>) -> QuantityFault {
    let meanings: [Text] = ["\(parts[0]) h \(parts[1]) min", "\(parts[0]) min \(parts[1]) s"]
    return QuantityFault(
      .unclear, "hours and minutes, or minutes and seconds", help: "write `\(meanings[0])` or `\(meanings[1])`", at: range,
      suggestions: meanings)
  }

  /// Digits that are grouped otherwise than in threes, in `digits` or right after them.
  func separatorFault(_ digits: Range<Int>, first: Int, groups: Int) -> QuantityFault? {
    let next = digits.upperBound
    let mark = next + 1 < end && isDigit(text[next + 1]) ? text[next] : 0
    let comma = UInt8(ascii: ",")
    let isLeadingZero = groups == 1 && text[digits.lowerBound] == UInt8(ascii: "0") && text[digits.lowerBound + first] == comma
    if isLeadingZero || (mark == comma && groups == 0) { return decimalComma(numeral(from: digits.lowerBound)) }
    let isGrouped = mark == comma || mark == UInt8(ascii: "_") || mark == UInt8(ascii: "'")
    return isGrouped ? wrongGroups(numeral(from: digits.lowerBound)) : nil
  }

  /// A second point, or a comma after a point.
  func pointFault(_ digits: Range<Int>) -> QuantityFault? {
    let next = digits.upperBound
    guard next + 1 < end, isDigit(text[next + 1]) else { return nil }
    if text[next] == UInt8(ascii: ",") { return decimalComma(numeral(from: digits.lowerBound)) }
    guard text[next] == UInt8(ascii: ".") else { return nil }
    let range = numeral(from: digits.lowerBound)
    let parts = Text(text[range]).split(at: UInt8(ascii: "."))
    guard parts.dropFirst().allSatisfy({ $0.count == 3 }) else {
      return QuantityFault(.malformed, "a number has one decimal point", at: range)
    }
    return thousands(range, Text.joined(parts, separator: ""))
  }

  /// Digits and what may part them, from a place on.
  private func numeral(from start: Int) -> Range<Int> {
    var place = start
    while place < end, isDigit(text[place]) || isMark(text[place]) { place += 1 }
    return start..<place
  }

  private func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "'")
  }

  private func decimalComma(_ range: Range<Int>) -> QuantityFault {
    let digits = text[range]
    let (comma, point) = (UInt8(ascii: ","), UInt8(ascii: "."))
    let place = digits.lastIndex(of: comma) ?? range.lowerBound
    guard !digits[..<place].contains(comma), !digits[place...].contains(point) else { return wrongGroups(range) }
    let decimal = Text(digits[..<place].filter { $0 != point } + [point] + digits[(place + 1)...])
    return QuantityFault(
      .unclear, "the comma may part decimals or thousands", help: "write a decimal point: `\(decimal)`", at: range,
      suggestions: [decimal])
  }

  private func wrongGroups(_ range: Range<Int>) -> QuantityFault {
    QuantityFault(
      .malformed, "the digits are not grouped in threes", help: "write `1000000` or `1,000,000`, and decimals with a point",
      at: range)
  }

  private func thousands(_ range: Range<Int>, _ digits: Text) -> QuantityFault {
    QuantityFault(
      .unclear, "the points may part thousands", help: "write thousands without a mark: `\(digits)`", at: range,
      suggestions: [digits])
  }

  /// `20.000` of something that is counted.
  func unclearThousands(_ range: Range<Int>) -> QuantityFault {
    let parts = Text(text[range]).split(at: UInt8(ascii: "."))
    return QuantityFault(
      .unclear, "the point may part decimals or thousands", help: "write `\(parts[0])` or `\(parts[0] + parts[1])`", at: range,
      suggestions: [parts[0] + parts[1], parts[0]])
  }
}
