import Diagnostics

/// Names that occur again and again, each kept once; at most so many, so that no input makes it grow without end.
struct NameTable {
  typealias Index = Int32

  /// What names beyond the limit are counted under.
  static let other: Text = "(other)"
  /// What jobs without a name are counted under.
  static let none: Text = "(none)"
  /// What is counted in place of a name that could identify a person.
  static let withheld: Text = "(withheld)"

  private(set) var names: [Text] = []
  private var indices: [Text: Index] = [:]
  private let limit: Int

  init(limit: Int = 4096) { self.limit = limit }

  /// The index of a name.
  mutating func index(of name: Text) -> Index {
    if let index = indices[name] { return index }
    if names.count >= limit, name != Self.other { return index(of: Self.other) }
    let index = Index(names.count)
    names.append(name)
    indices[name] = index
    return index
  }
}

/// Keys seen so far, as hashes: eight to sixteen bytes each, up to a limit after which no more are taken.
struct KeySet {
  private var slots = [UInt64](repeating: 0, count: 1024)
  private(set) var count = 0
  private let limit: Int

  init(limit: Int = 1 << 22) { self.limit = limit }

  /// Whether keys were seen that could not be taken.
  private(set) var isFull = false

  /// Takes a key; false if it was there before.
  mutating func insert(_ key: UInt64) -> Bool {
    let key = key == 0 ? 1 : key
    if count * 2 >= slots.count, count < limit { grow() }
    var slot = Int(truncatingIfNeeded: key & UInt64(slots.count - 1))
    while slots[slot] != 0 {
      if slots[slot] == key { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard count < limit else {
      isFull = true
      return true
    }
    slots[slot] = key
    count += 1
    return true
  }

  /// A hash of some bytes: FNV-1a, mixed.
  static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for key in old where key != 0 {
      var slot = Int(truncatingIfNeeded: key & UInt64(slots.count - 1))
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = key
    }
  }
}
