import Diagnostics
import Knowledge

/// A page as the last build had it.
///
/// It never changes: a page of which something is new gets another one. So what a build hands on costs one reference, and what the next one need not
/// write again is told by identity.
final class PageMemory: Sendable {
  /// What others show of it.
  let page: Page
  /// A fingerprint of its file.
  let source: UInt64
  /// The key of its file in the site.
  let key: UInt64
  /// Where its links lead.
  let outgoing: Outgoing
  /// The pages that have to do with it.
  let related: [Int]
  /// What is wrong with it, but for its links.
  let diagnostics: [Diagnostic]
  /// What is kept apart.
  let parts: PageParts

  init(
    page: Page, source: UInt64, key: UInt64, outgoing: Outgoing, related: [Int], diagnostics: [Diagnostic], parts: PageParts
  ) {
    (self.page, self.source, self.key, self.outgoing) = (page, source, key, outgoing)
    (self.related, self.diagnostics, self.parts) = (related, diagnostics, parts)
  }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    let place = store.place(parts)
    writer.write(place.lowerBound)
    writer.write(place.count)
    writer.write(fixed: parts.fingerprint)
    page.write(to: &writer)
    writer.write(fixed: source)
    writer.write(fixed: key)
    outgoing.write(to: &writer)
    writer.write(related) { $0.write($1) }
    writer.write(diagnostics) { $1.write(to: &$0) }
  }
}

extension PageMemory {
  convenience init(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    let start = reader.number()
    let range = start..<start + reader.number()
    let parts = PageParts.stored(bytes, range, fingerprint: reader.fixed())
    let page = Page(&reader, links: StoredPart(.links, in: bytes, range))
    let (source, key) = (reader.fixed(), reader.fixed())
    let outgoing = Outgoing(&reader, sentences: StoredPart(.sentences, in: bytes, range))
    self.init(
      page: page, source: source, key: key, outgoing: outgoing, related: reader.values { $0.number() },
      diagnostics: reader.values { Diagnostic(&$0) }, parts: parts)
  }
}

/// What is kept apart of a page, since few builds read it: `StoredPart.Kind` says what.
enum PageParts: Sendable {
  case made([UInt8], fingerprint: UInt64)
  case stored(MappedBytes, Range<Int>, fingerprint: UInt64)

  /// The parts of a page.
  init(_ page: Page, _ outgoing: Outgoing) {
    var writer = ArchiveWriter()
    for kind in StoredPart.Kind.allCases {
      switch kind {
      case .links: writer.write(page.storedLinks)
      case .sentences: writer.write(outgoing.storedSentences)
      }
    }
    self = .made(writer.bytes, fingerprint: writer.bytes.withUnsafeBytes { Fingerprint.ofFile($0) })
  }

  /// A fingerprint of all of it.
  var fingerprint: UInt64 {
    switch self {
    case .made(_, let fingerprint), .stored(_, _, let fingerprint): fingerprint
    }
  }

  /// Whether it is as it was written.
  var isSound: Bool {
    switch self {
    case .made: true
    case .stored(let bytes, let range, let fingerprint): bytes.fingerprint(of: range) == fingerprint
    }
  }
}

/// Where the parts of pages are put in the file that a build leaves.
struct PartStore {
  /// Where the next part goes.
  private var end: Int
  /// Whether what is in the file already stays there.
  private let keepsOld: Bool
  /// What is to be put there, one after the other.
  private(set) var added: [[UInt8]] = []
  /// How many bytes of the file are parts of pages.
  private(set) var used = 0

  /// A store.
  ///
  /// - Parameters:
  ///   - start: Where the first new part goes.
  ///   - keepsOld: Whether the file has what the last build left; else it is put there again.
  init(from start: Int, keepsOld: Bool) { (end, self.keepsOld) = (start, keepsOld) }

  /// Notes that the parts of some pages stay where they are; false if one of them does not.
  mutating func keep(_ pages: ArraySlice<PageMemory>) -> Bool {
    guard keepsOld else { return false }
    for page in pages { if case .stored(_, let range, _) = page.parts { used += range.count } }
    return true
  }

  /// Where the parts of a page are.
  mutating func place(_ parts: PageParts) -> Range<Int> {
    switch parts {
    case .stored(_, let range, _) where keepsOld:
      used += range.count
      return range
    case .stored(let bytes, let range, _): return add(bytes.array(range))
    case .made(let bytes, _): return add(bytes)
    }
  }

  private mutating func add(_ bytes: [UInt8]) -> Range<Int> {
    added.append(bytes)
    end += bytes.count
    used += bytes.count
    return end - bytes.count..<end
  }
}
