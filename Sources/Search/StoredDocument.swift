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

extension GrowingBytes {
  /// Writes a document of an item, by what it has in common with the one before unless it is the first of a piece.
  mutating func write(_ documents: UnsafeBufferPointer<SearchDocument>, _ index: Int, isFirst: Bool) {
    reserve(1)
    let same = count
    end[0] = 0
    end += 1
    let before = isFirst ? index : index - 1
    write(documents[index].title, unlessSameAs: documents[before].title, isFirst, 1, notedAt: same)
    write(documents[index].heading, unlessSameAs: documents[before].heading, isFirst, 2, notedAt: same)
    write(documents[index].kind, unlessSameAs: documents[before].kind, isFirst, 4, notedAt: same)
    write(documents[index].section, unlessSameAs: documents[before].section, isFirst, 8, notedAt: same)
    write(documents[index].experiment, unlessSameAs: documents[before].experiment, isFirst, 16, notedAt: same)
    documents[index].url.utf8.withUnsafeBufferPointer { url in
      documents[before].url.utf8.withUnsafeBufferPointer { before in
        let shared = isFirst ? 0 : sharedPrefix(url, before)
        write(shared)
        write(UnsafeBufferPointer(rebasing: url[shared...]))
      }
    }
    writeBeginning(of: documents[index].text.utf8)
  }

  /// Writes a field, or notes that it is that of the document before; of the first document of a piece, that it is empty.
  private mutating func write(_ field: Text, unlessSameAs before: Text, _ isFirst: Bool, _ bit: UInt8, notedAt place: Int) {
    if isFirst ? field.isEmpty : field == before {
      start[place] |= bit
    } else {
      field.utf8.withUnsafeBufferPointer { write($0) }
    }
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
