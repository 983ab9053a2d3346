import Diagnostics
import Knowledge
import Notation

/// For each page of the content a fingerprint of all that its file in the site is made from: equal keys, equal files.
///
/// What `render(page:)` reads has to be in here. A build that reuses files is compared with first builds, over many random changes, by a test.
struct PageKeys {
  private let site: SiteContext
  /// What every page shows.
  let common: UInt64
  /// What the navigation shows of each folder.
  private let listings: [Text: UInt64]
  /// What lists show of each page; empty if they are made when they are asked for.
  private let cards: [UInt64]

  /// A maker of keys.
  ///
  /// - Parameter pages: The pages whose keys will be asked for; nil for all.
  init(_ site: SiteContext, of pages: [Int]? = nil) {
    self.site = site
    common = PageKeys.common(site)
    let sections = pages.map { Set($0.map { site.places[$0].section }) }
    listings = PageKeys.listings(site.catalog, sections?.sorted() ?? Array(site.catalog.sections.indices))
    cards = pages == nil ? site.catalog.pages.indices.map { PageKeys.card(of: $0, in: site) } : []
  }

  /// The key of a page.
  ///
  /// - Parameter source: A fingerprint of the page's file.
  func key(of index: Int, source: UInt64) -> UInt64 {
    let (page, place) = (site.catalog.pages[index], site.places[index])
    let section = site.catalog.sections[place.section]
    var hash = Fingerprint(seed: common)
    hash.combine(source)
    hash.combine(page.path)
    hash.combine(card(of: index))
    hash.combine(site.catalog.outgoing[index].fingerprint)
    hash.combine(site.overdueNote(of: index))
    if page.tellsHistory { hash.combine(site.catalog.histories[page.path]?.fingerprint ?? 0) }
    for tag in site.tagIndices(of: page) {
      hash.combine(site.catalog.tags[tag].name)
      hash.combine(site.paths[.tag(tag)] ?? "")
    }
    for link in site.breadcrumbs(of: index, in: section) { hash.combine(link) }
    if site.showsNavigation(of: section) {
      hash.combine(section.title)
      hash.combine(navigation(of: page.folder, in: section))
      for step in [-1, 1] { hash.combine(site.neighbour(of: place, step: step, from: page.output) ?? Link("", "")) }
    }
    if page.isIndex { for child in site.children[page.folder] ?? [] { hash.combine(card(of: child)) } }
    for other in site.related[index] { hash.combine(card(of: other)) }
    hash.combine(site.related[index].count)
    for backlink in site.catalog.backlinks[index] {
      hash.combine(card(of: backlink.page))
      hash.combine(site.catalog.outgoing.withUnsafeBufferPointer { $0[backlink.page].mentionFingerprints[backlink.link] })
    }
    return hash.value
  }

  /// What the navigation shows to the pages of a folder: what lies in it, and beside it and the folders above it.
  private func navigation(of folder: Text, in section: SiteSection) -> UInt64 {
    var hash = Fingerprint()
    var folder = folder
    while true {
      hash.combine(listings[folder] ?? 0)
      if folder.count <= section.folder.count { return hash.value }
      folder = SitePath.folder(of: folder)
    }
  }
}

extension PageKeys {
  static func common(_ site: SiteContext) -> UInt64 {
    var hash = Fingerprint()
    hash.combine(site.catalog.site.title)
    hash.combine(site.baseURL)
    hash.combine(site.searchModulePath)
    for target in site.navigationTargets {
      hash.combine(target.title)
      hash.combine(target.target)
    }
    let service = site.service
    for text in [service.headline, service.hours, service.nextOpening, service.nextHoliday, service.intervals] {
      hash.combine(text)
    }
    return hash.value
  }

  /// What lists show of a page.
  private func card(of index: Int) -> UInt64 { cards.isEmpty ? PageKeys.card(of: index, in: site) : cards[index] }

  private static func card(of index: Int, in site: SiteContext) -> UInt64 {
    let page = site.catalog.pages[index]
    var hash = Fingerprint()
    for text in [page.title, page.output, page.summary, site.catalog.sections[site.places[index].section].title] {
      hash.combine(text)
    }
    hash.combine(page.reviewed?.daysSinceEpoch ?? .min)
    return hash.value
  }

  private static func listings(_ catalog: Catalog, _ sections: [Int]) -> [Text: UInt64] {
    var listings: [Text: Fingerprint] = [:]
    for section in sections.lazy.map({ catalog.sections[$0] }) {
      for entry in section.entries {
        let own = entry.folder ?? entry.page.map { catalog.pages[$0].folder } ?? ""
        let parent = entry.folder == nil || own == section.folder ? own : SitePath.folder(of: own)
        var hash = listings[parent] ?? Fingerprint()
        hash.combine(entry.title)
        hash.combine(entry.level)
        hash.combine(entry.page.map { catalog.pages[$0].output } ?? own)
        hash.combine(entry.folder != nil ? 1 : 0)
        listings[parent] = hash
      }
    }
    return listings.mapValues(\.value)
  }
}

extension Fingerprint {
  fileprivate mutating func combine(_ link: Link) {
    combine(link.title)
    combine(link.url)
  }
}
