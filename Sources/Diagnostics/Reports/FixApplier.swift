/// Applies fixes to a file's bytes; what they do not touch stays as it is.
public enum FixApplier {
  /// Applies each finding's first fix that may be applied and does not overlap one applied before it.
  ///
  /// - Parameters:
  ///   - diagnostics: findings about these very bytes.
  ///   - unsafe: whether fixes that may change the meaning are applied too.
  /// - Returns: the mended bytes, and how many fixes were applied.
  public static func apply(_ diagnostics: [Diagnostic], to bytes: [UInt8], unsafe: Bool) -> (bytes: [UInt8], count: Int) {
    var edits: [Edit] = []
    var count = 0
    for diagnostic in diagnostics {
      // A finding with several fixes asks its reader to choose.
      let fixes = diagnostic.fixes.filter { $0.safe || unsafe }
      guard fixes.count == 1, diagnostic.fixes.count == 1, let fix = fixes.first, fits(fix, among: edits, in: bytes) else {
        continue
      }
      edits += fix.edits
      count += 1
    }
    edits.sort { $0.start.offset < $1.start.offset }
    var mended: [UInt8] = []
    mended.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits {
      mended += bytes[position..<edit.start.offset]
      mended += edit.text.utf8
      position = edit.end.offset
    }
    mended += bytes[position...]
    return (mended, count)
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

  /// Whether a fix's edits lie in the file and touch none of the others.
  private static func fits(_ fix: Fix, among edits: [Edit], in bytes: [UInt8]) -> Bool {
    guard !fix.edits.isEmpty else { return false }
    var seen = edits
    for edit in fix.edits {
      let start = edit.start.offset
      let end = edit.end.offset
      guard start >= 0, start <= end, end <= bytes.count, seen.allSatisfy({ isApart(start, end, $0) }) else { return false }
      seen.append(edit)
    }
    return true
  }

  /// Whether a range lies before or after an edit. Two insertions at one place are not apart: their order would be arbitrary.
  private static func isApart(_ start: Int, _ end: Int, _ edit: Edit) -> Bool {
    if start == end, edit.start.offset == edit.end.offset { return start != edit.start.offset }
    return end <= edit.start.offset || edit.end.offset <= start
  }
}
