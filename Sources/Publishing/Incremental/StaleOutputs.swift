import Diagnostics
import Knowledge

/// The files of a site that are to be made anew.
struct StaleOutputs {
  /// The files.
  private(set) var all: [SiteOutput] = []
  /// The pages whose text is needed for that, as indices.
  private(set) var pages: [Int] = []

  /// What is stale after some pages changed.
  ///
  /// - Parameters:
  ///   - stale: The pages whose keys changed.
  ///   - isLater: Whether the site is made for another instant than before.
  ///   - hasNewAssets: Whether files of the theme that are copied have changed.
  init(
    _ site: SiteContext, _ memory: BuildMemory, _ changes: ChangedPages, stale: [Int], isLater: Bool, hasNewAssets: Bool
  ) {
    let catalog = site.catalog
    var needed = Set(stale)
    all = stale.map { catalog.outputs[$0] }
    let renamed = changes.renamed(memory)
    let tags = Set(renamed.flatMap { site.tagIndices(of: catalog.pages[$0]) + site.tagIndices(of: memory.pages[$0].page) })
    for output in memory.catalog.outputs {
      switch output.kind {
      case .theme where hasNewAssets: all.append(output)
      case .asset where changes.assets.contains(output.source): all.append(output)
      case .tag(let index) where tags.contains(index): all.append(output)
      case .tags, .siteMap, .llms, .search, .folder, .redirect, .sectionFeed, .feed, .reviews, .reviewCalendar, .notFound:
        if !renamed.isEmpty || (isLater && output.kind.tellsTime) { all.append(output) }
      case .print(let index):
        let inside = catalog.sections[index].entries.compactMap(\.page)
        guard !Set(inside).isDisjoint(with: Set(stale)) else { break }
        all.append(output)
        needed.formUnion(inside)
      default: break
      }
    }
    if !renamed.isEmpty || isLater { addHome(catalog, &needed) }
    pages = needed.sorted()
  }

  /// The start page of a plain knowledge base lists pages of all sections.
  private mutating func addHome(_ catalog: Catalog, _ needed: inout Set<Int>) {
    if let home = catalog.pages.firstIndex(where: { $0.output.equals("index.html") }), !needed.contains(home) {
      needed.insert(home)
      all.append(catalog.outputs[home])
    }
  }
}

extension SiteOutput.Kind {
  /// Whether it shows when the site was made.
  fileprivate var tellsTime: Bool {
    switch self {
    case .folder, .feed, .sectionFeed, .reviews, .reviewCalendar: true
    default: false
    }
  }
}
