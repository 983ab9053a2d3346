/// Puts words into the order of their bytes.
enum WordOrder {
  /// A word by its first eight bytes, which order most words.
  private struct Entry {
    var head: UInt64
    var number: UInt32
  }

  /// The first eight bytes of a word as a number, zeros for those that it has not: words are in the order of these numbers where they differ.
  @inline(__always)
  static func head(of word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let base = word.baseAddress else { return 0 }
    if word.count >= 8 { return UInt64(bigEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)) }
    var head: UInt64 = 0
    for index in 0..<word.count { head = head &<< 8 | UInt64(base[index]) }
    return word.isEmpty ? 0 : head &<< UInt64(truncatingIfNeeded: 64 &- word.count &* 8)
  }

  /// The same of a word of which seven bytes more can be read.
  @inline(__always)
  static func head(ofPadded word: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let head = UInt64(bigEndian: UnsafeRawPointer(word).loadUnaligned(as: UInt64.self))
    return count >= 8 ? head : head & ~(~0 &>> UInt64(truncatingIfNeeded: count &* 8))
  }

  /// Whether a word comes before another one with the same head.
  static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    let shorter = min(left.count, right.count)
    var index = shorter < 8 ? 0 : 8
    while index < shorter, left[index] == right[index] { index += 1 }
    return index < shorter ? left[index] < right[index] : left.count < right.count
  }

  /// The numbers of words in the order of the words' bytes.
  @inline(__always)
  static func sorted(_ count: Int, _ word: (Int) -> UnsafeBufferPointer<UInt8>) -> [UInt32] {
    sorted(count, head: { head(of: word($0)) }, word)
  }

  /// The numbers of words in the order of the words' bytes, of which the first eight can be had faster by themselves.
  @inline(__always)
  static func sorted(
    _ count: Int, head: (Int) -> UInt64, _ word: (Int) -> UnsafeBufferPointer<UInt8>
  ) -> [UInt32] {
    var entries = [Entry](unsafeUninitializedCapacity: count) { entries, initialized in
      for number in 0..<count { entries[number] = Entry(head: head(number), number: UInt32(truncatingIfNeeded: number)) }
      initialized = count
    }
    // The tables of a distribution cost more than to compare a few words.
    if count > 1_000 { distribute(&entries) } else { entries.sort { $0.head < $1.head } }
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, entries[end].head == entries[start].head { end += 1 }
      if end - start > 1 {
        entries[start..<end].sort { precedes(word(Int($0.number)), word(Int($1.number))) }
      }
      start = end
    }
    return entries.map { $0.number }
  }

  /// Sorts by heads: six times by eleven bits, the lowest first.
  private static func distribute(_ entries: inout [Entry]) {
    let (bits, rounds, count) = (11 as UInt64, 6, entries.count)
    let other = UnsafeMutablePointer<Entry>.allocate(capacity: count)
    defer { other.deallocate() }
    entries.withUnsafeMutableBufferPointer { entries in
      guard var source = entries.baseAddress else { return }
      var target = other
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1 << bits) { places in
        for round in 0..<rounds {
          let shift = UInt64(truncatingIfNeeded: round) * bits
          places.update(repeating: 0)
          for index in 0..<count { places[Int(truncatingIfNeeded: source[index].head &>> shift & (1 << bits - 1))] &+= 1 }
          var sum: UInt32 = 0
          for place in 0..<places.count { (places[place], sum) = (sum, sum &+ places[place]) }
          for index in 0..<count {
            let digit = Int(truncatingIfNeeded: source[index].head &>> shift & (1 << bits - 1))
            target[Int(truncatingIfNeeded: places[digit])] = source[index]
            places[digit] &+= 1
          }
          swap(&source, &target)
        }
      }
      // After an even number of rounds all is where it was.
    }
  }
}
