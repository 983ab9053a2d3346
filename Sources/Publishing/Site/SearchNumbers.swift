import Diagnostics
import Knowledge
import Search

/// The numbers that pages, and what else can be found, have in the index of the search.
///
/// They follow from the paths alone, and a page that comes or goes leaves almost all others theirs, so that the index can be patched: each folder of the root has
/// lots with room to spare, in which a page stands where its path says, or behind that if the place is taken. A folder that needs more room is given another lot,
/// and a folder that comes takes one that is free: a few dozen pages move for that. What is filtered alike stands together as far as a lot goes. Behind the pages
/// come the things of other kinds.
struct SearchNumbers: Sendable {
  /// The number of each page.
  let ofPages: [Int]
  /// The number of each thing of the other kinds.
  let ofOthers: [[Int]]
  /// The first number behind all ranges.
  let end: Int

  /// The numbers of pages, which come by their paths, and of other things.
  ///
  /// - Parameter others: What each thing of the other kinds is called.
  init(_ pages: [Page], others: [[Text]] = []) {
    let folders = SearchFolders(pages)
    var numbers = [Int](repeating: 0, count: pages.count)
    for folder in folders.pages.indices {
      for (page, number) in folders.numbers(inFolder: folder, of: pages) { numbers[page] = number }
    }
    var base = folders.ground.size
    var ofOthers: [[Int]] = []
    for names in others {
      let lots = SearchLots(names)
      var starts: [Int] = []
      for size in lots.sizes {
        starts.append(base)
        base += size
      }
      ofOthers.append(lots.places.map { starts[$0.lot] + $0.offset })
    }
    // So many pages need all the numbers that there are.
    if base <= IndexBuilder.lastItem {
      (ofPages, self.ofOthers, end) = (numbers, ofOthers, base)
    } else {
      var next = pages.count
      self.ofOthers = others.map { names in
        defer { next += names.count }
        return Array(next..<(next + names.count))
      }
      (ofPages, end) = (Array(pages.indices), next)
    }
  }

  /// The numbers of some pages, which are those that they have among all: only what is in their folders of the root is looked at.
  ///
  /// - Parameters:
  ///   - wanted: The pages, as indices.
  ///   - pages: All pages, which come by their paths.
  static func numbers(of wanted: [Int], among pages: [Page]) -> [Int: Int] {
    let folders = SearchFolders(pages)
    guard folders.ground.size <= IndexBuilder.lastItem else { return Dictionary(uniqueKeysWithValues: wanted.map { ($0, $0) }) }
    let isWanted = Set(wanted)
    var numbers: [Int: Int] = [:]
    for folder in folders.pages.indices where folders.pages[folder].contains(where: isWanted.contains) {
      for (page, number) in folders.numbers(inFolder: folder, of: pages) where isWanted.contains(page) { numbers[page] = number }
    }
    return numbers
  }
}

/// The folders of the root, and where the lots of each lie.
private struct SearchFolders {
  /// The pages of each folder, as indices, rising.
  private(set) var pages: [[Int]]
  /// Where their lots lie.
  let ground: SearchGround

  init(_ all: [Page]) {
    var folders: [Text: [Int]] = [:]
    var start = 0
    while start < all.count {
      // Most pages stand in one folder with the page before.
      let top = all[start].rootFolder
      var next = start + 1
      while next < all.count, all[next].rootFolder == top { next += 1 }
      folders[top, default: []] += start..<next
      start = next
    }
    let names = folders.keys.sorted()
    pages = names.map { folders[$0] ?? [] }
    ground = SearchGround(zip(names, pages).map { ($0, SearchLots.sizes(for: $1.count)) })
  }

  /// The pages of a folder, with their numbers.
  func numbers(inFolder folder: Int, of all: [Page]) -> [(page: Int, number: Int)] {
    let lots = SearchLots(pages[folder].map { all[$0].path })
    return zip(pages[folder], lots.places).map { ($0, ground.starts[folder][$1.lot] + $1.offset) }
  }
}
