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
  ///   - stale: The pages that are to be rendered.
  ///   - place: Where the site stands.
  ///   - hasNewAssets: Whether files of the theme that are copied have changed.
  init(_ site: SiteContext, _ change: SiteChange, stale: [Int], in place: OutputPlace, hasNewAssets: Bool) {
    let catalog = site.catalog
    var needed = Set(stale)
    all = stale.map { catalog.outputs[$0] }
    if change.shape.hasOtherPages || change.shape.hasOtherAssets || change.shape.hasOtherFiles(than: catalog) {
      compare(catalog, with: change)
    }
    let staleness = Staleness(site, change, new: Set(added), hasOthers: !(added + removed).isEmpty, hasNewAssets: hasNewAssets)
    let standing = Dictionary(change.memory.prints.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for output in catalog.outputs[catalog.pages.count...] where staleness.includes(output, standing[output.path]) {
      all.append(output)
      guard case .print(let index) = output.kind else { continue }
      let inside = catalog.sections[index].entries.compactMap(\.page)
      if let memory = standing[output.path], memory.pages == inside, let print = StandingPrint(memory, in: place) {
        prints[output.path] = print
        needed.formUnion(inside.filter { change.rewritten.contains($0) })
      } else {
        needed.formUnion(inside)
      }
    }
    if staleness.areShown || change.isLater { addHome(catalog, &needed) }
    pages = needed.sorted()
  }

  /// Finds what the site did not have and has no more.
  private mutating func compare(_ catalog: Catalog, with change: SiteChange) {
    let known = change.memory.catalog.outputs.map { ($0.path, $0.kind.sort) }
    var before = Dictionary(known, uniquingKeysWith: { first, _ in first })
    // Most often the pages are the same, and there are many.
    let hasOtherPages = change.shape.hasOtherPages
    if hasOtherPages { for page in change.shape.before { before[page.output] = SiteOutput.Kind.page(0).sort } }
    var gone = Set(before.keys)
    for output in catalog.outputs[(hasOtherPages ? 0 : catalog.pages.count)...] {
      gone.remove(output.path)
      // What another kind of thing was made into is made anew, too.
      if before[output.path] != output.kind.sort { added.append(output.path) }
    }
    added.sort()
    removed = gone.sorted()
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

/// Tells which files of a site, that are no pages of the content, show a change.
private struct Staleness {
  private let change: SiteChange
  private let site: SiteContext
  private let new: Set<Text>
  private let hasOthers: Bool
  private let hasNewAssets: Bool
  private let tags: Set<Int>
  private let rewritten: Set<Int>
  /// Whether lists of pages show it.
  let areShown: Bool

  init(_ site: SiteContext, _ change: SiteChange, new: Set<Text>, hasOthers: Bool, hasNewAssets: Bool) {
    (self.site, self.change, self.new) = (site, change, new)
    (self.hasOthers, self.hasNewAssets) = (hasOthers, hasNewAssets)
    let shown = change.renamed.map { site.catalog.pages[$0] } + change.shape.removed
    tags = Set((shown + change.shape.before(of: shown)).flatMap { site.tagIndices(of: $0) })
    rewritten = change.rewritten
    areShown = !shown.isEmpty || change.isEverywhere
  }

  /// Whether a file is stale.
  ///
  /// - Parameter print: What is known of it, if it is a section as one page.
  func includes(_ output: SiteOutput, _ print: PrintMemory?) -> Bool {
    if new.contains(output.path) || change.templates.contains(anyOf: site.templates(of: output)) { return true }
    switch output.kind {
    case .page, .robots: return false
    case .theme: return hasNewAssets
    case .asset: return change.pages.assets.contains(output.source)
    case .tag(let index): return change.isEverywhere || tags.contains(index)
    case .sectionFeed(let index):
      let folder = site.catalog.sections[index].folder
      return change.isEverywhere || change.isLater || change.sections.contains(folder)
    case .redirect(let page, _): return change.isWhole || change.isEverywhere || change.renamed.contains(page)
    case .folder(let folder): return areShown || change.isLater || change.isWhole && folder.isEmpty
    case .feed, .reviews, .reviewCalendar: return areShown || change.isLater
    case .tags, .llms, .notFound: return areShown
    case .siteMap: return areShown || hasOthers
    case .search: return areShown || change.isWhole
    case .print(let index): return isStale(printOf: site.catalog.sections[index], print)
    case .forms, .form, .which, .check, .browserData, .browserDataScript, .experiments, .experiment, .experimentFeed, .requests,
      .request, .jobs, .rules, .rule, .changes:
      return change.isWhole
    }
  }

  private func isStale(printOf section: SiteSection, _ memory: PrintMemory?) -> Bool {
    let inside = section.entries.compactMap(\.page)
    let isOther = change.shape.hasOtherPages && memory?.pages != inside
    // The agreement shows its rules, too.
    let hasRules = change.isWhole && inside.contains { site.catalog.pages[$0].isAgreement }
    return change.isEverywhere || isOther || hasRules || inside.contains { rewritten.contains($0) }
  }
}

extension SiteOutput.Kind {
  /// What sort of file it is: a page of the content, a file that is copied, or something else of some name.
  fileprivate var sort: Int {
    switch self {
    case .page: 0
    case .asset: 1
    case .theme: 2
    case .redirect: 3
    default: 4
    }
  }
}
