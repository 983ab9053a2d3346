import Diagnostics
import Notation
import Testing

@Suite struct JSONScannerTests {
  private let sample: Text =
    "{\"ClusterId\": 14158503,\n \"list\": [1.5, true, null, {\"é\": \"\\u00e9\\ud83d\\ude00\"}], \"s\": \"plain text\"}"

  @Test func givesTheSameStepsHoweverTheTextIsCut() {
    let whole = steps(JSONScanner(sample.utf8))
    #expect(whole.last?.token == .end)
    for size in 1...sample.utf8.count { #expect(steps(JSONScanner(more: pieces(sample.utf8, size))) == whole, "\(size)") }
  }

  @Test func givesTheSameFaultHoweverTheTextIsCut() {
    let broken = Text(sample.utf8.dropLast(14))
    for size in 1...broken.utf8.count {
      var scanner = JSONScanner(more: pieces(broken.utf8, size))
      while scanner.next() != .fault {}
      #expect(scanner.fault?.kind == .cutShort)
      let found = scanner.fault.map { scanner.diagnostic(for: $0, file: "q.json") }
      #expect(found?.start == SourceLocation(line: 2, column: 62, offset: broken.utf8.count))
      #expect(found?.excerpt == " \"list\": [1.5, true, null, {\"é\": \"\\u00e9\\ud83d\\ude00\"}], \"s\":")
    }
  }

  @Test func passesOverValues() {
    var scanner = JSONScanner(sample.utf8)
    #expect(scanner.next() == .objectStart)
    var keys: [Text] = []
    while scanner.next() == .key {
      keys.append(scanner.text)
      scanner.skipValue(after: .key)
    }
    #expect(keys == ["ClusterId", "list", "s"])
    #expect(scanner.next() == .end)
  }

  @Test func readsManyTexts() {
    let lines = Text("{\"a\":1}\n\n{\"a\":2}\n")
    var scanner = JSONScanner(lines.utf8, options: JSONOptions(manyTexts: true))
    #expect(scanner.node(after: scanner.next())?["a"]?.value == .int(1))
    #expect(scanner.node(after: scanner.next())?["a"]?.value == .int(2))
    #expect(scanner.next() == .end)
    var empty = JSONScanner([], options: JSONOptions(manyTexts: true))
    #expect(empty.next() == .end)
  }

  @Test(arguments: [("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min), ("-0", 0)])
  func readsWholeNumbersExactly(number: String, value: Int64) {
    var scanner = JSONScanner(Array(number.utf8))
    #expect(scanner.next() == .number)
    #expect(scanner.integer == value)
  }

  @Test func countsRepairedTexts() {
    var scanner = JSONScanner([0x22, 0xE9, 0x22], options: JSONOptions(repairsText: true))
    #expect(scanner.next() == .string)
    #expect(scanner.text == "\u{FFFD}")
    #expect(scanner.repairedTexts == 1)
  }

  @Test func limitsTheLengthOfAToken() {
    let long = [UInt8(ascii: "\"")] + [UInt8](repeating: 0x61, count: 200) + [UInt8(ascii: "\"")]
    var scanner = JSONScanner(more: pieces(long, 16))
    #expect(scanner.next() == .string)
    var limited = JSONScanner(options: JSONOptions(maximumTokenLength: 64), more: pieces(long, 16))
    #expect(limited.next() == .fault)
  }

  private struct Step: Equatable {
    var token: JSONToken
    var text: Text
    var start: Int
  }

  private func steps(_ scanner: JSONScanner) -> [Step] {
    var scanner = scanner
    var steps: [Step] = []
    while true {
      let token = scanner.next()
      let isScalar = token == .key || token == .string || token == .number
      steps.append(Step(token: token, text: isScalar ? scanner.text : "", start: scanner.range.start))
      if token == .end || token == .fault { return steps }
    }
  }
}

/// Cuts some bytes into pieces of a size.
private func pieces(_ bytes: [UInt8], _ size: Int) -> () -> [UInt8] {
  var rest = bytes[...]
  return {
    let piece = rest.prefix(size)
    rest = rest.dropFirst(size)
    return Array(piece)
  }
}
