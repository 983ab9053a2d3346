import Diagnostics
import Notation

/// Dates that are not ISO 8601, and what they mean.
enum DateSpelling {
  /// Reports a date that is not ISO 8601, with the right spelling as a fix where it has only one meaning.
  static func report(_ node: Node, name: Text, _ sink: inout DiagnosticSink) {
    let dates = meanings(node.text).map { $0.iso8601 }
    var help: Text = "write year-month-day, such as `2015-12-02`"
    if dates.count == 1 { help = "write `\(dates[0])`" }
    if dates.count == 2 { help = "it may mean `\(dates[0])` or `\(dates[1])`: write year-month-day" }
    var fixes: [Fix] = []
    for date in dates {
      // A time of day would be lost.
      let isSafe = dates.count == 1 && !node.text.utf8.contains(UInt8(ascii: ":"))
      fixes.append(Fix(title: "write `\(date)`", safe: isSafe, edits: [sink.edit(node.range, to: date)]))
    }
    let isNoDay = dates.isEmpty && looksLikeISO(node.text)
    let what: Text = isNoDay ? "a day that does not exist" : "not an ISO 8601 date"
    sink.report(
      "value-not-a-date", at: node.range, "`\(name)` is \(node.text.visible.quoted), \(what)", help: help, fixes: fixes)
  }

  /// The days that a text may mean: one, or two for the likes of `03/04/2015`, or none.
  static func meanings(_ text: Text) -> [CivilDate] {
    guard text.count <= 40 else { return [] }
    let words = words(of: text)
    if let date = isoLike(words) ?? compact(words) { return [date] }
    guard words.count == 3 else { return [] }
    if let date = named(words) { return [date] }
    return numeric(words)
  }

  private static func looksLikeISO(_ text: Text) -> Bool {
    text.count == 10 && text.utf8[4] == UInt8(ascii: "-") && text.utf8[7] == UInt8(ascii: "-")
  }

  /// Runs of digits and runs of letters, up to a time of day.
  private static func words(of text: Text) -> [Text] {
    var words: [Text] = []
    var word: [UInt8] = []
    for byte in text.utf8 + [0x20] {
      if byte == UInt8(ascii: ":") { return words.count >= 3 ? Array(words.prefix(3)) : [] }
      if let last = word.last, last.isASCIIDigit != byte.isASCIIDigit || !(byte.isASCIIDigit || byte.isASCIILetter) {
        let made = Text(word)
        if !made.isOrdinalEnding { words.append(made) }
        word = []
      }
      if byte.isASCIIDigit || byte.isASCIILetter { word.append(byte) }
    }
    return words
  }

  private static func isoLike(_ words: [Text]) -> CivilDate? {
    guard words.count == 3, words[0].count == 4, let year = number(words[0]), let month = number(words[1]),
      let day = number(words[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func compact(_ words: [Text]) -> CivilDate? {
    guard words.count == 1, words[0].count == 8, let number = number(words[0]) else { return nil }
    let date = CivilDate(year: number / 10000, month: number / 100 % 100, day: number % 100)
    return date.flatMap { (1970...2100).contains($0.year) ? $0 : nil }
  }

  /// `2 December 2015`, `December 2, 2015`, `02-Dec-2015`, `2015 Dec 2`.
  private static func named(_ words: [Text]) -> CivilDate? {
    guard let at = words.firstIndex(where: { month($0) != nil }), at < 2, let month = month(words[at]) else { return nil }
    let numbers = [words[1 - at], words[2]]
    let yearAt = numbers[0].count == 4 ? 0 : 1
    guard numbers[yearAt].count == 4, let year = number(numbers[yearAt]), let day = number(numbers[1 - yearAt]) else {
      return nil
    }
    return CivilDate(year: year, month: month, day: day)
  }

  /// `12/31/2015`, `31.12.2015`: both orders where both exist.
  private static func numeric(_ words: [Text]) -> [CivilDate] {
    guard words[2].count == 4, let year = number(words[2]), let first = number(words[0]), let second = number(words[1])
    else { return [] }
    var dates: [CivilDate] = []
    if let date = CivilDate(year: year, month: first, day: second) { dates.append(date) }
    if first != second, let date = CivilDate(year: year, month: second, day: first) { dates.append(date) }
    return dates
  }

  private static func month(_ word: Text) -> Int? {
    let months: [Text] = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    let word = word.asciiLowercased()
    guard word.count >= 3 else { return nil }
    return months.firstIndex { $0.utf8.starts(with: word.utf8) }.map { $0 + 1 }
  }

  private static func number(_ word: Text) -> Int? {
    guard word.count <= 8, !word.isEmpty else { return nil }
    var value = 0
    for byte in word.utf8 {
      guard byte.isASCIIDigit else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}

extension Text {
  /// The ending of `1st`, `2nd`, `3rd`, `4th`, the `of` of `2 of December`, and the `T` before a time of day.
  fileprivate var isOrdinalEnding: Bool {
    switch asciiLowercased() {
    case "st", "nd", "rd", "th", "of", "t": true
    default: false
    }
  }
}
