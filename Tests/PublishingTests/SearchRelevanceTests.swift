import Diagnostics
import Foundation
import Knowledge
import Notation
import Search
import Testing

@testable import Publishing

/// Questions to our own site, each with the places that answer it. They were written from the list of its pages, before any result was seen.
@Suite struct SearchRelevanceTests {
  /// Each with the places that answer it; other programs are asked the same (`swift run -c release benchmark search`).
  private static let questions: [(query: String, answers: [String])] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "questions.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: "\t").map(String.init)
      return (parts[0], parts.dropFirst().flatMap { $0.split(separator: " ").map(String.init) })
    }
  }()

  @Test func questionsFindTheirAnswers() throws {
    let content = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Content").path
    let parts = try ContentLoader(source: content, jobs: 2).load()
    let catalog = Catalog(parts, now: try #require(Timestamp(rfc3339: "2015-12-02T16:20:00Z")))
    let files = SearchDocuments(catalog).index(jobs: 2)
    let bytes = Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    var index = try #require(SearchIndex(manifest: files[0].bytes))
    var sum = 0.0
    var misses: [String] = []
    for (query, answers) in Self.questions {
      let urls = try results(query, &index, bytes)
      let rank = urls.firstIndex { url in answers.contains { url == $0 || url.hasPrefix($0 + "#") } }
      sum += rank.map { 1 / Double($0 + 1) } ?? 0
      if rank != 0 {
        misses.append("\(query): \(rank.map { "rank \($0 + 1)" } ?? "not found"), first \(urls.first ?? "nothing")")
      }
    }
    let mean = sum / Double(Self.questions.count)
    print("search: \(Self.questions.count) questions, mean reciprocal rank \(mean)\n" + misses.joined(separator: "\n"))
    #expect(Self.questions.count >= 60)
    #expect(mean > 0.8, "\(misses.joined(separator: "\n"))")
  }

  private func results(_ query: String, _ index: inout SearchIndex, _ bytes: [Text: [UInt8]]) throws -> [String] {
    for _ in 0..<8 {
      switch index.answer(SearchQuery(Text(query), limit: 10)) {
      case .found(let found): return found.results.map { String($0.url) }
      case .needs(let names): for name in names { index.add(file: name, bytes: try #require(bytes[name])) }
      }
    }
    Issue.record("the index needs files without end")
    return []
  }
}
