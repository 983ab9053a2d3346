import Diagnostics

/// An index whose files are loaded as queries need them. It reads nothing by itself: `answer` names the files that it lacks.
public struct SearchIndex: Sendable {
  /// How many documents there are.
  public var count: Int { manifest.documents }
  let manifest: Manifest
  private var files: [(name: Text, bytes: [UInt8])] = []

  /// The index of a manifest; nil if it is none.
  public init?(manifest bytes: [UInt8]) {
    guard let manifest = Manifest(bytes) else { return nil }
    self.manifest = manifest
  }

  /// Takes a file that was loaded; an empty one if it could not be.
  public mutating func add(file name: Text, bytes: [UInt8]) {
    if file(name) == nil { files.append((name, bytes)) }
  }

  /// A loaded file.
  func file(_ name: Text) -> [UInt8]? { files.first { $0.name == name }?.bytes }

  /// What is found, or which files are needed to say it. Ask again when they are added.
  public func answer(_ query: SearchQuery) -> SearchAnswer {
    let words = QueryWord.words(of: query.text, isTyping: query.isTyping)
    var lookup = Lookup(index: self)
    let matches = lookup.matches(of: words)
    let filter = Filter(query.filters, &lookup)
    guard lookup.missing.isEmpty else { return .needs(lookup.missing) }
    let ranking = Ranking(matches, documents: count, filter: filter)
    var results = SearchResults(total: ranking.hits.count, hasMore: ranking.hasMore)
    for hit in ranking.hits.prefix(max(0, query.limit)) {
      if let document = lookup.document(hit.document) { results.results.append(SearchResult(document, matches)) }
    }
    return lookup.missing.isEmpty ? .found(results) : .needs(lookup.missing)
  }
}

/// What results may be.
struct Filter {
  private var groups: [(name: Text, members: [Runs])] = []

  init(_ filters: [Text], _ lookup: inout Lookup) {
    for filter in filters {
      let name = Text(filter.utf8.prefix { $0 != UInt8(ascii: ":") })
      let runs = Runs(lookup.payload(of: filter.utf8) ?? [])
      if let group = groups.firstIndex(where: { $0.name == name }) {
        groups[group].members.append(runs)
      } else {
        groups.append((name, [runs]))
      }
    }
  }

  func allows(_ document: Int) -> Bool {
    for group in groups where !group.members.contains(where: { $0.contains(document >> 8) }) { return false }
    return true
  }
}
