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
      site, memory, changes, stale: stale, rewritten: Set(changes.changed + resolved), in: build.output.place,
      isLater: isLater, hasNewAssets: basis.hasNewAssets)
    site.prints = PrintShelf(outputs.prints)
    let searched = SearchPatch.pages(changes, memory, site)
    let whole = Set(outputs.pages).union(searched).filter { !catalog.pages[$0].isWhole || !searched.contains($0) }.sorted()
    guard (whole.count + searched.count) * 3 <= catalog.pages.count + 30 else { return nil }
    var pages = try read(whole.map { catalog.pages[$0].path })
    for (number, index) in whole.enumerated() {
      pages[number].output = catalog.pages[index].output
      pages[number].place = catalog.pages[index].place
    }
    site.catalog.replace(pages, at: whole, jobs: build.jobs)
    let ready = site
    let (search, rendered) = Parallel.both(jobs: build.jobs) {
      SearchPatch(searched, memory, ready, in: build.output.place)
    } _: {
      Result { () throws(FileError) in try render(outputs.all, of: ready) }
    }
    guard let search, !memory.isDamaged else { return nil }
    let changed = PatchedTree.Changes(written: search.written + (try rendered.get()), removed: search.removed)
    defer { if build.isLast { Forever.keep((catalog, site, memory, changes)) } }
    return try publish(changed, to: tree, site, changes, resolved, memory, keys: current, search)
  }

  /// The keys of all pages, of which only some can be new.
  private func keys(
    of site: SiteContext, _ changes: ChangedPages, _ resolved: [Int], _ memory: BuildMemory, isLater: Bool
  ) -> [UInt64] {
    var keys = memory.pages.map(\.key)
    let renamed = changes.renamed(memory)
    // What the first page of a folder is called shows wherever its section does, and a tag as the first page that has it writes it.
    let isEverywhere =
      isLater || PageKeys.common(site) != memory.common
      || renamed.contains { site.catalog.pages[$0].isIndex || site.catalog.pages[$0].tags != memory.pages[$0].page.tags }
    let all = isEverywhere ? Array(keys.indices) : near(renamed, changes, resolved, memory, site).sorted()
    let maker = PageKeys(site, of: all)
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
    var isRenamed = [Bool](repeating: false, count: memory.pages.count)
    for index in renamed { isRenamed[index] = true }
    for index in memory.pages.indices {
      let related = site.related[index]
      if related != memory.pages[index].related || !renamed.isEmpty && related.contains(where: { isRenamed[$0] }) {
        near.insert(index)
      }
    }
    for index in renamed { near.formUnion(site.catalog.sections[site.places[index].section].entries.compactMap(\.page)) }
    return near
  }

  private func publish(
    _ changed: PatchedTree.Changes, to tree: PatchedTree, _ site: SiteContext, _ changes: ChangedPages, _ resolved: [Int],
    _ memory: BuildMemory, keys: [UInt64], _ search: SearchPatch
  ) throws(FileError) -> SiteBuild.Outcome? {
    guard let inputs = basis.inputs, var state = basis.state else { return nil }
    var (changed, memory) = (changed, memory)
    let twin = try SearchTwin(following: search, size: memory.searchSize, state.made, in: build.output.place)
    changed.written += twin.written
    changed.removed += twin.removed
    if !changed.isEmpty {
      guard let (sum, spare, grown) = try tree.publish(changed) else { return nil }
      (memory.output, memory.spare) = (sum, spare)
      memory.fileCount += grown
    }
    (memory.now, memory.common) = (build.now.seconds, PageKeys.common(site))
    (memory.inputs, memory.assets) = (inputs.stamps, basis.assets)
    memory.register = search.register
    memory.searchSize = twin.size
    memory.prints = site.prints.kept(with: memory.prints)
    state.made.replace(search.removed + twin.removed, by: (search.written + twin.written).map(\.path))
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
        parts: isRelinked ? KeptBytes(partsOf: site.catalog.pages[index], site.catalog.outgoing[index]) : old.parts)
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

  private func render(_ outputs: [SiteOutput], of site: SiteContext) throws(FileError) -> [(path: Text, bytes: [UInt8])] {
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
    var written: [(path: Text, bytes: [UInt8])] = []
    for (output, result) in zip(outputs, results) {
      if let bytes = try result.get() { written.append((output.path, bytes)) }
    }
    return written
  }
}
