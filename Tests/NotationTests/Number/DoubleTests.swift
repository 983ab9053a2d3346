import Diagnostics
import Foundation
import Notation
import TestSupport
import Testing

/// Doubles against the C library: what is read is the nearest double, what is written is the shortest decimal.
@Suite struct DoubleTests {
  @Test(arguments: [
    "0", "-0", "1", "1.", ".5", "0.1", "1e23", "8.5e22", "9007199254740993", "9007199254740992.5", "1.7976931348623157e308",
    "1.7976931348623159e308", "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9e-324", "2.4703282292062327e-324",
    "2.4703282292062328e-324", "1e-400", "1e400", "123456789012345678901234567890", "1e-22", "1e22",
    "0.000000000000000000000001e24",
    "1e99999999999999999999", "1e-99999999999999999999", "9223372036854775807", "6.8", "1448986800.123456", "+3.25E+2",
  ]) func readsAsTheLibraryDoes(_ text: String) throws {
    #expect(parseDouble(Text(text))?.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test func readsHalfwayPointsOfManyDigits() {
    // Halfway between 1 and the next double, exactly, a digit below it, and a digit above it after 900 zeros.
    let halfway = "1.00000000000000011102230246251565404236316680908203125"
    let zeros = String(repeating: "0", count: 900)
    for text in [halfway, String(halfway.dropLast()) + "4999", halfway + zeros + "1"] {
      #expect(parseDouble(Text(text))?.bitPattern == strtod(text, nil).bitPattern)
    }
  }

  @Test(arguments: ["", "-", ".", "e5", "1e", "1e+", "1.2.3", " 1", "1 ", "0x10", "inf", "nan", "1_000", "--1", "1e5.5"])
  func refusesWhatIsNoNumber(_ text: String) {
    #expect(parseDouble(Text(text)) == nil)
  }

  @Test func readsAndWritesRandomDoubles() {
    var random = SeededGenerator(seed: 1)
    for round in 0..<20_000 {
      let value = randomDouble(&random, round)
      let written = formatDouble(value)
      #expect(parseDouble(written)?.bitPattern == value.bitPattern, "\(value)")
      #expect(strtod(written.description, nil).bitPattern == value.bitPattern, "\(value)")
      let shortest = ShortestDecimal(value.magnitude)
      #expect(shortest.digits == digits(of: "\(value)"), "\(value)")
    }
  }

  @Test func readsRandomDecimals() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      let count = Int(random.next() % 40) + 1
      var text = (0..<count).map { _ in String(random.next() % 10) }.joined()
      text.insert(".", at: text.index(text.startIndex, offsetBy: Int(random.next() % UInt64(count))))
      text += "e\(Int(random.next() % 700) - 350)"
      #expect(parseDouble(Text(text))?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test(arguments: [
    (1.0, "1"), (-0.5, "-0.5"), (1e21, "1e+21"), (0x1p70 / 10, "118059162071741140000"), (1e-6, "0.000001"),
    (1.5e-7, "1.5e-7"), (Double.leastNonzeroMagnitude, "5e-324"), (.infinity, "Infinity"), (-.infinity, "-Infinity"),
    (.nan, "NaN"), (0, "0"),
    (Double.greatestFiniteMagnitude, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
  ]) func writesAsECMAScriptDoes(_ value: Double, _ text: String) {
    #expect(formatDouble(value).description == text)
  }

  @Test func readsIntegersUpToTheirLimits() {
    #expect(parseInt64("9223372036854775807") == Int64.max)
    #expect(parseInt64("-9223372036854775808") == Int64.min)
    #expect(parseInt64("9223372036854775808") == nil)
    #expect(parseInt64("-9223372036854775809") == nil)
    #expect(parseInt64("18446744073709551616") == nil)
    #expect(parseInt64("") == nil)
    #expect(parseInt64("-") == nil)
    #expect(parseInt64("+7") == 7)
    #expect(parseInt64("12a") == nil)
  }

  private func randomDouble(_ random: inout SeededGenerator, _ round: Int) -> Double {
    switch round % 4 {
    case 0: return Double(Int64(random.next() % 1_000_000_000)) / 1000
    case 1: return Double(sign: .plus, exponent: Int(random.next() % 2098) - 1074, significand: 1)
    default:
      let value = Double(bitPattern: random.next())
      return value.isFinite ? value : 0.3
    }
  }

  private func digits(of text: String) -> [UInt8] {
    let mantissa = text.lowercased().prefix { $0 != "e" }.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.map { $0 - 0x30 }
    let stripped = Array(mantissa.drop { $0 == 0 }.reversed().drop { $0 == 0 }.reversed())
    return stripped.isEmpty ? [0] : stripped
  }
}
