import Diagnostics

/// The difference of two texts, word by word.
public enum WordDiff {
  /// What became of some words.
  public enum Kind: Sendable, Hashable {
    /// They stand in both.
    case kept
    /// Only the new text has them.
    case added
    /// Only the old text has them.
    case removed
  }

  /// Some words that follow one another.
  public struct Run: Sendable, Hashable {
    /// What became of them.
    public var kind: Kind
    /// The words, with single spaces between them.
    public var words: Text
  }

  /// Texts of more words, after what they have in common at both ends, are taken as replaced: the table has the product of both numbers.
  private static let mostCells = 4_000_000

  /// The runs of two texts, in the order of reading: what is gone before what is new.
  public static func runs(from old: Text, to new: Text) -> [Run] {
    let (before, after) = (words(of: old), words(of: new))
    var start = 0
    while start < min(before.count, after.count), before[start] == after[start] { start += 1 }
    var end = 0
    while end < min(before.count, after.count) - start, before[before.count - 1 - end] == after[after.count - 1 - end] {
      end += 1
    }
    var runs = Runs()
    runs.add(.kept, before[..<start])
    middle(before[start..<(before.count - end)], after[start..<(after.count - end)], into: &runs)
    runs.add(.kept, before[(before.count - end)...])
    return runs.all
  }

  private static func words(of text: Text) -> [Text] {
    text.utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }.map { Text($0) }
  }

  private static func middle(_ old: ArraySlice<Text>, _ new: ArraySlice<Text>, into runs: inout Runs) {
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= mostCells else {
      runs.add(.removed, old)
      runs.add(.added, new)
      return
    }
    let (before, after) = (Array(old), Array(new))
    let width = after.count + 1
    // How long the longest common part of what follows is.
    var common = [UInt16](repeating: 0, count: (before.count + 1) * width)
    for row in before.indices.reversed() {
      for column in after.indices.reversed() {
        common[row * width + column] =
          before[row] == after[column]
          ? common[(row + 1) * width + column + 1] + 1 : max(common[(row + 1) * width + column], common[row * width + column + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < before.count || column < after.count {
      if row < before.count, column < after.count, before[row] == after[column] {
        runs.add(.kept, before[row...row])
        (row, column) = (row + 1, column + 1)
      } else if row < before.count,
        column == after.count || common[(row + 1) * width + column] >= common[row * width + column + 1]
      {
        runs.add(.removed, before[row...row])
        row += 1
      } else {
        runs.add(.added, after[column...column])
        column += 1
      }
    }
  }

  private struct Runs {
    var all: [Run] = []

    mutating func add(_ kind: Kind, _ words: ArraySlice<Text>) {
      for word in words {
        if all.last?.kind == kind { all[all.count - 1].words += " " + word } else { all.append(Run(kind: kind, words: word)) }
      }
    }
  }
}
