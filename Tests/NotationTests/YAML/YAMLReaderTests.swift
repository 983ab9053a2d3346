import Diagnostics
import Notation
import TestSupport
import Testing

/// What the reader makes of values, where it says they stand, and what it says to what it refuses.
@Suite struct YAMLReaderTests {
  @Test(arguments: [
    ("1", Node.Value.int(1)), ("-0", .int(0)), ("0o17", .int(15)), ("0x1F", .int(31)), ("1.10", .double(1.1)),
    ("1e3", .double(1000)),
    (".5", .double(0.5)), ("-.inf", .double(-.infinity)), ("9223372036854775808", .double(9_223_372_036_854_775_808)),
    ("~", .null), ("Null", .null), ("true", .bool(true)), ("FALSE", .bool(false)), ("yes", .string("yes")), ("no", .string("no")),
    ("2015-12-02", .string("2015-12-02")), ("12:30", .string("12:30")), ("1_000", .string("1_000")), ("v1", .string("v1")),
    ("'1'", .string("1")), ("\"true\"", .string("true")), ("nullify", .string("nullify")), ("+.nan", .string("+.nan")),
  ]) func readsScalarsByTheCoreSchema(_ text: String, _ value: Node.Value) throws {
    let reading = read("a: \(text)\n")
    #expect(reading.node?["a"]?.value == value)
    #expect(reading.diagnostics.isEmpty)
  }

  @Test func keepsTheTextOfNumbers() {
    #expect(read("a: 1.10").node?["a"]?.text == "1.10")
  }

  @Test func placesEveryByteOfEveryValue() throws {
    let source = "a: plain\nb: 'it''s'\nc: \"\\u00e9x\"\nd: |\n  one\n  two\ne: >\n  x\n  y\nf: long\n  er\ng: [p, \"q\"]\n"
    let file = SourceFile(path: "t.yml", text: Text(source))
    let node = try #require(YAMLReader.read(file).node)
    func part(_ key: Text, _ range: Range<Int>) -> Text? { node[key].map { file.text(in: $0.sourceRange(ofText: range)) } }
    #expect(part("a", 1..<3) == "la")
    #expect(part("b", 2..<4) == "''s" || part("b", 3..<4) == "s")
    #expect(part("c", 2..<3) == "x")
    #expect(part("d", 4..<7) == "two")
    #expect(part("e", 2..<3) == "y")
    #expect(part("f", 5..<7) == "er")
    #expect(node["g"]?.elements.map { file.text(in: $0.range) } == ["p", "\"q\""])
    #expect(node.entries.map { file.text(in: $0.keyRange) } == ["a", "b", "c", "d", "e", "f", "g"])
  }

  @Test func readsAPartOfAFileWithTheFilesPlaces() throws {
    let file = SourceFile(path: "page.md", text: "---\ntitle: A\ntags: [b]\n---\n# A: b\n")
    let reading = YAMLReader.read(file, in: SourceRange(4, 23))
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.node?["tags"]?.elements.first?.range == SourceRange(20, 21))
    let fault = YAMLReader.read(SourceFile(path: "p", text: "x\n\n  a: b: c\n"), in: SourceRange(3, 13)).diagnostics.first
    #expect(fault?.start == SourceLocation(line: 3, column: 7, offset: 9))
  }

  @Test func readsWindowsLineEndsAndAByteOrderMark() throws {
    let reading = read("\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\n")
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.node?["b"]?.text == "x\ny\n")
    #expect(reading.node?.entries.first?.keyRange == SourceRange(3, 4))
  }

  @Test(arguments: ["", "\n", "# only a comment", "---\n", "---\n...\n", "\u{FEFF}", "  \n\t\n"])
  func findsNothingInEmptyTexts(_ text: String) {
    #expect(read(text) == Reading())
  }

  @Test(arguments: [
    ("a: &x 1", 1, 4, "anchors are not supported"),
    ("a: *.root", 1, 4, "aliases are not supported"),
    ("a: !t x", 1, 4, "tags are not supported"),
    ("a: @x", 1, 4, "a plain text cannot begin with `@`"),
    ("a: b: c", 1, 5, "a plain text cannot contain a colon and a blank"),
    ("a: 1\na: 2", 2, 1, "the key `a` is given twice"),
    ("a:1\nb: 2", 1, 1, "no blank after the colon of `a`"),
    ("a: 1\nword", 2, 1, "expected `key: value`, found `word`"),
    ("a: 1\n  b: 2", 2, 3, "a `key: value` cannot follow a text"),
    ("a: '1'\n  b: 2", 2, 3, "unexpected indentation"),
    ("a:\n\t- b", 2, 1, "a tab cannot indent"),
    ("<<: x", 1, 1, "merge keys are not supported"),
    ("? a\n: b", 1, 1, "a key must be a text on one line"),
    ("%YAML 1.2\n---\na: 1", 1, 1, "directives are not supported"),
    ("a: 1\n---\nb: 2", 2, 1, "a file holds one document"),
    ("a: \"x", 1, 4, "the quote `\"` is not closed"),
    ("a: 'x\nb: 1", 1, 4, "the quote `'` is not closed"),
    ("a: \"\\q\"", 1, 5, "unknown escape `\\q`"),
    ("a: [b, c", 1, 4, "`[` is not closed"),
    ("a: [b: c]", 1, 6, "a `key: value` in a list needs braces"),
    ("a: {b:c}", 1, 5, "no blank after the colon of `b`"),
    ("a: \"b\" c", 1, 8, "unexpected text after the value"),
    ("a: - b", 1, 4, "a list begins on the line after its key"),
    ("a: b\n  - c", 2, 3, "a list's entry cannot follow a text"),
    ("a: >x", 1, 4, "expected a line end after `|` or `>`"),
    ("|\ntext", 2, 1, "the text after `|` or `>` is not indented"),
    ("a: \u{1}", 1, 4, "the character U+0001 is not allowed"),
    ("a: \u{2028}", 1, 4, "the character U+2028 is not allowed"),
  ]) func saysWhatIsWrongAndWhere(_ text: String, _ line: Int, _ column: Int, _ message: String) {
    let first = read(text).diagnostics.first
    #expect(first?.message.description == message)
    #expect(first?.start.line == line)
    #expect(first?.start.column == column)
  }

  @Test(arguments: ["a: 'x\nb: 1\n", "a: \"x\nb: 1\n", "a: \"x\\\nb: 1\n", "a: [x, {y: z\nb: 1\n", "a:1\nb: 1\n"])
  func readsTheEntryAfterAnUnclosedOne(_ text: String) {
    #expect(read(text).diagnostics.count == 1)
    #expect(read(text).node?["b"]?.value == .int(1))
  }

  @Test func goesOnWithTheNextEntryAfterAFault() {
    let reading = read("a: b: c\nd: [\n  x\ne: 1\nf:\n  g: &x 1\n  h: 2\nf: 3\n")
    #expect(reading.diagnostics.map(\.start.line) == [1, 2, 6, 8])
    #expect(reading.node?["e"]?.value == .int(1))
    #expect(reading.node?["f"]?["h"]?.value == .int(2))
  }

  @Test func offersFixesThatRead() throws {
    for text in ["a: b: c\n", "a: *.root\n", "a: @x # no\n", "a: 50% : c\n"] {
      let file = SourceFile(path: "t.yml", text: Text(text))
      let edit = try #require(YAMLReader.read(file).diagnostics.first?.fixes.first?.edits.first)
      let bytes = file.bytes[..<edit.start.offset] + edit.text.utf8 + file.bytes[edit.end.offset...]
      #expect(YAMLReader.read(SourceFile(path: "t.yml", bytes: Array(bytes))).diagnostics.isEmpty, "\(text)")
    }
  }
}

/// Input that nobody would write by hand.
@Suite struct YAMLRobustnessTests {
  @Test func refusesInvalidUTF8() {
    for bytes: [UInt8] in [[0x61, 0x3A, 0x20, 0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
      let reading = YAMLReader.read(SourceFile(path: "t", bytes: bytes))
      #expect(reading.diagnostics.map(\.message) == ["this byte is not UTF-8"])
    }
  }

  @Test func boundsDepthSizeAndFaults() {
    let openings = String(repeating: "[", count: 100_000)
    let dashes = String(repeating: "- ", count: 100_000)
    let deep = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    for text in [openings, "a: " + openings, dashes, deep, String(repeating: "{a: ", count: 100_000)] {
      #expect(read(text).diagnostics.first?.message == "nested deeper than 64 levels")
    }
    #expect(read(String(repeating: "a: b: c\n", count: 10_000)).diagnostics.count == YAMLReader.faultLimit)
    let large = YAMLReader.read(SourceFile(path: "t", bytes: [UInt8](repeating: 0x61, count: 50 << 20)))
    #expect(large.diagnostics.count == 1)
  }

  @Test func readsManyKeysInTime() {
    let text = (0..<100_000).map { "key\($0): \($0)\n" }.joined()
    #expect(read(text).node?.entries.count == 100_000)
    #expect(read(text + "key5: 1").diagnostics.first?.message == "the key `key5` is given twice")
    #expect(read("a: " + String(repeating: "x", count: 4_000_000)).diagnostics.isEmpty)
    #expect(
      read("a: [\n" + String(repeating: " ", count: 500_000) + String(repeating: "x,", count: 100_000) + "]").diagnostics.isEmpty)
    #expect(!read("\"" + String(repeating: "\\\n", count: 1_000_000)).diagnostics.isEmpty)
    #expect(!read(String(repeating: "\n", count: 2_000_000) + "\t").diagnostics.contains { $0.message.isEmpty })
  }

  @Test func survivesAnyBytes() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<10_000 {
      var bytes = Array(YAMLGenerator.document(&random).utf8)
      for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      let file = SourceFile(path: "t", bytes: bytes)
      let start = Int(random.next() % UInt64(bytes.count + 1))
      for range in [nil, SourceRange(start, bytes.count), SourceRange(0, start)] {
        let reading = YAMLReader.read(file, in: range)
        let places = reading.diagnostics.flatMap { [$0.start.offset, $0.end.offset] }
        #expect(places.allSatisfy { (0...bytes.count).contains($0) })
        if let node = reading.node { checkPlaces(node, within: SourceRange(0, bytes.count)) }
      }
    }
  }

  private func checkPlaces(_ node: Node, within outer: SourceRange) {
    #expect(node.range.start >= outer.start && node.range.end <= outer.end && node.range.start <= node.range.end)
    if let map = node.map { #expect(map.count == node.text.utf8.count) }
    for element in node.elements { checkPlaces(element, within: outer) }
    for entry in node.entries { checkPlaces(entry.value, within: outer) }
  }
}

/// Written scalars read back as the same text, in our reader and in libyaml.
@Suite struct YAMLWritingTests {
  @Test(arguments: [
    "", " ", "a", "yes", "1", "1.5", "~", "a: b", "a #b", "- a", "'", "\"", "\\", "a\nb", "é", "\u{7F}", "\u{85}", "[", "x,y",
    "a:", "2015-12-02",
  ])
  func writesWhatReadsBack(_ text: String) { check(text) }

  @Test func writesWhatReadsBackOfAnything() {
    var random = SeededGenerator(seed: 31)
    let parts = [
      "a", " ", ":", "#", "'", "\"", "\\", "\n", "\t", "-", "[", "]", "{", ",", "é", "\u{2028}", "\u{FEFF}", "\u{1}", "\u{80}",
      "1", "~", "%",
    ]
    for _ in 0..<5000 { check((0..<Int(random.next() % 8)).map { _ in random.pick(parts) }.joined()) }
  }

  private func check(_ text: String) {
    let scalar = YAML.scalar(Text(text))
    for document in ["a: \(scalar)\n", "a: [\(scalar)]\n", "- \(scalar) # c\n"] {
      let node = read(document).node
      let value = node?["a"]?.elements.first ?? node?["a"] ?? node?.elements.first
      #expect(value?.value == .string(Text(text)), "\(document)")
      // Yams loses a byte order mark at the beginning of a text.
      if text.hasPrefix("\u{FEFF}") { continue }
      #expect(YAMLComparison(document) == .same, "\(document)")
    }
  }
}

private func read(_ text: String) -> Reading { YAMLReader.read(SourceFile(path: "t.yml", text: Text(text))) }
