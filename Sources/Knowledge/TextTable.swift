import Diagnostics

/// Values by texts: a hash table with one fast hash, for tables that every build makes of every page.
struct TextTable<Value: Sendable>: Sendable {
  private(set) var keys: [Text] = []
  private var values: [Value] = []
  private var hashes: [UInt32] = []
  /// Numbers of entries from 1; 0 where there is none.
  private var slots: [Int32]

  /// A table with room for some entries.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    keys.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
  }

  /// The value of a text.
  subscript(key: Text) -> Value? {
    let entry = slots[slot(of: key, TextTable.hash(key))]
    return entry == 0 ? nil : values[Int(entry) - 1]
  }

  /// Gives a text a value.
  mutating func set(_ key: Text, _ value: Value) { insert(key, value, replacing: true) }

  /// Gives a text a value if it has none.
  mutating func add(_ key: Text, _ value: Value) { insert(key, value, replacing: false) }

  private mutating func insert(_ key: Text, _ value: Value, replacing: Bool) {
    if (keys.count + 1) * 2 > slots.count { grow() }
    let hash = TextTable.hash(key)
    let slot = slot(of: key, hash)
    if slots[slot] != 0 {
      if replacing { values[Int(slots[slot]) - 1] = value }
      return
    }
    keys.append(key)
    values.append(value)
    hashes.append(hash)
    slots[slot] = Int32(keys.count)
  }

  /// The slot that has a key, or the one where it belongs.
  private func slot(of key: Text, _ hash: UInt32) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if hashes[entry] == hash, keys[entry] == key { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index + 1)
    }
  }

  private static func hash(_ key: Text) -> UInt32 { UInt32(truncatingIfNeeded: Fingerprint.of(key.utf8)) }
}
