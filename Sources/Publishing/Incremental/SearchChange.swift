import Diagnostics
import Knowledge

/// Which documents of the search's index change.
struct SearchChange: Sendable {
  /// The pages whose documents are others, or have another number, as indices.
  let pages: [Int]
  /// The numbers of all pages; nil for those that they had, which a patch finds while other things are done.
  let numbers: [Int]?
  /// The numbers that no page has any more.
  let vacated: [Int]

  /// So many pages may have another number for a patch to be worth it.
  private static let mostMoved = 400

  /// What changes of the index.
  ///
  /// - Returns: nil if there are too many changes for a patch.
  init?(_ change: SiteChange, _ site: SiteContext) {
    var pages = Set(change.pages.changed)
    let titled = SearchChange.sectionsCalledOtherwise(change, site)
    for section in site.catalog.sections where titled.contains(section.folder) {
      pages.formUnion(section.entries.compactMap(\.page))
    }
    var vacated: Set<Int> = []
    if change.shape.hasOtherPages {
      let (old, new) = (SearchNumbers(change.shape.before), SearchNumbers(site.catalog.pages))
      numbers = new.ofPages
      vacated = Set(old.ofPages)
      for (index, former) in change.shape.former.enumerated() {
        vacated.remove(new.ofPages[index])
        if former.map({ old.ofPages[$0] }) != new.ofPages[index] { pages.insert(index) }
      }
      guard old.end == new.end, pages.count <= SearchChange.mostMoved else { return nil }
    } else {
      numbers = nil
    }
    self.pages = pages.sorted()
    self.vacated = vacated.sorted()
  }

  /// The folders of the root whose first page came, went or has another title: each document tells that.
  private static func sectionsCalledOtherwise(_ change: SiteChange, _ site: SiteContext) -> Set<Text> {
    let renamed = change.pages.changed.filter { index in
      let old = change.memory.pages[index]
      return old.isNew || old.page.title != site.catalog.pages[index].title
    }
    let pages = renamed.map { site.catalog.pages[$0] } + change.shape.removed
    return Set(pages.filter { $0.isIndex && $0.folder == SiteChange.section(of: $0) }.map(\.folder))
  }
}
