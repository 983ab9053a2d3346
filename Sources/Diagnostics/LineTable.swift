/// Where the lines of a file begin, to turn byte offsets into places.
public struct LineTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

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
  }

  /// The place of a byte offset; offsets outside the file are clamped to it.
  public func location(of offset: Int) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    let line = index(ofLineAt: offset)
    var column = 1
    for index in starts[line]..<offset where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return SourceLocation(line: line + 1, column: column, offset: offset)
  }

  /// The bytes of a line, counted from 1, without its line end.
  public func range(ofLine line: Int) -> SourceRange {
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }

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
}
