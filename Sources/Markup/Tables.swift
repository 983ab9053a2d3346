/// A table of the source, cut out before libcmark sees it. Cells with markup come back as headings behind the table's mark.
struct Table {
  enum Alignment {
    case none
    case left
    case center
    case right
  }

  /// A cell's text in the file, without the spaces around it.
  struct Cell {
    var range: Range<Int>
    /// Whether it has no markup, so that libcmark need not see it.
    var isPlain: Bool
  }

  var alignments: [Alignment]
  /// The cells row by row, the head first; each row has as many as there are columns.
  var cells: [Cell] = []
}

/// Rows of GFM tables.
enum TableRow {
  /// The cells of a line: the ranges between unescaped pipes, without the spaces around them.
  ///
  /// - Parameter keepsWikiLinks: Whether a pipe in `[[…]]` belongs to the link.
  static func cells(of line: Range<Int>, in bytes: Bytes, keepsWikiLinks: Bool) -> [Range<Int>] {
    let line = trimmed(line, bytes)
    var cells: [Range<Int>] = []
    cells.reserveCapacity(8)
    var start = line.lowerBound
    if start < line.upperBound, bytes[start] == UInt8(ascii: "|") { start += 1 }
    var index = start
    while index < line.upperBound {
      if keepsWikiLinks, bytes[index] == UInt8(ascii: "["), let end = endOfWikiLink(index, line.upperBound, bytes) {
        index = end
        continue
      }
      if bytes[index] == UInt8(ascii: "|"), index == line.lowerBound || bytes[index - 1] != UInt8(ascii: "\\") {
        cells.append(trimmed(start..<index, bytes))
        start = index + 1
      }
      index += 1
    }
    let last = trimmed(start..<max(start, line.upperBound), bytes)
    if !last.isEmpty { cells.append(last) }
    return cells
  }

  /// The alignments that a delimiter row gives; nil if the line is none.
  static func alignments(of line: Range<Int>, in bytes: Bytes) -> [Table.Alignment]? {
    guard let first = line.first.map({ bytes[$0] }),
      first == UInt8(ascii: "|") || first == UInt8(ascii: "-") || first == UInt8(ascii: ":")
    else { return nil }
    for index in line where !isDelimiterByte(bytes[index]) { return nil }
    let cells = cells(of: line, in: bytes, keepsWikiLinks: false)
    var alignments: [Table.Alignment] = []
    for cell in cells {
      guard let alignment = alignment(cell, bytes) else { return nil }
      alignments.append(alignment)
    }
    return alignments.isEmpty ? nil : alignments
  }

  /// Whether libcmark would write the cell's text as it stands.
  static func isPlain(_ cell: Range<Int>, in bytes: Bytes) -> Bool {
    for index in cell {
      switch bytes[index] {
      case UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "\\"),
        UInt8(ascii: "~"), UInt8(ascii: "@"):
        return false
      case UInt8(ascii: "_"):
        let isInWord = index > cell.lowerBound && index + 1 < cell.upperBound && isAlphanumeric(bytes[index - 1])
        if !isInWord || !isAlphanumeric(bytes[index + 1]) { return false }
      case UInt8(ascii: "/"): if index > cell.lowerBound, bytes[index - 1] == UInt8(ascii: ":") { return false }
      case UInt8(ascii: "."):
        if index >= cell.lowerBound + 3, bytes[index - 1] | 0x20 == UInt8(ascii: "w"),
          bytes[index - 2] | 0x20 == UInt8(ascii: "w")
        {
          return false
        }
      default: if bytes[index] < 0x09 { return false }
      }
    }
    return true
  }

  private static func alignment(_ cell: Range<Int>, _ bytes: Bytes) -> Table.Alignment? {
    guard !cell.isEmpty else { return nil }
    let isLeft = bytes[cell.lowerBound] == UInt8(ascii: ":")
    let isRight = cell.count > 1 && bytes[cell.upperBound - 1] == UInt8(ascii: ":")
    let dashes = (cell.lowerBound + (isLeft ? 1 : 0))..<(cell.upperBound - (isRight ? 1 : 0))
    guard !dashes.isEmpty, dashes.allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else { return nil }
    return isLeft ? (isRight ? .center : .left) : (isRight ? .right : Table.Alignment.none)
  }

  private static func isDelimiterByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == 0x20
      || (byte >= 0x09 && byte <= 0x0D)
  }

  private static func endOfWikiLink(_ start: Int, _ limit: Int, _ bytes: Bytes) -> Int? {
    guard start + 1 < limit, bytes[start + 1] == UInt8(ascii: "[") else { return nil }
    var index = start + 2
    while index + 1 < limit, bytes[index] != UInt8(ascii: "["), bytes[index] != UInt8(ascii: "`") {
      if bytes[index] == UInt8(ascii: "]") { return bytes[index + 1] == UInt8(ascii: "]") ? index + 2 : nil }
      index += 1
    }
    return nil
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: Bytes) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
