/// Where the lines of a file begin, to turn byte offsets into places.
public struct LineTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]
  /// For a file with long lines: how many scalars begin before each block of `blockSize` bytes.
  private let blocks: [Int]

  private static let blockSize = 1024

  /// Scans the file once. A line ends with `\n`, `\r\n` or a lone `\r`.
  public init(_ file: SourceFile) { self.init(file.bytes) }

  /// Scans the bytes once.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices {
        let byte = buffer[index]
        guard byte == 0x0A || byte == 0x0D else { continue }
        if byte == 0x0D, index + 1 < buffer.count, buffer[index + 1] == 0x0A { continue }
        starts.append(index + 1)
      }
    }
    self.bytes = bytes
    self.starts = starts
    let longest = starts.indices.reduce(0) { max($0, ($1 + 1 < starts.count ? starts[$1 + 1] : bytes.count) - starts[$1]) }
    blocks = longest > 4 * LineTable.blockSize ? LineTable.blocks(of: bytes) : []
  }

  /// The place of a byte offset; offsets outside the file are clamped to it.
  public func location(of offset: Int) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    let line = index(ofLineAt: offset)
    return SourceLocation(line: line + 1, column: 1 + scalars(from: starts[line], to: offset), offset: offset)
  }

  /// The bytes of a line, counted from 1, without its line end.
  public func range(ofLine line: Int) -> SourceRange {
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }

  /// What to show of the line of an offset, without its line end: all of it, or of a long line the part around the offset.
  ///
  /// - Returns: the bytes, and the column of the first of them.
  public func excerpt(around offset: Int) -> (text: Text, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    var part = range(ofLine: index(ofLineAt: offset) + 1)
    let start = part.start
    if offset - part.start > LineTable.longestExcerpt { part.start = offset - LineTable.longestExcerpt }
    if part.end - offset > LineTable.longestExcerpt { part.end = offset + LineTable.longestExcerpt }
    while part.start > start, bytes[part.start] & 0xC0 == 0x80 { part.start -= 1 }
    while part.end > offset, part.end < bytes.count, bytes[part.end] & 0xC0 == 0x80 { part.end -= 1 }
    return (Text(bytes[part.start..<max(part.start, part.end)]), 1 + scalars(from: start, to: part.start))
  }

  /// Bytes of a line shown on either side of a place; a report shows fewer.
  private static let longestExcerpt = 1024

  /// How many lines there are; a file that ends with a line end has an empty last line.
  public var count: Int { starts.count }

  private func index(ofLineAt offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// How many scalars begin in a range.
  private func scalars(from start: Int, to end: Int) -> Int {
    guard !blocks.isEmpty, end - start > LineTable.blockSize else { return LineTable.scalars(bytes, start, end) }
    return scalars(before: end) - scalars(before: start)
  }

  private func scalars(before offset: Int) -> Int {
    let block = offset / LineTable.blockSize
    return blocks[block] + LineTable.scalars(bytes, block * LineTable.blockSize, offset)
  }

  private static func scalars(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var count = 0
      var index = start
      while index < end {
        if buffer[index] & 0xC0 != 0x80 { count += 1 }
        index += 1
      }
      return count
    }
  }

  private static func blocks(of bytes: [UInt8]) -> [Int] {
    var blocks = [0]
    var start = 0
    while start + blockSize <= bytes.count {
      blocks.append(blocks[blocks.count - 1] + scalars(bytes, start, start + blockSize))
      start += blockSize
    }
    return blocks
  }
}
