import Diagnostics
import Markup
import Notation

/// One of the parts that are kept apart for each page and read when they are asked for.
public struct StoredPart: Sendable {
  /// Which part it is.
  public enum Kind: Int, Sendable, CaseIterable {
    /// The ids and links.
    case links
    /// The sentences around the links.
    case sentences
  }

  private let bytes: MappedBytes
  private let range: Range<Int>
  private let fingerprint: UInt64
  private let kind: Kind

  /// A part among those of a page.
  ///
  /// - Parameters:
  ///   - kind: Which it is.
  ///   - range: Where the parts of the page are.
  ///   - fingerprint: The fingerprint of what was written there.
  public init(_ kind: Kind, in bytes: MappedBytes, _ range: Range<Int>, fingerprint: UInt64) {
    (self.bytes, self.range, self.kind, self.fingerprint) = (bytes, range, kind, fingerprint)
  }

  /// A reader of the part; of nothing, and the damage is noted, if something else stands there.
  public var reader: ArchiveReader {
    guard bytes.fingerprint(of: range) == fingerprint else {
      bytes.noteDamage()
      return ArchiveReader(bytes, 0..<0)
    }
    var reader = ArchiveReader(bytes, range)
    for _ in 0..<kind.rawValue { _ = reader.range() }
    return ArchiveReader(bytes, reader.range())
  }
}

extension StoredPart {
  /// The ids that links can name, if it is that part.
  var anchors: [Text] {
    var reader = reader
    return reader.values { $0.text() }
  }

  /// The slots with all that decides where they lead, if it is that part.
  var slots: [Slot] {
    var reader = reader
    _ = reader.values { _ = $0.range() }
    return reader.values { Slot(&$0) }
  }
}

extension Page {
  /// Writes what others show of the page, so that `init(_:links:)` can read it.
  public func write(to writer: inout ArchiveWriter) {
    writer.write(path)
    writer.write(output)
    // It is shown only where the page has no description.
    writer.write(matter.description.isEmpty ? body.excerpt : Text())
    writer.write(isAgreement)
    writer.write(place) { $1.write(to: &$0) }
    matter.write(to: &writer)
    writer.write(title == matter.title ? nil : title) { $0.write($1) }
  }

  /// The page's ids and links, as `StoredPart` reads them.
  public var storedLinks: [UInt8] {
    var links = ArchiveWriter()
    links.write(anchors) { $0.write($1) }
    links.write(slots) { $1.write(to: &$0) }
    return links.bytes
  }

  /// Reads what `write` wrote.
  ///
  /// - Parameters:
  ///   - links: Where the rest of the page is.
  ///   - known: The folder that it is perhaps in; nil if none is known.
  ///   - pool: Has texts that it may share with pages that were read.
  public init(_ reader: inout ArchiveReader, links: StoredPart, in known: Text?, sharing pool: inout TextPool) {
    let (path, output, excerpt, isAgreement) = (reader.text(), reader.text(), reader.text(), reader.bool())
    let place = reader.optional { NavigationPlace(&$0) }
    let matter = FrontMatter(&reader, &pool)
    let title = reader.optional { $0.text() } ?? matter.title
    self.init(
      path: path, in: SitePath.folder(of: path, perhaps: known), output: output, matter: matter, title: title,
      excerpt: excerpt, isAgreement: isAgreement, stored: links)
    self.place = place
  }
}

extension NavigationPlace {
  fileprivate func write(to writer: inout ArchiveWriter) {
    writer.write(signed: Int(order))
    writer.write(folderOrder) { $0.write(signed: Int($1)) }
    for text in [title, folderTitle, heading] { writer.write(text) }
    writer.write(signed: level)
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    self.init(order: Int64(reader.signedNumber()))
    folderOrder = reader.optional { Int64($0.signedNumber()) }
    title = reader.text()
    folderTitle = reader.text()
    heading = reader.text()
    level = reader.signedNumber()
  }
}

extension FrontMatter {
  fileprivate func write(to writer: inout ArchiveWriter) {
    for text in [title, description, version, owner, layout] { writer.write(text) }
    writer.write(tags) { $0.write($1) }
    writer.write(aliases) { $0.write($1) }
    writer.write(reviewed) { $0.write(signed: $1.daysSinceEpoch) }
    writer.write(weight) { $0.write(fixed: UInt64(bitPattern: $1)) }
    writer.write(showsContents)
  }

  fileprivate init(_ reader: inout ArchiveReader, _ pool: inout TextPool) {
    title = reader.text()
    description = reader.text()
    version = reader.text(from: &pool)
    owner = reader.text(from: &pool)
    layout = reader.text(from: &pool)
    tags = reader.values { $0.text(from: &pool) }
    aliases = reader.values { $0.text() }
    reviewed = reader.optional { CivilDate(daysSinceEpoch: $0.signedNumber()) }
    weight = reader.optional { Int64(bitPattern: $0.fixed()) }
    showsContents = reader.bool()
  }
}

extension Slot {
  /// The kinds that are told apart. Where the others lead, no other page's name decides.
  private static let kinds: [Kind] = [.link, .image, .wikiLink]

  fileprivate func write(to writer: inout ArchiveWriter) {
    writer.write(Slot.kinds.firstIndex(of: kind) ?? Slot.kinds.count)
    writer.write(destination)
    writer.write(fragment) { $0.write($1) }
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    let kind = reader.number()
    self.init(
      kind: Slot.kinds.indices.contains(kind) ? Slot.kinds[kind] : .fence(index: 0), offset: 0, destination: reader.text(),
      fragment: reader.optional { $0.text() }, text: Text(), range: SourceRange(0, 0))
  }
}
