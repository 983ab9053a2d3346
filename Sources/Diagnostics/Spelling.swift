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
    let wanted = utf8.map(lowercased)
    var best: NearSpelling?
    for candidate in candidates where candidate.utf8.count <= 64 {
      let allowed = min(4, max(wanted.count, candidate.utf8.count) / 3)
      guard abs(wanted.count - candidate.utf8.count) <= allowed else { continue }
      let distance = alignmentDistance(wanted, candidate.utf8.map(lowercased))
      guard distance <= allowed, distance <= best?.distance ?? Int.max else { continue }
      if let near = best, near.distance == distance {
        if near.text.asciiLowercased() != candidate.asciiLowercased() { best?.isOnly = false }
      } else {
        best = NearSpelling(text: candidate, distance: distance, isOnly: true)
      }
    }
    return best
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

private func alignmentDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var before = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    for column in 0..<right.count {
      let change = previous[column] + (left[row] == right[column] ? 0 : 1)
      var step = min(change, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        step = min(step, before[column - 1] + 1)
      }
      current.append(step)
    }
    before = previous
    previous = current
  }
  return previous[right.count]
}
