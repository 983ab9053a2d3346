import Diagnostics
import Knowledge
import Notation

/// What the last build made, in one file beside the output folder.
///
/// It may be deleted at any time, and one that is damaged or of another version counts as none: then the pages of the output that name `opos` as their
/// generator are taken for ours.
struct BuildState {
  private static let heading: Text = "opos-state 3"

  /// Stands behind the path of a page; no path has it, as names with control characters are left out.
  private static let pageMark: UInt8 = 0x09

  /// The relative paths of the files that we made.
  var made: [Text]
  /// Those of them that are pages of the content: addresses that readers keep.
  var pages: Set<Text>
  /// What they were made from; nil if that is not known for sure.
  var record: Record?

  /// What a site was made from, and what stood in the output then.
  struct Record {
    /// The fingerprint of everything that was read, and of the options.
    var inputs: Text
    /// The fingerprint of the output folder.
    var output: Text
    /// What the build said of it.
    var result: BuildBasis.Result
  }

  /// The state of these files.
  init(made: [Text], pages: Set<Text>) {
    self.made = made
    self.pages = pages
  }

  /// Reads what ``encoded`` gives; nil for anything else.
  init?(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0].elementsEqual(Self.heading.utf8) else { return nil }
    let rest = Array(bytes[lines[2].startIndex...])
    guard lines[1].elementsEqual(Digest.hexadecimal(of: rest).utf8) else { return nil }
    record = Record(lines[2])
    made = []
    pages = []
    for line in lines[3].split(separator: 0x0A) {
      let isPage = line.last == BuildState.pageMark
      made.append(Text(isPage ? line.dropLast() : line))
      if isPage { pages.insert(made[made.count - 1]) }
    }
  }

  /// The state as the bytes of a file: version, digest, what it was made from, a path a line.
  var encoded: [UInt8] {
    var rest = (record?.line ?? "-\n").utf8
    for path in made.sorted() {
      rest += path.utf8
      if pages.contains(path) { rest.append(BuildState.pageMark) }
      rest.append(0x0A)
    }
    return ("\(Self.heading)\n\(Digest.hexadecimal(of: rest))\n" as Text).utf8 + rest
  }
}

extension BuildState.Record {
  fileprivate init?(_ line: ArraySlice<UInt8>) {
    let words = line.split(separator: 0x20).map { Text($0) }
    guard words.count == 4, let pages = parseInt64(words[2]), let files = parseInt64(words[3]) else { return nil }
    self.init(inputs: words[0], output: words[1], result: BuildBasis.Result(pages: Int(pages), files: Int(files)))
  }

  fileprivate var line: Text { "\(inputs) \(output) \(Int64(result.pages)) \(Int64(result.files))\n" }
}
