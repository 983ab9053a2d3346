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

  /// Calls `body` with the numbers of all words in the order of the words' bytes.
  func forEachSorted(_ body: (Int) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      let numbers = WordOrder.sorted(count) { UnsafeBufferPointer(rebasing: bytes[start(of: $0)..<ends[$0]]) }
      for number in numbers { body(Int(number)) }
    }
  }

  /// Calls `body` with the bytes of a word.
  func withBytes<Result>(of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start(of: number)..<ends[number]])) }
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
