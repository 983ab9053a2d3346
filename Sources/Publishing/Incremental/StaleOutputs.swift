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

  /// The files that the site did not have, and those that it has no more.
  private(set) var added: [Text] = []
  private(set) var removed: [Text] = []

  /// What is stale after a change.
  ///
  /// - Parameters:
  ///   - stale: The pages whose keys changed.
  ///   - place: Where the site stands.
  ///   - hasNewAssets: Whether files of the theme that are copied have changed.
  init(_ site: SiteContext, _ change: SiteChange, stale: [Int], in place: OutputPlace, hasNewAssets: Bool) {
    let catalog = site.catalog
    var needed = Set(stale)
    all = stale.map { catalog.outputs[$0] }
    if change.shape.hasOtherPages || change.shape.hasOtherFiles(than: catalog) { compare(catalog, with: change) }
    let new = Set(added)
    let shown = change.renamed.map { catalog.pages[$0] } + change.shape.removed
    let tags = Set((shown + change.shape.before(of: shown)).flatMap { site.tagIndices(of: $0) })
    let rewritten = change.rewritten
    let standing = Dictionary(change.memory.prints.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let areShown = !shown.isEmpty || change.isEverywhere
    for output in catalog.outputs[catalog.pages.count...] {
      switch output.kind {
      case .theme where hasNewAssets: all.append(output)
      case .asset where change.pages.assets.contains(output.source): all.append(output)
      case .tag(let index) where change.isEverywhere || tags.contains(index): all.append(output)
      case .sectionFeed(let index)
      where !change.isEverywhere && !change.isLater && !change.sections.contains(catalog.sections[index].folder):
        break
      case .redirect(let page, _) where !change.isEverywhere && !change.renamed.contains(page): break
      case .tags, .siteMap, .llms, .search, .folder, .redirect, .sectionFeed, .feed, .reviews, .reviewCalendar, .notFound:
        if areShown || (change.isLater && output.kind.tellsTime) { all.append(output) }
      case .print(let index):
        let inside = catalog.sections[index].entries.compactMap(\.page)
        let memory = standing[output.path]
        let isOther = change.shape.hasOtherPages && memory?.pages != inside
        guard change.isEverywhere || isOther || inside.contains(where: { rewritten.contains($0) }) else { break }
        all.append(output)
        if let memory, memory.pages == inside, let print = StandingPrint(memory, in: place) {
          prints[output.path] = print
          needed.formUnion(inside.filter { rewritten.contains($0) })
        } else {
          needed.formUnion(inside)
        }
      default: if new.contains(output.path) { all.append(output) }
      }
    }
    if areShown || change.isLater { addHome(catalog, &needed) }
    pages = needed.sorted()
  }

  /// Finds what the site did not have and has no more.
  private mutating func compare(_ catalog: Catalog, with change: SiteChange) {
    let before = Set(change.shape.before.map(\.output) + change.memory.catalog.outputs.map(\.path))
    let now = Set(catalog.outputs.lazy.map(\.path))
    added = now.subtracting(before).sorted()
    removed = before.subtracting(now).sorted()
  }

  /// Whether a file of the site is one still.
  func keeps(_ path: Text) -> Bool { !removed.contains(path) }

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
