extension Text {
  /// The candidate most like this text, if one is like enough to be what was meant.
  ///
  /// Likeness is the optimal string alignment distance (one step for a changed, missing, extra or swapped byte) with case ignored. A
  /// third of the longer text's length, at most 4 steps, is allowed. Of equally like candidates the first wins.
  public func nearestSpelling(among candidates: [Text]) -> Text? {
    guard utf8.count <= 64 else { return nil }
    let wanted = utf8.map(lowercased)
    var best: (distance: Int, candidate: Text)?
    for candidate in candidates where candidate.utf8.count <= 64 {
      let allowed = min(4, max(wanted.count, candidate.utf8.count) / 3)
      guard abs(wanted.count - candidate.utf8.count) <= allowed else { continue }
      let distance = alignmentDistance(wanted, candidate.utf8.map(lowercased))
      if distance <= allowed, distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    return best?.candidate
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
