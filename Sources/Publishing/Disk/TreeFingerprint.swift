import Diagnostics
import Glibc
import Knowledge

/// What tells whether a file in some folders was changed: of every file its name, place on the disk, size and both of its times to the nanosecond.
struct TreeFingerprint: Hashable, Sendable {
  private var sum: UInt64 = 0

  /// The fingerprint of some folders; those that are not there have no files.
  ///
  /// - Returns: nil if a folder cannot be read, or holds others too deep inside one another.
  init?(of folders: [String]) {
    let sums = FolderScan.run(folders, jobs: 1, noting: UInt64(0)) { sum, number, stamp, _ in
      sum &+= Fingerprint.mixed(stamp.value &+ UInt64(number))
    }
    guard let sums else { return nil }
    sum = sums.reduce(0, &+)
  }
}
