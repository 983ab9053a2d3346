import Diagnostics
import Knowledge
import Search

/// The numbers that pages, and what else can be found, have in the index of the search.
///
/// They follow from the paths alone, and a page that comes or goes leaves almost all others theirs, so that the index can be patched: each folder of the root has a
/// range with room to spare, and in it a page stands where its path says, or behind that if the place is taken. The ranges follow each other, since what is
/// filtered alike should stand together; behind those of pages come those of other kinds. A range that becomes too small is made larger, and only then those
/// behind it move.
struct SearchNumbers: Sendable {
  /// The number of each page.
  let ofPages: [Int]
  /// The number of each thing of the other kinds.
  let ofOthers: [[Int]]
  /// The first number behind all ranges.
  let end: Int

  /// A range has room for so many pages.
  private static let leastRoom = 24

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
    var base = 0
    for folder in folders.keys.sorted() {
      let inside = folders[folder] ?? []
      let places = SearchNumbers.places(inside.map { pages[$0].path })
      for (page, place) in zip(inside, places.ofNames) { numbers[page] = base + place }
      base += places.room
    }
    var ofOthers: [[Int]] = []
    for names in others {
      let places = SearchNumbers.places(names)
      ofOthers.append(places.ofNames.map { base + $0 })
      base += places.room
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

  /// Where names stand in a range, and how large it is; nothing has no range.
  private static func places(_ names: [Text]) -> (ofNames: [Int], room: Int) {
    if names.isEmpty { return ([], 0) }
    let room = room(for: names.count)
    var isTaken = [Bool](repeating: false, count: room)
    let places = names.map { name in
      var place = Int(Fingerprint.of(name.utf8).multipliedFullWidth(by: UInt64(room)).high)
      while isTaken[place] { place = place + 1 == room ? 0 : place + 1 }
      isTaken[place] = true
      return place
    }
    return (places, room)
  }

  /// The room for some pages: a half more than they need, and one of few sizes, so that it seldom changes.
  private static func room(for count: Int) -> Int {
    var room = leastRoom
    while 2 * room < 3 * count {
      // 24, 32, 48, 64, 96, …
      room = room.nonzeroBitCount == 1 ? room / 2 * 3 : room / 3 * 4
    }
    return room
  }

  private static func top(of folder: Text) -> Text {
    folder.utf8.contains(UInt8(ascii: "/")) ? Text(folder.utf8.prefix { $0 != UInt8(ascii: "/") }) : folder
  }
}
