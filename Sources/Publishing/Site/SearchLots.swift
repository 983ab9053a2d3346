import Diagnostics
import Knowledge

/// The lots that things of one sort need in the index of the search, and where each of them stands.
///
/// There is half as much room again as is needed. Where more is needed another lot is added, to which its share of the things moves; the others stay. Which these are
/// follows from the name of each alone.
struct SearchLots {
  /// How large each lot is: 24, 8, 16, 16, 32, 32, 64, …
  let sizes: [Int]
  /// In which lot each thing stands, and where in it.
  private(set) var places: [(lot: Int, offset: Int)] = []

  /// Things that are called so; nothing has no lots.
  init(_ names: [Text]) {
    sizes = SearchLots.sizes(for: names.count)
    var isTaken = sizes.map { [Bool](repeating: false, count: $0) }
    var free = sizes
    places.reserveCapacity(names.count)
    for name in names {
      let fingerprint = Fingerprint.of(name.utf8)
      var lot = wanted(by: fingerprint)
      while free[lot] == 0 { lot = lot + 1 == sizes.count ? 0 : lot + 1 }
      var offset = SearchLots.share(fingerprint, of: sizes[lot])
      while isTaken[lot][offset] { offset = offset + 1 == sizes[lot] ? 0 : offset + 1 }
      isTaken[lot][offset] = true
      free[lot] -= 1
      places.append((lot, offset))
    }
  }

  /// The lot that a thing wants: of the newest its share, and so on to the first.
  private func wanted(by fingerprint: UInt64) -> Int {
    var (lot, end) = (sizes.count - 1, sizes.reduce(0, +))
    while lot > 0, SearchLots.share(Fingerprint.mixed(fingerprint &+ UInt64(lot)), of: end) >= sizes[lot] {
      end -= sizes[lot]
      lot -= 1
    }
    return lot
  }

  /// How large the lots of so many things are.
  static func sizes(for count: Int) -> [Int] {
    if count == 0 { return [] }
    var (sizes, room) = ([leastRoom], leastRoom)
    while 2 * room < 3 * count {
      let larger = larger(room)
      sizes.append(larger - room)
      room = larger
    }
    return sizes
  }

  /// So many places has the least room.
  static let leastRoom = 24

  /// The next size of a room: 24, 32, 48, 64, 96, …
  static func larger(_ room: Int) -> Int { room.nonzeroBitCount == 1 ? room / 2 * 3 : room / 3 * 4 }

  /// A number below an end that follows from a fingerprint.
  static func share(_ fingerprint: UInt64, of end: Int) -> Int { Int(fingerprint.multipliedFullWidth(by: UInt64(end)).high) }
}

/// The ground on which the lots of several folders lie, each where its folder's name says, or behind that if the place is taken.
struct SearchGround {
  /// Where each lot of each folder begins.
  private(set) var starts: [[Int]]
  /// How large the ground is: of few sizes, so that it seldom changes.
  private(set) var size = 0

  /// What is known of the ground by eights: every lot is some of them.
  private static let unit = 8

  /// The ground for folders, which come by their names.
  ///
  /// - Parameter folders: The names, and the sizes of the lots of each.
  init(_ folders: [(name: Text, lots: [Int])]) {
    starts = folders.map { $0.lots.map { _ in 0 } }
    var lots = folders.indices.flatMap { folder in folders[folder].lots.indices.map { (folder: folder, lot: $0) } }
    if lots.isEmpty { return }
    func size(_ lot: (folder: Int, lot: Int)) -> Int { folders[lot.folder].lots[lot.lot] }
    // Large ones come first: a small one, as a new folder has, drives nobody else away but small ones.
    lots.sort { (-size($0), $0.folder, $0.lot) < (-size($1), $1.folder, $1.lot) }
    let fingerprints = folders.map { Fingerprint.of($0.name.utf8) }
    self.size = SearchLots.leastRoom
    let need = lots.reduce(0) { $0 + size($1) }
    while self.size < need || !lay(lots.map { ($0.folder, $0.lot, size($0)) }, fingerprints) {
      self.size = SearchLots.larger(self.size)
    }
  }

  /// Lays all lots; false if one finds no place.
  private mutating func lay(_ lots: [(folder: Int, lot: Int, size: Int)], _ fingerprints: [UInt64]) -> Bool {
    var isTaken = [Bool](repeating: false, count: size / SearchGround.unit)
    for (folder, lot, size) in lots {
      let (count, units) = (self.size / size, size / SearchGround.unit)
      var place = SearchLots.share(Fingerprint.mixed(fingerprints[folder] &+ UInt64(lot)), of: count)
      var tries = 0
      while tries < count, isTaken[place * units..<(place + 1) * units].contains(true) {
        place = place + 1 == count ? 0 : place + 1
        tries += 1
      }
      guard tries < count else { return false }
      for unit in place * units..<(place + 1) * units { isTaken[unit] = true }
      starts[folder][lot] = place * size
    }
    return true
  }
}
