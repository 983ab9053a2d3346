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
  public let backlinks: Backlinks
  /// For each page where its links lead.
  public internal(set) var outgoing: [Outgoing]
  /// What the repository says about files, by their paths; nothing unless the site asks for it.
  public let histories: Histories
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
  /// That of it which was found while reading, and that which was found in the rules and by their examples.
  private let readingDiagnostics: [Diagnostic]
  private let ruleDiagnostics: [Diagnostic]
  /// Files of the theme that are copied.
  private let themeFiles: [Text]

  /// Where a slot of a page leads: its relative URL, and the page if it is one; nil where only the last build knew.
  public func destination(ofSlot number: Int, in page: Int) -> (url: Text, page: Int?)? {
    Outgoing.destination(ofSlot: number, in: page, of: outgoing)
  }

  /// Calls `body` with the sentence around a link, where it stands; nil for a link without a text.
  public func withMention<Result>(of link: Backlink, _ body: (Mention.Lent?) -> Result) -> Result {
    Outgoing.withMention(of: link, in: outgoing, body)
  }

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
    /// What is looked for in the pages; nil for nothing.
    public var terms: TermIndex?
    /// What the repository says about files, by their paths.
    public var histories = Histories()
    /// Earlier versions of the agreement, the oldest first.
    public var formerAgreements: [AgreementVersion] = []
    /// The drawings, by their sources; a source that is missing is shown itself.
    public var drawings: [Text: Drawing] = [:]
    /// Reads the file of a page once more, to say where something is wrong in one that did not keep its bytes; nil if it cannot be read.
    public var reread: (@Sendable (Text) -> SourceFile?)?
    /// What another generator's files in the folders say of the order of pages.
    public var folderNotes = AuthorNavigation()
    /// Where pages have gone; nil for a site that does not keep it.
    public var formerAddresses: FormerAddresses?
    /// What was found while reading.
    public var diagnostics: [Diagnostic] = []

    /// The parts of a site without content.
    public init(site: SiteConfiguration) { self.site = site }

    /// Gives the pages the order and names that another generator's navigation has, or else the notes in the folders; pages that it does not name come last.
    public mutating func arrange(by navigation: AuthorNavigation) {
      var navigation = navigation
      if navigation.items.isEmpty { navigation.items = folderNotes.items }
      navigation.folders = folderNotes.folders
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
    let frame = CatalogFrame(parts, jobs: jobs)
    let outgoing = Catalog.resolved(frame.pages, frame.links, frame.references, reread: parts.reread, jobs: jobs)
    self.init(
      frame, outgoing: outgoing, backlinks: Backlinks(of: outgoing), inPages: frame.pages.flatMap(\.body.diagnostics),
      now: now, jobs: jobs)
  }

  /// The catalog of a site of which it is known where the links of its pages lead.
  ///
  /// - Parameters:
  ///   - outgoing: Where the links of each page lead.
  ///   - backlinks: The same, seen from the pages that are linked to.
  ///   - found: What is wrong with the pages, but for their links.
  ///   - inRules: What is wrong with the rules and their examples, if that is known.
  public init(
    _ frame: CatalogFrame, outgoing: [Outgoing], backlinks: Backlinks, inPages found: [Diagnostic],
    inRules: [Diagnostic]? = nil, now: Timestamp, jobs: Int
  ) {
    let parts = frame.parts
    (site, pages, sections, tags) = (frame.site, frame.pages, frame.order.sections, frame.order.tags)
    (forms, experiments, assets, snapshots) = (parts.forms, parts.experiments, parts.assets, parts.snapshots)
    (drawings, histories, setting) = (parts.drawings, parts.histories, parts.setting)
    agreementVersions =
      parts.formerAgreements.isEmpty ? [] : parts.formerAgreements + [AgreementVersion(pages.filter(\.isAgreement))]
    (agreement, linterData, browserData) = (frame.agreement, frame.linterData, frame.browserData)
    (outputs, linkTargets, links, references) = (frame.outputs, frame.linkTargets, frame.links, frame.references)
    (self.outgoing, self.backlinks) = (outgoing, backlinks)
    let (ofRules, (mentions, ofOutputs)) = Parallel.both(jobs: jobs) { [agreement, pages] in
      inRules
        ?? Composition.placed(
          agreement.diagnostics + agreement.linter.rules.checkReachability() + agreement.checkExamples(now: now), pages)
    } _: { [outputs] in
      (Mentions(of: outgoing), SiteOutput.findings(in: outputs))
    }
    self.mentions = mentions
    (readingDiagnostics, ruleDiagnostics, themeFiles) = (parts.diagnostics, ofRules, parts.themeFiles)
    ownDiagnostics = parts.diagnostics + ruleDiagnostics + ofOutputs + frame.renamings
    diagnostics = Catalog.ordered(
      ownDiagnostics + found + Outgoing.diagnostics(of: outgoing), isConfigured: site.isConfigured)
  }

  /// The catalog of a site of which only the text of some pages differs from what is remembered.
  ///
  /// It has no forms, rules, experiments and snapshots: what is made of them stands.
  public init(
    _ memory: CatalogMemory, site: SiteConfiguration, pages: [Page], order: Order, links: LinkIndex, outgoing: [Outgoing],
    backlinks: Backlinks, histories: Histories, diagnostics: [Diagnostic]
  ) {
    let parts = Parts(site: site)
    (self.site, self.pages, self.links, self.outgoing) = (site, pages, links, outgoing)
    (linkTargets, drawings, agreementVersions) = (memory.targets, [:], [])
    self.histories = histories
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
    ruleDiagnostics = memory.ruleDiagnostics
    self.diagnostics = Catalog.ordered(
      memory.diagnostics + diagnostics + Outgoing.diagnostics(of: outgoing), isConfigured: site.isConfigured)
  }

  /// What follows from the pages alone: the order in which they are read, and the words that they share.
  public struct Order: Sendable {
    let sections: [SiteSection]
    /// The words that the pages share.
    public let tags: [Tag]

    init(sections: [SiteSection], tags: [Tag]) { (self.sections, self.tags) = (sections, tags) }

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

  /// The order of its pages.
  public var order: Order { Order(sections: sections, tags: tags) }

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
      themeFiles: themeFiles, diagnostics: ownDiagnostics, readingDiagnostics: readingDiagnostics,
      ruleDiagnostics: ruleDiagnostics, setting: setting)
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
