/// The difference of two texts as `diff -u` writes it.
public enum UnifiedDiff {
  /// The difference; empty for equal bytes.
  ///
  /// Finds the lines that both begin and end with and shows what lies between as one change, or, for up to a few thousand lines, as the shortest
  /// series of changes.
  public static func render(path: Text, from old: [UInt8], to new: [UInt8], context: Int = 3) -> Text {
    if old == new { return "" }
    let left = lines(old)
    let right = lines(new)
    let name = name(path)
    var output: Text = "--- \(name)\n+++ \(name)\n"
    for hunk in hunks(changes(left, right), context: context) { output += render(hunk, left, right, context: context) }
    return output
  }

  /// A file's name as `patch -p0` and `git apply` both find it: a relative one begins with `./`, of which `git apply` takes the first part away; one
  /// with bytes beyond printable ASCII stands in quotes with octal escapes, one with spaces ends with a tab.
  private static func name(_ path: Text) -> Text {
    let isAnchored = path.hasPrefix("/") || path.hasPrefix("./") || path.hasPrefix("../")
    let path = isAnchored ? path : "./" + path
    if path.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      return "\"" + Text(path.utf8.flatMap(escaped)) + "\""
    }
    return path.utf8.contains(0x20) ? path + "\t" : path
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
    case 0x20...0x7E: [byte]
    default: [UInt8(ascii: "\\"), 0x30 + byte >> 6, 0x30 + byte >> 3 & 7, 0x30 + byte & 7]
    }
  }

  /// A run of lines that one text has instead of those of the other.
  struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The changes between two lists of lines.
  static func changes(_ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>]) -> [Change] {
    var start = 0
    while start < left.count, start < right.count, left[start] == right[start] { start += 1 }
    var tail = 0
    while tail < left.count - start, tail < right.count - start, left[left.count - 1 - tail] == right[right.count - 1 - tail] {
      tail += 1
    }
    let old = Array(left[start..<left.count - tail])
    let new = Array(right[start..<right.count - tail])
    guard old.count * new.count <= 4_000_000 else {
      return [Change(old: start..<left.count - tail, new: start..<right.count - tail)]
    }
    return aligned(old, new, offset: start)
  }

  /// The changes by the longest common subsequence.
  private static func aligned(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], offset: Int) -> [Change] {
    let width = new.count + 1
    var lengths = [Int32](repeating: 0, count: (old.count + 1) * width)
    for row in stride(from: old.count - 1, through: 0, by: -1) {
      for column in stride(from: new.count - 1, through: 0, by: -1) {
        lengths[row * width + column] =
          old[row] == new[column]
          ? lengths[(row + 1) * width + column + 1] + 1
          : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
      }
    }
    var changes: [Change] = []
    var row = 0
    var column = 0
    while row < old.count || column < new.count {
      if row < old.count, column < new.count, old[row] == new[column] {
        row += 1
        column += 1
        continue
      }
      let start = (row, column)
      while row < old.count || column < new.count {
        if row < old.count, column < new.count, old[row] == new[column] { break }
        if row < old.count, column == new.count || lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
          row += 1
        } else {
          column += 1
        }
      }
      changes.append(Change(old: offset + start.0..<offset + row, new: offset + start.1..<offset + column))
    }
    return changes
  }

  /// Changes so near to each other that their contexts meet, together.
  private static func hunks(_ changes: [Change], context: Int) -> [[Change]] {
    var hunks: [[Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func render(_ hunk: [Change], _ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>], context: Int) -> Text {
    guard let first = hunk.first, let last = hunk.last else { return "" }
    let start = max(first.old.lowerBound - context, 0)
    let end = min(last.old.upperBound + context, left.count)
    let newStart = first.new.lowerBound - (first.old.lowerBound - start)
    let newEnd = last.new.upperBound + (end - last.old.upperBound)
    var output: Text = "@@ -\(place(start, end)) +\(place(newStart, newEnd)) @@\n"
    var position = start
    for change in hunk {
      for index in position..<change.old.lowerBound { output += line(" ", left[index]) }
      for index in change.old { output += line("-", left[index]) }
      for index in change.new { output += line("+", right[index]) }
      position = change.old.upperBound
    }
    for index in position..<end { output += line(" ", left[index]) }
    return output
  }

  private static func place(_ start: Int, _ end: Int) -> Text {
    let count = end - start
    return count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
  }

  private static func line(_ mark: Text, _ bytes: ArraySlice<UInt8>) -> Text {
    let hasEnd = bytes.last == 0x0A
    let text = Text(hasEnd ? bytes.dropLast() : bytes)
    return mark + text + (hasEnd ? "\n" : "\n\\ No newline at end of file\n")
  }

  /// The lines with their line feeds.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }
}
