/// Applies fixes to a file's bytes; what they do not touch stays as it is.
public enum FixApplier {
  /// Applies each finding's only fix, if it may be applied and does not overlap one applied before it.
  ///
  /// - Parameters:
  ///   - diagnostics: findings about these very bytes.
  ///   - unsafe: whether fixes that may change the meaning are applied too.
  /// - Returns: the mended bytes, and how many fixes were applied.
  public static func apply(_ diagnostics: [Diagnostic], to bytes: [UInt8], unsafe: Bool) -> (bytes: [UInt8], count: Int) {
    var edits = EditList(size: bytes.count)
    var count = 0
    for diagnostic in diagnostics {
      guard let fix = diagnostic.fix(unsafe: unsafe), edits.insert(fix) else { continue }
      count += 1
    }
    return count == 0 ? (bytes, 0) : (edits.applied(to: bytes), count)
  }

  /// Lints and mends until nothing more can be mended.
  ///
  /// - Parameter lint: gives the findings about some bytes.
  /// - Returns: the mended bytes, and how many fixes were applied; at most ten rounds are made.
  public static func applyToFixpoint(
    _ bytes: [UInt8], unsafe: Bool, lint: ([UInt8]) -> [Diagnostic]
  ) -> (bytes: [UInt8], count: Int) {
    var bytes = bytes
    var total = 0
    for _ in 0..<10 {
      let round = apply(lint(bytes), to: bytes, unsafe: unsafe)
      if round.count == 0 || round.bytes == bytes { break }
      bytes = round.bytes
      total += round.count
    }
    return (bytes, total)
  }
}

extension Diagnostic {
  /// The fix to apply unasked; nil if there is none, if it is not safe enough, or if there are several: then the reader must choose.
  ///
  /// - Parameter unsafe: whether a fix that may change the meaning will do.
  public func fix(unsafe: Bool) -> Fix? {
    guard fixes.count == 1, fixes[0].safe || unsafe, !fixes[0].edits.isEmpty else { return nil }
    return fixes[0]
  }
}

/// Edits of one file that do not touch each other, in its order.
private struct EditList {
  private let size: Int
  private var edits: [Edit] = []

  init(size: Int) { self.size = size }

  /// Takes all edits of a fix, or none if one of them lies outside the file or touches another.
  mutating func insert(_ fix: Fix) -> Bool {
    let sorted = fix.edits.sorted { $0.precedes($1) }
    for (index, edit) in sorted.enumerated() {
      guard edit.start.offset >= 0, edit.start.offset <= edit.end.offset, edit.end.offset <= size,
        index == 0 || edit.isApart(from: sorted[index - 1])
      else { return false }
      let place = place(of: edit)
      if place > 0, !edit.isApart(from: edits[place - 1]) { return false }
      if place < edits.count, !edit.isApart(from: edits[place]) { return false }
    }
    for edit in sorted { edits.insert(edit, at: place(of: edit)) }
    return true
  }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    var mended: [UInt8] = []
    mended.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits {
      mended += bytes[position..<edit.start.offset]
      mended += edit.text.utf8
      position = edit.end.offset
    }
    return mended + bytes[position...]
  }

  /// The index of the first edit that an edit does not follow.
  private func place(of edit: Edit) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if edits[middle].precedes(edit) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Edit {
  fileprivate func precedes(_ other: Edit) -> Bool {
    (start.offset, end.offset) < (other.start.offset, other.end.offset)
  }

  /// Whether it lies before or after another. Two insertions at one place are not apart: their order would be arbitrary.
  fileprivate func isApart(from other: Edit) -> Bool {
    if start == end, other.start == other.end { return start.offset != other.start.offset }
    return end.offset <= other.start.offset || other.end.offset <= start.offset
  }
}
