import Diagnostics

/// The part of a streamed text that is in memory, and where it is in the whole.
struct JSONWindow {
  private(set) var bytes: [UInt8] = []
  /// Index of the next byte to read.
  var position = 0
  /// Place in the whole text from which bytes must be kept when more are read; `Int.max` if none before `position` matter.
  var kept = Int.max
  /// Place of `bytes[0]` in the whole text.
  private(set) var offset: Int

  private let more: () -> [UInt8]
  private var isOver = false
  private let start: Int
  private var linesBefore = 0
  /// Unicode scalars between the last line's beginning and `bytes[0]`.
  private var columnsBefore = 0

  init(offset: Int, more: @escaping () -> [UInt8]) {
    self.offset = offset
    self.more = more
    start = offset
  }

  /// Whether nothing was read yet.
  var isAtStart: Bool { place == start }

  /// The place of the next byte in the whole text.
  var place: Int { offset + position }

  /// Reads the next piece behind the bytes that matter. False at the end of the input.
  mutating func refill() -> Bool {
    guard !isOver else { return false }
    let piece = more()
    guard !piece.isEmpty else {
      isOver = true
      return false
    }
    discard(min(position, kept == Int.max ? Int.max : kept - offset))
    if bytes.isEmpty { bytes = piece } else { bytes.append(contentsOf: piece) }
    return true
  }

  /// The next byte that is not white space, without taking it; nil at the end of the input.
  mutating func skipSpace() -> UInt8? {
    while true {
      while position < bytes.count {
        let byte = bytes[position]
        guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
        position += 1
      }
      guard refill() else { return nil }
    }
  }

  /// A byte ahead of `position`, reading on if need be; nil at the end of the input.
  mutating func byte(ahead count: Int) -> UInt8? {
    while position + count >= bytes.count {
      guard refill() else { return nil }
    }
    return bytes[position + count]
  }

  /// Moves to the next byte of a string that needs a look: a quote, a backslash, a control character or one beyond ASCII.
  mutating func skipPlainCharacters() -> UInt8? {
    while true {
      let start = position
      let found = bytes.withUnsafeBufferPointer { buffer in
        guard let base = UnsafeRawPointer(buffer.baseAddress) else { return start }
        return start + plainPrefix(base + start, count: buffer.count - start)
      }
      position = found
      if found < bytes.count { return bytes[found] }
      guard refill() else { return nil }
    }
  }

  /// The bytes of a part of the whole text that is in memory.
  func part(_ places: Range<Int>) -> ArraySlice<UInt8> {
    bytes[places.lowerBound - offset..<places.upperBound - offset]
  }

  /// Whether a part of the whole text that is in memory is equal to some bytes.
  func holds(_ other: [UInt8], at places: Range<Int>) -> Bool {
    guard other.count == places.count else { return false }
    let start = places.lowerBound - offset
    return bytes.withUnsafeBufferPointer { bytes in
      for index in other.indices where bytes[start + index] != other[index] { return false }
      return true
    }
  }

  /// Steps over a byte order mark, which RFC 8259 lets a reader ignore.
  mutating func skipByteOrderMark() {
    guard byte(ahead: 0) == 0xEF, byte(ahead: 1) == 0xBB, byte(ahead: 2) == 0xBF else { return }
    position += 3
  }

  /// Line and column of an offset that is still in memory.
  func location(of place: Int) -> SourceLocation {
    var counter = LineCounter(lines: linesBefore, columns: columnsBefore)
    counter.count(bytes[0..<min(max(place - offset, 0), bytes.count)])
    return SourceLocation(line: counter.lines + 1, column: counter.columns + 1, offset: place)
  }

  /// The line around an offset, as far as it is in memory; empty if its beginning is not.
  func excerpt(around place: Int) -> Text {
    let index = min(max(place - offset, 0), bytes.count)
    var start = index
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    if start == 0, columnsBefore > 0 { return "" }
    var end = index
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return Text(bytes[start..<end])
  }

  /// Longest line whose beginning is kept in memory for a fault's excerpt.
  private static let longestExcerpt = 2048

  private mutating func discard(_ count: Int) {
    var count = count
    if let end = bytes[..<count].suffix(Self.longestExcerpt).lastIndex(of: 0x0A) {
      count = end + 1
    } else if columnsBefore == 0, count <= Self.longestExcerpt {
      return
    }
    guard count > 0 else { return }
    var counter = LineCounter(lines: linesBefore, columns: columnsBefore)
    counter.count(bytes[..<count])
    linesBefore = counter.lines
    columnsBefore = counter.columns
    bytes.removeFirst(count)
    offset += count
    position -= count
  }
}

/// Counts lines, and scalars since the last line end.
private struct LineCounter {
  var lines: Int
  var columns: Int

  mutating func count(_ part: ArraySlice<UInt8>) {
    part.withUnsafeBufferPointer { buffer in
      let newlines = buffer.count(matching: 0x0A, under: 0xFF)
      lines += newlines
      var lastLine = buffer[...]
      if newlines > 0, let last = buffer.lastIndex(of: 0x0A) {
        lastLine = buffer[(last + 1)...]
        columns = 0
      }
      columns += lastLine.count - UnsafeBufferPointer(rebasing: lastLine).count(matching: 0x80, under: 0xC0)
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many bytes have a value in the bits of a mask: eight at a time.
  fileprivate func count(matching value: UInt8, under mask: UInt8) -> Int {
    guard let base = UnsafeRawPointer(baseAddress) else { return 0 }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var result = 0
    var index = 0
    while index + 8 <= count {
      let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self) & (ones &* UInt64(mask)) ^ (ones &* UInt64(value))
      // The top bit of each byte that is not zero.
      let others = ((word & low) &+ low | word) & ~low
      result += 8 - others.nonzeroBitCount
      index += 8
    }
    while index < count {
      if self[index] & mask == value { result += 1 }
      index += 1
    }
    return result
  }
}

/// How many bytes from here on are neither `"` nor `\\` nor control characters nor beyond ASCII: eight at a time.
private func plainPrefix(_ base: UnsafeRawPointer, count: Int) -> Int {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let tops: UInt64 = 0x8080_8080_8080_8080
  var index = 0
  while index + 8 <= count {
    let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let special =
      ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word | word) & tops
    if special != 0 { return index + special.trailingZeroBitCount / 8 }
    index += 8
  }
  while index < count {
    let byte = base.load(fromByteOffset: index, as: UInt8.self)
    if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x80 { break }
    index += 1
  }
  return index
}
