import Diagnostics
import Knowledge

/// What the last build made, in one file beside the output folder.
///
/// It may be deleted at any time, and one that is damaged or of another version counts as none: then the pages of the output that name `opos` as their
/// generator are taken for ours.
struct BuildState {
  private static let heading: Text = "opos-state 1"

  /// The relative paths of the files that we made.
  var made: [Text]

  /// The state of these files.
  init(made: [Text]) { self.made = made }

  /// Reads what ``encoded`` gives; nil for anything else.
  init?(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0].elementsEqual(Self.heading.utf8) else { return nil }
    let rest = Array(lines[2])
    guard lines[1].elementsEqual(Digest.hexadecimal(of: rest).utf8) else { return nil }
    made = rest.split(separator: 0x0A).map { Text($0) }
  }

  /// The state as the bytes of a file: version, digest, a path a line.
  var encoded: [UInt8] {
    var rest: [UInt8] = []
    for path in made.sorted() {
      rest += path.utf8
      rest.append(0x0A)
    }
    return ("\(Self.heading)\n\(Digest.hexadecimal(of: rest))\n" as Text).utf8 + rest
  }
}
