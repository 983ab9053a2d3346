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
    var folders: [Text: [Int]] = [:]
    var start = 0
    while start < pages.count {
      // Most pages stand in one folder with the page before.
      let top = SearchNumbers.top(of: pages[start].folder)
      var next = start + 1
      while next < pages.count, SearchNumbers.top(of: pages[next].folder) == top { next += 1 }
      folders[top, default: []] += start..<next
      start = next
    }
    var numbers = [Int](repeating: 0, count: pages.count)
    let parts = folders.keys.sorted().map { ($0, folders[$0] ?? []) }.map { name, inside in
      (name: name, inside: inside, lots: SearchLots(inside.map { pages[$0].path }))
    }
    let ground = SearchGround(parts.map { ($0.name, $0.lots) })
    for (part, starts) in zip(parts, ground.starts) {
      for (page, place) in zip(part.inside, part.lots.places) { numbers[page] = starts[place.lot] + place.offset }
    }
    var base = ground.size
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

  private static func top(of folder: Text) -> Text {
    folder.utf8.contains(UInt8(ascii: "/")) ? Text(folder.utf8.prefix { $0 != UInt8(ascii: "/") }) : folder
  }
}
