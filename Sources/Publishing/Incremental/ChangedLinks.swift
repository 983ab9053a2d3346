import Diagnostics
import Knowledge

/// Where the links of all pages lead after some pages changed.
struct ChangedLinks {
  /// The links of each page; those of pages that are not whole are the last build's.
  private(set) var outgoing: [Outgoing]
  /// The same, seen from the pages that are linked to.
  private(set) var backlinks: [[Backlink]] = []
  /// The pages whose links were resolved anew, as indices.
  private(set) var resolved: [Int] = []

  /// Resolves the links of the pages that changed; and those of all others, if pages are called otherwise now.
  ///
  /// - Parameters:
  ///   - catalog: What the pages are resolved with now.
  ///   - read: Reads pages.
  /// - Returns: nil if pages change that are made of more than pages.
  init?(
    _ changes: ChangedPages, _ shape: ChangedShape, _ catalog: CatalogMemory, _ links: LinkIndex, jobs: Int, read: PageReading
  ) throws(FileError) {
    let memory = shape.memory
    outgoing = memory.pages.map(\.outgoing)
    let references = memory.catalog.references
    var whole = changes.changed.map { ($0, changes.pages[$0]) }
    let doubtful = DoubtfulLinks(changes, shape, catalog, links)
    if doubtful.areAny {
      let known = Set(changes.changed)
      let pages = changes.pages
      let old = outgoing
      let candidates = pages.indices.filter { !known.contains($0) && doubtful.include(old[$0]) }
      let unlinked = Set(shape.unlinked)
      let leadElsewhere = Parallel.map(candidates.count, jobs: jobs) { number in
        let index = candidates[number]
        return unlinked.contains(index) || !old[index].stands(for: pages[index], at: index, links)
      }
      let others = candidates.indices.filter { leadElsewhere[$0] }.map { candidates[$0] }
      whole += zip(others, try read(others.map { pages[$0].path }).map { $0 })
    }
    let suggestions = LinkSuggestions(links)
    resolved = whole.map { $0.0 }
    for (index, page) in whole {
      let resolved = Outgoing(of: page, at: index, links, references, suggestions)
      if memory.catalog.hasService, resolved.touchesService(links) || outgoing[index].touchesService(links) { return nil }
      outgoing[index] = resolved
    }
    backlinks = Catalog.backlinks(of: outgoing)
  }
}
