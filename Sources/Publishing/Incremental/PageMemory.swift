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
  /// What it names without a link, as `Page.referenceNames` has it.
  let names: [UInt64]
  /// What is wrong with it, but for its links.
  let diagnostics: [Diagnostic]
  /// What is kept apart.
  let parts: KeptBytes
  /// Whether the last build did not have it.
  let isNew: Bool

  init(
    page: Page, source: UInt64, key: UInt64, outgoing: consuming Outgoing, related: [Int], names: [UInt64],
    diagnostics: [Diagnostic],
    parts: KeptBytes
  ) {
    (self.page, self.source, self.key, self.outgoing) = (page, source, key, outgoing)
    (self.related, self.names, self.diagnostics, self.parts, isNew) = (related, names, diagnostics, parts, false)
  }

  /// A page that the last build did not have.
  init(new page: Page) {
    (self.page, source, key, outgoing, related, names, diagnostics) = (page, 0, 0, Outgoing(), [], [], [])
    (parts, isNew) = (KeptBytes([]), true)
  }

  /// The same page with others beside it.
  init(_ other: PageMemory, outgoing: Outgoing, related: [Int]) {
    (page, source, key, names) = (other.page, other.source, other.key, other.names)
    (diagnostics, parts, isNew) = (other.diagnostics, other.parts, false)
    (self.outgoing, self.related) = (outgoing, related)
  }

  /// Whether something is wrong with it or with its links.
  var isFaulty: Bool { !diagnostics.isEmpty || outgoing.hasDiagnostics }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    parts.write(to: &writer, parts: &store)
    page.write(to: &writer)
    writer.write(fixed: source)
    writer.write(fixed: key)
    outgoing.write(to: &writer)
    writer.write(related) { $0.write($1) }
    writer.write(names) { $0.write(fixed: $1) }
    writer.write(diagnostics) { $1.write(to: &$0) }
  }
}

extension PageMemory {
  /// Reads what `write` wrote.
  ///
  /// - Parameters:
  ///   - other: The page before.
  ///   - pool: Has texts that it may share with others.
  convenience init(
    _ reader: inout ArchiveReader, _ bytes: MappedBytes, after other: PageMemory?, sharing pool: inout TextPool
  ) {
    let parts = KeptBytes(&reader, bytes)
    func part(_ kind: StoredPart.Kind) -> StoredPart {
      guard case .stored(_, let range, let fingerprint) = parts else { preconditionFailure("what is read is stored") }
      return StoredPart(kind, in: bytes, range, fingerprint: fingerprint)
    }
    let page = Page(&reader, links: part(.links), in: other?.page.folder, sharing: &pool)
    let (source, key) = (reader.fixed(), reader.fixed())
    let outgoing = Outgoing(&reader, sentences: part(.sentences))
    self.init(
      page: page, source: source, key: key, outgoing: outgoing, related: reader.values { $0.number() },
      names: reader.values { $0.fixed() }, diagnostics: reader.values { Diagnostic(&$0) }, parts: parts)
  }
}
