// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  /// What some runs of bytes mean that were met before.
  struct RawMemory<Meaning> {
    private struct Place {
      var start: Int
      var count: Int
      var hash: UInt64
    }

    private var bytes: [UInt8] = []
    private var places: [Place] = []
    /// What each run means, in the order in which they were kept.
    private(set) var meanings: [Meaning] = []
    /// A hash table of indices plus one; 0 where nothing is.
    private var table: [UInt16] = []
    /// The run that was met last, which is often the next one too.
    private var last = 0
    private var lookups = 0
    private var found = 0

    /// With more it forgets all, and begins again.
    private static var countLimit: Int { 1024 }
    private static var sizeLimit: Int { 1 << 16 }
    /// After so many lookups runs of which less than a quarter were met before are not kept any more.
    private static var trial: Int { 512 }

    /// Whether runs are mostly met for the first time, so that looking is of no use.
    var isUseless: Bool { lookups >= RawMemory.trial && found < lookups / 4 }

    /// Whether so many runs, which have so many bytes together, can be kept without forgetting others.
    func hasRoom(for count: Int, of size: Int) -> Bool {
      places.count + count <= RawMemory.countLimit && bytes.count + size <= RawMemory.sizeLimit
    }

    /// What a run means; nil if it was not met.
    mutating func meaning(of run: UnsafeRawBufferPointer) -> Meaning? { index(of: run).map { meanings[$0] } }

    /// The index in `meanings` of what a run means; nil if it was not met.
    mutating func index(of run: UnsafeRawBufferPointer) -> Int? {
      lookups += 1
      if last < places.count, isSame(run, places[last]) {
        found += 1
        return last
      }
      guard !table.isEmpty else { return nil }
      let hash = RawMemory.hash(of: run)
      var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[slot] != 0 {
        let index = Int(table[slot]) - 1
        if places[index].hash == hash, isSame(run, places[index]) {
          found += 1
          last = index
          return index
        }
        slot = (slot + 1) & (table.count - 1)
      }
      return nil
    }

    /// Keeps what a run means that was not met before, and gives its index; nil for a run that is too long to be kept.
    mutating func keep(_ meaning: Meaning, of run: UnsafeRawBufferPointer) -> Int? {
      guard run.count <= RawMemory.sizeLimit / 16 else { return nil }
      if places.count >= RawMemory.countLimit || bytes.count + run.count > RawMemory.sizeLimit { forget() }
      let hash = RawMemory.hash(of: run)
      places.append(Place(start: bytes.count, count: run.count, hash: hash))
      bytes.append(contentsOf: run)
      meanings.append(meaning)
      last = places.count - 1
      if places.count * 2 > table.count { makeTable() } else { enter(last) }
      return last
    }

    private mutating func forget() { (bytes, places, meanings, table) = ([], [], [], []) }

    private mutating func makeTable() {
      table = [UInt16](repeating: 0, count: max(16, table.count * 2))
      for index in places.indices { enter(index) }
    }

    private mutating func enter(_ index: Int) {
      var slot = Int(truncatingIfNeeded: places[index].hash) & (table.count - 1)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = UInt16(index + 1)
    }

    private func isSame(_ run: UnsafeRawBufferPointer, _ place: Place) -> Bool {
      guard run.count == place.count else { return false }
      return bytes.withUnsafeBytes {
        equalBytes(run, UnsafeRawBufferPointer(rebasing: $0[place.start..<place.start + place.count]))
      }
    }

    private static func hash(of run: UnsafeRawBufferPointer) -> UInt64 {
      let hash = hashOfBytes(run, from: UInt64(run.count) &* 0x9E37_79B9_7F4A_7C15)
      return hash ^ hash >> 29
    }
  }

  /// A number made of bytes and of what was hashed before them; its lowest bits are still to be mixed.
  @inline(__always) func hashOfBytes(_ bytes: UnsafeRawBufferPointer, from start: UInt64) -> UInt64 {
    var hash = start
    var place = 0
    while place + 8 <= bytes.count {
      hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
      place += 8
    }
    if place > 0, place < bytes.count {
      // The last eight bytes, of which some are hashed already.
      let rest = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
      hash = (hash ^ rest) &* 0xD6E8_FEB8_6659_FD93
      return hash ^ hash >> 32
    }
    while place < bytes.count {
      hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3
      place += 1
    }
    return hash
  }

  /// Whether two runs of one length hold the same bytes.
  func equalBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while place + 8 <= left.count {
      if left.loadUnaligned(fromByteOffset: place, as: UInt64.self) != right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      {
        return false
      }
      place += 8
    }
    if place > 0 {
      let last = left.count - 8
      return left.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
    while place < left.count {
      if left[place] != right[place] { return false }
      place += 1
    }
    return true
  }
#endif
