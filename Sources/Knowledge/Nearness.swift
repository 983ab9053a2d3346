import Diagnostics

/// How near the pages of a site are to one of them, in memory that serves for many.
public struct Nearness: Sendable {
  /// A tag or a page with more neighbours than this says little about any of them.
  private static let mostNeighbours = 100
  /// What is not nearer than this has little to do with the page.
  private static let least: Int32 = 3

  private var scores: [Int32]
  /// The pages that have a score.
  private var touched: [Int] = []

  /// A memory for the pages of a catalog.
  public init(_ catalog: Catalog) { scores = [Int32](repeating: 0, count: catalog.pages.count) }

  /// Pages that have to do with a page: that share its rarer tags, or are linked by the pages that link to it. The nearest first; pages that it links to or
  /// that link to it are left out, as they stand in its text or beside it.
  ///
  /// - Parameters:
  ///   - index: The page.
  ///   - tags: The page's tags, as indices of `Catalog.tags`.
  ///   - count: How many at most.
  public mutating func nearest(to index: Int, tags: [Int], in catalog: Catalog, count: Int) -> [Int] {
    for tag in tags {
      let pages = catalog.tags[tag].pages
      if pages.count > Nearness.mostNeighbours { continue }
      let score = Int32(max(2, 24 / pages.count))
      for page in pages { add(score, to: page) }
    }
    let backlinks = catalog.backlinks[index]
    catalog.outgoing.withUnsafeBufferPointer { outgoing in
      for backlink in backlinks.prefix(Nearness.mostNeighbours) {
        let targets = outgoing[backlink.page].targets
        if targets.count <= Nearness.mostNeighbours { for page in targets { add(3, to: page) } }
      }
      for page in outgoing[index].targets { scores[page] = 0 }
    }
    for backlink in backlinks { scores[backlink.page] = 0 }
    scores[index] = 0
    defer { reset() }
    return catalog.pages.withUnsafeBufferPointer { best(count, of: $0) }
  }

  private mutating func add(_ score: Int32, to page: Int) {
    if scores[page] == 0 { touched.append(page) }
    scores[page] += score
  }

  private mutating func reset() {
    for page in touched { scores[page] = 0 }
    touched.removeAll(keepingCapacity: true)
  }

  /// The pages with the best scores, and of those with one score the first by their paths.
  private func best(_ count: Int, of pages: UnsafeBufferPointer<Page>) -> [Int] {
    func precedes(_ left: Int, _ right: Int) -> Bool {
      scores[left] != scores[right] ? scores[left] > scores[right] : pages[left].path < pages[right].path
    }
    var best: [Int] = []
    best.reserveCapacity(count + 1)
    for page in touched where scores[page] > Nearness.least {
      if best.count == count, !precedes(page, best[count - 1]) { continue }
      if pages[page].isIndex { continue }
      let place = best.firstIndex { precedes(page, $0) } ?? best.count
      best.insert(page, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
  }
}
