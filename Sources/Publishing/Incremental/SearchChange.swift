import Diagnostics
import Knowledge
import Search

/// Which documents of the search's index change.
struct SearchChange: Sendable {
  /// The pages whose documents are others, or have another number, as indices.
  let pages: [Int]
  /// The numbers of all pages; nil for those that they had, which a patch finds while other things are done.
  let numbers: [Int]?
  /// The things that are no pages of which the documents are others.
  private(set) var others: [(number: Int, documents: [SearchDocument])] = []
  /// What is to be remembered of all such things.
  let register: FoundThings
  /// The numbers that nothing has any more.
  private(set) var vacated: [Int] = []

  /// So many pages may have another number for a patch to be worth it.
  private static let mostMoved = 400

  /// What changes of the index.
  ///
  /// - Returns: nil if there are too many changes for a patch.
  init?(_ change: SiteChange, _ site: SiteContext) {
    // Words that are explained and linked in a page are no others for that.
    let known = change.memory.pages
    var pages = Set(change.pages.changed.filter { known[$0].isNew || known[$0].source != change.pages.sources[$0] })
    let titled = SearchChange.sectionsCalledOtherwise(change, site)
    for section in site.catalog.sections where titled.contains(section.folder) {
      pages.formUnion(section.entries.compactMap(\.page))
    }
    var vacated: Set<Int> = []
    var register = change.memory.found
    if change.isWhole {
      let documents = SearchDocuments(site.catalog, hasPages: false)
      let found = FoundThings(documents)
      guard found.end == register.end else { return nil }
      others = documents.others.filter { [register] in register.fingerprints[$0.number] != found.fingerprints[$0.number] }
      vacated = Set(register.fingerprints.keys).subtracting(found.fingerprints.keys)
      register = found
    }
    if change.shape.hasOtherPages {
      let (old, new) = (SearchNumbers(change.shape.before), SearchNumbers(site.catalog.pages))
      numbers = new.ofPages
      vacated.formUnion(old.ofPages)
      for (index, former) in change.shape.former.enumerated() {
        vacated.remove(new.ofPages[index])
        if former.map({ old.ofPages[$0] }) != new.ofPages[index] { pages.insert(index) }
      }
      guard old.end == new.end else { return nil }
    } else {
      numbers = nil
    }
    guard pages.count + others.count <= SearchChange.mostMoved else { return nil }
    (self.pages, self.register) = (pages.sorted(), register)
    self.vacated = vacated.sorted()
  }

  /// The folders of the root whose first page came, went or has another title: each document tells that.
  private static func sectionsCalledOtherwise(_ change: SiteChange, _ site: SiteContext) -> Set<Text> {
    let renamed = change.pages.changed.filter { index in
      let old = change.memory.pages[index]
      return old.isNew || old.page.title != site.catalog.pages[index].title
    }
    let pages = renamed.map { site.catalog.pages[$0] } + change.shape.removed
    return Set(pages.filter { $0.isIndex && $0.folder == $0.rootFolder }.map(\.folder))
  }
}

/// What can be found in a site and is no page, as a build has put it into the index.
struct FoundThings: Sendable {
  /// A fingerprint of the documents of each thing, by its number.
  private(set) var fingerprints: [Int: UInt64] = [:]
  /// One more than the greatest number that anything may have.
  private(set) var end: Int

  /// The things of some documents.
  init(_ documents: SearchDocuments) {
    end = documents.count
    for (number, documents) in documents.others {
      var hash = Fingerprint()
      for document in documents { document.combine(into: &hash) }
      fingerprints[number] = hash.value
    }
  }

  func write(to writer: inout ArchiveWriter) {
    writer.write(end)
    writer.write(fingerprints.sorted { $0.key < $1.key }) { writer, thing in
      writer.write(thing.key)
      writer.write(fixed: thing.value)
    }
  }

  /// Reads what `write` wrote.
  init(_ reader: inout ArchiveReader) {
    end = reader.number()
    fingerprints = Dictionary(reader.values { ($0.number(), $0.fixed()) }, uniquingKeysWith: { first, _ in first })
  }
}

extension SearchDocument {
  fileprivate func combine(into hash: inout Fingerprint) {
    for part in [title, heading, url, kind, section, experiment, text] { hash.combine(part) }
    hash.combine(tags.count)
    for tag in tags { hash.combine(tag) }
  }
}
