import Diagnostics
import Glibc
import Knowledge

/// The files that a site is made from, and which of them are not those of the last build.
struct InputScan: Sendable {
  /// The files, with 0 for the status of one that may yet change without showing it.
  private(set) var stamps: [FileStamp] = []
  /// The files that differ from what is known, or are new; in byte order.
  private(set) var changed: [Text] = []
  /// Whether all that was known is there, and nothing else.
  private(set) var hasSameFiles = true
  /// The paths of the files that were known and are no more, as `FileStamp` has them.
  private(set) var missing: Set<UInt64> = []

  /// A file that was changed less than this before it was looked at may be changed again within the same tick of the file system's clock. The kernel's
  /// clock for files ticks at least a hundred times a second; coarse file systems know seconds, or two of them.
  private static let grain: Int64 = 100_000_000
  private static let coarseGrain: Int64 = 2_100_000_000

  /// How long before it was looked at a file must have been changed to show every later change.
  ///
  /// - Parameter newest: When the youngest of some files was changed: on a whole second where the file system knows nothing finer.
  static func grain(of newest: Int64) -> Int64 { newest % 1_000_000_000 == 0 ? coarseGrain : grain }

  /// Compares what is in a folder.
  ///
  /// - Parameters:
  ///   - notes: What was found in it.
  ///   - known: The files of the last build; nil if that is not known.
  ///   - begin: When the looking began.
  private init(_ notes: [Notes], known: [UInt64: UInt64]?, begin: Int64) {
    stamps.reserveCapacity(notes.reduce(0) { $0 + $1.stamps.count })
    for piece in notes { stamps += piece.stamps }
    let grain = notes.contains { $0.hasFractions } ? InputScan.grain : InputScan.coarseGrain
    for index in stamps.indices where stamps[index].changed >= begin - grain { stamps[index].status = 0 }
    changed = notes.flatMap(\.changed).sorted()
    let knownCount = notes.reduce(0) { $0 + $1.knownCount }
    hasSameFiles = knownCount == known?.count && knownCount == stamps.count
    if let known, knownCount < known.count { missing = Set(known.keys).subtracting(stamps.map(\.path)) }
  }

  /// What is noted of the files of some folders.
  private struct Notes {
    var stamps: [FileStamp] = []
    var changed: [Text] = []
    var knownCount = 0
    var hasFractions = false
    var output = OutputSum()

    mutating func note(_ stamp: FileStamp, known: [UInt64: UInt64]?, _ path: () -> Text) {
      stamps.append(stamp)
      if stamp.changed % 1_000_000_000 != 0 { hasFractions = true }
      guard let known else { return }
      let status = known[stamp.path]
      if status != nil { knownCount += 1 }
      if status != stamp.status { changed.append(path()) }
    }
  }

  /// Looks at what a site is made from and at what was made of it, both at once.
  ///
  /// - Parameters:
  ///   - root: The folder that is read.
  ///   - known: Its files at the last build; nil if that is not known.
  ///   - output: The output folder; nil if it is not asked for.
  ///   - jobs: How many threads to use.
  /// - Returns: nil if a folder cannot be read; an output that is not asked for has the sum of nothing.
  static func compare(_ root: String, known: [UInt64: UInt64]?, and output: String?, jobs: Int) -> (InputScan, OutputSum)? {
    let begin = FileStamp.now
    let notes = FolderScan.run([root] + (output.map { [$0] } ?? []), jobs: jobs, noting: Notes()) { notes, number, stamp, path in
      if number == 0 { notes.note(stamp, known: known, path) } else { notes.output.add(stamp) }
    }
    guard let notes else { return nil }
    var sum = OutputSum()
    for piece in notes { sum.add(piece.output) }
    return (InputScan(notes, known: known, begin: begin), sum)
  }
}

/// A sum over all files of an output folder: equal sums say that nobody changed anything in it.
struct OutputSum: Sendable, Equatable {
  private(set) var value: UInt64 = 0

  /// The sum of nothing.
  init() {}

  /// The sum that was stored.
  init(value: UInt64) { self.value = value }

  /// The sum of a folder.
  ///
  /// - Parameter jobs: How many threads to use.
  /// - Returns: nil if a folder cannot be read.
  init?(of root: String, jobs: Int) {
    let sums = FolderScan.run([root], jobs: jobs, noting: OutputSum()) { sum, _, stamp, _ in sum.add(stamp) }
    guard let sums else { return nil }
    for sum in sums { add(sum) }
  }

  /// Takes in what another sum is of.
  mutating func add(_ other: OutputSum) { value &+= other.value }

  /// Takes in a file; nil for one that is not there.
  mutating func add(_ stamp: FileStamp?) { value &+= stamp?.value ?? 0 }

  /// Takes out a file; nil for one that was not there.
  mutating func remove(_ stamp: FileStamp?) { value &-= stamp?.value ?? 0 }
}
