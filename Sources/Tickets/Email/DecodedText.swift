import Diagnostics

/// Text decoded from a file, with the offset of each byte in it.
struct DecodedText {
  private(set) var bytes: [UInt8] = []
  /// For each byte, and for the end, an offset in the file.
  private(set) var map: [Int32] = []
  /// Whether each byte stands in the file as it is, one after the other.
  private(set) var isExact = true

  /// The bytes of a range of a source as they are.
  init(_ source: MailSource, in range: SourceRange) {
    bytes = Array(source.bytes[range.start..<range.end])
    map = (range.start...range.end).map { source.offset($0) }
    isExact = source.map == nil
  }

  /// Nothing yet, to be decoded from a text.
  private init(decoding text: DecodedText) {
    bytes.reserveCapacity(text.bytes.count)
    map.reserveCapacity(text.bytes.count + 1)
    isExact = false
  }

  /// The same text from an index on, up to another.
  func part(_ range: Range<Int>) -> DecodedText {
    var part = self
    part.bytes = Array(bytes[range])
    part.map = Array(map[range.lowerBound...range.upperBound])
    return part
  }

  /// The text with one made of it byte by byte: `step` appends what stands at an index and gives the next one.
  func decoded(_ step: (_ index: Int, _ output: inout DecodedText) -> Int) -> DecodedText {
    var output = DecodedText(decoding: self)
    var index = 0
    while index < bytes.count { index = step(index, &output) }
    output.map.append(map[map.count - 1])
    return output
  }

  mutating func append(_ byte: UInt8, from offset: Int32) {
    bytes.append(byte)
    map.append(offset)
  }

  /// Appends a part of another text.
  mutating func append(_ other: DecodedText, from start: Int, to end: Int) {
    bytes += other.bytes[start..<end]
    map += other.map[start..<end]
  }

  /// Appends a whole text after this one.
  mutating func join(_ other: DecodedText) {
    map.removeLast()
    bytes += other.bytes
    map += other.map
  }

  /// A text without end, which others are appended to.
  var emptied: DecodedText {
    var empty = self
    empty.bytes = []
    empty.map = []
    empty.isExact = false
    return empty
  }

  /// What was appended to an emptied text, with an end.
  func finished(like text: DecodedText) -> DecodedText {
    var finished = self
    finished.map.append(text.map[text.map.count - 1])
    return finished
  }

  /// Appends a character as UTF-8.
  mutating func append(scalar: UInt32, from offset: Int32) {
    if scalar < 0x80 { return append(UInt8(scalar), from: offset) }
    if scalar < 0x800 {
      append(0xC0 | UInt8(scalar >> 6), from: offset)
    } else {
      if scalar < 0x1_0000 {
        append(0xE0 | UInt8(scalar >> 12), from: offset)
      } else {
        append(0xF0 | UInt8(scalar >> 18), from: offset)
        append(0x80 | UInt8(scalar >> 12 & 0x3F), from: offset)
      }
      append(0x80 | UInt8(scalar >> 6 & 0x3F), from: offset)
    }
    append(0x80 | UInt8(scalar & 0x3F), from: offset)
  }

  /// Takes blanks and line ends away at the end.
  mutating func dropTrailingSpaces() {
    while let last = bytes.last, last.isASCIISpace {
      bytes.removeLast()
      map.removeLast()
    }
  }
}

/// The bytes in which a message stands: those of the file, or those that an encoded part of it was decoded to.
struct MailSource {
  let bytes: [UInt8]
  /// For each byte, and for the end, an offset in the file; nil for the file itself.
  let map: [Int32]?

  func offset(_ index: Int) -> Int32 {
    guard let map else { return Int32(truncatingIfNeeded: index) }
    return map.isEmpty ? 0 : map[min(index, map.count - 1)]
  }
}
