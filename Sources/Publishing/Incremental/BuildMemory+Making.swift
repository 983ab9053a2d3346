import Diagnostics
import Knowledge
import Notation
import Search

extension BuildMemory {
  /// What a whole build leaves.
  ///
  /// - Parameters:
  ///   - basis: What it began with.
  ///   - site: What it rendered.
  ///   - index: The search's index, and what it has besides pages.
  ///   - templates: The files of the templates.
  ///   - paths: All files of the site.
  /// - Returns: nil if something is not known for sure.
  init?(
    _ basis: BuildBasis, _ site: SiteContext, index: (WrittenIndex, FoundThings), templates: [SourceFile], making paths: [Text],
    in place: OutputPlace, jobs: Int
  ) {
    guard let inputs = basis.inputs, basis.key != 0, let output = OutputSum(of: place.output, jobs: jobs) else { return nil }
    let catalog = site.catalog
    let keys = PageKeys(site)
    (key, assets, templateFiles) = (basis.key, basis.assets, basis.templates)
    self.templates = TemplateMemory.all(templates)
    now = site.now.seconds
    isClockFixed = catalog.site.clock != nil && basis.instant == nil
    self.inputs = inputs.stamps
    self.output = output
    let folders = SpareTree.folders(of: paths)
    spare = SpareMemory(differing: [], folders: folders, fingerprint: SpareTree(of: place).fingerprint(of: folders))
    fileCount = paths.count
    common = keys.common
    self.catalog = catalog.memory
    (register, searchSize, found) = (index.0.register, index.0.size, index.1)
    prints = site.prints.kept()
    order = KeptBytes(orderOf: catalog)
    histories = HistoryMemory(catalog.histories)
    pageCount = catalog.pages.count
    hasFaultyPages = true
    pages = Parallel.map(catalog.pages.count, jobs: jobs) { index in
      let page = catalog.pages[index]
      return PageMemory(
        page: page, source: page.source, key: keys.key(of: index, source: page.source), outgoing: catalog.outgoing[index],
        related: site.related[index], names: page.referenceNames, diagnostics: page.body.diagnostics,
        parts: KeptBytes(partsOf: page, catalog.outgoing[index]))
    }
  }
}
