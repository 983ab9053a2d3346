import Diagnostics
import Glibc
import Knowledge
import Synchronization

/// A section that is given as one page as well, as a build wrote it: where each chapter's text stands in the file, so that a build that changes one chapter
/// need not read the other pages.
struct PrintMemory: Sendable {
  /// Where it is written.
  let path: Text
  /// Its pages in their order, as indices.
  private(set) var pages: [Int]
  /// The chapters, in the same order.
  private let chapters: KeptBytes

  /// A chapter of the file.
  struct Chapter: Sendable {
    /// Where its text stands.
    var range: Range<Int>
    /// Its headings.
    var contents: [ContentsEntry]
  }

  /// What is kept of a section that was rendered.
  ///
  /// - Returns: nil if the text of a chapter is not found where the template should have put it.
  init?(_ path: Text, _ pages: [Int], _ chapters: [PrintChapter], in file: ArraySlice<UInt8>) {
    var writer = ArchiveWriter()
    var position = 0
    for chapter in chapters {
      guard let start = file.firstPlace(of: chapter.body.bytes, from: position) else { return nil }
      position = start + chapter.body.bytes.count
      writer.write(start)
      writer.write(chapter.body.bytes.count)
      writer.write(chapter.contents) { $1.write(to: &$0) }
    }
    (self.path, self.pages, self.chapters) = (path, pages, KeptBytes(writer.bytes))
  }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    writer.write(path)
    writer.write(pages) { $0.write($1) }
    chapters.write(to: &writer, parts: &store)
  }

  /// Reads what `write` wrote.
  init(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    path = reader.text()
    pages = reader.values { $0.number() }
    chapters = KeptBytes(&reader, bytes)
  }

  /// The same after pages came or went; nil if one of its own went.
  ///
  /// - Parameter places: Where each page is now, by its index before.
  func moved(_ places: [Int?]) -> PrintMemory? {
    var moved = self
    moved.pages = pages.compactMap { places[$0] }
    return moved.pages.count == pages.count ? moved : nil
  }

  /// The chapters, by their pages, of a file of so many bytes; nil if something else stands there.
  fileprivate func chapters(size: Int) -> [Int: Chapter]? {
    let read = chapters.read { reader, _ in
      pages.map { page in
        let (start, count) = (reader.number(), reader.number())
        return (page, Chapter(range: start..<start + count, contents: reader.values { ContentsEntry(&$0) }))
      }
    }
    guard let read, read.allSatisfy({ $0.1.range.upperBound <= size }) else { return nil }
    return Dictionary(read, uniquingKeysWith: { first, _ in first })
  }
}

/// A file of a whole section that stands, of which chapters are taken over.
struct StandingPrint: Sendable {
  private let bytes: [UInt8]
  private let chapters: [Int: PrintMemory.Chapter]

  /// The file of a section in an output folder; nil if it is not what the last build left.
  init?(_ memory: PrintMemory, in place: OutputPlace) {
    guard let bytes = try? FileReader.bytes(of: place.output + "/" + String(memory.path), limit: .max),
      let chapters = memory.chapters(size: bytes.count)
    else { return nil }
    (self.bytes, self.chapters) = (bytes, chapters)
  }

  /// The text and the headings of a page's chapter.
  func chapter(of page: Int) -> (body: HTML, contents: [ContentsEntry])? {
    chapters[page].map { (HTML(trusted: Array(bytes[$0.range])), $0.contents) }
  }
}

/// What is known of whole sections before they are rendered, and what is to be kept of them.
final class PrintShelf: Sendable {
  private let standing: [Text: StandingPrint]
  private let rendered = Mutex<[Text: PrintMemory]>([:])

  /// A shelf with sections that stand, by their paths.
  init(_ standing: [Text: StandingPrint] = [:]) { self.standing = standing }

  /// The section that stands at a path; nil if none does, or nothing of it may be taken over.
  subscript(path: Text) -> StandingPrint? { standing[path] }

  /// Keeps what was rendered.
  func keep(_ memory: PrintMemory) { rendered.withLock { $0[memory.path] = memory } }

  /// What is to be kept now, with what was kept before of the others.
  func kept(with before: [PrintMemory] = []) -> [PrintMemory] {
    let new = rendered.withLock { $0 }
    return (before.filter { new[$0.path] == nil } + new.values).sorted { $0.path < $1.path }
  }
}

extension ContentsEntry {
  fileprivate func write(to writer: inout ArchiveWriter) {
    writer.write(level)
    writer.write(number)
    writer.write(title.bytes)
    writer.write(url)
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    self.init()
    level = reader.number()
    number = reader.text()
    title = HTML(trusted: reader.array())
    url = reader.text()
  }
}

extension ArraySlice<UInt8> {
  /// Where some bytes first stand behind a place, both counted from the slice's beginning.
  fileprivate func firstPlace(of wanted: [UInt8], from start: Int) -> Int? {
    withUnsafeBytes { text in
      wanted.withUnsafeBytes { wanted in
        guard let base = text.baseAddress, let first = wanted.baseAddress else { return start }
        var place = start
        while place + wanted.count <= text.count {
          guard let found = memchr(base + place, Int32(wanted[0]), text.count - wanted.count - place + 1) else { return nil }
          place = UnsafeRawPointer(found) - base
          if memcmp(base + place, first, wanted.count) == 0 { return place }
          place += 1
        }
        return nil
      }
    }
  }
}
