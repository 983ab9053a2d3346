import Diagnostics
import Markup
import Notation
import ServiceLevels
import Snapshots
import Tickets

/// Everything that a site is made of, read and resolved.
public struct Catalog: Sendable {
  /// What `site.yml` says.
  public let site: SiteConfiguration
  /// The Markdown pages, by path.
  public internal(set) var pages: [Page]
  /// The pages in reading order, by the folders of the root.
  public let sections: [SiteSection]
  /// The words that pages share.
  public let tags: [Tag]
  /// The request forms, by id.
  public let forms: [Form]
  /// The registry, by id.
  public let experiments: [RegisteredExperiment]
  /// Files that are copied.
  public let assets: [Text]
  /// The Service Level Agreement, with its rules.
  public let agreement: Agreement
  /// What outside systems said.
  public let snapshots: SnapshotShelf
  /// What the browser's module reads; nil for a site without forms.
  public let linterData: LinterData?
  /// The same as a file of the site.
  public let browserData: SourceFile?
  /// Every file of the site.
  public let outputs: [SiteOutput]
  /// Everything that a link can lead to.
  public let links: LinkIndex
  /// Those of them that are no pages.
  private let linkTargets: [LinkIndex.Other]
  /// What text names without a link.
  public let references: ReferenceIndex
  /// Which pages name experiments, forms, rules, requests and clauses.
  public let mentions: Mentions
  /// For each page the links to it, one of each page that links.
  public let backlinks: [[Backlink]]
  /// For each page where its links lead.
  public internal(set) var outgoing: [Outgoing]
  /// What the repository says about files, by their paths; nothing unless the site asks for it.
  public let histories: [Text: PageHistory]
  /// The versions of the agreement, the oldest first, the one that holds last; none where no earlier one is kept.
  public let agreementVersions: [AgreementVersion]
  /// The drawings, by their sources.
  public let drawings: [Text: Drawing]
  /// What is wrong, by file and place.
  public let diagnostics: [Diagnostic]
  /// What decides how the pages are read.
  public let setting: PageSetting
  /// What is wrong that is in no page.
  public let ownDiagnostics: [Diagnostic]
  /// That of it which was found while reading.
  private let readingDiagnostics: [Diagnostic]
  /// Files of the theme that are copied.
  private let themeFiles: [Text]

  /// What was read from the content folder.
  public struct Parts: Sendable {
    /// What `site.yml` says.
    public var site: SiteConfiguration
    /// The Markdown pages.
    public var pages: [Page] = []
    /// The request forms.
    public var forms: [Form] = []
    /// The registry.
    public var experiments: [RegisteredExperiment] = []
    /// Files that are copied.
    public var assets: [Text] = []
    /// Files of the theme that are copied, as output paths.
    public var themeFiles: [Text] = []
    /// What outside systems said.
    public var snapshots = SnapshotShelf()
    /// What decides how the pages are read.
    public var setting = PageSetting()
    /// What the repository says about files, by their paths.
    public var histories: [Text: PageHistory] = [:]
    /// Earlier versions of the agreement, the oldest first.
    public var formerAgreements: [AgreementVersion] = []
    /// The drawings, by their sources; a source that is missing is shown itself.
    public var drawings: [Text: Drawing] = [:]
    /// Reads the file of a page once more, to say where something is wrong in one that did not keep its bytes; nil if it cannot be read.
    public var reread: (@Sendable (Text) -> SourceFile?)?
    /// Where pages have gone; nil for a site that does not keep it.
    public var formerAddresses: FormerAddresses?
    /// What was found while reading.
    public var diagnostics: [Diagnostic] = []

    /// The parts of a site without content.
    public init(site: SiteConfiguration) { self.site = site }

    /// Gives the pages the order and names that another generator's navigation has; pages that it does not name come last.
    public mutating func arrange(by navigation: AuthorNavigation) {
      let places = navigation.places(of: pages.map(\.path))
      if places.isEmpty { return }
      for index in pages.indices { pages[index].place = places[pages[index].path] }
    }
  }

  /// Resolves what was read: order, outputs, links, rules.
  ///
  /// - Parameters:
  ///   - parts: What was read.
  ///   - now: The instant that rules with dates are judged at.
  ///   - jobs: How many threads to use.
  public init(_ parts: Parts, now: Timestamp, jobs: Int = 1) {
    var distinct = DistinctOutputs()
    var parts = parts
    if !parts.site.isConfigured { parts.pages = distinct.rename(parts.pages) }
    site = parts.site.named(after: parts.pages)
    pages = parts.pages
    forms = parts.forms
    experiments = parts.experiments
    assets = parts.assets
    snapshots = parts.snapshots
    drawings = parts.drawings
    histories = parts.histories
    agreementVersions =
      parts.formerAgreements.isEmpty ? [] : parts.formerAgreements + [AgreementVersion(pages.filter(\.isAgreement))]
    sections = SiteSection.make(from: pages)
    tags = Tag.make(from: pages)
    agreement = Agreement(parts)
    linterData = parts.forms.isEmpty ? nil : LinterData(agreement, parts)
    browserData = linterData.map { SourceFile($0) }
    var wanted = Catalog.outputs(parts, tags, sections, agreement, browserData)
    if let moved = parts.formerAddresses?.outputs(of: parts.pages, besides: Set(wanted.map(\.path))) {
      wanted += moved.outputs
      parts.diagnostics += moved.diagnostics
    }
    if !site.isConfigured { distinct.take(wanted) }
    outputs = site.isConfigured ? wanted : distinct.outputs
    linkTargets = Catalog.linkTargets(outputs, parts)
    links = LinkIndex(pages: pages, others: linkTargets, severity: site.isConfigured ? .error : .warning)
    references = ReferenceIndex(parts, agreement, outputs)
    outgoing = Catalog.resolved(pages, links, references, reread: parts.reread, jobs: jobs)
    backlinks = Catalog.backlinks(of: outgoing)
    mentions = Mentions(of: outgoing)
    setting = parts.setting
    let ofRules = agreement.diagnostics + agreement.linter.rules.checkReachability() + agreement.checkExamples(now: now)
    (readingDiagnostics, themeFiles) = (parts.diagnostics, parts.themeFiles)
    ownDiagnostics =
      parts.diagnostics + Composition.placed(ofRules, pages)
      + SiteOutput.collisions(in: outputs) + distinct.diagnostics
    diagnostics = Catalog.ordered(
      ownDiagnostics + pages.flatMap(\.body.diagnostics) + outgoing.flatMap(\.diagnostics), isConfigured: site.isConfigured)
  }

  /// The catalog of a site of which only the text of some pages differs from what is remembered.
  ///
  /// It has no forms, rules, experiments and snapshots: what is made of them stands.
  public init(
    _ memory: CatalogMemory, site: SiteConfiguration, pages: [Page], order: Order, links: LinkIndex, outgoing: [Outgoing],
    backlinks: [[Backlink]], diagnostics: [Diagnostic]
  ) {
    let parts = Parts(site: site)
    (self.site, self.pages, self.links, self.outgoing) = (site, pages, links, outgoing)
    (linkTargets, drawings, agreementVersions, histories) = (memory.targets, [:], [], [:])
    (forms, experiments, assets, snapshots) = ([], [], memory.assets, parts.snapshots)
    (sections, tags) = (order.sections, order.tags)
    agreement = Agreement(parts)
    (linterData, browserData) = (nil, nil)
    outputs = pages.enumerated().map { SiteOutput(.page($0), path: $1.output, source: $1.path) } + memory.outputs
    references = memory.references
    self.backlinks = backlinks
    mentions = Mentions(of: [])
    setting = memory.setting
    (ownDiagnostics, readingDiagnostics, themeFiles) = (memory.diagnostics, memory.readingDiagnostics, memory.themeFiles)
    self.diagnostics = Catalog.ordered(
      memory.diagnostics + diagnostics + Outgoing.diagnostics(of: outgoing), isConfigured: site.isConfigured)
  }

  /// What follows from the pages alone: the order in which they are read, and the words that they share.
  public struct Order: Sendable {
    let sections: [SiteSection]
    /// The words that the pages share.
    public let tags: [Tag]

    /// The order of some pages.
    ///
    /// - Parameter jobs: How many threads to use.
    public init(of pages: [Page], jobs: Int) {
      (sections, tags) = Parallel.both(jobs: jobs) {
        SiteSection.make(from: pages, jobs: jobs)
      } _: {
        Tag.make(from: pages)
      }
    }
  }

  /// Puts whole pages in the places of those that are not.
  ///
  /// - Parameters:
  ///   - whole: The pages.
  ///   - indices: Where each belongs.
  ///   - jobs: How many threads to use.
  public mutating func replace(_ whole: [Page], at indices: [Int], jobs: Int) {
    let made = Parallel.map(whole.count, jobs: jobs) { [outgoing, links, references] number in
      var made = Outgoing(of: whole[number], at: indices[number], links, references)
      made.takeDiagnostics(of: outgoing[indices[number]])
      return made
    }
    for (number, index) in indices.enumerated() {
      pages[index] = whole[number]
      outgoing[index] = made[number]
    }
  }

  /// What the next build needs of it besides its pages.
  public var memory: CatalogMemory {
    CatalogMemory(
      targets: linkTargets, references: references, outputs: outputs.filter { !$0.kind.isPage }, assets: assets,
      themeFiles: themeFiles, diagnostics: ownDiagnostics, readingDiagnostics: readingDiagnostics, setting: setting)
  }
}

extension Catalog {
  /// The findings in their order, as a site shows them.
  static func ordered(_ diagnostics: [Diagnostic], isConfigured: Bool) -> [Diagnostic] {
    var all = diagnostics
    // A folder that was not written for us is published as it is, whatever it has.
    if !isConfigured {
      for index in all.indices where all[index].severity == .error { all[index].severity = .warning }
    }
    return Diagnostic.ordered(withForeignSyntaxOnce(all, isConfigured: isConfigured))
  }
}

extension Catalog {
  /// The findings, with each kind of another generator's syntax, and each key of its front matter, once. A configured site was written for this one: there it is text.
  private static func withForeignSyntaxOnce(_ all: [Diagnostic], isConfigured: Bool) -> [Diagnostic] {
    var seen: Set<Text> = []
    return all.filter { finding in
      if finding.rule.equals("foreign-syntax") { return !isConfigured && seen.insert(finding.message).inserted }
      let isOnce = finding.rule.equals("key-unknown") || finding.rule.equals("html-left-out")
      return isConfigured || !isOnce || seen.insert(finding.message).inserted
    }
  }

  /// Where the links of all pages lead.
  private static func resolved(
    _ pages: [Page], _ links: LinkIndex, _ references: ReferenceIndex, reread: ((Text) -> SourceFile?)?, jobs: Int
  ) -> [Outgoing] {
    var outgoing = Parallel.map(pages.count, jobs: jobs) { Outgoing(of: pages[$0], at: $0, links, references) }
    let suggestions = LinkSuggestions(links)
    for index in pages.indices where outgoing[index].isFaulty {
      let file = pages[index].file
      outgoing[index].findFaults(
        in: pages[index], file.bytes.isEmpty ? reread?(file.path) ?? file : file, links, suggestions)
    }
    return outgoing
  }

  /// Who links to whom, seen from those that are linked to.
  public static func backlinks(of outgoing: [Outgoing]) -> [[Backlink]] {
    // Looked at where they are: a copy counts references to each of its lists.
    outgoing.withUnsafeBufferPointer { outgoing in
      var counts = [Int](repeating: 0, count: outgoing.count)
      for index in outgoing.indices { for target in outgoing[index].targets { counts[target] += 1 } }
      var backlinks = counts.map { count in
        var links: [Backlink] = []
        links.reserveCapacity(count)
        return links
      }
      for index in outgoing.indices {
        for (link, target) in outgoing[index].targets.enumerated() { backlinks[target].append(Backlink(page: index, link: link)) }
      }
      return backlinks
    }
  }

  /// What is not wrong but worth a look: pages that nothing leads to, entries of the navigation that lead nowhere.
  public var furtherFindings: [Diagnostic] { orphans + brokenNavigation }

  private var orphans: [Diagnostic] {
    guard site.isConfigured else { return [] }
    let listed = Set(sections.filter { !$0.folder.isEmpty }.flatMap(\.entries).compactMap(\.page))
    return pages.indices.filter { !listed.contains($0) && backlinks[$0].isEmpty && !pages[$0].isIndex }.map { index in
      Diagnostic(
        rule: "page-orphaned", severity: .warning, message: "nothing leads to this page",
        help: "link it from another page, or move it into a section", file: pages[index].path)
    }
  }

  private var brokenNavigation: [Diagnostic] {
    let paths = Set(outputs.map(\.path))
    return site.navigation.filter { !$0.outputs.contains(where: paths.contains) }.map { item in
      Diagnostic(
        rule: "navigation-broken", severity: .error,
        message: "the navigation's `\(item.target.visible)` is neither a page nor a folder of pages",
        help: "name a file of the content, such as `Wiki/index.md`, or a generated page, such as `requests/index.html`",
        file: "site.yml")
    }
  }

  static func outputs(
    _ parts: Parts, _ tags: [Tag], _ sections: [SiteSection], _ agreement: Agreement, _ browserData: SourceFile?
  ) -> [SiteOutput] {
    var outputs = parts.pages.enumerated().map { SiteOutput(.page($0), path: $1.output, source: $1.path) }
    for entry in sections.flatMap(\.entries) where entry.page == nil {
      guard let folder = entry.folder else { continue }
      let path = SitePath.output(ofContent: folder.isEmpty ? "index.md" : folder + "/index.md")
      outputs.append(SiteOutput(.folder(folder), path: path, source: "the folder \(folder)"))
    }
    if !parts.pages.contains(where: { $0.output.equals("index.html") }) {
      outputs.append(SiteOutput(.folder(""), path: "index.html", source: "the start page"))
    }
    if !tags.isEmpty { outputs.append(SiteOutput(.tags, path: "tags/index.html", source: "the list of tags")) }
    outputs += tags.enumerated().map { SiteOutput(.tag($0), path: "tags/\($1.slug).html", source: "the tag \($1.name)") }
    outputs += serviceOutputs(parts, agreement)
    if let browserData {
      outputs.append(SiteOutput(.browserData, path: browserData.path, source: "the data of the browser's module"))
      outputs.append(SiteOutput(.browserDataScript, path: browserData.path + ".js", source: "the data of the browser's module"))
    }
    for (index, section) in sections.enumerated() where !section.folder.isEmpty {
      let path = SitePath.output(ofContent: section.folder + "/feed.xml")
      outputs.append(SiteOutput(.sectionFeed(index), path: path, source: "the feed of \(section.folder)"))
    }
    outputs += printed(sections, parts)
    if !parts.formerAgreements.isEmpty, parts.pages.contains(where: \.isAgreement) {
      outputs.append(SiteOutput(.changes, path: "sla/changes.html", source: "the changes of the agreement"))
    }
    outputs += Redirects.outputs(of: parts.pages)
    if parts.site.reviews != nil {
      outputs.append(SiteOutput(.reviews, path: "reviews/index.html", source: "the list of reviews"))
      outputs.append(SiteOutput(.reviewCalendar, path: "reviews/reviews.ics", source: "the calendar of reviews"))
    }
    outputs += parts.assets.enumerated().map { SiteOutput(.asset($0), path: SitePath.output(ofContent: $1), source: $1) }
    outputs += parts.themeFiles.enumerated().map { SiteOutput(.theme($0), path: $1, source: "the theme's \($1)") }
    outputs.append(SiteOutput(.search, path: "search/index.html", source: "the page of the search"))
    outputs.append(SiteOutput(.notFound, path: "404.html", source: "the page for missing addresses"))
    outputs.append(SiteOutput(.siteMap, path: "sitemap.xml", source: "the site map"))
    outputs.append(SiteOutput(.feed, path: "feed.xml", source: "the feed"))
    outputs.append(SiteOutput(.llms, path: "llms.txt", source: "llms.txt"))
    outputs.append(SiteOutput(.robots, path: "robots.txt", source: "robots.txt"))
    return outputs
  }

  /// The sections that are given as one page as well: those of a configured site that are neither a single page nor a library.
  private static func printed(_ sections: [SiteSection], _ parts: Parts) -> [SiteOutput] {
    guard parts.site.isConfigured else { return [] }
    return sections.enumerated().compactMap { index, section in
      let pages = section.entries.compactMap(\.page)
      guard !section.folder.isEmpty, pages.count <= 150, pages.count > 1 || pages.contains(where: { parts.pages[$0].isAgreement })
      else { return nil }
      let path = SitePath.output(ofContent: section.folder + "/print.html")
      return SiteOutput(.print(index), path: path, source: "the whole of \(section.folder)")
    }
  }

  private static func serviceOutputs(_ parts: Parts, _ agreement: Agreement) -> [SiteOutput] {
    var outputs: [SiteOutput] = []
    func add<Item>(_ items: [Item], _ index: SiteOutput.Kind, _ folder: Text, _ source: Text, _ one: (Int, Item) -> SiteOutput) {
      if items.isEmpty { return }
      outputs.append(SiteOutput(index, path: "\(folder)/index.html", source: source))
      outputs += items.enumerated().map(one)
    }
    add(parts.forms, .forms, "forms", "the list of forms") { .init(.form($0), path: "forms/\($1.id).html", source: $1.file.path) }
    if !parts.forms.isEmpty {
      if agreement.rules.contains(where: { $0.route != nil }) {
        outputs.append(SiteOutput(.which, path: "forms/which.html", source: "the choice of a form"))
      }
      outputs.append(SiteOutput(.check, path: "check/index.html", source: "the page that checks tickets"))
    }
    add(parts.experiments, .experiments, "experiments", "the list of experiments") {
      .init(.experiment($0), path: "experiments/\($1.id).html", source: $1.file.path)
    }
    outputs += parts.experiments.enumerated().map {
      SiteOutput(.experimentFeed($0), path: "experiments/\($1.id).xml", source: "the feed of \($1.id)")
    }
    add(agreement.rules, .rules, "rules", "the list of rules") {
      .init(.rule($0), path: "rules/\($1.id).html", source: $1.source.file.path)
    }
    if let requests = parts.snapshots.requests {
      outputs.append(SiteOutput(.requests, path: "requests/index.html", source: "the queue of requests"))
      outputs += requests.requests.enumerated().map {
        .init(.request($0), path: "requests/\($1.number.asciiLowercased()).html", source: "the request \($1.number)")
      }
    }
    if parts.snapshots.jobs != nil || parts.snapshots.history != nil {
      outputs.append(SiteOutput(.jobs, path: "jobs/index.html", source: "the overview of jobs"))
    }
    return outputs
  }

  static func linkTargets(_ outputs: [SiteOutput], _ parts: Parts) -> [LinkIndex.Other] {
    outputs.compactMap { output in
      switch output.kind {
      case .page: nil
      case .form(let index):
        .init(path: output.source, output: output.path, names: [parts.forms[index].name, parts.forms[index].id])
      case .experiment(let index):
        .init(path: output.source, output: output.path, names: [parts.experiments[index].name, parts.experiments[index].id])
      case .asset: .init(path: output.source, output: output.path, names: [SitePath.name(of: output.source)])
      default: .init(path: output.path, output: output.path)
      }
    }
  }
}
