import Diagnostics

/// The lines of some bytes one after the other, without their line ends.
struct LineScanner {
  let bytes: [UInt8]
  /// Where the next line begins.
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: [UInt8], in range: SourceRange? = nil) {
    self.bytes = bytes
    offset = range?.start ?? 0
    end = range?.end ?? bytes.count
    if range == nil, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The next line; nil after the last.
  mutating func next() -> SourceRange? {
    guard offset < end else { return nil }
    let start = offset
    let lineEnd = bytes.withUnsafeBufferPointer { buffer in
      var index = start
      while index < end, buffer[index] != 0x0A, buffer[index] != 0x0D { index += 1 }
      return index
    }
    offset = lineEnd
    if offset < end, bytes[offset] == 0x0D { offset += 1 }
    if offset < end, bytes[offset] == 0x0A, offset == lineEnd || bytes[offset - 1] == 0x0D { offset += 1 }
    return SourceRange(start, lineEnd)
  }

  /// The next line with one of two bytes at its start; nil if there is none.
  mutating func nextBeginning(with first: UInt8, or second: UInt8) -> SourceRange? {
    while offset < end {
      let start = offset
      offset = bytes.withUnsafeBufferPointer { buffer in
        var index = start
        while index < end, buffer[index] != first, buffer[index] != second {
          while index < end, buffer[index] != 0x0A, buffer[index] != 0x0D { index += 1 }
          index += 1
        }
        return min(index, end)
      }
      return next()
    }
    return nil
  }

  /// The next line that has more than spaces, without the spaces before it.
  mutating func firstWithText() -> SourceRange? {
    while let line = next() {
      var start = line.start
      while start < line.end, bytes[start].isASCIISpace { start += 1 }
      if start < line.end { return SourceRange(start, line.end) }
    }
    return nil
  }

  /// Whether a line is `---`.
  func isDocumentStart(_ line: SourceRange) -> Bool {
    var end = line.end
    while end > line.start, bytes[end - 1].isASCIISpace { end -= 1 }
    return end - line.start == 3 && bytes[line.start..<end].allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// Whether a line begins with a word and a colon that ends it or is followed by a space.
  func isKey(_ line: SourceRange) -> Bool {
    var index = line.start
    if index < line.end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") { index += 1 }
    let start = index
    while index < line.end, bytes[index].isKeyByte { index += 1 }
    guard index > start else { return false }
    if index < line.end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") { index += 1 }
    guard index < line.end, bytes[index] == UInt8(ascii: ":") else { return false }
    return index + 1 == line.end || bytes[index + 1].isASCIISpace
  }
}

extension UInt8 {
  /// A byte of a plain key: a letter, a digit, `_`, `-`, `.` or beyond ASCII.
  var isKeyByte: Bool {
    isASCIILetter || isASCIIDigit || self >= 0x80 || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: ".")
  }
}
