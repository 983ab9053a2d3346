import Diagnostics
import Foundation
import Notation
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "[]", "{}", " [1, -2.5, 1e3, true, false, null] ", #"{"a":{"b":[{"c":"d"}]}}"#, #""\u00e9\ud83d\ude00\n\"\\\/""#, "0", "-0.0",
    "\u{FEFF}[1]", #"["é😀"]"#, "9223372036854775807", "123456789012345678901234567890",
  ])
  func acceptsWhatTheGrammarAllows(json: String) {
    let reading = read(json)
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.node != nil)
  }

  @Test(arguments: [
    ("", "the JSON text ends before its value does", 1, 1),
    ("[1,2", "the JSON text ends before its value does", 1, 5),
    (#"{"a":"#, "the JSON text ends before its value does", 1, 6),
    (#"["ab"#, "the JSON text ends before its value does", 1, 5),
    ("[1,]", "expected a value after `,`", 1, 4),
    (#"{"a":1,}"#, "expected a key in quotes after `,`", 1, 8),
    ("{a:1}", "expected a key in quotes", 1, 2),
    (#"{"a" 1}"#, "expected `:` after the key", 1, 6),
    ("[1 2]", "expected `,` or `]`", 1, 4),
    ("[\n 01]", "expected no digit after a leading `0`", 2, 3),
    ("[1.]", "expected a digit", 1, 4),
    ("[tru]", "expected `true`, `false`, `null`, a number, or a text in quotes", 1, 2),
    ("[1] x", "expected nothing after the JSON text", 1, 5),
    ("[\"a\nb\"]", "expected no bare control character in a string", 1, 4),
    (#"["\x"]"#, "no such escape", 1, 3),
    (#"["\u12g4"]"#, #"expected four hexadecimal digits after `\u`"#, 1, 3),
    (#"["é\ud800"]"#, "half of a surrogate pair stands alone", 1, 4),
    (#"["\udc00\ud800"]"#, "half of a surrogate pair stands alone", 1, 3),
    ("'a'", "expected a JSON value", 1, 1),
  ])
  func saysWhereAndWhyATextIsNotJSON(json: String, message: String, line: Int, column: Int) {
    let reading = read(json)
    #expect(reading.node == nil)
    #expect(reading.diagnostics.map { String($0.message) } == [message])
    #expect(reading.diagnostics.first?.start.line == line)
    #expect(reading.diagnostics.first?.start.column == column)
  }

  @Test func reportsAKeyWrittenTwiceWithTheFirstPlace() {
    let reading = read("{\"a\": 1,\n \"a\": 2}")
    #expect(reading.diagnostics.map(\.rule) == ["json-duplicate-key"])
    #expect(reading.diagnostics.first?.start.line == 2)
    #expect(reading.diagnostics.first?.related.first?.location.line == 1)
    #expect(reading.node?["a"]?.value == .int(1))
  }

  @Test func findsADuplicateAmongManyKeys() {
    let members = (0..<40).map { "\"k\($0)\":\($0)" } + ["\"k7\":0", "\"k39\":0"]
    #expect(read("{\(members.joined(separator: ","))}").diagnostics.count == 2)
  }

  @Test func limitsTheDepth() {
    #expect(read(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).diagnostics.isEmpty)
    let deep = read(String(repeating: "[", count: 100_000))
    #expect(deep.diagnostics.map(\.message) == ["objects and arrays are nested more than 64 deep"])
    #expect(deep.diagnostics.first?.start.column == 65)
  }

  @Test func repairsTextOnlyWhenAsked() {
    let bytes: [UInt8] = Array("[\"Jos".utf8) + [0xE9] + Array("\", \"\\ud800!\"]".utf8)
    let file = SourceFile(path: "q.json", bytes: bytes)
    #expect(JSONReader.read(file).diagnostics.map(\.message) == ["expected UTF-8"])
    let repaired = JSONReader.read(file, options: JSONOptions(repairsText: true))
    #expect(repaired.diagnostics.isEmpty)
    #expect(repaired.node?.elements.map(\.text) == ["Jos\u{FFFD}", "\u{FFFD}!"])
  }

  @Test func mapsDecodedTextBackToTheFile() throws {
    let node = try #require(read(#"  "a\u00e9b""#).node)
    #expect(node.text == "aéb")
    #expect(node.sourceRange(ofText: 0..<1) == SourceRange(3, 4))
    #expect(node.sourceRange(ofText: 3..<4) == SourceRange(10, 11))
    #expect(node.range == SourceRange(2, 12))
  }

  @Test func readsAPartOfAFileInPlace() throws {
    let file = SourceFile(path: "page.md", text: "---\n{\"a\": [true]}\n---\n")
    let node = try #require(JSONReader.read(file, in: SourceRange(4, 17)).node)
    #expect(node["a"]?.elements.first?.range == SourceRange(11, 15))
    #expect(JSONReader.read(file, in: SourceRange(4, 16)).diagnostics.first?.start.line == 2)
  }

  @Test func agreesWithFoundationOnRandomTexts() throws {
    var random = TestRandom(seed: 20_151_202)
    for _ in 0..<400 {
      var json = randomJSON(&random, depth: 0)
      if random.below(3) == 0 { json = mutated(json, &random) }
      let theirs = try? JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
      let ours = JSONReader.read(SourceFile(path: "t", bytes: json))
      let hasDuplicates = ours.diagnostics.contains { $0.rule == "json-duplicate-key" }
      guard !hasDuplicates else { continue }
      let text = String(decoding: json, as: UTF8.self)
      #expect((theirs == nil) == (ours.node == nil), "\(text)")
      if let theirs, let node = ours.node { #expect(same(theirs, node), "\(text)") }
    }
  }

  private func read(_ json: String) -> Reading { JSONReader.read(SourceFile(path: "t.json", text: Text(json))) }
}

/// Compares a Foundation value with ours.
private func same(_ theirs: Any, _ node: Node) -> Bool {
  switch node.value {
  case .null: return theirs is NSNull
  case .bool(let value): return (theirs as? Bool) == value
  case .int(let value): return (theirs as? NSNumber)?.int64Value == value
  case .double(let value): return (theirs as? NSNumber)?.doubleValue == value
  case .string(let text): return (theirs as? String).map { Array($0.utf8) } == text.utf8
  case .list(let elements):
    guard let list = theirs as? [Any], list.count == elements.count else { return false }
    return zip(list, elements).allSatisfy(same)
  case .map(let entries):
    guard let map = theirs as? [String: Any], map.count == entries.count else { return false }
    return entries.allSatisfy { entry in map[String(entry.key)].map { same($0, entry.value) } ?? false }
  }
}

private func randomJSON(_ random: inout TestRandom, depth: Int) -> [UInt8] {
  switch random.below(depth > 4 ? 5 : 8) {
  case 0: return Array("\(Int(random.below(2_000_000)) - 1_000_000)".utf8)
  case 1: return Array(["1.5", "-0.25e3", "1E-2", "true", "false", "null"][Int(random.below(6))].utf8)
  case 2, 3, 4: return randomString(&random)
  case 5, 6:
    var bytes: [UInt8] = Array("[".utf8)
    for index in 0..<random.below(5) {
      if index > 0 { bytes += Array(", ".utf8) }
      bytes += randomJSON(&random, depth: depth + 1)
    }
    return bytes + Array("]".utf8)
  default:
    var bytes: [UInt8] = Array("{".utf8)
    for index in 0..<random.below(5) {
      if index > 0 { bytes += Array(",\n".utf8) }
      bytes += Array("\"k\(index)\" : ".utf8) + randomJSON(&random, depth: depth + 1)
    }
    return bytes + Array("}".utf8)
  }
}

private func randomString(_ random: inout TestRandom) -> [UInt8] {
  let parts = ["a", "Zz", " ", "é", "😀", "\\n", "\\u0041", "\\ud83d\\ude00", "\\\"", "\\/", "12345678", "\u{7F}", "日本"]
  return Array("\"".utf8) + (0..<random.below(9)).flatMap { _ in Array(parts[Int(random.below(13))].utf8) } + Array("\"".utf8)
}

/// Drops, doubles or changes one byte, keeping the text ASCII there.
private func mutated(_ json: [UInt8], _ random: inout TestRandom) -> [UInt8] {
  var json = json
  let index = Int(random.below(UInt64(json.count)))
  guard json[index] < 0x80 else { return json }
  switch random.below(3) {
  case 0: json.remove(at: index)
  case 1: json.insert(json[index], at: index)
  default: json[index] = Array("[]{},:\"\\0x ".utf8)[Int(random.below(11))]
  }
  return json
}

/// A small generator (SplitMix64), so that a failing case can be found again.
struct TestRandom {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func below(_ bound: UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ mixed >> 31) % bound
  }
}
