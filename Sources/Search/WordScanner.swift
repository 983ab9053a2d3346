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

  private(set) var folded: UnsafeMutablePointer<UInt8>
  private(set) var foldedCount = 0
  private var foldedCapacity = 4096
  /// The words in the order of the text; a compound comes before its parts.
  private(set) var words: UnsafeMutablePointer<ScannedWord>
  private(set) var count = 0
  private var capacity = 1024
  /// The position of the next word.
  var position = 0

  private var parts: [Part] = []

  /// A part of a word, and what stands before it.
  private struct Part {
    var start: Int
    var end: Int
    var sourceStart: Int
    var sourceEnd: Int
    var followsConnector: Bool
    var isEmpty: Bool { start == end }
  }

  init() {
    folded = .allocate(capacity: foldedCapacity)
    words = .allocate(capacity: capacity)
  }

  deinit {
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
      let byte = base[index]
      if byte.isWordByte {
        index = addShort(base, index, text.count) ?? addLong(text, index)
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
  /// Whether a word ends before it, whatever follows: it is no letter and joins none.
  fileprivate var surelyEndsWord: Bool {
    self < 0x80 && !isWordByte && self != 0x2E && self != 0x2D && self != 0x5F && self != 0x27
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

extension WordScanner {
  /// Takes a word of small letters, at most seven behind the first letter, and gives the offset behind it; nil if it may be another kind of word.
  ///
  /// Most words are such words: their eight bytes are looked at as one number.
  @inline(__always)
  private mutating func addShort(_ text: UnsafePointer<UInt8>, _ start: Int, _ textCount: Int) -> Int? {
    guard start + 8 <= textCount else { return nil }
    // Digits have this bit already, and are no small letters with it.
    let eight = UnsafeRawPointer(text).loadUnaligned(fromByteOffset: start, as: UInt64.self) | 0x20
    let size = eight.countOfSmallLetters
    guard size > 0, size < 8, UInt8(truncatingIfNeeded: eight >> UInt64(truncatingIfNeeded: size * 8)).surelyEndsWord else {
      return nil
    }
    UnsafeMutableRawPointer(folded + foldedCount).storeBytes(of: eight, as: UInt64.self)
    if count == capacity { growWords() }
    (words + count).initialize(
      to: ScannedWord(
        fingerprint: Fingerprint.ofFew(eight, size), start: UInt32(truncatingIfNeeded: foldedCount),
        sourceStart: UInt32(truncatingIfNeeded: start), sourceEnd: UInt32(truncatingIfNeeded: start &+ size),
        position: UInt32(truncatingIfNeeded: position), count: UInt8(truncatingIfNeeded: size), isCompound: false))
    count &+= 1
    foldedCount &+= size
    position &+= 1
    return start &+ size
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

  private mutating func append(_ start: Int, _ size: Int, _ sourceStart: Int, _ sourceEnd: Int, isCompound: Bool) {
    if count == capacity { growWords() }
    (words + count).initialize(
      to: ScannedWord(
        fingerprint: Fingerprint.ofPadded(folded + start, size), start: UInt32(truncatingIfNeeded: start),
        sourceStart: UInt32(truncatingIfNeeded: sourceStart), sourceEnd: UInt32(truncatingIfNeeded: sourceEnd),
        position: UInt32(truncatingIfNeeded: position), count: UInt8(truncatingIfNeeded: size), isCompound: isCompound))
    count += 1
  }

  private mutating func growWords() {
    let larger = UnsafeMutablePointer<ScannedWord>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: words, count: count)
    words.deallocate()
    (words, capacity) = (larger, capacity * 2)
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

extension WordScanner {
  /// Takes what stands together from an offset, letter by letter, and gives the offset behind it.
  private mutating func scanRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    var previous = LetterClass.none
    parts.removeAll(keepingCapacity: true)
    while index < text.count {
      let letter = Letter(text, at: index)
      if letter.kind != .none {
        add(letter, text, at: index, after: previous)
        if letter.kind != .mark { previous = letter.kind }
      } else if !continuesWord(letter, text, at: index) {
        break
      } else if letter.isConnector {
        folded[foldedCount] = text[index]
        foldedCount += 1
        addPart(source: index + 1, followsConnector: true)
        previous = .none
      }
      index += letter.length
    }
    finishRun()
    return index
  }

  /// Whether what is no letter stands inside a word: a connector or an apostrophe, with a letter on each side.
  private func continuesWord(_ letter: Letter, _ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard letter.isConnector || letter.isApostrophe, let last = parts.last, !last.isEmpty else { return false }
    return index + letter.length < text.count && Letter(text, at: index + letter.length).kind != .none
  }

  private mutating func addPart(source: Int, followsConnector: Bool) {
    parts.append(
      Part(
        start: foldedCount, end: foldedCount, sourceStart: source, sourceEnd: source, followsConnector: followsConnector))
  }

  private mutating func add(_ letter: Letter, _ text: UnsafeBufferPointer<UInt8>, at index: Int, after previous: LetterClass) {
    if parts.isEmpty || startsPart(letter, text, at: index, after: previous) { addPart(source: index, followsConnector: false) }
    foldedCount += letter.fold(into: folded + foldedCount, text, at: index)
    parts[parts.count - 1].end = foldedCount
    parts[parts.count - 1].sourceEnd = index + letter.length
  }

  private func startsPart(
    _ letter: Letter, _ text: UnsafeBufferPointer<UInt8>, at index: Int, after previous: LetterClass
  ) -> Bool {
    guard let last = parts.last, !last.isEmpty else { return false }
    switch (previous, letter.kind) {
    case (.digit, .small), (.digit, .capital), (.small, .digit), (.capital, .digit), (.small, .capital): return true
    case (.capital, .capital):
      let next = index + letter.length
      return next < text.count && Letter(text, at: next).kind == .small && last.end - last.start > 1
    default: return false
    }
  }

  /// Makes words of the parts that stand together.
  private mutating func finishRun() {
    guard let first = parts.first, let last = parts.last else { return }
    if parts.count > 1 { addCompound(first, last) }
    var index = 0
    while index < parts.count {
      var next = index + 1
      while next < parts.count, !parts[next].followsConnector { next += 1 }
      if next - index > 1, index > 0 || next < parts.count { addCompound(parts[index], parts[next - 1]) }
      for part in parts[index..<next] {
        addPart(part)
        position += 1
      }
      index = next
    }
  }

  private mutating func addCompound(_ first: Part, _ last: Part) {
    let size = last.end - first.start
    guard size > 0, size <= WordScanner.longestWord else { return }
    append(first.start, size, first.sourceStart, last.sourceEnd, isCompound: true)
  }

  private mutating func addPart(_ part: Part) {
    var end = min(part.end, part.start + WordScanner.longestWord)
    while end > part.start, end < part.end, folded[end] & 0xC0 == 0x80 { end -= 1 }
    if end > part.start { append(part.start, end - part.start, part.sourceStart, part.sourceEnd, isCompound: false) }
  }
}
