import Diagnostics
import Knowledge

/// Where the links of all pages lead after some pages changed.
struct ChangedLinks {
  /// The links of each page; those of pages that are not whole are the last build's.
  private(set) var outgoing: [Outgoing]
  /// The same, seen from the pages that are linked to.
  private(set) var backlinks = Backlinks()
  /// The pages that changed, and those of which links lead elsewhere, as indices.
  private(set) var resolved: [Int] = []

  /// Resolves the links of the pages that are whole; and those of others that may lead elsewhere.
  ///
  /// - Parameters:
  ///   - targets: What the pages are resolved with now.
  ///   - isWhole: Whether all that is made of more than pages is made anew.
  ///   - read: Reads pages.
  /// - Returns: nil if something that is made of more than pages shows a link that changes, and is not made anew.
  init?(
    _ changes: ChangedPages, _ shape: ChangedShape, _ targets: LinkTargets, isWhole: Bool, jobs: Int, read: PageReading
  ) throws(FileError) {
    let memory = shape.memory
    outgoing = memory.pages.map(\.outgoing)
    let others = doubtful(changes, shape, targets, jobs: jobs)
    if !isWhole, others.contains(where: { memory.catalog.setting.composed.contains(changes.pages[$0].path) }) { return nil }
    let whole =
      (changes.changed + changes.standing).map { ($0, changes.pages[$0]) }
      + zip(others, try read(others.map { changes.pages[$0].path }))
    let suggestions = LinkSuggestions(targets.links)
    let changed = Set(changes.changed)
    for (index, page) in whole {
      let made = Outgoing(of: page, at: index, targets.links, targets.references, suggestions)
      if changed.contains(index) || !made.isLike(outgoing[index]) {
        if memory.catalog.hasService, !isWhole,
          made.touchesService(targets.links) || outgoing[index].touchesService(targets.links)
        {
          return nil
        }
        resolved.append(index)
      }
      outgoing[index] = made
    }
    backlinks = Backlinks(of: outgoing)
  }

  /// The pages that are not whole and of which links lead elsewhere, as indices.
  private func doubtful(_ changes: ChangedPages, _ shape: ChangedShape, _ targets: LinkTargets, jobs: Int) -> [Int] {
    let memory = shape.memory
    let doubtful = DoubtfulLinks(changes, shape, targets)
    let names = targets.references.names(otherwiseThan: memory.catalog.references)
    guard doubtful.areAny || !names.isEmpty else { return [] }
    let (pages, old) = (changes.pages, outgoing)
    let known = PageFlags(changes.changed + changes.standing, of: pages.count)
    let unlinked = PageFlags(shape.unlinked, of: pages.count)
    func mayLeadElsewhere(_ index: Int) -> Bool {
      doubtful.areAny && (unlinked.contains(index) || doubtful.include(old[index]))
    }
    func namesOthers(_ index: Int) -> Bool {
      !names.isEmpty && memory.pages[index].names.contains { names.contains($0) }
    }
    let candidates = pages.indices.filter { !known.contains($0) && (mayLeadElsewhere($0) || namesOthers($0)) }
    let leadElsewhere = Parallel.map(candidates.count, jobs: jobs) { number in
      let index = candidates[number]
      return unlinked.contains(index) || memory.pages[index].names.contains { names.contains($0) }
        || !old[index].stands(for: pages[index], at: index, targets.links)
    }
    return candidates.indices.filter { leadElsewhere[$0] }.map { candidates[$0] }
  }
}

/// What the links and names of pages are resolved with.
struct LinkTargets: Sendable {
  /// The files of the site that are no pages of the content.
  var outputs: [SiteOutput]
  /// Everything that a link can lead to besides pages.
  var others: [LinkIndex.Other]
  /// Everything that a link can lead to.
  var links: LinkIndex
  /// What text names without a link.
  var references: ReferenceIndex
}
