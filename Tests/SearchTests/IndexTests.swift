import Diagnostics
import Testing

@testable import Search

/// Numbers that look random and are always the same.
struct Lehmer {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}

/// Documents of words from a small vocabulary, so that words and phrases recur.
func sampleDocuments(_ count: Int, seed: UInt64 = 1) -> [SearchDocument] {
  var random = Lehmer(state: seed)
  let roots = [
    "job", "request", "calibrat", "dataset", "queue", "submit", "detector", "prod_reco_FA", "RITM00", "keep-up", "straß", "zür",
  ]
  let ends = ["", "s", "ed", "ing", "ion", "10", "22", "e"]
  func word() -> String { roots[random.below(roots.count)] + ends[random.below(ends.count)] }
  func words(_ count: Int) -> Text { Text((0..<count).map { _ in word() }.joined(separator: " ")) }
  return (0..<count).map { number in
    SearchDocument(
      title: words(2), heading: number % 3 == 0 ? "" : words(2), url: Text("p\(number)/"),
      kind: ["page", "rule", "request"][number * 3 / count], section: Text("S\(number % 4)"),
      experiment: number % 5 == 0 ? "dune" : "", tags: [Text("t\(number % 7)")], text: words(random.below(40)))
  }
}

/// Documents of many words, as frequent as those of texts: an index whose files of words are full.
func manyDocuments() -> [SearchDocument] {
  var random = Lehmer(state: 7)
  let frequent = [
    "the", "of", "a", "and", "to", "is", "in", "for", "how", "do", "i", "my", "with", "what", "it", "production", "request",
    "event", "simulation",
    "detector", "calibration", "trigger", "dataset", "experiment", "reconstruction", "beam", "muon", "prod", "reco",
  ]
  let syllables = [
    "ca", "si", "mu", "re", "pro", "de", "tri", "be", "la", "no", "ter", "ti", "on", "ex", "da", "ke", "v9", "2015",
  ]
  func rare() -> String { (0..<(2 + random.below(3))).map { _ in syllables[random.below(syllables.count)] }.joined() }
  func word() -> String {
    switch random.below(20) {
    case 0..<11: return frequent[random.below(frequent.count)]
    case 11: return frequent[14 + random.below(14)] + "_" + rare() + "_" + frequent[14 + random.below(14)]
    case 12: return "RITM00\(1_000 + random.below(9_000))"
    default: return rare()
    }
  }
  return (0..<2_500).map { number in
    let text = (0..<80).map { _ in word() }.joined(separator: " ")
    return SearchDocument(title: Text("\(word()) \(word())"), url: Text("p\(number)/"), kind: "page", text: Text(text))
  }
}

private let manyFiles = indexFiles(manyDocuments().map { [$0] })

/// The files of an index of items.
func indexFiles(_ items: [[SearchDocument]], longestList: Int = IndexBuilder.longestList) -> [SearchFile] {
  var builder = IndexBuilder(longestList: longestList)
  for (number, documents) in items.enumerated() { builder.add(item: number, documents) }
  return builder.files()
}

/// An index that loads what a query needs from memory.
struct LoadedIndex {
  var index: SearchIndex
  let files: [Text: [UInt8]]

  init(_ documents: [SearchDocument]) throws { try self.init(files: indexFiles(documents.map { [$0] })) }

  init(files all: [SearchFile]) throws {
    index = try #require(SearchIndex(manifest: all[0].bytes))
    files = Dictionary(all.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is found, and how many bytes had to be loaded for it.
  mutating func search(_ query: SearchQuery) throws -> (results: SearchResults, bytes: Int) {
    var bytes = 0
    for _ in 0..<16 {
      switch index.answer(query) {
      case .found(let results): return (results, bytes)
      case .needs(let names):
        for name in names {
          let file = try #require(files[name])
          bytes += file.count
          index.add(file: name, bytes: file)
        }
      }
    }
    Issue.record("the index needs files without end")
    return (SearchResults(), bytes)
  }

  mutating func urls(_ text: String, filters: [Text] = [], isTyping: Bool = false) throws -> [String] {
    try search(SearchQuery(Text(text), filters: filters, isTyping: isTyping, limit: 1000)).results.results.map { String($0.url) }
  }
}

@Suite("Index")
struct IndexTests {
  private let documents: [SearchDocument] = [
    SearchDocument(
      title: "Submit jobs", url: "submit/", kind: "page", section: "Wiki", tags: ["grid"],
      text: "Use jobsub_submit with a tarball."),
    SearchDocument(
      title: "Queues", url: "queues/", kind: "page", section: "Wiki",
      text: "How to submit jobs when the queue is full, requested by nova."),
    SearchDocument(
      title: "Submit jobs", heading: "Keep-up", url: "submit/#k", kind: "page", section: "Wiki",
      text: "The dataset prod_reco_FA14 is processed."),
    SearchDocument(
      title: "Reprocessing", url: "SLA/#4", kind: "clause", section: "SLA", experiment: "nova",
      text: "Requests name jobs they submit."),
    SearchDocument(title: "RITM0010001", url: "r/", kind: "request", section: "Requests", text: "Zürich straße reprocessing"),
  ]

  @Test(
    "The best comes first",
    arguments: [
      ("submit jobs", ["submit/", "submit/#k", "queues/", "SLA/#4"]),
      ("jobsub_submit", ["submit/"]), ("jobsub", ["submit/"]), ("ritm0010001", ["r/"]), ("0010001", ["r/"]),
      ("FA14", ["submit/#k"]), ("reco", ["submit/#k"]), ("zurich", ["r/"]), ("STRASSE", ["r/"]),
      ("request", ["SLA/#4", "queues/"]), ("reprocess", ["SLA/#4", "r/"]), ("jobsbu", ["submit/"]), ("ueues", ["queues/"]),
      ("datasett", ["submit/#k"]), ("jobsub_submti", ["submit/"]), ("nothing like it", []), ("", []), ("   ", []),
    ])
  func order(query: String, expected: [String]) throws {
    var index = try LoadedIndex(documents)
    let urls = try index.urls(query)
    #expect(Array(urls.prefix(expected.count)) == expected)
    #expect(expected.isEmpty == urls.isEmpty)
  }

  @Test("The last word may be a beginning while it is typed")
  func typing() throws {
    var index = try LoadedIndex(documents)
    for length in 3...13 {
      let typed = String("jobsub_submit".prefix(length))
      #expect(try index.urls(typed, isTyping: true).first == "submit/", "\(typed)")
    }
    #expect(try index.urls("tarb") == [])
    #expect(try index.urls("tarb ", isTyping: true) == [])
  }

  @Test("Filters of a group widen, groups narrow")
  func filters() throws {
    var index = try LoadedIndex(documents)
    #expect(try index.urls("submit jobs", filters: ["kind:clause"]) == ["SLA/#4"])
    #expect(try Set(index.urls("jobs", filters: ["kind:clause", "kind:page"])) == ["SLA/#4", "queues/", "submit/", "submit/#k"])
    #expect(try index.urls("jobs", filters: ["kind:page", "tag:grid"]) == ["submit/"])
    #expect(try index.urls("jobs", filters: ["experiment:nova"]) == ["SLA/#4"])
    #expect(try index.urls("jobs", filters: ["experiment:none"]) == [])
  }

  @Test("An excerpt marks what was found")
  func excerpt() throws {
    var index = try LoadedIndex(documents)
    let result = try index.search(SearchQuery("submit", isTyping: false)).results.results.first { $0.url == "queues/" }
    let text = result?.excerpt.map { $0.isMarked ? "[\($0.text)]" : String($0.text) }.joined()
    #expect(text == "How to [submit] jobs when the queue is full, requested by nova.")
  }

  @Test("No file is there twice, however alike the tables are", arguments: ["", "a", "a a b", "level", "level noon"])
  func distinctFiles(text: String) throws {
    let files = indexFiles([[SearchDocument(title: Text(text), url: "u/", kind: "page", text: Text(text))]])
    #expect(Set(files.map(\.name)).count == files.count)
  }

  @Test("An identifier that is there costs less than its parts would")
  func wholeIdentifiers() throws {
    var documents = sampleDocuments(2_000)
    documents.append(SearchDocument(title: "One", url: "one/", kind: "page", section: "S", text: "prod_job_submit"))
    var known = try LoadedIndex(documents)
    let found = try known.search(SearchQuery("prod_job_submit", limit: 1))
    #expect(found.results.results.map(\.url) == ["one/"])
    var unknown = try LoadedIndex(documents)
    let parts = try unknown.search(SearchQuery("prod_job_submitted", limit: 1))
    #expect(parts.results.total > 100)
    #expect(found.bytes * 2 < parts.bytes, "\(found.bytes) and \(parts.bytes) bytes")
  }

  @Test(
    "The first result of any query takes a bounded number of bytes",
    arguments: [
      "how do i request a production of simulated events for my experiment with the detector",
      "calibration simulation reconstruction production experiment detector trigger request dataset event beam muon",
      "prod_reco_simulation_keepup_calibration_detector_2015_v9", "calibratoin of simualtion for detecotr",
      "recontsruction simulatoin productoin", "c", "si", "e b m", "RITM0091999",
    ])
  func bounded(query: String) throws {
    var index = try LoadedIndex(files: manyFiles)
    let first = try index.search(SearchQuery(Text(query), isTyping: query.utf8.count < 9, limit: 1))
    #expect(first.bytes < 57_000, "\(first.bytes) bytes beside the manifest")
    #expect(first.bytes > 4_000)
    #expect(first.results.total > 0 || query.hasPrefix("RITM"))
  }

  @Test("Words that say little take nothing from those that say more")
  func importantWords() throws {
    var documents = manyDocuments()
    documents.append(
      SearchDocument(
        title: "How to ask for it", url: "ask/", kind: "page", text: "What you do with a quenched magnet, and who is to be asked")
    )
    var index = try LoadedIndex(documents)
    let query = SearchQuery(
      "what do i have to do if it is that a magnet is in the state which is quenched", isTyping: false, limit: 1)
    #expect(try index.search(query).results.results.map(\.url) == ["ask/"])
    #expect(try index.urls("how to ask for it").first == "ask/")
  }

  @Test("A word finds the documents that a scan finds", arguments: [1, 2, 3] as [UInt64])
  func againstScan(seed: UInt64) throws {
    let documents = sampleDocuments(300, seed: seed)
    var index = try LoadedIndex(documents)
    for query in [
      "job", "jobs", "requested", "calibration", "fa22", "ritm0010", "ritm", "keep-up", "up", "zurs", "queueing", "dune",
    ] {
      let stem = Stemmer.stem(of: Array(query.utf8))
      let scanned = documents.filter { document in
        [document.title, document.heading, document.experiment, document.text].contains { field in
          let tokens = Tokens(field)
          return tokens.tokens.contains { Stemmer.stem(of: Array(tokens.bytes(of: $0))) == stem }
        }
      }
      let found = try Set(index.urls(query))
      let wanted = Set(scanned.map { String($0.url) })
      #expect(found.subtracting(wanted) == [], "\(query)")
      #expect(wanted.subtracting(found) == [], "\(query)")
    }
  }

  @Test("A phrase comes before the same words apart", arguments: [4, 5] as [UInt64])
  func phrases(seed: UInt64) throws {
    let documents = sampleDocuments(200, seed: seed)
    var index = try LoadedIndex(documents)
    for query in ["job queue", "requests jobs", "detector submit"] {
      let ranks = try index.urls(query).map { url in
        let document = try #require(documents.first { String($0.url) == url })
        // The folded words of a field, with a space at each end, as a scan finds a phrase.
        return [document.name, document.title, document.text].contains { field in
          let tokens = Tokens(field)
          let stems = tokens.tokens.filter { !$0.isCompound }.map { String(Text(Stemmer.stem(of: Array(tokens.bytes(of: $0))))) }
          let asked = query.split(separator: " ").map { String(Text(Stemmer.stem(of: Array($0.utf8)))) }
          return stems.indices.dropLast().contains { stems[$0] == asked[0] && stems[$0 + 1] == asked[1] }
        }
      }
      let apart = ranks.firstIndex(of: false) ?? ranks.count
      #expect(ranks.contains(true), "\(query)")
      #expect(!ranks[apart...].contains(true), "\(query)")
    }
  }

  @Test("One typing error is forgiven anywhere in a word", arguments: ["calibration", "detectors", "ritm0010"])
  func typingErrors(word: String) throws {
    let documents = [SearchDocument(title: "T", url: "u/", kind: "page", text: Text(word))]
    var index = try LoadedIndex(documents)
    let letters = Array(word)
    for place in letters.indices {
      var changed = [String(letters[..<place] + letters[(place + 1)...]), String(letters[..<place] + "x" + letters[place...])]
      changed.append(String(letters[..<place] + "x" + letters[(place + 1)...]))
      if place > 0 {
        changed.append(String(letters[..<(place - 1)] + [letters[place], letters[place - 1]] + letters[(place + 1)...]))
      }
      for query in changed { #expect(try index.urls(query) == ["u/"], "\(query)") }
    }
  }

  @Test("Builders of parts make the same bytes as one", arguments: [10, IndexBuilder.longestList], [64, 128, 300])
  func parts(longestList: Int, size: Int) {
    let documents = sampleDocuments(2_000)
    // Some numbers are of no item, and one group has none.
    let items = (0..<500).map { (number: $0 * 2 + $0 / 160 * 100, Array(documents[$0 * 4..<$0 * 4 + 4])) }
    var joined = IndexParts(longestList: longestList)
    for group in 0..<24 {
      var part = IndexBuilder()
      for (number, documents) in items where number / IndexBuilder.groupSize * IndexBuilder.groupSize / size == group {
        part.add(item: number, documents)
      }
      joined.append(part.finish())
    }
    var whole = IndexBuilder(longestList: longestList)
    for (number, documents) in items { whole.add(item: number, documents) }
    let expected = whole.files()
    #expect(joined.files() == expected)
  }

  @Test("Files that are taken early are those that are missing in the end")
  func earlyFiles() {
    let items = sampleDocuments(400).map { [$0] }
    var builder = IndexBuilder()
    var early: [SearchFile] = []
    for (number, documents) in items.enumerated() {
      builder.add(item: number, documents)
      early += builder.takeFiles()
    }
    var parts = IndexParts()
    parts.append(builder.finish())
    let all = (early + parts.files()).sorted { $0.name < $1.name }
    #expect(early.count >= 12)
    #expect(all == indexFiles(items).sorted { $0.name < $1.name })
  }

  @Test("A broken index answers something and does not trap")
  func brokenFiles() throws {
    var random = Lehmer(state: 9)
    let files = indexFiles(sampleDocuments(60).map { [$0] }, longestList: 20)
    for round in 0..<300 {
      var broken = files
      for number in broken.indices where !broken[number].bytes.isEmpty {
        let place = random.below(broken[number].bytes.count)
        if round % 2 == 0 {
          broken[number].bytes[place] = UInt8(random.below(256))
        } else {
          broken[number].bytes.removeLast(place)
        }
      }
      let manifest = round % 3 == 0 ? broken[0].bytes : files[0].bytes
      guard var index = SearchIndex(manifest: manifest) else { continue }
      let query = SearchQuery("job queue datasett", filters: ["kind:page"])
      for _ in 0..<6 {
        guard case .needs(let names) = index.answer(query) else { break }
        for name in names { index.add(file: name, bytes: broken.first { $0.name == name }?.bytes ?? []) }
      }
    }
  }
}
