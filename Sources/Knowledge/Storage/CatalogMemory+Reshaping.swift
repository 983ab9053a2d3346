import Diagnostics

extension CatalogMemory {
  /// The pages at the places where a first build would write them.
  public func placed(_ pages: [Page]) -> [Page] {
    var pages = pages
    for index in pages.indices { pages[index].output = SitePath.output(ofContent: pages[index].path) }
    var distinct = DistinctOutputs()
    return setting.isConfigured ? pages : distinct.rename(pages)
  }

  /// The same for a site with other pages or files that are copied, or with other words that pages share: it has no forms, rules, experiments and snapshots.
  ///
  /// - Parameters:
  ///   - pages: The pages, each where it is written.
  ///   - order: What follows from them.
  public func reshaped(for pages: [Page], _ order: Catalog.Order, site: SiteConfiguration) -> CatalogMemory {
    var parts = Catalog.Parts(site: site)
    (parts.pages, parts.assets, parts.themeFiles) = (pages, assets, themeFiles)
    var outputs = Catalog.outputs(parts, order.tags, order.sections, Agreement(parts), nil)
    var distinct = DistinctOutputs()
    if !site.isConfigured {
      // Asked for again, since it tells what was renamed and why.
      var pages = pages
      for index in pages.indices { pages[index].output = SitePath.output(ofContent: pages[index].path) }
      _ = distinct.rename(pages)
      distinct.take(outputs)
      outputs = distinct.outputs
    }
    var memory = self
    memory.targets = Catalog.linkTargets(outputs, parts)
    memory.outputs = outputs.filter { !$0.kind.isPage }
    memory.diagnostics = readingDiagnostics + SiteOutput.findings(in: outputs) + distinct.diagnostics
    return memory
  }
}
