/// The words of a part of an index, numbered in the order of their coming, and what is noted of each.
///
/// A word is looked up by what the scanner has found out of it: of a word of at most eight bytes the fingerprint and the length say all, and nothing but its
/// slot is looked at.
struct WordTable: ~Copyable {
  /// What is noted of a word.
  struct Term {
    /// Where its bytes are.
    var start: UInt32
    var length: UInt32
    /// Its number in the register of a group, and of which; see `ItemRegister`.
    var number: UInt32 = 0
    var group: UInt32 = .max
    /// The last document that has it, -1 for none, and how many have it.
    var last: Int32 = -1
    var documents: UInt32 = 0
    /// How many bytes its list has.
    var size: UInt32 = 0
    /// Nothing: what is noted takes 32 bytes, so that it is found by a shift.
    private var padding: UInt32 = 0

    init(start: UInt32, length: UInt32) { (self.start, self.length) = (start, length) }

    /// Notes a document that has it, whose posting takes some bytes.
    @inline(__always)
    mutating func note(_ document: Int, size: Int) {
      self.size &+= UInt32(truncatingIfNeeded: size)
      documents &+= 1
      last = Int32(truncatingIfNeeded: document)
    }
  }

  /// Where a word is in the table.
  struct Slot {
    var fingerprint: UInt64
    /// The word's number and its length less one; see `Slot.number`.
    var word: UInt32
    /// The row that it had last in a document; see `DocumentPostings`.
    var row: UInt32

    static let empty = Slot(fingerprint: 0, word: .max, row: .max)
    var number: Int { Int(truncatingIfNeeded: word &>> 6) }
    var isEmpty: Bool { word == .max }
  }

  /// No table has more words: their numbers share four bytes with their lengths.
  private static let most = 1 << 26 - 1

  /// Finds words while none is added.
  struct Finder {
    fileprivate var slots: UnsafeMutablePointer<Slot>
    fileprivate var mask: Int
    /// Where the table keeps what it compares long words with.
    fileprivate var terms: UnsafeMutablePointer<Term>
    fileprivate var bytes: UnsafePointer<UInt8>?

    /// The slot of a word, or the empty one that it would have.
    @inline(__always)
    func slot(of word: UnsafePointer<ScannedWord>, in folded: UnsafePointer<UInt8>) -> UnsafeMutablePointer<Slot> {
      let (fingerprint, length) = (word.pointee.fingerprint, UInt32(truncatingIfNeeded: word.pointee.count) &- 1)
      var slot = slots + Int(truncatingIfNeeded: fingerprint) & mask
      while true {
        if slot.pointee.fingerprint == fingerprint, slot.pointee.word & 0x3F == length, slot.pointee.word != .max {
          let bytes = folded + Int(truncatingIfNeeded: word.pointee.start)
          if length < 8 || isSame(slot.pointee.number, bytes, length) { return slot }
        } else if slot.pointee.isEmpty {
          return slot
        }
        slot = slots + (slot - slots &+ 1) & mask
      }
    }

    @inline(__always)
    private func isSame(_ number: Int, _ word: UnsafePointer<UInt8>, _ length: UInt32) -> Bool {
      guard let bytes = self.bytes else { return false }
      return equalBytes(bytes + Int(truncatingIfNeeded: terms[number].start), word, Int(truncatingIfNeeded: length &+ 1))
    }
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var mask: Int
  private(set) var terms: UnsafeMutablePointer<Term>
  private(set) var count = 0
  private var capacity = 1_024
  private var memory = GrowingBytes()

  init() {
    slots = .allocate(capacity: capacity * 2)
    slots.initialize(repeating: .empty, count: capacity * 2)
    terms = .allocate(capacity: capacity)
    mask = capacity * 2 - 1
  }

  deinit {
    slots.deallocate()
    terms.deallocate()
  }

  /// The bytes of all words, in the order of their coming.
  var bytes: UnsafeBufferPointer<UInt8> { memory.bytes }

  /// The bytes of a word.
  @inline(__always)
  subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
    let term = terms + number
    return UnsafeBufferPointer(
      rebasing: bytes[Int(term.pointee.start)..<Int(term.pointee.start &+ term.pointee.length)])
  }

  /// The first eight bytes of a word as a number; see `WordOrder`.
  @inline(__always)
  func head(of number: Int) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    return WordOrder.head(
      ofPadded: base + Int(truncatingIfNeeded: terms[number].start), Int(truncatingIfNeeded: terms[number].length))
  }

  /// Finds words until one is added.
  var finder: Finder { Finder(slots: slots, mask: mask, terms: terms, bytes: bytes.baseAddress) }

  /// Takes a word into the empty slot that was found for it, and gives the slot that it has then.
  mutating func add(
    _ word: ScannedWord, in folded: UnsafePointer<UInt8>, at slot: UnsafeMutablePointer<Slot>
  ) -> UnsafeMutablePointer<Slot> {
    precondition(count < WordTable.most && memory.count < UInt32.max - 64, "a part of an index has fewer words")
    var slot = slot
    if count == capacity {
      grow()
      slot = slots + freeSlot(of: word.fingerprint)
    }
    let length = Int(truncatingIfNeeded: word.count)
    (terms + count).initialize(
      to: Term(start: UInt32(truncatingIfNeeded: memory.count), length: UInt32(truncatingIfNeeded: length)))
    // The last word can be read beyond.
    memory.reserve(WordScanner.longestWord + 8)
    memory.end.copyExactly(folded + Int(truncatingIfNeeded: word.start), length)
    slot.pointee = Slot(
      fingerprint: word.fingerprint,
      word: UInt32(truncatingIfNeeded: count) &<< 6 | UInt32(truncatingIfNeeded: length &- 1), row: .max)
    count &+= 1
    return slot
  }

  private func freeSlot(of fingerprint: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: fingerprint) & mask
    while !slots[index].isEmpty { index = (index &+ 1) & mask }
    return index
  }

  /// Makes the table larger, of which at most a half is used: at first by more than twice, since who takes many words will take more.
  private mutating func grow() {
    let larger = capacity < 8_192 ? capacity * 8 : capacity * 2
    let moved = UnsafeMutablePointer<Term>.allocate(capacity: larger)
    moved.moveInitialize(from: terms, count: count)
    terms.deallocate()
    (terms, capacity) = (moved, larger)
    let old = UnsafeBufferPointer(start: slots, count: mask + 1)
    slots = .allocate(capacity: capacity * 2)
    slots.initialize(repeating: .empty, count: capacity * 2)
    mask = capacity * 2 - 1
    for slot in old where !slot.isEmpty { slots[freeSlot(of: slot.fingerprint)] = slot }
    old.deallocate()
  }
}
