/// Numbers for words, given in the order of their coming.
struct Vocabulary: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private(set) var fingerprints: [UInt64] = []
  /// The upper half of a word's fingerprint, and one more than its number; 0 where there is none.
  private var slots = [UInt64](repeating: 0, count: 1024)

  var count: Int { ends.count }

  /// How many bytes a word has.
  func length(of number: Int) -> Int { ends[number] - start(of: number) }

  /// The bytes of a word.
  subscript(number: Int) -> [UInt8] { Array(bytes[start(of: number)..<ends[number]]) }

  /// Calls `body` with the bytes of a word.
  func withBytes<Result>(of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start(of: number)..<ends[number]])) }
  }

  /// Calls `body` with all words, to be looked at one after the other.
  func withWords<Result>(_ body: (LentWords) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      ends.withUnsafeBufferPointer { ends in
        fingerprints.withUnsafeBufferPointer { body(LentWords(bytes: bytes, ends: ends, fingerprints: $0)) }
      }
    }
  }

  /// The number of a word, a new one if it has none.
  mutating func number(of word: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64) -> Int {
    if let known = find(word, fingerprint) { return known }
    if (count + 1) * 2 > slots.count { grow() }
    bytes.append(contentsOf: word)
    ends.append(bytes.count)
    fingerprints.append(fingerprint)
    insert(count - 1)
    return count - 1
  }

  /// The number of a word, a new one if it has none.
  mutating func number(of word: [UInt8]) -> Int {
    word.withUnsafeBufferPointer { number(of: $0, Fingerprint.of($0)) }
  }

  /// The number that each word of another vocabulary has here, new ones for those that have none.
  mutating func numbers(of other: Vocabulary) -> [UInt32] {
    (0..<other.count).map { word in
      UInt32(other.withBytes(of: word) { self.number(of: $0, other.fingerprints[word]) })
    }
  }

  private func start(of number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private func find(_ word: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64) -> Int? {
    guard let base = word.baseAddress else { return nil }
    let mask = slots.count - 1
    return slots.withUnsafeBufferPointer { slots in
      var slot = Int(truncatingIfNeeded: fingerprint) & mask
      while slots[slot] != 0 {
        if slots[slot] >> 32 == fingerprint >> 32 {
          let number = Int(slots[slot] & 0xFFFF_FFFF) - 1
          if isWord(number, base, word.count) { return number }
        }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  @inline(__always)
  private func isWord(_ number: Int, _ word: UnsafePointer<UInt8>, _ size: Int) -> Bool {
    let (start, end) = ends.withUnsafeBufferPointer { (number == 0 ? 0 : $0[number - 1], $0[number]) }
    guard end - start == size else { return false }
    return bytes.withUnsafeBufferPointer { known in
      guard let base = known.baseAddress else { return false }
      return equalBytes(base + start, word, size)
    }
  }

  private mutating func insert(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: fingerprints[number]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = fingerprints[number] & ~0xFFFF_FFFF | UInt64(number + 1)
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    for number in 0..<count { insert(number) }
  }
}

/// The words of a vocabulary while it lends them.
struct LentWords {
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let ends: UnsafeBufferPointer<Int>
  let fingerprints: UnsafeBufferPointer<UInt64>

  /// The bytes of a word.
  subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]])
  }
}

extension Vocabulary {
  /// A word by its first eight bytes, which order most words.
  private struct Ordered {
    var head: UInt64
    var number: Int
  }

  /// The numbers in the order of the words' bytes.
  func sorted() -> [Int] {
    var ordered = (0..<count).map { Ordered(head: head(of: $0), number: $0) }
    ordered.sort { left, right in
      left.head != right.head ? left.head < right.head : precedes(left.number, right.number)
    }
    return ordered.map { $0.number }
  }

  private func head(of number: Int) -> UInt64 {
    withBytes(of: number) { word in
      var head: UInt64 = 0
      for index in 0..<8 { head = head << 8 | (index < word.count ? UInt64(word[index]) : 0) }
      return head
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    withBytes(of: left) { one in
      withBytes(of: right) { other in
        let shorter = min(one.count, other.count)
        // Words whose heads are equal have the same first eight bytes.
        var index = shorter < 8 ? 0 : 8
        while index < shorter, one[index] == other[index] { index += 1 }
        return index < shorter ? one[index] < other[index] : one.count < other.count
      }
    }
  }

  /// The words with their letters in reverse, to be read and not to be looked up.
  func reversed() -> Vocabulary {
    var reversed = Vocabulary()
    reversed.ends = ends
    reversed.bytes = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, initialized in
      for number in 0..<count {
        let (start, end) = (start(of: number), ends[number])
        for offset in 0..<end - start { target[start + offset] = bytes[end - 1 - offset] }
      }
      initialized = bytes.count
    }
    reversed.fingerprints = (0..<count).map { number in reversed.withBytes(of: number) { Fingerprint.of($0) } }
    return reversed
  }
}
