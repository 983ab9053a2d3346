import Diagnostics

extension IndexBuilder {
  /// About how many bytes a file of words or of documents has.
  static let fileSize = 10_000
  /// No word lists more documents. Of a more frequent one those are listed in which it weighs most.
  static let longestList = 2_000
  /// No document lists more places of a word.
  static let mostPlaces = 12

  /// The files of the index, the manifest first. The same documents in the same order make the same bytes.
  ///
  /// The builder gives its words away: it can write one index.
  public consuming func files() -> [SearchFile] {
    var manifest = Packer()
    manifest.bytes = [0x6F, 0x70, 0x73, 1]
    manifest.write(documents.count)
    let files = termFiles(&manifest) + facetFiles(&manifest) + documentFiles(&manifest)
    return [SearchFile(manifest: manifest.bytes)] + files
  }

  private mutating func termFiles(_ manifest: inout Packer) -> [SearchFile] {
    let order = vocabulary.sorted()
    let (starts, byTerm) = takeOccurrencesByTerm()
    let weighing = Weighing(lengths: lengths)
    var terms = TableWriter(kind: FileKind.terms, limit: IndexBuilder.fileSize)
    for term in order {
      let list = PostingList(byTerm[starts[term]..<starts[term + 1]], weighing)
      terms.add(key: Array(vocabulary[term]), payload: list.packed(limit: IndexBuilder.longestList))
    }
    terms.finish(into: &manifest)
    var spellings = TableWriter(kind: FileKind.spellings, limit: IndexBuilder.fileSize)
    for term in order { spellings.add(key: Array(vocabulary[term]), payload: []) }
    spellings.finish(into: &manifest)
    var reversed = TableWriter(kind: FileKind.reversedSpellings, limit: IndexBuilder.fileSize)
    let reversedKeys = order.map { Array(vocabulary[$0].reversed()) }.sorted { $0.lexicographicallyPrecedes($1) }
    for key in reversedKeys { reversed.add(key: key, payload: []) }
    reversed.finish(into: &manifest)
    return terms.files + spellings.files + reversed.files
  }

  private func facetFiles(_ manifest: inout Packer) -> [SearchFile] {
    var names = Vocabulary()
    var members: [[Int]] = []
    for (number, document) in documents.enumerated() {
      for facet in document.facets {
        let name = names.number(of: facet.utf8[...])
        if name == members.count { members.append([]) }
        if members[name].last != number { members[name].append(number) }
      }
    }
    var facets = TableWriter(kind: FileKind.facets, limit: IndexBuilder.fileSize)
    for name in names.sorted() { facets.add(key: Array(names[name]), payload: Runs(of: members[name]).packed) }
    facets.finish(into: &manifest)
    return facets.files
  }

  /// Files of documents, and directories that say which is in which, so that the manifest stays short.
  private func documentFiles(_ manifest: inout Packer) -> [SearchFile] {
    var shelf = DocumentShelf()
    for document in documents { shelf.add(document) }
    return shelf.finish(into: &manifest)
  }
}
