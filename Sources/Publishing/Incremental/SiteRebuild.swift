import Diagnostics
import Knowledge
import Notation

/// A build in which only some pages and files that are copied differ from the last one: it reads and writes what depends on them, and gives what a first build
/// would.
public struct SiteRebuild: Sendable {
  /// What is known before anything is read.
  let basis: BuildBasis
  /// How the site is made.
  let build: SiteBuild
  /// Where the pages are.
  let root: ContentRoot
  /// Whether pages marked as drafts are pages.
  let includesDrafts: Bool
  /// Writes down which pages have moved; gives all that is written then, nil if it cannot be written.
  let keepMoves: @Sendable ([FormerAddresses.Move], FormerAddresses) -> FormerAddresses?

  /// A build on the basis of the last one.
  ///
  /// - Parameter keepMoves: Writes down which pages have moved.
  public init(
    _ build: SiteBuild, on basis: BuildBasis, _ root: ContentRoot, includesDrafts: Bool,
    keepMoves: @escaping @Sendable ([FormerAddresses.Move], FormerAddresses) -> FormerAddresses?
  ) {
    (self.build, self.basis, self.root, self.includesDrafts) = (build, basis, root, includesDrafts)
    self.keepMoves = keepMoves
  }

  /// Makes the site anew where it has to be.
  ///
  /// - Parameter paths: The files that changed or came.
  /// - Returns: nil if a whole build is needed.
  /// - Throws: `FileError` when the file system refuses; the output is as it was.
  public func run(changed paths: [Text]) throws(FileError) -> SiteBuild.Outcome? {
    guard let memory = basis.memory?.remembering(jobs: build.jobs), let missing = basis.inputs?.missing,
      !paths.contains("site.yml"), paths.count * 3 <= memory.pages.count + 30,
      let histories = memory.histories.histories(at: basis.historyPoint, of: build.source)
    else { return nil }
    if basis.hasNewAssets, !build.theme.hasAssets(of: memory.catalog) { return nil }
    if !isMoreThanPages(paths, missing, memory), let outcome = try runPages(paths, missing, memory, histories) {
      return outcome
    }
    return try runWhole(paths, memory, histories)
  }

  /// Whether something changes, or may, that is made of more than pages: then all but the pages that stand is read.
  private func isMoreThanPages(_ paths: [Text], _ missing: Set<UInt64>, _ memory: BuildMemory) -> Bool {
    let (catalog, setting) = (memory.catalog, memory.catalog.setting)
    if basis.hasNewTemplates { return true }
    let isService = catalog.hasService || setting.hasAgreement || setting.hasSnapshots || setting.hasRedirects
    if isService, build.now.seconds != memory.now { return true }
    let isMore = isService || !setting.composed.isEmpty
    if isMore, !missing.isEmpty { return true }
    let assets = Set(catalog.assets)
    return paths.contains { path in
      if setting.files.contains(path) || setting.included.contains(path) { return true }
      let page = memory.index(of: path)
      if let page, memory.pages[page].page.isAgreement { return true }
      return isMore && page == nil && !assets.contains(path) || isService && path.equals("index.md")
    }
  }

  /// Makes what depends on pages alone; nil if something else depends on the change.
  private func runPages(
    _ paths: [Text], _ missing: Set<UInt64>, _ memory: BuildMemory, _ histories: Histories
  ) throws(FileError) -> SiteBuild.Outcome? {
    let loader = ContentLoader(source: build.source, jobs: build.jobs)
    let parts = try loader.frame(memory.catalog.setting)
    let read: PageReading = { paths throws(FileError) in try loader.pages(paths, of: parts.site, terms: parts.terms) }
    guard let shape = try ChangedShape(paths, missing: missing, memory, self, read: read),
      let changes = try ChangedPages(shape.changed, shape.memory, in: build.source, read: read)
    else { return nil }
    var site = parts.site
    if let title = root.title { site.title = title }
    site = site.named(after: changes.pages)
    guard let (catalog, templates, resolved) = try catalog(of: site, shape, changes, histories, read) else { return nil }
    if memory.catalog.hasService, changes.changesService(shape.memory) { return nil }
    if catalog.diagnostics.contains(where: { $0.severity == .error }) { return nil }
    let context = SiteContext(
      catalog: catalog, templates: templates, now: build.now, baseURL: build.baseURL ?? catalog.site.baseURL,
      jobs: build.jobs)
    let change = SiteChange(
      context, shape, changes, resolved: resolved, isLater: build.now.seconds != memory.now, jobs: build.jobs)
    return try publish(context, change, read: read)
  }
}

extension SiteRebuild {
  /// What the pages are now, with the templates and the pages whose links were resolved anew; nil if a whole build is needed.
  private func catalog(
    of site: SiteConfiguration, _ shape: ChangedShape, _ changes: ChangedPages, _ histories: Histories, _ read: PageReading
  ) throws(FileError) -> (Catalog, SiteTemplates, resolved: [Int])? {
    let memory = shape.memory.catalog
    // Where links can lead follows from the order of the pages, if they are others: mostly both are made at once.
    let isSame = !shape.hasOtherPages && !shape.hasOtherAssets
    var (linked, (order, templates)) = Parallel.both(jobs: build.jobs) {
      isSame ? links(memory, shape, changes, read) : nil
    } _: {
      (changes.order(of: shape, jobs: build.jobs), SiteTemplates(trusted: build.theme.templates))
    }
    var known = memory
    if !isSame || !memory.hasTags(order.tags) {
      if memory.hasService || memory.setting.hasAgreement { return nil }
      known = memory.reshaped(for: changes.pages, order, site: site)
      linked = links(known, shape, changes, read)
    }
    guard let templates, case let (links, changedLinks?)? = try linked?.get() else { return nil }
    let catalog = Catalog(
      known, site: site, pages: changes.pages, order: order, links: links, outgoing: changedLinks.outgoing,
      backlinks: changedLinks.backlinks, histories: histories, diagnostics: changes.found)
    return (catalog, templates, changedLinks.resolved)
  }

  private func links(
    _ memory: CatalogMemory, _ shape: ChangedShape, _ changes: ChangedPages, _ read: PageReading
  ) -> Result<(LinkIndex, ChangedLinks?), FileError> {
    let severity = memory.setting.isConfigured ? Severity.error : .warning
    let targets = LinkTargets(
      outputs: memory.outputs, others: memory.targets,
      links: LinkIndex(pages: changes.pages, others: memory.targets, severity: severity), references: memory.references)
    return Result { () throws(FileError) in
      (targets.links, try ChangedLinks(changes, shape, targets, isWhole: false, jobs: build.jobs, read: read))
    }
  }
}

/// Reads ordinary pages, by their paths.
typealias PageReading = @Sendable ([Text]) throws(FileError) -> [Page]

extension CatalogMemory {
  /// Whether there is a file for each of some words that pages share, and for no other.
  fileprivate func hasTags(_ tags: [Tag]) -> Bool {
    let known = outputs.compactMap { output -> Text? in if case .tag = output.kind { output.path } else { nil } }
    return known == tags.map { "tags/\($0.slug).html" }
  }
}

extension Theme {
  /// Whether the files that are copied are called as before.
  fileprivate func hasAssets(of memory: CatalogMemory) -> Bool {
    let known = memory.outputs.compactMap { output -> Text? in if case .theme = output.kind { output.path } else { nil } }
    return known == assets.map(\.path)
  }
}
