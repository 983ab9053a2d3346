/// A word of a text, as the scanner notes it.
struct ScannedWord {
  /// Of its folded bytes.
  var fingerprint: UInt64
  /// Where its folded bytes begin.
  var start: UInt32
  var sourceStart: UInt32
  var sourceEnd: UInt32
  var position: UInt32
  /// How many folded bytes it has.
  var count: UInt8
  var isCompound: Bool

  @inline(__always)
  init(
    _ fingerprint: UInt64, at start: Int, source: Int, _ count: Int, sourceCount: Int? = nil, position: Int,
    isCompound: Bool = false
  ) {
    self.fingerprint = fingerprint
    (self.start, sourceStart) = (UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: source))
    sourceEnd = UInt32(truncatingIfNeeded: source &+ (sourceCount ?? count))
    (self.position, self.count) = (UInt32(truncatingIfNeeded: position), UInt8(truncatingIfNeeded: count))
    self.isCompound = isCompound
  }
}

/// Finds the words of texts: one pass over the bytes, into memory that serves for many texts.
///
/// Most words are small letters with at most a capital before them, or digits: they are copied eight bytes at a time. What is more is
/// read letter by letter.
struct WordScanner: ~Copyable {
  /// No identifier is longer; what is, is data, and only its parts are words.
  static let longestWord = 64
  /// A line begins at a multiple of this, so that a word more in one moves no word of the next.
  static let lineStep = 16
  /// How many bytes are looked at together.
  private static let room = 16

  private(set) var folded: UnsafeMutablePointer<UInt8>
  var foldedCount = 0
  private var foldedCapacity = 4096
  /// The words in the order of the text; a compound comes before its parts.
  private(set) var words: UnsafeMutablePointer<ScannedWord>
  private(set) var count = 0
  private var capacity = 1024
  /// The position of the next word.
  var position = 0

  /// The parts of what stands together.
  var parts = Parts()

  /// The last bytes of a text, and zeros.
  private let tail: UnsafeMutablePointer<UInt8>

  init() {
    tail = .allocate(capacity: 2 * WordScanner.room)
    folded = .allocate(capacity: foldedCapacity)
    words = .allocate(capacity: capacity)
  }

  deinit {
    tail.deallocate()
    folded.deallocate()
    words.deallocate()
  }

  /// Forgets all words.
  mutating func reset() { (foldedCount, count, position) = (0, 0, 0) }

  /// Takes the words of a text after those that it has.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    reserveFolded(text.count)
    var lineStart = position
    var index = 0
    while index < text.count {
      index = scanPlain(base, from: index, before: text.count - WordScanner.room + 1)
      if text.count - index < WordScanner.room { index = scanTail(base, from: index, before: text.count) }
      guard index < text.count else { return }
      let byte = base[index]
      if byte.isWordByte {
        index = addLong(text, index)
      } else if byte < 0x80 {
        if byte == 0x0A, position > lineStart {
          breakLine()
          lineStart = position
        }
        index += 1
      } else {
        let letter = Letter(text, at: index)
        index = letter.kind == .none ? index + letter.length : scanRun(text, from: index)
      }
    }
  }

  /// Begins a line.
  mutating func breakLine() { position = (position + WordScanner.lineStep) & ~(WordScanner.lineStep - 1) }
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }
  /// Whether it is a letter or a digit of ASCII.
  var isWordByte: Bool { (self | 0x20) &- 0x61 < 26 || isDigit }
  /// Whether a word ends before it, whatever follows: it is ASCII, no letter or digit, and joins none.
  fileprivate var surelyEndsWord: Bool {
    // The bits of bytes below 0x40, and of those from there to 0x7F: all but digits, `'`, `-`, `.`, and all but letters, `_`.
    let set: UInt64 = self < 0x40 ? 0xFC00_9F7F_FFFF_FFFF : 0xF800_0001_7800_0001
    return self < 0x80 && set &>> UInt64(truncatingIfNeeded: self & 0x3F) & 1 != 0
  }
}

extension UInt64 {
  /// How many small letters of ASCII the eight bytes begin with.
  fileprivate var countOfSmallLetters: Int {
    let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    // The highest bit of each byte says whether it is at least `a`, and whether it is beyond `z`.
    let isLetter = ((self | tops) &- ones &* 0x61) & ~((self | tops) &- ones &* 0x7B) & ~self & tops
    return (isLetter ^ tops).trailingZeroBitCount / 8
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func endOfSmallLetters(after start: Int) -> Int {
    var end = start + 1
    while end < count, self[end] &- 0x61 < 26 { end += 1 }
    return end
  }

  fileprivate func endOfDigits(after start: Int) -> Int {
    var end = start + 1
    while end < count, self[end].isDigit { end += 1 }
    return end
  }

  /// Whether a word surely ends before a byte: no letter follows, nor what may join one.
  fileprivate func endsWord(at index: Int) -> Bool {
    guard index < count else { return true }
    let byte = self[index]
    if byte >= 0x80 || byte.isWordByte { return false }
    guard byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x27, index + 1 < count else { return true }
    let next = self[index + 1]
    return next < 0x80 && !next.isWordByte
  }
}

extension UnsafePointer<UInt8> {
  /// Whether a word surely ends before a byte, which may be the last but one.
  @inline(__always)
  fileprivate func endsWord(at index: Int, before end: Int) -> Bool {
    let byte = self[index]
    if byte.surelyEndsWord { return true }
    // Most sentences end so.
    return byte == 0x2E && index &+ 1 < end && self[index &+ 1].surelyEndsWord
  }
}

extension WordScanner {
  /// The same for the last bytes of a text, of which a copy has room behind it.
  private mutating func scanTail(_ text: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int {
    tail.update(repeating: 0, count: 2 * WordScanner.room)
    tail.update(from: text + start, count: end - start)
    return start + min(end - start, scanPlain(tail, from: 0, before: end - start, source: start))
  }

  /// Takes words of at most fifteen letters, of which only the first may be a capital, and gives the offset of the first byte that is not one of such words or
  /// stands between them.
  ///
  /// Most words are such words: their bytes are looked at eight at a time, and what is counted stays in registers.
  ///
  /// - Parameters:
  ///   - end: Where no word is begun any more; up to there and fifteen bytes beyond can be read.
  ///   - source: Where in the whole text this one begins.
  private mutating func scanPlain(_ text: UnsafePointer<UInt8>, from start: Int, before end: Int, source: Int = 0) -> Int {
    if start >= end { return start }
    reserveWords((end - start) / 2 + 1)
    let raw = UnsafeRawPointer(text)
    var (target, word) = (UnsafeMutableRawPointer(folded), words + count)
    target += foldedCount
    var (index, place) = (start, position)
    while index < end {
      // Digits have this bit already, and are no small letters with it.
      let eight = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) | 0x20
      var size = eight.countOfSmallLetters
      if size == 0 {
        guard text[index] < 0x80, text[index] != 0x0A, !text[index].isDigit else { break }
        index &+= 1
        continue
      }
      target.storeBytes(of: eight, as: UInt64.self)
      var fingerprint: UInt64
      if size < 8 {
        fingerprint = Fingerprint.ofFew(eight, size)
      } else {
        let next = raw.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
        let more = next.countOfSmallLetters
        if more == 8 { break }
        target.storeBytes(of: next, toByteOffset: 8, as: UInt64.self)
        size &+= more
        fingerprint = Fingerprint.ofTwo(eight, next, size)
      }
      guard text.endsWord(at: index &+ size, before: end &+ WordScanner.room &- 1) else { break }
      word.initialize(
        to: ScannedWord(
          fingerprint, at: target - UnsafeMutableRawPointer(folded), source: source &+ index, size, position: place))
      word += 1
      place &+= 1
      target += size
      index &+= size
      // A space follows most words.
      if text[index] == 0x20 { index &+= 1 }
    }
    (count, position) = (count + place - position, place)
    foldedCount = target - UnsafeMutableRawPointer(folded)
    return index
  }

  /// Takes any word that begins with a letter or digit of ASCII, and gives the offset behind it.
  private mutating func addLong(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let end = text[start].isDigit ? text.endOfDigits(after: start) : text.endOfSmallLetters(after: start)
    guard let base = text.baseAddress, text.endsWord(at: end) else { return scanRun(text, from: start) }
    addPlain(base, start, end, text.count)
    return end
  }

  /// Takes a word of which only the first letter may be a capital.
  private mutating func addPlain(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ textCount: Int) {
    let length = end - start
    let size = min(length, WordScanner.longestWord)
    let target = folded + foldedCount
    if start + (size + 7) & ~7 <= textCount {
      var offset = 0
      while offset < size {
        let eight = UnsafeRawPointer(text + start).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        UnsafeMutableRawPointer(target).storeBytes(of: eight, toByteOffset: offset, as: UInt64.self)
        offset += 8
      }
    } else {
      for offset in 0..<size { target[offset] = text[start + offset] }
    }
    // Digits have this bit already.
    target[0] |= 0x20
    append(foldedCount, size, start, end, isCompound: false)
    foldedCount += size
    position += 1
  }

  mutating func append(_ start: Int, _ size: Int, _ sourceStart: Int, _ sourceEnd: Int, isCompound: Bool) {
    if count == capacity { reserveWords(1) }
    (words + count).initialize(
      to: ScannedWord(
        Fingerprint.ofPadded(folded + start, size), at: start, source: sourceStart, size, sourceCount: sourceEnd - sourceStart,
        position: position, isCompound: isCompound))
    count += 1
  }

  /// Makes room for as many words more.
  private mutating func reserveWords(_ room: Int) {
    guard count + room > capacity else { return }
    let larger = UnsafeMutablePointer<ScannedWord>.allocate(capacity: max(capacity * 2, count + room))
    larger.moveInitialize(from: words, count: count)
    words.deallocate()
    (words, capacity) = (larger, max(capacity * 2, count + room))
  }

  /// Makes room for the folded bytes of a text, which are not more than its own, and for what is copied beyond a word.
  private mutating func reserveFolded(_ room: Int) {
    guard foldedCount + room + 16 > foldedCapacity else { return }
    let capacity = max(foldedCapacity * 2, foldedCount + room + 16)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.moveInitialize(from: folded, count: foldedCount)
    folded.deallocate()
    (folded, foldedCapacity) = (larger, capacity)
  }
}
