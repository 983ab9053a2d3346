extension WordScanner {
  /// A part of a word, and what stands before it.
  struct Part {
    /// Its folded bytes.
    var start: Int
    var end: Int
    var sourceStart: Int
    var sourceEnd: Int
    var followsConnector: Bool
    var isEmpty: Bool { start == end }
  }

  /// The parts of what stands together, in memory that serves again.
  struct Parts: ~Copyable {
    private var memory: UnsafeMutablePointer<Part>
    private var capacity = 32
    private(set) var count = 0

    init() { memory = .allocate(capacity: capacity) }

    deinit { memory.deallocate() }

    /// The last part, of one at least.
    var last: UnsafeMutablePointer<Part> { memory + (count &- 1) }

    subscript(index: Int) -> Part { memory[index] }

    mutating func removeAll() { count = 0 }

    mutating func append(_ part: Part) {
      if count == capacity {
        let larger = UnsafeMutablePointer<Part>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: memory, count: count)
        memory.deallocate()
        (memory, capacity) = (larger, capacity * 2)
      }
      (memory + count).initialize(to: part)
      count += 1
    }
  }
}

extension WordScanner {
  /// Takes what stands together from an offset, letter by letter, and gives the offset behind it.
  mutating func scanRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let folded = foldedCount
    parts.removeAll()
    if let base = text.baseAddress, let end = scanPlainRun(base, from: start, before: text.count) {
      finishRun()
      return end
    }
    foldedCount = folded
    parts.removeAll()
    return scanAnyRun(text, from: start)
  }

  /// The same for any letters.
  private mutating func scanAnyRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    var previous = LetterClass.none
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
    guard letter.isConnector || letter.isApostrophe, parts.count > 0, !parts.last.pointee.isEmpty else { return false }
    return index + letter.length < text.count && Letter(text, at: index + letter.length).kind != .none
  }

  private mutating func addPart(source: Int, followsConnector: Bool) {
    parts.append(
      Part(
        start: foldedCount, end: foldedCount, sourceStart: source, sourceEnd: source, followsConnector: followsConnector))
  }

  private mutating func add(_ letter: Letter, _ text: UnsafeBufferPointer<UInt8>, at index: Int, after previous: LetterClass) {
    let next = index + letter.length
    let isBeforeSmall = letter.kind == .capital && next < text.count && Letter(text, at: next).kind == .small
    if startsPart(letter.kind, after: previous, isBeforeSmall: isBeforeSmall) { addPart(source: index, followsConnector: false) }
    foldedCount += letter.fold(into: folded + foldedCount, text, at: index)
    parts.last.pointee.end = foldedCount
    parts.last.pointee.sourceEnd = next
  }

  private func startsPart(_ kind: LetterClass, after previous: LetterClass, isBeforeSmall: Bool) -> Bool {
    guard parts.count > 0 else { return true }
    if parts.last.pointee.isEmpty { return false }
    switch (previous, kind) {
    case (.digit, .small), (.digit, .capital), (.small, .digit), (.capital, .digit), (.small, .capital): return true
    case (.capital, .capital): return isBeforeSmall && parts.last.pointee.end - parts.last.pointee.start > 1
    default: return false
    }
  }
}

extension UInt8 {
  /// What a byte of ASCII is to the tokenizer.
  fileprivate var letterClass: LetterClass {
    if self &- 0x61 < 26 { return .small }
    if self &- 0x41 < 26 { return .capital }
    return isDigit ? .digit : .none
  }
}

extension WordScanner {
  /// Takes what stands together where all of it is ASCII, and gives the offset behind it; nil where something else follows, and nothing is to be noted of it.
  private mutating func scanPlainRun(_ text: UnsafePointer<UInt8>, from start: Int, before end: Int) -> Int? {
    var index = start
    var previous = LetterClass.none
    while index < end {
      let byte = text[index]
      let kind = byte.letterClass
      if kind == .none {
        if byte >= 0x80 { return nil }
        // Inside a word stand a connector or an apostrophe, with a letter on each side.
        let isConnector = byte == 0x5F || byte == 0x2D || byte == 0x2E
        guard isConnector || byte == 0x27, parts.count > 0, !parts.last.pointee.isEmpty else { return index }
        let next = index &+ 1 < end ? text[index &+ 1] : 0
        if next >= 0x80 { return nil }
        guard next.isWordByte else { return index }
        if isConnector {
          folded[foldedCount] = byte
          foldedCount &+= 1
          addPart(source: index &+ 1, followsConnector: true)
          previous = .none
        }
      } else {
        if kind != previous || kind == .capital {
          let isBeforeSmall = index &+ 1 < end && text[index &+ 1].letterClass == .small
          if startsPart(kind, after: previous, isBeforeSmall: isBeforeSmall) { addPart(source: index, followsConnector: false) }
        }
        folded[foldedCount] = kind == .capital ? byte | 0x20 : byte
        foldedCount &+= 1
        parts.last.pointee.end = foldedCount
        parts.last.pointee.sourceEnd = index &+ 1
        previous = kind
      }
      index &+= 1
    }
    return index
  }

  /// Makes words of the parts that stand together.
  private mutating func finishRun() {
    let count = parts.count
    guard count > 0 else { return }
    if count > 1 { addCompound(0, count - 1) }
    var index = 0
    while index < count {
      var next = index + 1
      while next < count, !parts[next].followsConnector { next += 1 }
      if next - index > 1, index > 0 || next < count { addCompound(index, next - 1) }
      while index < next {
        addPart(parts[index])
        position += 1
        index += 1
      }
    }
  }

  private mutating func addCompound(_ first: Int, _ last: Int) {
    let (first, last) = (parts[first], parts[last])
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
