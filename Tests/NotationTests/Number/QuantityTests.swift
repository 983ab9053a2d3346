import Diagnostics
import Notation
import TestSupport
import Testing

@Suite struct QuantityTests {
  /// What is read: the value in bytes, seconds or ones, exactly, and the unit as it was written.
  @Test(
    arguments: [
      ("2 GB", 2_000_000_000, .bytes, "GB"), ("1.5GiB", 1_610_612_736, .bytes, "GiB"), ("250 kB", 250_000, .bytes, "kB"),
      ("250 KB", 250_000, .bytes, "KB"), ("120 bytes", 120, .bytes, "bytes"), ("120B", 120, .bytes, "B"),
      ("1 byte", 1, .bytes, "byte"),
      ("3 TB", 3_000_000_000_000, .bytes, "TB"), ("2 PB", 2_000_000_000_000_000, .bytes, "PB"), ("1 KiB", 1024, .bytes, "KiB"),
      ("7 MiB", 7 << 20, .bytes, "MiB"), ("2 TiB", 2 << 40, .bytes, "TiB"), ("5 PiB", 5 << 50, .bytes, "PiB"),
      ("7 EiB", 7 << 60, .bytes, "EiB"),
      ("4.35 GB", 4_350_000_000, .bytes, "GB"), ("1.1 TB", 1_100_000_000_000, .bytes, "TB"), ("2gb", 2_000_000_000, .bytes, "gb"),
      ("2 MBytes", 2_000_000, .bytes, "MBytes"), ("2 Gigabytes", 2_000_000_000, .bytes, "Gigabytes"),
      ("1 mebibyte", 1 << 20, .bytes, "mebibyte"),
      ("1,234.5 MB", 1_234_500_000, .bytes, "MB"), ("2e3 MB", 2_000_000_000, .bytes, "MB"),
      ("  2\tGB\n", 2_000_000_000, .bytes, "GB"),
      ("2\u{A0}GB", 2_000_000_000, .bytes, "GB"), ("20\u{202F}000\u{202F}MB", 20_000_000_000, .bytes, "MB"),
      ("0 B", 0, .bytes, "B"),
      ("2.000000000000000000000000 GB", 2_000_000_000, .bytes, "GB"), ("1.500 GB", 1_500_000_000, .bytes, "GB"),
      ("90 s", 90, .time, "s"), ("90 sec", 90, .time, "sec"), ("90 secs", 90, .time, "secs"), ("8h", 28_800, .time, "h"),
      ("8H", 28_800, .time, "H"),
      ("2 hours", 7200, .time, "hours"), ("1 hr", 3600, .time, "hr"), ("1 Hour", 3600, .time, "Hour"),
      ("5 min", 300, .time, "min"),
      ("30m", 1800, .time, "m"), ("3 d", 259_200, .time, "d"), ("1 day", 86_400, .time, "day"),
      ("3 days", 259_200, .time, "days"),
      ("2 weeks", 1_209_600, .time, "weeks"), ("0.1 h", 360, .time, "h"), ("1.15 h", 4140, .time, "h"),
      ("20000 ms", 20, .time, "ms"),
      ("1d 2h", 93_600, .time, "d"), ("2h30m", 9000, .time, "h"), ("2 h 30 min 5 s", 9005, .time, "h"),
      ("1 day, 12 hours", 129_600, .time, "day"),
      ("1w2d", 777_600, .time, "w"), ("1m 30s", 90, .time, "m"), ("1.5h 30m", 7200, .time, "h"),
      ("36:00:00", 129_600, .time, ":"),
      ("0:05:30", 330, .time, ":"), ("1+12:00:00", 129_600, .time, ":"), ("1-12:00:00", 129_600, .time, ":"),
      ("PT8H", 28_800, .time, "P"),
      ("P1DT12H", 129_600, .time, "P"), ("P2W", 1_209_600, .time, "P"), ("PT1H30M", 5400, .time, "P"), ("pt90s", 90, .time, "P"),
      ("PT1.5H", 5400, .time, "P"), ("2000", 2000, .count, ""), ("5,000,000", 5_000_000, .count, ""),
      ("20 000", 20_000, .count, ""),
      ("10_000", 10_000, .count, ""), ("1'000'000", 1_000_000, .count, ""), ("5M", 5_000_000, .count, ""),
      ("2.5k", 2500, .count, ""),
      ("1.250M", 1_250_000, .count, ""), ("10 million", 10_000_000, .count, ""), ("5M events", 5_000_000, .count, "events"),
      ("10 million events", 10_000_000, .count, "events"), ("2000 jobs", 2000, .count, "jobs"), ("1e6", 1_000_000, .count, ""),
      ("1.5E+6 events", 1_500_000, .count, "events"), ("9,007,199,254,740,993", 9_007_199_254_740_993, .count, ""),
      ("9223372036854775807", .max, .count, ""), ("9223372.036854775807 TB", .max, .bytes, "TB"), ("0.250 k", 250, .count, ""),
      ("000", 0, .count, ""),
    ] as [(String, Int64, Quantity.Dimension, Text)])
  func reads(text: String, whole: Int64, dimension: Quantity.Dimension, unit: Text) throws {
    let quantity = try Quantity(Text(text))
    #expect(quantity.whole == whole)
    #expect(quantity.value == Double(whole))
    #expect(quantity.dimension == dimension)
    #expect(quantity.unit == unit)
    #expect(quantity.isBare == unit.isEmpty)
  }

  /// What is no whole number is the nearest double.
  @Test(
    arguments: [
      ("20 ms", 0.02, .time), ("2 µs", 2e-6, .time), ("2 μs", 2e-6, .time), ("3 ns", 3e-9, .time), ("0.1 s", 0.1, .time),
      ("1h 0.5s", 3600.5, .time), ("2.5", 2.5, .count), ("0.3 KiB", 307.2, .bytes), ("1e-3 B", 0.001, .bytes),
      (".5 B", 0.5, .bytes),
      ("0.123456789012345678901 PB", 123_456_789_012_345.678_901, .bytes), ("1e-400 s", 0, .time),
    ] as [(String, Double, Quantity.Dimension)])
  func readsFractions(text: String, value: Double, dimension: Quantity.Dimension) throws {
    let quantity = try Quantity(Text(text))
    #expect(quantity.value == value)
    #expect(quantity.dimension == dimension)
    #expect(quantity.whole == (value == 0 ? quantity.whole : nil))
  }

  /// What is refused: the kind of fault, the place of the fault between the marks, and what may be meant instead of it.
  @Test(
    arguments: [
      ("«1,5» GB", .unclear, "the comma may part decimals or thousands", ["1.5"]),
      ("«0,250» kB", .unclear, "the comma may part decimals or thousands", ["0.250"]),
      ("«12,50» GB", .unclear, "the comma may part decimals or thousands", ["12.50"]),
      ("«1.234,5» MB", .unclear, "the comma may part decimals or thousands", ["1234.5"]),
      ("«1234,567» s", .unclear, "the comma may part decimals or thousands", ["1234.567"]),
      ("1h «2,5»s", .unclear, "the comma may part decimals or thousands", ["2.5"]),
      ("«1.000.000»", .unclear, "the points may part thousands", ["1000000"]),
      ("«20.000»", .unclear, "the point may part decimals or thousands", ["20000", "20"]),
      ("«20.000» events", .unclear, "the point may part decimals or thousands", ["20000", "20"]),
      ("«8:30»", .unclear, "hours and minutes, or minutes and seconds", ["8 h 30 min", "8 min 30 s"]),
      ("2 «GBs»", .unit, "`GBs` is no unit", ["GB"]), ("2 «Gib»", .unit, "`Gib` is a unit of bits", ["GiB"]),
      ("2«Gb»", .unit, "`Gb` is a unit of bits", ["GB"]), ("2 «hrs»", .unit, "`hrs` is no unit", ["hr"]),
      ("5 «minuts»", .unit, "`minuts` is no unit", ["minutes"]), ("5 «evnts»", .unit, "`evnts` is no unit", ["events"]),
      ("2 «furlongs»", .unit, "`furlongs` is no unit", []), ("1 «month»", .unit, "a month or a year has no fixed length", []),
      ("2 «years»", .unit, "a month or a year has no fixed length", []),
      ("P«1M»", .unit, "a month or a year has no fixed length", []),
      ("P«2Y»3D", .unit, "a month or a year has no fixed length", []), ("«1e999 GB»", .tooLarge, "too large to be meant", []),
      ("«10 EB»", .tooLarge, "too large to be meant", []), ("«8 EiB»", .tooLarge, "too large to be meant", []),
      ("«9223372036854775808»", .tooLarge, "too large to be meant", []),
      ("«99999999999999999999»", .tooLarge, "too large to be meant", []),
      ("«9e18 h»", .tooLarge, "too large to be meant", []), ("«9223372036854775807 s»", .none, "", []),
      ("«15250284452471 w 3 d»", .none, "", []), ("«106751991167300 d 24 h»", .tooLarge, "too large to be meant", []),
      ("«PT9e30H»", .tooLarge, "too large to be meant", []),
      ("«-2 GB»", .malformed, "negative", []), ("«»", .malformed, "not a number with a unit", []),
      ("  «»", .malformed, "not a number with a unit", []),
      ("«GB»", .malformed, "not a number with a unit", []), ("«plenty»", .malformed, "not a number with a unit", []),
      ("2 GB «per core»", .malformed, "`per core` stands after the number and its unit", [""]),
      ("90 s«/event»", .malformed, "`/event` stands after the number and its unit", [""]),
      ("8 h «(at most)»", .malformed, "`(at most)` stands after the number and its unit", [""]),
      ("5M «apples»", .malformed, "`apples` stands after the number and its unit", [""]),
      ("«~»2 GB", .malformed, "`~` stands before the number and its unit", [""]),
      ("«about» 2 GB", .malformed, "`about` stands before the number and its unit", [""]),
      ("2«-3 GB»", .malformed, "`-3 GB` stands after the number and its unit", [""]),
      ("2 GB «500 MB»", .malformed, "`500 MB` stands after the number and its unit", [""]),
      ("30m 2«h»", .malformed, "`h` comes after a unit that is not longer", []),
      ("2h 3«hours»", .malformed, "`hours` comes after a unit that is not longer", []),
      ("2h 5«B»", .malformed, "`B` comes after a unit that is not longer", []),
      ("2h«30»", .malformed, "`30` has no unit", ["30 min"]),
      ("«1,23,456»", .malformed, "the digits are not grouped in threes", []),
      ("«1,234,56» B", .malformed, "the digits are not grouped in threes", []),
      ("«1_0» B", .malformed, "the digits are not grouped in threes", []),
      ("«1.5.2» GB", .malformed, "a number has one decimal point", []),
      ("«1:2:3:4»", .malformed, "no time by the clock", []), ("«8:60»", .malformed, "no time by the clock", []),
      ("«8:30 h»", .malformed, "no time by the clock", []), ("«1:00:»", .malformed, "no time by the clock", []),
      ("«PT»", .malformed, "no duration of ISO 8601", []), ("«P8H»", .malformed, "no duration of ISO 8601", []),
      ("«PT30M8H»", .malformed, "no duration of ISO 8601", []), ("«PT8»", .malformed, "no duration of ISO 8601", []),
      ("2 «3 GB»", .malformed, "`3 GB` stands after the number and its unit", [""]), (",«»", .malformed, "", []),
    ] as [(String, QuantityFault.Kind?, Text, [Text])])
  func refuses(marked: String, kind: QuantityFault.Kind?, message: Text, suggestions: [Text]) throws {
    let bytes = Text(marked)
    let open = try #require(bytes.firstIndex(of: "«"))
    let close = try #require(bytes.firstIndex(of: "»"))
    let text = Text(bytes.utf8[..<open] + bytes.utf8[(open + 2)..<close] + bytes.utf8[(close + 2)...])
    guard let kind else {
      #expect(throws: Never.self) { try Quantity(text) }
      return
    }
    let fault = #expect(throws: QuantityFault.self) { try Quantity(text) }
    if message.isEmpty { return }
    #expect(fault?.kind == kind)
    #expect(fault?.message == message)
    #expect(fault?.range == open..<(close - 2))
    #expect(fault?.suggestions == suggestions)
    // What is suggested is a quantity.
    for suggestion in fault?.suggestions ?? [] {
      let mended = Text(text.utf8[..<open] + suggestion.utf8 + text.utf8[(close - 2)...])
      #expect(Quantity.read(mended) != nil)
    }
  }

  /// Every number of bytes, seconds and things is kept to the last digit.
  @Test func keepsWholeNumbersExactly() {
    var random = SeededGenerator(seed: 63)
    let units: [(Text, Int64)] = [
      ("B", 1), ("s", 1), ("", 1), ("min", 60), ("h", 3600), ("KiB", 1024), ("GB", 1_000_000_000), ("w", 604_800),
    ]
    for _ in 0..<20_000 {
      let (unit, factor) = random.pick(units)
      let number = Int64.random(in: 0...(Int64.max / factor), using: &random) >> Int64.random(in: 0..<60, using: &random)
      var digits = Text(number).utf8
      if random.oneIn(2) {
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(UInt8(ascii: ","), at: place) }
      }
      #expect(Quantity.read(Text(digits) + " " + unit)?.whole == number * factor, "\(number) \(unit)")
    }
  }

  /// Anything at all gives a quantity or a fault within the text, and what is read is written by its own characters only.
  @Test func answersEveryText() {
    var random = SeededGenerator(seed: 1_000)
    let pieces: [Text] = [
      "1", "0", "12", "999", "2000", ",", ".", " ", "_", "'", ":", "-", "+", "e", "E3", "GB", "KiB", "s", "h", "m", "min", "M",
      "k", "P", "T",
      "D", "events", "million", "\u{A0}", "µs", "é", "/", "\n", "%", "B", "b",
    ]
    for _ in 0..<100_000 {
      var text = Text()
      for _ in 0..<Int.random(in: 0..<9, using: &random) { text += random.pick(pieces) }
      do throws(QuantityFault) {
        let quantity = try Quantity(text)
        #expect(quantity.value >= 0 && quantity.value < 0x1p63, "\(text)")
        if let whole = quantity.whole { #expect(Double(whole) == quantity.value, "\(text)") }
      } catch {
        #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.count, "\(text)")
        #expect(!error.message.isEmpty, "\(text)")
      }
    }
  }
}
