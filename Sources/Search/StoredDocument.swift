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
  /// Writes a document that stands after another one, or first.
  mutating func write(_ document: SearchDocument, after previous: SearchDocument?) {
    var same: UInt8 = 0
    if document.title == previous?.title ?? "" { same |= 1 }
    if document.heading == previous?.heading ?? "" { same |= 2 }
    if document.kind == previous?.kind ?? "" { same |= 4 }
    if document.section == previous?.section ?? "" { same |= 8 }
    if document.experiment == previous?.experiment ?? "" { same |= 16 }
    bytes.append(same)
    if same & 1 == 0 { write(document.title.utf8) }
    if same & 2 == 0 { write(document.heading.utf8) }
    if same & 4 == 0 { write(document.kind.utf8) }
    if same & 8 == 0 { write(document.section.utf8) }
    if same & 16 == 0 { write(document.experiment.utf8) }
    write(key: document.url.utf8, after: previous?.url.utf8 ?? [])
    writeBeginning(of: document.text.utf8)
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
