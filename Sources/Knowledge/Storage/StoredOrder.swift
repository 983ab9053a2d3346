import Diagnostics

extension Catalog.Order {
  /// Writes the order, so that `init(_:of:)` can read it.
  ///
  /// - Parameter pages: The pages.
  public func write(to writer: inout ArchiveWriter, of pages: [Page]) {
    writer.write(sections) { writer, section in
      writer.write(section.folder)
      writer.write(section.title)
      writer.write(section.entries) { $1.write(to: &$0, of: pages) }
    }
    writer.write(tags) { writer, tag in
      writer.write(tag.name)
      writer.write(tag.slug)
      writer.write(tag.pages) { $0.write($1) }
    }
  }

  /// Reads what `write` wrote.
  ///
  /// - Parameter pages: The pages; those that changed have the titles, weights and words that they had.
  public init(_ reader: inout ArchiveReader, of pages: [Page]) {
    sections = reader.values { reader in
      let (folder, title) = (reader.text(), reader.text())
      return SiteSection(folder: folder, title: title, entries: reader.values { SiteSection.Entry(&$0, of: pages) })
    }
    tags = reader.values { Tag(name: $0.text(), slug: $0.text(), pages: $0.values { $0.number() }) }
  }

  /// Whether it names only pages that there are.
  public func isOrder(ofOnly count: Int) -> Bool {
    sections.allSatisfy { $0.entries.allSatisfy { $0.page.map { $0 < count } ?? true } }
      && tags.allSatisfy { $0.pages.allSatisfy { $0 < count } }
  }
}

extension SiteSection.Entry {
  fileprivate func write(to writer: inout ArchiveWriter, of pages: [Page]) {
    writer.write(page.map { $0 + 1 } ?? 0)
    writer.write(page.map { pages[$0].title } == title ? nil : title) { $0.write($1) }
    writer.write(folder) { $0.write($1) }
    writer.write(level)
  }

  fileprivate init(_ reader: inout ArchiveReader, of pages: [Page]) {
    let number = reader.number()
    let page = number > 0 && number <= pages.count ? number - 1 : nil
    let title = reader.optional { $0.text() } ?? page.map { pages[$0].title } ?? Text()
    self.init(title: title, page: page, folder: reader.optional { $0.text() }, level: reader.number())
  }
}

extension Catalog.Order {
  /// The order after some pages changed.
  ///
  /// - Parameters:
  ///   - changed: The pages that changed, as indices; none of them came or was replaced.
  ///   - former: A page as it was.
  ///   - pages: The pages as they are.
  public func following(_ changed: [Int], from former: (Int) -> Page, to pages: [Page]) -> Catalog.Order {
    let moved = changed.filter { pages[$0].isListedOtherwise(than: former($0)) }
    let folders = Set(moved.map { pages[$0].rootFolder })
    let hasOtherTags = changed.contains { pages[$0].tags != former($0).tags }
    return Catalog.Order(
      sections: SiteSection.remake(sections, in: folders, of: pages), tags: hasOtherTags ? Tag.make(from: pages) : tags)
  }
}

extension Page {
  /// Whether it has another place among pages, or another name there, or shares other words with them, than as it was.
  public func isOrderedOtherwise(than other: Page) -> Bool {
    isListedOtherwise(than: other) || tags != other.tags || isElsewhere(than: other)
  }

  /// Whether it has another title or weight than as it was.
  fileprivate func isListedOtherwise(than other: Page) -> Bool { title != other.title || weight != other.weight }

  /// Whether it is written elsewhere, or has another place in another generator's navigation, than as it was.
  public func isElsewhere(than other: Page) -> Bool { place != other.place || output != other.output }
}
