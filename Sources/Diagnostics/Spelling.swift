/// A right spelling that somebody may have meant.
public struct NearSpelling: Hashable, Sendable {
  /// The spelling.
  public var text: Text
  /// How many bytes must be changed, added, dropped or swapped to come to it.
  public var distance: Int
  /// Whether no other candidate, but for the case of letters, is as near.
  public var isOnly: Bool
}

extension Text {
  /// The candidate most like this text, if one is like enough to be what was meant.
  public func nearestSpelling(among candidates: [Text]) -> Text? { nearSpelling(among: candidates)?.text }

  /// The candidate most like this text, if one is like enough to be what was meant, and how sure that is.
  ///
  /// Likeness is the optimal string alignment distance (one step for a changed, missing, extra or swapped byte) with case ignored. A
  /// third of the longer text's length, at most 4 steps, is allowed. Of equally like candidates the first wins.
  public func nearSpelling(among candidates: [Text]) -> NearSpelling? {
    guard utf8.count <= 64 else { return nil }
    var distance = SpellingDistance(to: utf8)
    var best: NearSpelling?
    for candidate in candidates where candidate.utf8.count <= 64 {
      let allowed = min(4, max(utf8.count, candidate.utf8.count) / 3, best?.distance ?? 4)
      guard let steps = distance.steps(from: candidate.utf8, atMost: allowed) else { continue }
      if let near = best, near.distance == steps {
        if near.text.asciiLowercased() != candidate.asciiLowercased() { best?.isOnly = false }
      } else {
        best = NearSpelling(text: candidate, distance: steps, isOnly: true)
      }
    }
    return best
  }
}

/// The optimal string alignment distance to one text from many others, with case ignored. Most of them are told to be too far away by their
/// lengths or letters alone, and no more of the table is computed than the allowed steps can reach.
private struct SpellingDistance {
  private let wanted: [UInt8]
  private let letters: UInt64
  private var before: [Int]
  private var previous: [Int]
  private var current: [Int]

  init(to text: [UInt8]) {
    wanted = text.map(lowercased)
    letters = SpellingDistance.letters(of: wanted)
    before = [Int](repeating: 0, count: 65)
    previous = before
    current = before
  }

  /// The letters of a text as a set of bits.
  private static func letters(of text: [UInt8]) -> UInt64 {
    var letters: UInt64 = 0
    for byte in text { letters |= 1 << UInt64(lowercased(byte) & 63) }
    return letters
  }

  /// The distance from a text of at most 64 bytes; nil if it is more than the steps allowed.
  mutating func steps(from text: [UInt8], atMost allowed: Int) -> Int? {
    guard abs(wanted.count - text.count) <= allowed else { return nil }
    // A step makes at most one letter come and one go.
    guard (letters ^ SpellingDistance.letters(of: text)).nonzeroBitCount <= allowed * 2 else { return nil }
    for column in 0...text.count { previous[column] = column }
    for row in 0..<wanted.count {
      guard fillRow(row, text, allowed) <= allowed else { return nil }
      (before, previous, current) = (previous, current, before)
    }
    return previous[text.count] <= allowed ? previous[text.count] : nil
  }

  /// Computes the row behind a byte, as far as the allowed steps reach to both sides of the diagonal, and gives its least number.
  private mutating func fillRow(_ row: Int, _ text: [UInt8], _ allowed: Int) -> Int {
    let columns = max(0, row - allowed)..<min(text.count, row + allowed + 1)
    current[columns.lowerBound] = columns.lowerBound == 0 ? row + 1 : allowed + 1
    var least = current[columns.lowerBound]
    for column in columns {
      let letter = lowercased(text[column])
      var step = min(previous[column] + (wanted[row] == letter ? 0 : 1), current[column] + 1)
      // Above the last column of a row that reached less far there is nothing.
      if column + 1 < row + allowed + 1 { step = min(step, previous[column + 1] + 1) }
      if row > 0, column > 0, wanted[row] == lowercased(text[column - 1]), wanted[row - 1] == letter {
        step = min(step, before[column - 1] + 1)
      }
      current[column + 1] = step
      least = min(least, step)
    }
    return least
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
