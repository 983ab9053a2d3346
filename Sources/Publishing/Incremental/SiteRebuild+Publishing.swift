import Diagnostics
import Knowledge
import Search

extension Catalog {
  /// Whether the site has the same files.
  func hasShape(of memory: CatalogMemory) -> Bool {
    let known = memory.outputs.compactMap { output -> Text? in if case .tag = output.kind { output.path } else { nil } }
    return known == tags.map { "tags/\($0.slug).html" }
  }
}

extension SiteRebuild {
  /// Renders what depends on the changes and publishes it.
  func publish(
    _ site: SiteContext, _ changes: ChangedPages, _ resolved: [Int], _ memory: BuildMemory, isLater: Bool, read: PageReading
  ) throws(FileError) -> SiteBuild.Outcome? {
    guard let tree = PatchedTree(of: build.output.place, memory: memory) else { return nil }
    var site = site
    let catalog = site.catalog
    site.related = related(in: site, changes, resolved, memory)
    let current = keys(of: site, changes, resolved, memory, isLater: isLater)
    let stale = catalog.pages.indices.filter { current[$0] != memory.pages[$0].key }
    let outputs = StaleOutputs(
      site, memory, changes, stale: stale, isLater: isLater, hasNewAssets: basis.hasNewAssets)
    let searched = SearchPatch.pages(changes, memory, site)
    let whole = Set(outputs.pages).union(searched).filter { !catalog.pages[$0].isWhole || !searched.contains($0) }.sorted()
    guard (whole.count + searched.count) * 3 <= catalog.pages.count + 30,
      memory.isSound(whole.flatMap { catalog.backlinks[$0].map(\.page) })
    else { return nil }
    for (index, page) in zip(whole, try read(whole.map { catalog.pages[$0].path })) {
      var page = page
      page.output = catalog.pages[index].output
      site.catalog.replace(page, at: index)
    }
    guard let search = SearchPatch(searched, memory, site, in: build.output.place) else { return nil }
    let changed = try render(outputs.all, of: site, search)
    defer { if build.isLast { Forever.keep((catalog, site, memory, changes)) } }
    return try publish(changed, to: tree, site, changes, resolved, memory, keys: current, search)
  }

  /// The keys of all pages, of which only some can be new.
  private func keys(
    of site: SiteContext, _ changes: ChangedPages, _ resolved: [Int], _ memory: BuildMemory, isLater: Bool
  ) -> [UInt64] {
    var keys = memory.pages.map(\.key)
    let maker = PageKeys(site, isForAll: false)
    let renamed = changes.renamed(memory)
    // What the first page of a folder is called shows wherever its section does, and a tag as the first page that has it writes it.
    let isEverywhere =
      isLater || maker.common != memory.common
      || renamed.contains { site.catalog.pages[$0].isIndex || site.catalog.pages[$0].tags != memory.pages[$0].page.tags }
    let all = isEverywhere ? Array(keys.indices) : near(renamed, changes, resolved, memory, site).sorted()
    let made = Parallel.map(all.count, jobs: build.jobs) { maker.key(of: all[$0], source: changes.sources[all[$0]]) }
    for (index, key) in zip(all, made) { keys[index] = key }
    return keys
  }

  /// The pages that can show a change: those that changed, those that are linked from them, those to which others are related now, and for pages that
  /// are called otherwise, those beside them and those that list them.
  private func near(
    _ renamed: [Int], _ changes: ChangedPages, _ resolved: [Int], _ memory: BuildMemory, _ site: SiteContext
  ) -> Set<Int> {
    let outgoing = site.catalog.outgoing
    var near = Set(changes.changed + resolved)
    for index in near { near.formUnion(memory.pages[index].outgoing.targets + outgoing[index].targets) }
    let called = Set(renamed)
    near.formUnion(
      outgoing.indices.filter { index in
        site.related[index] != memory.pages[index].related || site.related[index].contains { called.contains($0) }
      })
    for index in renamed { near.formUnion(site.catalog.sections[site.places[index].section].entries.compactMap(\.page)) }
    return near
  }

  private func publish(
    _ changed: PatchedTree.Changes, to tree: PatchedTree, _ site: SiteContext, _ changes: ChangedPages, _ resolved: [Int],
    _ memory: BuildMemory, keys: [UInt64], _ search: SearchPatch
  ) throws(FileError) -> SiteBuild.Outcome? {
    guard let inputs = basis.inputs, var state = basis.state else { return nil }
    var (changed, memory) = (changed, memory)
    let twin = try SearchTwin(following: search, on: state, in: build.output.place)
    changed.written += twin.written
    changed.removed += twin.removed
    if !changed.isEmpty {
      guard let (sum, spare) = try tree.publish(changed) else { return nil }
      (memory.output, memory.spare) = (sum, spare)
    }
    (memory.now, memory.common) = (build.now.seconds, PageKeys.common(site))
    (memory.inputs, memory.assets) = (inputs.stamps, basis.assets)
    memory.register = search.register
    state.replace(search.removed + twin.removed, by: (search.written + twin.written).map(\.path))
    memory.fileCount = state.made.count
    remember(site, changes, resolved, keys, in: &memory)
    state.memory = memory
    try state.amend(build.output.place.state)
    return SiteBuild.Outcome(
      files: memory.fileCount, pages: memory.pages.count, diagnostics: site.catalog.diagnostics, isPublished: true, caveat: nil)
  }

  private func remember(
    _ site: SiteContext, _ changes: ChangedPages, _ resolved: [Int], _ keys: [UInt64], in memory: inout BuildMemory
  ) {
    let (changed, relinked) = (Set(changes.changed), Set(changes.changed + resolved))
    for index in memory.pages.indices {
      let old = memory.pages[index]
      let isRelinked = relinked.contains(index)
      if !isRelinked, old.key == keys[index], old.related == site.related[index] { continue }
      memory.pages[index] = PageMemory(
        page: changed.contains(index) ? site.catalog.pages[index] : old.page, source: changes.sources[index], key: keys[index],
        outgoing: isRelinked ? site.catalog.outgoing[index] : old.outgoing, related: site.related[index],
        diagnostics: changes.diagnostics[index],
        parts: isRelinked ? PageParts(site.catalog.pages[index], site.catalog.outgoing[index]) : old.parts)
    }
  }

  /// The pages that belong together: they are found anew around the pages whose links or tags changed.
  private func related(
    in site: SiteContext, _ changes: ChangedPages, _ resolved: [Int], _ memory: BuildMemory
  ) -> [[Int]] {
    var related = memory.pages.map(\.related)
    var affected: Set<Int> = []
    for index in Set(changes.changed + resolved) {
      let (old, new) = (memory.pages[index], site.catalog.pages[index])
      if old.outgoing.targets != site.catalog.outgoing[index].targets {
        affected.formUnion([index] + old.outgoing.targets + site.catalog.outgoing[index].targets)
      }
      guard old.page.tags != new.tags else { continue }
      affected.insert(index)
      for tag in site.tagIndices(of: old.page) + site.tagIndices(of: new) { affected.formUnion(site.catalog.tags[tag].pages) }
    }
    var nearness = Nearness(site.catalog)
    for index in affected { related[index] = site.pagesRelated(to: index, &nearness) }
    return related
  }

  private func render(
    _ outputs: [SiteOutput], of site: SiteContext, _ search: SearchPatch
  ) throws(FileError) -> PatchedTree.Changes {
    let results = Parallel.map(outputs.count, jobs: build.jobs) { number -> Result<[UInt8]?, FileError> in
      var bytes: [UInt8] = []
      do throws(FileError) {
        switch outputs[number].kind {
        case .theme: bytes = build.theme.assets.first { $0.path == outputs[number].path }?.bytes ?? []
        case .asset: bytes = try FileReader.bytes(of: build.source + "/" + String(outputs[number].source), limit: .max)
        default: site.render(outputs[number], into: &bytes)
        }
        let standing = build.output.place.output + "/" + String(outputs[number].path)
        return .success(try FileReader.hasContent(standing, bytes) ? nil : bytes)
      } catch {
        return .failure(error)
      }
    }
    var changes = PatchedTree.Changes(written: search.written, removed: search.removed)
    for (output, result) in zip(outputs, results) {
      if let bytes = try result.get() { changes.written.append((output.path, bytes)) }
    }
    return changes
  }
}
