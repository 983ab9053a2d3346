import Diagnostics

/// A document as a file has it: a byte that says which fields are those of the document before, the others, and the beginning of the text.
struct StoredDocument {
  private(set) var title: [UInt8] = []
  private(set) var heading: [UInt8] = []
  private(set) var kind: [UInt8] = []
  private(set) var section: [UInt8] = []
  private(set) var experiment: [UInt8] = []
  private(set) var url: [UInt8] = []
  private(set) var text: [UInt8] = []

  init() {}

  /// Reads a document that stands after another one.
  init(_ reader: inout Unpacker, after previous: StoredDocument) {
    self = previous
    let same = reader.byte()
    if same & 1 == 0 { title = reader.text() }
    if same & 2 == 0 { heading = reader.text() }
    if same & 4 == 0 { kind = reader.text() }
    if same & 8 == 0 { section = reader.text() }
    if same & 16 == 0 { experiment = reader.text() }
    url = reader.key(after: previous.url)
    text = reader.text()
  }
}

extension Packer {
  /// Writes a document of an item, by what it has in common with the one before unless it is the first of a piece.
  mutating func write(_ documents: UnsafeBufferPointer<SearchDocument>, _ index: Int, isFirst: Bool) {
    let before = isFirst ? nil : index - 1
    var same: UInt8 = 0
    if documents[index].title == before.map({ documents[$0].title }) ?? "" { same |= 1 }
    if documents[index].heading == before.map({ documents[$0].heading }) ?? "" { same |= 2 }
    if documents[index].kind == before.map({ documents[$0].kind }) ?? "" { same |= 4 }
    if documents[index].section == before.map({ documents[$0].section }) ?? "" { same |= 8 }
    if documents[index].experiment == before.map({ documents[$0].experiment }) ?? "" { same |= 16 }
    bytes.append(same)
    if same & 1 == 0 { write(documents[index].title.utf8) }
    if same & 2 == 0 { write(documents[index].heading.utf8) }
    if same & 4 == 0 { write(documents[index].kind.utf8) }
    if same & 8 == 0 { write(documents[index].section.utf8) }
    if same & 16 == 0 { write(documents[index].experiment.utf8) }
    write(key: documents[index].url.utf8, after: before.map { documents[$0].url.utf8 } ?? [])
    writeBeginning(of: documents[index].text.utf8)
  }

  private mutating func writeBeginning(of text: [UInt8]) {
    text.withUnsafeBufferPointer { text in
      var end = min(text.count, DocumentShelf.longestText)
      while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
      write(UnsafeBufferPointer(rebasing: text[..<end]))
    }
  }
}

extension SearchResult {
  init(_ document: StoredDocument, _ matches: [WordMatch]) {
    (title, heading, url, kind) = (Text(document.title), Text(document.heading), Text(document.url), Text(document.kind))
    (section, experiment) = (Text(document.section), Text(document.experiment))
    excerpt = Excerpt(Text(document.text), matches).parts
  }
}
