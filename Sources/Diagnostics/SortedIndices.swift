/// The indices of so many elements in the order of these; elements that are equal keep theirs.
///
/// In the browser's module the standard library's sort costs three kilobytes for each type of element. This one is there once: runs of twice the
/// length are merged until one is left.
public func sortedIndices(_ count: Int, by precedes: (Int, Int) -> Bool) -> [Int] {
  var sorted = Array(0..<count)
  var width = 1
  while width < count {
    var merged: [Int] = []
    merged.reserveCapacity(count)
    while merged.count < count {
      let middle = min(merged.count + width, count)
      let end = min(middle + width, count)
      var (left, right) = (merged.count, middle)
      while left < middle || right < end {
        if right == end || left < middle && !precedes(sorted[right], sorted[left]) {
          merged.append(sorted[left])
          left += 1
        } else {
          merged.append(sorted[right])
          right += 1
        }
      }
    }
    sorted = merged
    width *= 2
  }
  return sorted
}
