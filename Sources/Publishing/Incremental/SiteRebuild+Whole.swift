import Diagnostics
import Knowledge

extension SiteRebuild {
  /// Makes what depends on anything but `site.yml`: all is read but the pages that stand, and made as in a first build, but for the files that would be what
  /// they are.
  ///
  /// - Parameters:
  ///   - paths: The files that changed or came.
  ///   - histories: What the repository says.
  /// - Returns: nil if a whole build is needed.
  func runWhole(_ paths: [Text], _ memory: BuildMemory, _ histories: Histories) throws(FileError) -> SiteBuild.Outcome? {
    let loader = ContentLoader(root, jobs: build.jobs, includesDrafts: includesDrafts)
    guard let (parts, templates) = try parts(paths, memory, histories, loader),
      let resolved = try keepingAddresses(parts, paths, memory, loader),
      !resolved.catalog.diagnostics.contains(where: { $0.severity == .error })
    else { return nil }
    let context = SiteContext(
      catalog: resolved.catalog, templates: templates, now: build.now, baseURL: build.baseURL ?? resolved.catalog.site.baseURL,
      jobs: build.jobs)
    let change = SiteChange(
      context, resolved.shape, resolved.changes, resolved: resolved.indices, isLater: build.now.seconds != memory.now,
      isWhole: true, templates: ChangedTemplates(build.theme.templates, since: memory.templates), jobs: build.jobs)
    return try publish(context, change) { paths throws(FileError) in
      try loader.pages(paths, of: parts.site, terms: parts.terms)
    }
  }

  /// A site that was put in order and resolved, with what differs from the last build.
  private struct Resolved {
    var catalog: Catalog
    var shape: ChangedShape
    var changes: ChangedPages
    /// The pages whose links were resolved anew, as indices.
    var indices: [Int]
    /// The pages that have left an address with nothing at it.
    var moves: [FormerAddresses.Move]
  }

  /// Resolves what was read, and once more if pages have moved and that is written down now, as a first build does.
  private func keepingAddresses(
    _ parts: Catalog.Parts, _ paths: [Text], _ memory: BuildMemory, _ loader: ContentLoader
  ) throws(FileError) -> Resolved? {
    guard let resolved = try resolved(parts, paths, memory, loader) else { return nil }
    guard !resolved.moves.isEmpty, let addresses = parts.formerAddresses else { return resolved }
    guard resolved.catalog.isPublishableOnceMovesAreKept else { return nil }
    guard let kept = keepMoves(resolved.moves, addresses) else { return resolved }
    var parts = parts
    parts.formerAddresses = kept
    return try self.resolved(parts, paths, memory, loader)
  }

  private func resolved(
    _ parts: Catalog.Parts, _ paths: [Text], _ memory: BuildMemory, _ loader: ContentLoader
  ) throws(FileError) -> Resolved? {
    let frame = CatalogFrame(parts, jobs: build.jobs)
    guard let shape = ChangedShape(memory, now: frame.pages, assets: parts.assets) else { return nil }
    let changes = ChangedPages(frame.pages, paths, shape, readWith: parts.setting.words)
    let targets = LinkTargets(
      outputs: frame.outputs.filter { !$0.kind.isPage }, others: frame.linkTargets, links: frame.links,
      references: frame.references)
    let links = try ChangedLinks(changes, shape, targets, isWhole: true, jobs: build.jobs) { paths throws(FileError) in
      try loader.pages(paths, of: parts.site, terms: parts.terms)
    }
    guard let links else { return nil }
    let isJudged = build.now.seconds == memory.now && hasSameRules(paths, parts, shape, changes)
    let catalog = Catalog(
      frame, outgoing: links.outgoing, backlinks: links.backlinks, inPages: changes.found,
      inRules: isJudged ? memory.catalog.ruleDiagnostics : nil, now: build.now, jobs: build.jobs)
    return Resolved(
      catalog: catalog, shape: shape, changes: changes, indices: links.resolved,
      moves: frame.moves(since: Set(memory.pages.map(\.page.output))))
  }

  /// Whether nothing changed that rules and their examples are made of: the examples are judged as if no request were open.
  private func hasSameRules(_ paths: [Text], _ parts: Catalog.Parts, _ shape: ChangedShape, _ changes: ChangedPages) -> Bool {
    let files = shape.memory.catalog.setting.files
    return parts.setting.files == files && !paths.contains(where: files.contains) && !shape.removed.contains(where: \.isAgreement)
      && !changes.changed.contains { changes.pages[$0].isAgreement }
  }

  /// Everything that a site is made of, with the pages that stand as they are remembered, and the templates; nil if all pages have to be read, or if a template
  /// has a fault.
  private func parts(
    _ paths: [Text], _ memory: BuildMemory, _ histories: Histories, _ loader: ContentLoader
  ) throws(FileError) -> (Catalog.Parts, SiteTemplates)? {
    guard var parts = try loader.load(but: StandingPages(memory, but: paths)),
      parts.setting.isConfigured == memory.catalog.setting.isConfigured, !parts.forms.isEmpty == basis.hasForms
    else { return nil }
    parts.take(histories)
    if let title = root.title { parts.site.title = title }
    parts.arrange(by: root.navigation)
    parts.themeFiles = basis.hasNewAssets ? build.theme.assets.map(\.path) : memory.catalog.themeFiles
    let drawn = parts.pages.filter { $0.isWhole && $0.hasDrawings }
    let (drawings, findings) = try Drawings(cache: build.output.place.drawings, jobs: build.jobs).make(for: drawn)
    parts.drawings = drawings
    parts.diagnostics += findings
    var faults: [Diagnostic] = []
    let templates =
      basis.hasNewTemplates
      ? SiteTemplates.compile(build.theme.templates, &faults) : SiteTemplates(trusted: build.theme.templates)
    guard let templates, faults.isEmpty else { return nil }
    return (parts, templates)
  }
}
