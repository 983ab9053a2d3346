import Knowledge

/// The making of a site's search index by itself, so that it can be measured.
package enum SearchIndexing {
  /// Makes the index and returns its size.
  package static func byteCount(of catalog: Catalog, jobs: Int) -> Int {
    SearchDocuments(catalog).index(jobs: jobs).reduce(0) { $0 + $1.bytes.count }
  }
}
