import Diagnostics
import TestSupport
import Testing

@testable import Knowledge

/// The order of pages, followed from what it was to what it is.
@Suite struct OrderTests {
  private var reader: PageReader { PageReader(SiteConfiguration()) }

  private func page(_ path: String, _ random: inout SeededGenerator) -> Page {
    let title =
      "\(["Page", "page", "Äther", "10", "9"].randomElement(using: &random) ?? "") \(Int.random(in: 0..<4, using: &random))"
    let weight = Bool.random(using: &random) ? "weight: \(Int.random(in: 0..<3, using: &random))\n" : ""
    let tags = ["", "tags: [one]\n", "tags: [Two Words, one]\n", "tags: [two-words]\n"].randomElement(using: &random) ?? ""
    return reader.read(SourceFile(path: Text(path), text: Text("---\n\(weight)\(tags)---\n# \(title)\n")), isAgreement: false)
  }

  /// Whatever pages are called and weigh, the order that is followed is that which is made anew.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func followingIsMakingAnew(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let paths = ["a/b/c.md", "a/b/d.md", "a/b/index.md", "a/e.md", "a/f/g.md", "a/index.md", "h/i.md", "h/j.md", "k.md", "l.md"]
    var pages = paths.map { page($0, &random) }
    var order = Catalog.Order(of: pages, jobs: 1)
    for step in 0..<200 {
      let former = pages
      let changed = pages.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      for index in changed { pages[index] = page(paths[index], &random) }
      order = order.following(changed, from: { former[$0] }, to: pages)
      let made = Catalog.Order(of: pages, jobs: 1)
      #expect(order.sections.map(\.folder) == made.sections.map(\.folder), "step \(step)")
      #expect(order.sections.map(\.title) == made.sections.map(\.title), "step \(step)")
      #expect(order.sections.map(\.entries) == made.sections.map(\.entries), "step \(step)")
      #expect(
        order.tags.map(\.name) == made.tags.map(\.name) && order.tags.map(\.pages) == made.tags.map(\.pages), "step \(step)")
    }
  }
}
