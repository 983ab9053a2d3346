import Diagnostics
import Knowledge
import Testing

@testable import Publishing

/// Numbers in the index follow from the paths, and stay where pages come and go.
@Suite struct SearchNumbersTests {
  private func pages(_ paths: [String]) -> [Page] {
    paths.sorted().map { PageReader(SiteConfiguration()).read(SourceFile(path: Text($0), text: "# A\n"), isAgreement: false) }
  }

  private func numbers(_ paths: [String]) -> (of: [String: Int], end: Int) {
    let numbers = SearchNumbers(pages(paths))
    return (Dictionary(uniqueKeysWithValues: zip(paths.sorted(), numbers.ofPages)), numbers.end)
  }

  @Test func eachPageHasANumberOfItsOwnAmongThoseOfItsFolder() {
    let folders = ["", "A/", "A/b/", "Z/"]
    let paths = folders.flatMap { folder in (0..<90).map { "\(folder)p\($0).md" } }
    let (all, end) = numbers(paths)
    #expect(Set(all.values).count == paths.count && all.values.allSatisfy { (0..<end).contains($0) })
    // Next to a page mostly stand pages of the same folder of the root.
    let order = all.sorted { $0.value < $1.value }.map { $0.key.prefix { $0 != "/" }.hasSuffix(".md") ? "" : $0.key.prefix(1) }
    #expect(zip(order, order.dropFirst()).count { $0 != $1 } < 24)
    #expect(end <= 3 * paths.count)
    #expect(numbers([]).end == 0)
  }

  /// The numbers of a few pages, for which only their folders are looked at, are those that they have among all.
  @Test func aFewPagesHaveTheNumbersThatTheyHaveAmongAll() {
    let pages = pages(["", "A/", "A/b/", "Z/", "Z/y/x/"].flatMap { folder in (0..<60).map { "\(folder)p\($0).md" } })
    let all = SearchNumbers(pages, others: [["a form", "another"]]).ofPages
    for wanted in [[], [0], [299], [3, 61, 62, 130, 299], Array(pages.indices)] {
      let numbers = SearchNumbers.numbers(of: wanted, among: pages)
      #expect(numbers == Dictionary(uniqueKeysWithValues: wanted.map { ($0, all[$0]) }))
    }
  }

  @Test func aPageThatComesLeavesAlmostAllOthersTheirs() {
    let paths = (0..<100).flatMap { folder in (0..<100).map { "s\(folder)/page-\($0).md" } }
    let (before, end) = numbers(paths)
    var moved = 0
    for number in 0..<20 {
      let (after, newEnd) = numbers(paths + ["s\(number)/new.md"])
      #expect(newEnd == end)
      moved += before.count { after[$0.key] != $0.value }
    }
    #expect(moved < 60, "\(moved) of 200,000")
  }

  /// A folder that needs more room, or comes, moves few pages of others.
  @Test func aFolderThatGrowsOrComesLeavesMostPagesTheirs() {
    let paths = (0..<100).flatMap { folder in (0..<84).map { "s\(folder)/page-\($0).md" } }
    let (before, end) = numbers(paths)
    var (byGrowth, byFolder) = (0, 0)
    for number in 0..<4 {
      let (grown, grownEnd) = numbers(paths + (0..<3).map { "s\(number)/new-\($0).md" })
      let (more, moreEnd) = numbers(paths + ["t\(number)/new.md"])
      #expect(grownEnd == end && moreEnd == end)
      byGrowth += before.count { grown[$0.key] != $0.value }
      byFolder += before.count { more[$0.key] != $0.value }
    }
    #expect(byGrowth < 1_000, "\(byGrowth) of 33,600")
    #expect(byFolder < 400, "\(byFolder) of 33,600")
  }
}
