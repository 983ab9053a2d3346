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

  /// Scans a folder and compares it.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - known: The files of the last build; nil if that is not known.
  /// - Returns: nil if a folder cannot be read.
  init?(_ root: String, known: [UInt64: UInt64]?) {
    let begin = FileStamp.now
    var stamps: [FileStamp] = []
    var changed: [Text] = []
    var knownCount = 0
    var hasWholeSecondsOnly = true
    stamps.reserveCapacity(known?.count ?? 0)
    let scan = FolderScan(root) { stamp, path in
      stamps.append(stamp)
      if stamp.changed % 1_000_000_000 != 0 { hasWholeSecondsOnly = false }
      guard let known else { return }
      let status = known[stamp.path]
      if status != nil { knownCount += 1 }
      if status != stamp.status { changed.append(path()) }
    }
    guard scan != nil else { return nil }
    let sure = begin - (hasWholeSecondsOnly ? InputScan.coarseGrain : InputScan.grain)
    for index in stamps.indices where stamps[index].changed >= sure { stamps[index].status = 0 }
    self.stamps = stamps
    self.changed = changed.sorted()
    hasSameFiles = knownCount == known?.count && knownCount == stamps.count
    if let known, knownCount < known.count { missing = Set(known.keys).subtracting(stamps.map(\.path)) }
  }
}

/// A sum over all files of an output folder: equal sums say that nobody changed anything in it.
struct OutputSum: Sendable, Equatable {
  private(set) var value: UInt64 = 0

  /// The sum that was stored.
  init(value: UInt64) { self.value = value }

  /// The sum of a folder.
  ///
  /// - Returns: nil if a folder cannot be read.
  init?(of root: String) {
    var sum: UInt64 = 0
    guard FolderScan(root, visit: { stamp, _ in sum &+= stamp.value }) != nil else { return nil }
    value = sum
  }

  /// Takes in a file; nil for one that is not there.
  mutating func add(_ stamp: FileStamp?) { value &+= stamp?.value ?? 0 }

  /// Takes out a file; nil for one that was not there.
  mutating func remove(_ stamp: FileStamp?) { value &-= stamp?.value ?? 0 }
}
