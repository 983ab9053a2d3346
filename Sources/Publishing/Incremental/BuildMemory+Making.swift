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
  ///   - index: The search's index.
  ///   - paths: All files of the site.
  /// - Returns: nil if something is not known for sure.
  init?(_ basis: BuildBasis, _ site: SiteContext, index: WrittenIndex, making paths: [Text], in place: OutputPlace, jobs: Int) {
    guard let inputs = basis.inputs, basis.key != 0, let output = OutputSum(of: place.output) else { return nil }
    let catalog = site.catalog
    let keys = PageKeys(site)
    (key, assets) = (basis.key, basis.assets)
    now = site.now.seconds
    isClockFixed = catalog.site.clock != nil && basis.instant == nil
    self.inputs = inputs.stamps
    self.output = output
    let folders = SpareTree.folders(of: paths)
    spare = SpareMemory(differing: [], folders: folders, fingerprint: SpareTree(of: place).fingerprint(of: folders))
    fileCount = paths.count
    common = keys.common
    self.catalog = catalog.memory
    register = index.register
    searchSize = index.size
    prints = site.prints.kept()
    pageCount = catalog.pages.count
    hasFaultyPages = true
    pages = Parallel.map(catalog.pages.count, jobs: jobs) { index in
      let page = catalog.pages[index]
      return PageMemory(
        page: page, source: page.source, key: keys.key(of: index, source: page.source), outgoing: catalog.outgoing[index],
        related: site.related[index], diagnostics: page.body.diagnostics,
        parts: KeptBytes(partsOf: page, catalog.outgoing[index]))
    }
  }
}
