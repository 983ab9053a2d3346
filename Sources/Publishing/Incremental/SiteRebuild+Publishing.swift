import Diagnostics
import Knowledge
import Search

extension SiteRebuild {
  /// Renders what depends on the changes and publishes it.
  func publish(_ site: SiteContext, _ change: SiteChange, read: PageReading) throws(FileError) -> SiteBuild.Outcome? {
    guard let tree = PatchedTree(of: build.output.place, memory: change.memory) else { return nil }
    var site = site
    site.related = change.related(in: site)
    let keys = keys(of: site, change)
    let shown = Set(change.shownAnew(in: site))
    let stale = keys.indices.filter { keys[$0] != change.memory.pages[$0].key || shown.contains($0) }
    let outputs = StaleOutputs(site, change, stale: stale, in: build.output.place, hasNewAssets: basis.hasNewAssets)
    site.prints = PrintShelf(outputs.prints)
    guard let numbers = SearchChange(change, site) else { return nil }
    let searched = numbers.pages
    let whole = Set(outputs.pages).union(searched).filter { !site.catalog.pages[$0].isWhole }.sorted()
    let composed = change.memory.catalog.setting.composed
    guard (whole.count + searched.count) * 3 <= keys.count + 30,
      composed.isEmpty || !whole.contains(where: { composed.contains(site.catalog.pages[$0].path) })
    else { return nil }
    try readWhole(whole, in: &site, read)
    let ready = site
    // One list of work for all threads: work inside of work would be done by one of them.
    let search = Lazily<SearchPatch?>()
    let rendered = Parallel.map(outputs.all.count + 1, jobs: build.jobs) { number -> Result<[UInt8]?, FileError> in
      if number > 0 { return render(outputs.all[number - 1], of: ready) }
      _ = search.value { SearchPatch(numbers, change.memory, ready, in: build.output.place, isLast: build.isLast) }
      return .success(nil)
    }
    var changed = PatchedTree.Changes(removed: outputs.removed)
    for (output, result) in zip(outputs.all, rendered.dropFirst()) {
      if let bytes = try result.get() { changed.written.append((output.path, bytes)) }
    }
    guard let search = search.value({ nil }), !change.memory.isDamaged else { return nil }
    changed.written = search.written + changed.written
    changed.removed = search.removed + changed.removed
    defer { if build.isLast { Forever.keep((site, change)) } }
    return try publish(changed, to: tree, site, change, keys: keys, search, numbers.register, outputs)
  }

  /// Puts whole pages in the places of some that are not.
  private func readWhole(_ indices: [Int], in site: inout SiteContext, _ read: PageReading) throws(FileError) {
    var pages = try read(indices.map { site.catalog.pages[$0].path })
    for (number, index) in indices.enumerated() {
      pages[number].output = site.catalog.pages[index].output
      pages[number].place = site.catalog.pages[index].place
    }
    site.catalog.replace(pages, at: indices, jobs: build.jobs)
  }

  /// The keys of all pages, of which only some can be new.
  private func keys(of site: SiteContext, _ change: SiteChange) -> [UInt64] {
    var keys = change.memory.pages.map(\.key)
    let near = change.near(in: site)
    let maker = PageKeys(site, of: near)
    let made = Parallel.map(near.count, jobs: build.jobs) { maker.key(of: near[$0], source: change.pages.sources[near[$0]]) }
    for (index, key) in zip(near, made) { keys[index] = key }
    return keys
  }

  private func publish(
    _ changed: PatchedTree.Changes, to tree: PatchedTree, _ site: SiteContext, _ change: SiteChange, keys: [UInt64],
    _ search: SearchPatch, _ found: FoundThings, _ outputs: StaleOutputs
  ) throws(FileError) -> SiteBuild.Outcome? {
    guard let inputs = basis.inputs, var state = basis.state else { return nil }
    var (changed, memory) = (changed, change.memory)
    let vanished = change.shape.removed.isEmpty ? [] : site.catalog.vanished(since: Set(change.shape.before.map(\.output)))
    let twin = try SearchTwin(following: search, size: memory.searchSize, state.made, in: build.output.place)
    changed.written += twin.written
    changed.removed += twin.removed
    if !changed.isEmpty {
      guard let (sum, spare, grown) = try tree.publish(changed) else { return nil }
      (memory.output, memory.spare) = (sum, spare)
      memory.fileCount += grown
    }
    (memory.now, memory.common, memory.catalog) = (build.now.seconds, PageKeys.common(site), site.catalog.memory)
    (memory.inputs, memory.assets, memory.templateFiles) = (inputs.stamps, basis.assets, basis.templates)
    if change.isWhole { (memory.templates, memory.found) = (TemplateMemory.all(build.theme.templates), found) }
    if !change.pages.keepOrder(of: change.shape) { memory.order = KeptBytes(orderOf: site.catalog) }
    (memory.register, memory.searchSize) = (search.register, twin.size)
    if site.catalog.histories.point != memory.histories.point { memory.histories = HistoryMemory(site.catalog.histories) }
    memory.prints = site.prints.kept(with: memory.prints.filter { outputs.keeps($0.path) })
    let pages = outputs.added.isEmpty ? [] : Set(site.catalog.pages.map(\.output))
    state.made.replace(changed.removed, by: (search.written + twin.written).map(\.path) + outputs.added, pages: pages)
    remember(site, change, keys, in: &memory)
    state.memory = memory
    try state.amend(build.output.place.state)
    return SiteBuild.Outcome(
      files: memory.fileCount, pages: memory.pages.count,
      diagnostics: vanished.isEmpty ? site.catalog.diagnostics : Diagnostic.ordered(site.catalog.diagnostics + vanished),
      isPublished: true, caveat: nil)
  }

  private func remember(_ site: SiteContext, _ change: SiteChange, _ keys: [UInt64], in memory: inout BuildMemory) {
    let count = memory.pages.count
    let (changed, relinked) = (PageFlags(change.pages.changed, of: count), PageFlags(change.rewritten, of: count))
    let replaced = PageFlags(change.pages.replaced, of: count)
    for index in memory.pages.indices {
      let old = memory.pages[index]
      let isRelinked = relinked.contains(index)
      let isNew = changed.contains(index) || replaced.contains(index)
      if !isRelinked, !isNew, old.key == keys[index], old.related == site.related[index] { continue }
      let page = site.catalog.pages[index]
      memory.pages[index] = PageMemory(
        page: isNew ? page : old.page, source: change.pages.sources[index],
        key: keys[index], outgoing: isRelinked ? site.catalog.outgoing[index] : old.outgoing, related: site.related[index],
        names: changed.contains(index) ? page.referenceNames : old.names, diagnostics: change.pages.diagnostics[index],
        parts: isRelinked ? KeptBytes(partsOf: site.catalog.pages[index], site.catalog.outgoing[index]) : old.parts)
    }
  }

  /// The content of a file; nil if that stands there already.
  private func render(_ output: SiteOutput, of site: SiteContext) -> Result<[UInt8]?, FileError> {
    var bytes: [UInt8] = []
    do throws(FileError) {
      switch output.kind {
      case .theme: bytes = build.theme.assets.first { $0.path == output.path }?.bytes ?? []
      case .asset: bytes = try FileReader.bytes(of: build.source + "/" + String(output.source), limit: .max)
      default: site.render(output, into: &bytes)
      }
      let standing = build.output.place.output + "/" + String(output.path)
      return .success(try FileReader.hasContent(standing, bytes) ? nil : bytes)
    } catch {
      return .failure(error)
    }
  }
}
