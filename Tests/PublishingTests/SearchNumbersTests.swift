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

  @Test func eachPageHasANumberOfItsOwnInTheRangeOfItsFolder() {
    let folders = ["", "A/", "A/b/", "Z/"]
    let paths = folders.flatMap { folder in (0..<90).map { "\(folder)p\($0).md" } }
    let (all, end) = numbers(paths)
    #expect(Set(all.values).count == paths.count && all.values.allSatisfy { (0..<end).contains($0) })
    func range(_ folder: String) -> ClosedRange<Int> {
      let inside = all.filter { $0.key.hasPrefix(folder) && (folder != "" || !$0.key.contains("/")) }.values
      return inside.min()!...inside.max()!
    }
    #expect(range("").upperBound < range("A/").lowerBound && range("A/").upperBound < range("Z/").lowerBound)
    #expect(end <= 3 * paths.count)
    #expect(numbers([]).end == 0)
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
}
