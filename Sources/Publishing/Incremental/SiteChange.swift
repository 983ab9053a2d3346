import Diagnostics
import Knowledge

/// In what a site differs from what the last build made of it.
struct SiteChange: Sendable {
  /// What came and went.
  let shape: ChangedShape
  /// The pages as they are, with those that changed or came.
  let pages: ChangedPages
  /// The pages whose links were resolved anew, as indices.
  let resolved: [Int]
  /// Whether the site is made for another instant than before.
  let isLater: Bool
  /// Whether all that is made of more than pages is made anew.
  let isWhole: Bool
  /// The templates that are others.
  let templates: ChangedTemplates
  /// The pages that lists show otherwise, or not as before, as indices.
  let renamed: [Int]
  /// The folders of the root in which such pages are, or from which some went.
  let sections: Set<Text>
  /// The pages of which the repository says something else, as indices.
  let retold: [Int]
  /// Whether all pages can show the change: another title of the site, another first page of a folder, a word of another spelling that pages share.
  let isEverywhere: Bool

  /// What the last build left.
  var memory: BuildMemory { shape.memory }
  /// The pages whose text or links changed.
  var rewritten: Set<Int> { Set(pages.changed + resolved) }

  /// What differs.
  init(
    _ site: SiteContext, _ shape: ChangedShape, _ pages: ChangedPages, resolved: [Int], isLater: Bool, isWhole: Bool = false,
    templates: ChangedTemplates = ChangedTemplates(), jobs: Int
  ) {
    (self.shape, self.pages, self.resolved, self.isLater) = (shape, pages, resolved, isLater)
    (self.isWhole, self.templates) = (isWhole, templates)
    renamed = pages.renamed(shape.memory)
    let shown = renamed.map { site.catalog.pages[$0] } + shape.removed
    sections = Set(shown.map(\.rootFolder))
    retold = SiteChange.retold(site.catalog, shape.memory.histories, jobs: jobs)
    isEverywhere =
      PageKeys.common(site) != shape.memory.common || shown.contains(where: \.isIndex) || !pages.replaced.isEmpty
      || SiteChange.spellsTagsOtherwise(site, shape, shown) || SiteChange.displacesFiles(site, shape)
  }

  /// The pages whose history differs from what the last build was told.
  private static func retold(_ catalog: Catalog, _ memory: HistoryMemory, jobs: Int) -> [Int] {
    let now = catalog.histories
    guard now.point != memory.point, let before = memory.histories else { return [] }
    let differs = Parallel.map(catalog.pages.count, jobs: jobs) { [pages = catalog.pages] index in
      pages[index].tellsHistory && before[pages[index].path] != now[pages[index].path]
    }
    return differs.indices.filter { differs[$0] }
  }

  /// Whether files that we make, and pages link to, came or went because of files that are copied: in a folder that was not made for us these go before.
  private static func displacesFiles(_ site: SiteContext, _ shape: ChangedShape) -> Bool {
    guard shape.hasOtherAssets, !site.catalog.setting.isConfigured else { return false }
    func made(_ outputs: some Sequence<SiteOutput>) -> Set<Text> {
      Set(outputs.filter { if case .asset = $0.kind { false } else { !$0.kind.isPage } }.map(\.path))
    }
    return made(site.catalog.outputs) != made(shape.memory.catalog.outputs)
  }

  /// Whether a word that pages share is written otherwise: as the first page that has it does.
  private static func spellsTagsOtherwise(_ site: SiteContext, _ shape: ChangedShape, _ shown: [Page]) -> Bool {
    let others = shape.before(of: shown)
    // Mostly a page is called otherwise, and has the words that it had.
    if !shape.hasOtherPages, shown.map(\.tags) == others.map(\.tags) { return false }
    let tags = Set((shown + others).flatMap(\.tags)).map { Tag.slug(of: $0) }
    if tags.isEmpty { return false }
    let before = Dictionary(Tag.make(from: shape.before).map { ($0.slug, $0.name) }, uniquingKeysWith: { first, _ in first })
    return Set(tags).contains { slug in
      guard let name = before[slug], let tag = site.tagsBySlug[slug] else { return false }
      return site.catalog.tags[tag].name != name
    }
  }
}

extension SiteChange {
  /// The pages that are rendered whatever their keys are: they show what the keys do not tell, or another template.
  func shownAnew(in site: SiteContext) -> [Int] {
    guard isWhole else { return [] }
    return site.catalog.pages.indices.filter { index in
      let page = site.catalog.pages[index]
      return pages.areReadOtherwise && page.isWhole || page.isAgreement || page.output.equals("index.html")
        || templates.contains(anyOf: site.templates(of: site.catalog.outputs[index]))
    }
  }

  /// The pages whose keys can be others: those that changed, those that are or were linked from them, those to which others are related now, and for pages that
  /// lists show otherwise those beside them and those that list them.
  func near(in site: SiteContext) -> [Int] {
    let (outgoing, memory) = (site.catalog.outgoing, memory)
    if isEverywhere || isLater { return Array(memory.pages.indices) }
    var near = rewritten
    for index in near { near.formUnion(memory.pages[index].outgoing.targets + outgoing[index].targets) }
    near.formUnion(shape.bereft)
    near.formUnion(retold)
    var isRenamed = [Bool](repeating: false, count: memory.pages.count)
    for index in renamed { isRenamed[index] = true }
    for index in memory.pages.indices {
      let related = site.related[index]
      if related != memory.pages[index].related || !renamed.isEmpty && related.contains(where: { isRenamed[$0] }) {
        near.insert(index)
      }
    }
    for section in site.catalog.sections where sections.contains(section.folder) {
      near.formUnion(section.entries.compactMap(\.page))
    }
    return near.sorted()
  }

  /// The pages that belong together: they are found anew around the pages whose links or tags changed.
  func related(in site: SiteContext) -> [[Int]] {
    let memory = memory
    var related = memory.pages.map(\.related)
    var affected = shape.bereft
    for index in rewritten {
      let (old, new) = (memory.pages[index], site.catalog.pages[index])
      if old.isNew || old.outgoing.targets != site.catalog.outgoing[index].targets || shape.unlinked.contains(index) {
        affected.formUnion([index] + old.outgoing.targets + site.catalog.outgoing[index].targets)
      }
      guard old.isNew || old.page.tags != new.tags else { continue }
      affected.insert(index)
      for tag in site.tagIndices(of: old.page) + site.tagIndices(of: new) { affected.formUnion(site.catalog.tags[tag].pages) }
    }
    for page in shape.removed {
      for tag in site.tagIndices(of: page) { affected.formUnion(site.catalog.tags[tag].pages) }
    }
    var nearness = Nearness(site.catalog)
    for index in affected { related[index] = site.pagesRelated(to: index, &nearness) }
    return related
  }
}
