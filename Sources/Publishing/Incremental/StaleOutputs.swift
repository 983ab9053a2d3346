import Diagnostics
import Knowledge

/// The files of a site that are to be made anew.
struct StaleOutputs {
  /// The files.
  private(set) var all: [SiteOutput] = []
  /// The pages whose text is needed for that, as indices.
  private(set) var pages: [Int] = []
  /// The sections as one page of which chapters are taken over, by their paths.
  private(set) var prints: [Text: StandingPrint] = [:]

  /// What is stale after some pages changed.
  ///
  /// - Parameters:
  ///   - stale: The pages whose keys changed.
  ///   - rewritten: The pages whose text or links changed.
  ///   - place: Where the site stands.
  ///   - isLater: Whether the site is made for another instant than before.
  ///   - hasNewAssets: Whether files of the theme that are copied have changed.
  init(
    _ site: SiteContext, _ memory: BuildMemory, _ changes: ChangedPages, stale: [Int], rewritten: Set<Int>,
    in place: OutputPlace, isLater: Bool, hasNewAssets: Bool
  ) {
    let catalog = site.catalog
    var needed = Set(stale)
    all = stale.map { catalog.outputs[$0] }
    let renamed = changes.renamed(memory)
    let tags = Set(renamed.flatMap { site.tagIndices(of: catalog.pages[$0]) + site.tagIndices(of: memory.pages[$0].page) })
    let sections = Set(renamed.map { site.places[$0].section })
    let isEverywhere = PageKeys.common(site) != memory.common
    let standing = Dictionary(memory.prints.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for output in memory.catalog.outputs {
      switch output.kind {
      case .theme where hasNewAssets: all.append(output)
      case .asset where changes.assets.contains(output.source): all.append(output)
      case .tag(let index) where isEverywhere || tags.contains(index): all.append(output)
      case .sectionFeed(let index) where !isEverywhere && !isLater && !sections.contains(index): break
      case .redirect(let page, _) where !isEverywhere && !renamed.contains(page): break
      case .tags, .siteMap, .llms, .search, .folder, .redirect, .sectionFeed, .feed, .reviews, .reviewCalendar, .notFound:
        if !renamed.isEmpty || isEverywhere || (isLater && output.kind.tellsTime) { all.append(output) }
      case .print(let index):
        let inside = catalog.sections[index].entries.compactMap(\.page)
        guard isEverywhere || inside.contains(where: { rewritten.contains($0) }) else { break }
        all.append(output)
        if let memory = standing[output.path], memory.pages == inside, let print = StandingPrint(memory, in: place) {
          prints[output.path] = print
          needed.formUnion(inside.filter { rewritten.contains($0) })
        } else {
          needed.formUnion(inside)
        }
      default: break
      }
    }
    if !renamed.isEmpty || isEverywhere || isLater { addHome(catalog, &needed) }
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
