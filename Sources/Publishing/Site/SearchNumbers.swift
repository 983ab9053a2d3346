import Diagnostics
import Knowledge
import Search

/// The numbers that pages have in the index of the search.
///
/// They follow from the paths alone, and a page that comes or goes leaves almost all others theirs, so that the index can be patched: each folder of the root has a
/// range with room to spare, and in it a page stands where its path says, or behind that if the place is taken. The ranges follow each other, since what is
/// filtered alike should stand together. A range that becomes too small is made larger, and only then those behind it move.
struct SearchNumbers: Sendable {
  /// The number of each page.
  let ofPages: [Int]
  /// The first number behind those of pages.
  let end: Int

  /// A range has room for so many pages.
  private static let leastRoom = 24

  /// The numbers of pages, which come by their paths.
  init(_ pages: [Page]) {
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
      let room = SearchNumbers.room(for: inside.count)
      var isTaken = [Bool](repeating: false, count: room)
      for page in inside {
        var place = Int(Fingerprint.of(pages[page].path.utf8).multipliedFullWidth(by: UInt64(room)).high)
        while isTaken[place] { place = place + 1 == room ? 0 : place + 1 }
        isTaken[place] = true
        numbers[page] = base + place
      }
      base += room
    }
    // So many pages need all the numbers that there are.
    (ofPages, end) = base <= IndexBuilder.lastItem ? (numbers, base) : (Array(pages.indices), pages.count)
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
