import Diagnostics
import Knowledge
import Notation
import ServiceLevels

/// What the rendering of every page needs: the catalog, the templates, the clock.
struct SiteContext: Sendable {
  var catalog: Catalog
  let templates: SiteTemplates
  let now: Timestamp
  let wording: Wording
  /// The absolute URL of the root; empty if unknown.
  let baseURL: Text
  /// Where each thing is that is no page of the content, by what it is.
  let paths: [SiteOutput.Kind: Text]
  /// The neighbours and the section of each page.
  let places: [PagePlace]
  /// The titles of the sections, as lists of pages show them; empty for the root.
  let sectionTitles: [Text]
  /// The tags' indices, by their slugs.
  let tagsBySlug: [Text: Int]
  /// The entry of each folder in its section.
  let entriesOfFolders: [Text: Int]
  /// The pages of each folder in reading order, and the first pages of the folders in it.
  var children: [Text: [Int]] { lazyChildren.value { SiteContext.children(catalog) } }
  private let lazyChildren = Lazily<[Text: [Int]]>()
  /// The sections' navigations, as the pages of each folder show them.
  let navigations: NavigationShelf
  /// What the layouts of pages have in common, by folder.
  let layouts = LayoutShelf()
  /// What stands of sections as one page, and what is kept of them.
  var prints = PrintShelf()
  /// When the pages are to be read through again.
  let reviews: [Review]
  /// The pages whose review is overdue, and the day on which it was due.
  let overdue: [Int: CivilDate]
  /// The pages that have to do with each page.
  var related: [[Int]] = []
  /// Where the service stands now.
  let service: ServiceStatus
  /// The open requests, the most urgent first, as indices of the snapshot's.
  let openIndices: [Int]
  /// The closed requests, the last closed first.
  let closedIndices: [Int]
  /// What the linter says about each open request; nil for a closed one.
  let verdicts: [RequestVerdict?]
  /// What became of the examples of each rule, which are shown in several places.
  let outcomes: [Lazily<[ExampleOutcome]>]
  /// The files of the theme that are copied.
  let themeFiles: Set<Text>
  /// Where the module behind the forms is; empty if the site has none.
  let modulePath: Text
  /// Where the module behind the search is; empty if the site has none.
  let searchModulePath: Text
  /// The header's links: title and output path.
  let navigationTargets: [(title: Text, target: Text)]

  /// A page's place in the reading order.
  struct PagePlace: Sendable {
    /// The section's index in `Catalog.sections`.
    var section: Int
    /// The page's entry in the section.
    var entry: Int
  }

  /// The context of a site.
  ///
  /// - Parameter jobs: How many threads to use.
  init(catalog: Catalog, templates: SiteTemplates, now: Timestamp, baseURL: Text, jobs: Int) {
    self.catalog = catalog
    self.templates = templates
    self.now = now
    self.baseURL = baseURL
    wording = Wording(zone: catalog.site.calendar.zone)
    let generated = catalog.outputs.filter { !$0.kind.isPage }
    paths = Dictionary(generated.map { ($0.kind, $0.path) }, uniquingKeysWith: { first, _ in first })
    themeFiles = Set(generated.filter { if case .theme = $0.kind { true } else { false } }.map(\.path))
    modulePath = generated.first { $0.path.hasPrefix("assets/opos.") && $0.path.hasSuffix(".wasm") }?.path ?? ""
    searchModulePath = generated.first { $0.path.hasPrefix("assets/search.") && $0.path.hasSuffix(".wasm") }?.path ?? ""
    reviews = catalog.reviews(on: catalog.site.calendar.zone.civil(at: now).date)
    overdue = reviews.reduce(into: [:]) { days, review in if review.state == .overdue { days[review.page] = review.due } }
    places = SiteContext.places(catalog)
    sectionTitles = catalog.sections.map { $0.folder.isEmpty ? "" : $0.title }
    tagsBySlug = Dictionary(catalog.tags.enumerated().map { ($1.slug, $0) }, uniquingKeysWith: { first, _ in first })
    entriesOfFolders = catalog.sections.reduce(into: [:]) { entries, section in
      for (index, entry) in section.entries.enumerated() { if let folder = entry.folder { entries[folder] = index } }
    }
    navigations = NavigationShelf(template: templates.sectionNavigation)
    service = ServiceStatus(calendar: catalog.site.calendar, now: now, isClockFixed: catalog.site.clock != nil)
    navigationTargets = SiteContext.navigationTargets(catalog)
    openIndices = SiteContext.openOrder(catalog)
    closedIndices = SiteContext.closedOrder(catalog)
    let requests = catalog.snapshots.requests?.requests ?? []
    verdicts = Parallel.map(requests.count, jobs: jobs) { index in
      requests[index].state.isOpen ? RequestVerdict(requests[index], in: catalog, now: now) : nil
    }
    outcomes = catalog.agreement.rules.map { _ in Lazily() }
  }

  /// The relative URL from a page to something else; empty if the site does not have it.
  func url(from path: Text, to kind: SiteOutput.Kind) -> Text {
    if case .page(let index) = kind { return SitePath.url(from: path, to: catalog.pages[index].output) }
    return paths[kind].map { SitePath.url(from: path, to: $0) } ?? Text()
  }

  /// A link from a page to something else.
  func link(_ title: Text, from path: Text, to kind: SiteOutput.Kind) -> Link {
    Link(title, url(from: path, to: kind))
  }

  private static func places(_ catalog: Catalog) -> [PagePlace] {
    var places = [PagePlace](repeating: PagePlace(section: 0, entry: 0), count: catalog.pages.count)
    for (sectionIndex, section) in catalog.sections.enumerated() {
      for (entryIndex, entry) in section.entries.enumerated() {
        if let page = entry.page { places[page] = PagePlace(section: sectionIndex, entry: entryIndex) }
      }
    }
    return places
  }

  /// What the header leads to; entries that lead nowhere are `opos check`'s to report.
  private static func navigationTargets(_ catalog: Catalog) -> [(title: Text, target: Text)] {
    if catalog.site.navigation.isEmpty {
      let sections = catalog.sections.filter { !$0.folder.isEmpty }.map { section in
        (title: section.title, target: SitePath.output(ofContent: section.folder + "/index.md"))
      }
      return Array(sections.prefix(8))
    }
    let wanted = Set(catalog.site.navigation.flatMap(\.outputs))
    let present = Set(catalog.outputs.lazy.map(\.path).filter(wanted.contains))
    return catalog.site.navigation.compactMap { item in
      item.outputs.first(where: present.contains).map { (item.title, $0) }
    }
  }

  private static func children(_ catalog: Catalog) -> [Text: [Int]] {
    var children: [Text: [Int]] = [:]
    // Most pages stand beside one of their folder: a folder is looked up where another begins.
    var (inside, folder): ([Int], Text) = ([], "")
    func close() {
      if !inside.isEmpty { children[folder, default: []] += inside }
      inside = []
    }
    for page in catalog.sections.lazy.flatMap(\.entries).compactMap(\.page) {
      let own = catalog.pages[page].folder
      let isIndex = catalog.pages[page].isIndex
      if isIndex, own.isEmpty { continue }
      let parent = isIndex ? SitePath.folder(of: own) : own
      if parent != folder { close() }
      folder = parent
      inside.append(page)
    }
    close()
    return children
  }
}
