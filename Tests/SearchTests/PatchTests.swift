import Diagnostics
import Testing

@testable import Search

/// An index in memory.
private struct StandingIndex {
  let longestList: Int
  var items: [[SearchDocument]]
  var files: [Text: [UInt8]] = [:]

  init(_ items: [[SearchDocument]], longestList: Int) {
    (self.items, self.longestList) = (items, longestList)
    var builder = IndexBuilder(longestList: longestList)
    for (number, documents) in items.enumerated() { builder.add(item: number, documents) }
    for file in builder.files() { files[file.name] = file.bytes }
  }

  func changes(_ replacements: [(item: Int, documents: [SearchDocument])]) -> IndexPatch.Changes? {
    var patch = IndexPatch(manifest: files["manifest"] ?? [], longestList: longestList) { files[$0] }
    for (item, documents) in replacements { patch?.replace(item: item, with: documents) }
    return patch?.changes()
  }

  /// Makes changes, and says in what way they are not what a builder makes of all items.
  mutating func apply(_ replacements: [(item: Int, documents: [SearchDocument])]) throws -> [String] {
    let changes = try #require(self.changes(replacements))
    for name in changes.removed { files[name] = nil }
    for file in changes.written { files[file.name] = file.bytes }
    for (item, documents) in replacements { items[item] = documents }
    let fresh = StandingIndex(items, longestList: longestList)
    var faults: [String] = []
    for name in Set(files.keys).union(fresh.files.keys) where files[name] != fresh.files[name] {
      faults.append("\(name) is \(files[name] == nil ? "missing" : fresh.files[name] == nil ? "left over" : "different")")
    }
    return faults
  }
}

/// Pages that are edited at random.
private struct Editor {
  var random: Lehmer

  mutating func word() -> String {
    // A few words are in almost every document, many in a few, and some are new.
    switch random.below(20) {
    case 0..<8: "often\(random.below(6))"
    case 8..<16: "some\(random.below(200))"
    case 16: "prod_reco_FA\(random.below(50))"
    case 17: ["Straße", "ÆØ", "ΔΕΛΤΑ", "東京", "e\u{301}te", "don’t"][random.below(6)]
    case 18: "rare\(random.below(100_000))"
    default: ["a", "b-c", "JobQueue", "x_1.y", "-", "…"][random.below(6)]
    }
  }

  mutating func text(_ most: Int) -> Text {
    Text((0..<random.below(most + 1)).map { _ in word() + (random.below(9) == 0 ? "\n" : " ") }.joined())
  }

  mutating func document(_ item: Int, _ section: Int) -> SearchDocument {
    SearchDocument(
      title: Text("Page \(item) of \(word())"), heading: section == 0 ? "" : text(5), url: Text("p\(item)/#\(section)"),
      kind: random.below(8) == 0 ? "clause" : "page", section: Text("S\(item / 20)"),
      experiment: random.below(4) == 0 ? "dune" : "",
      tags: (0..<random.below(3)).map { _ in Text("tag\(random.below(40))") }, text: text(random.below(40) == 0 ? 400 : 25))
  }

  mutating func documents(_ item: Int) -> [SearchDocument] {
    let count = random.below(300) == 0 ? 270 : random.below(12) == 0 ? 0 : random.below(5)
    return (0..<count).map { document(item, $0) }
  }

  mutating func edited(_ documents: [SearchDocument], _ item: Int) -> [SearchDocument] {
    var edited = documents
    guard !edited.isEmpty, random.below(6) > 0 else { return self.documents(item) }
    let section = random.below(edited.count)
    switch random.below(6) {
    case 0: edited.insert(document(item, section), at: section)
    case 1: edited.remove(at: section)
    case 2: for place in edited.indices { edited[place].tags = [Text("tag\(random.below(40))")] }
    case 3: edited[section].heading = text(4)
    default:
      var words = edited[section].text.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map { Array($0) }
      for _ in 0...random.below(4) {
        let place = random.below(words.count + 1)
        if random.below(2) == 0 {
          words.insert(Array(word().utf8), at: place)
        } else if place < words.count {
          words.remove(at: place)
        }
      }
      edited[section].text = Text(Array(words.joined(separator: [0x20])))
    }
    return edited
  }
}

@Suite("Patch")
struct PatchTests {
  @Test(
    "A patched index is the index of the changed items, byte for byte",
    arguments: [(1, 12), (2, 40), (3, 2_000), (4, 1), (5, 90)] as [(UInt64, Int)])
  func edits(seed: UInt64, longestList: Int) throws {
    var editor = Editor(random: Lehmer(state: seed))
    var index = StandingIndex((0..<100).map { editor.documents($0) }, longestList: longestList)
    for round in 0..<15 {
      var items: Set<Int> = []
      for _ in 0...(round % 5 == 0 ? editor.random.below(6) : 0) { items.insert(editor.random.below(100)) }
      let replacements = items.sorted().reversed().map { ($0, editor.edited(index.items[$0], $0)) }
      try #require(index.apply(replacements) == [], "round \(round)")
    }
  }

  @Test("Nothing changed writes nothing but the manifest")
  func nothing() throws {
    var editor = Editor(random: Lehmer(state: 7))
    let index = StandingIndex((0..<40).map { editor.documents($0) }, longestList: 20)
    let changes = try #require(index.changes([(3, index.items[3]), (9, index.items[9])]))
    #expect(changes.written.map(\.name) == ["manifest"])
    #expect(changes.written[0].bytes == index.files["manifest"])
    #expect(changes.removed == [])
  }

  @Test("A damaged index is refused, and nothing traps")
  func damage() throws {
    var editor = Editor(random: Lehmer(state: 8))
    let whole = StandingIndex((0..<66).map { editor.documents($0) }, longestList: 20)
    let fresh = try #require(whole.changes([(5, whole.items[6])]))
    var refused = 0
    for name in whole.files.keys.sorted() {
      for round in 0..<3 {
        var index = whole
        var bytes = try #require(index.files[name])
        let place = editor.random.below(bytes.count)
        if round == 0 { bytes[place] ^= UInt8(1 + editor.random.below(255)) } else { bytes.removeLast(place + 1) }
        index.files[name] = round == 2 ? nil : bytes
        if let changes = index.changes([(5, whole.items[6])]) {
          #expect(changes.written == fresh.written)
        } else {
          refused += 1
        }
      }
    }
    #expect(refused > 3 * 10)
  }

  @Test("An item that is not there is refused")
  func strangeItems() {
    var editor = Editor(random: Lehmer(state: 9))
    let index = StandingIndex((0..<66).map { editor.documents($0) }, longestList: 20)
    for item in [-1, 66, 128, 1 << 40, .max] {
      var patch = IndexPatch(manifest: index.files["manifest"] ?? [], longestList: 20) { index.files[$0] }
      patch?.replace(item: item, with: index.items[0])
      #expect(patch?.changes() == nil)
    }
    #expect(index.changes([(1, []), (1, [])]) == nil)
  }
}
