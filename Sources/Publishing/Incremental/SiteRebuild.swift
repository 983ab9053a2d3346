import Diagnostics
import Knowledge
import Notation

/// A build in which only the text of some pages differs from the last one: it reads and writes what depends on them, and gives what a first build would.
public struct SiteRebuild: Sendable {
  /// What is known before anything is read.
  let basis: BuildBasis
  /// How the site is made.
  let build: SiteBuild
  /// The title that another generator's configuration gives the site, if any.
  let title: Text?

  /// A build on the basis of the last one.
  public init(_ build: SiteBuild, on basis: BuildBasis, title: Text?) {
    (self.build, self.basis, self.title) = (build, basis, title)
  }

  /// Makes the site anew where it has to be.
  ///
  /// - Returns: nil if a whole build is needed.
  /// - Throws: `FileError` when the file system refuses; the output is as it was.
  public func run(changed paths: [Text]) throws(FileError) -> SiteBuild.Outcome? {
    guard let memory = basis.memory?.remembering(jobs: build.jobs) else { return nil }
    if memory.catalog.setting.needsAllPages { return nil }
    if basis.hasNewAssets, !build.theme.hasAssets(of: memory.catalog) { return nil }
    let isLater = build.now.seconds != memory.now
    if isLater, memory.catalog.hasService { return nil }
    let loader = ContentLoader(source: build.source, jobs: build.jobs)
    let (parts, terms) = try loader.frame(memory.catalog.setting)
    let read: PageReading = { paths throws(FileError) in try loader.pages(paths, of: parts.site, terms: terms) }
    guard let changes = try ChangedPages(paths, memory, in: build.source, read: read) else { return nil }
    var site = parts.site
    if let title { site.title = title }
    site = site.named(after: changes.pages)
    let severity = site.isConfigured ? Severity.error : .warning
    let (linked, (order, templates)) = Parallel.both(jobs: build.jobs) { () -> Result<(LinkIndex, ChangedLinks?), FileError> in
      let links = LinkIndex(pages: changes.pages, others: memory.catalog.targets, severity: severity)
      do throws(FileError) {
        return .success((links, try ChangedLinks(changes, memory, links, jobs: build.jobs, read: read)))
      } catch {
        return .failure(error)
      }
    } _: {
      (Catalog.Order(of: changes.pages, jobs: build.jobs), compiledTemplates)
    }
    guard case let (links, changedLinks?) = try linked.get(), let templates else { return nil }
    let catalog = Catalog(
      memory.catalog, site: site, pages: changes.pages, order: order, links: links, outgoing: changedLinks.outgoing,
      diagnostics: changes.found)
    if memory.catalog.hasService, changes.changesService(memory) { return nil }
    guard catalog.hasShape(of: memory.catalog), !catalog.diagnostics.contains(where: { $0.severity == .error }) else {
      return nil
    }
    let context = SiteContext(
      catalog: catalog, templates: templates, now: build.now, baseURL: build.baseURL ?? catalog.site.baseURL)
    return try publish(context, changes, changedLinks.resolved, memory, isLater: isLater, read: read)
  }
}

extension SiteRebuild {
  /// The templates; nil if something is wrong with one.
  private var compiledTemplates: SiteTemplates? {
    var diagnostics: [Diagnostic] = []
    let templates = SiteTemplates.compile(build.theme.templates, &diagnostics)
    return diagnostics.isEmpty ? templates : nil
  }
}

/// Reads ordinary pages, by their paths.
typealias PageReading = @Sendable ([Text]) throws(FileError) -> [Page]

extension Theme {
  /// Whether the files that are copied are called as before.
  fileprivate func hasAssets(of memory: CatalogMemory) -> Bool {
    let known = memory.outputs.compactMap { output -> Text? in if case .theme = output.kind { output.path } else { nil } }
    return known == assets.map(\.path)
  }
}
