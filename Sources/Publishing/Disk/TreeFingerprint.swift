import CFileSystem
import Diagnostics
import Glibc

/// What tells whether anything in a folder was changed: of every file its name, place on the disk, size and both of its times to the nanosecond.
///
/// The time of change (`st_ctime`) is the kernel's own and cannot be set back. A file that was changed so shortly before it was looked at that a second
/// change could have the same time makes the fingerprint unsure. Hidden files count for nothing, as in a `FolderWalk`.
public struct TreeFingerprint: Hashable, Sendable {
  private var sum: UInt64 = 0
  private var product: UInt64 = 1
  /// The latest time of change, in nanoseconds since 1970.
  private var newest: Int64 = 0
  /// Whether the file system keeps times to the second only, as far as is known.
  private var hasWholeSecondsOnly = true

  /// The fingerprint of some folders or files; those that are not there count as such.
  ///
  /// - Returns: nil if a folder cannot be read, or holds others too deep inside one another.
  public init?(of paths: [String]) {
    for (number, path) in paths.enumerated() {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      let seed = TreeFingerprint.mixed(UInt64(number) &+ 1)
      if status.st_mode & S_IFMT == S_IFDIR {
        guard add(folder: open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), seed, depth: 0) else { return nil }
      } else {
        add(status, seed)
      }
    }
  }

  /// Whether a change after the fingerprint was taken must show in the next one.
  ///
  /// - Parameter instant: When it was begun to be taken, in nanoseconds since 1970.
  public func isSure(at instant: Int64) -> Bool {
    // The kernel's clock for files ticks at least a hundred times a second; coarse file systems know seconds, or two of them.
    newest < instant - (hasWholeSecondsOnly ? 2_100_000_000 : 100_000_000)
  }

  /// The fingerprint in hexadecimal digits.
  public var digits: Text { "\(TreeFingerprint.hexadecimal(sum))\(TreeFingerprint.hexadecimal(product))" }

  /// Now, in nanoseconds since 1970.
  public static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }
}

extension TreeFingerprint {
  private static let greatestDepth = 64

  /// Takes in a folder and closes it. The order of its entries does not matter.
  private mutating func add(folder descriptor: Int32, _ seed: UInt64, depth: Int) -> Bool {
    guard descriptor >= 0, depth < TreeFingerprint.greatestDepth, let stream = fdopendir(descriptor) else {
      if descriptor >= 0 { close(descriptor) }
      return false
    }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      let isRead = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { add($0, in: descriptor, seed, depth) }
      }
      if !isRead { return false }
      errno = 0
    }
    return errno == 0
  }

  private mutating func add(_ name: UnsafePointer<CChar>, in folder: Int32, _ seed: UInt64, _ depth: Int) -> Bool {
    if name[0] == CChar(UInt8(ascii: ".")) { return true }
    var hash = seed
    var index = 0
    while name[index] != 0 {
      hash = (hash ^ UInt64(UInt8(bitPattern: name[index]))) &* 0x100_0000_01B3
      index += 1
    }
    hash = TreeFingerprint.mixed(hash)
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      combine(hash)
      return add(folder: openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), hash, depth: depth + 1)
    case S_IFLNK:
      add(status, hash)
      if fstatat(folder, name, &status, 0) == 0 { add(status, TreeFingerprint.mixed(hash)) }
    default: add(status, hash)
    }
    return true
  }

  private mutating func add(_ status: stat, _ seed: UInt64) {
    let (modified, changed) = (TreeFingerprint.nanoseconds(status.st_mtim), TreeFingerprint.nanoseconds(status.st_ctim))
    var hash = seed
    for part in [
      UInt64(status.st_dev), UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_size)), UInt64(bitPattern: modified),
      UInt64(bitPattern: changed), UInt64(status.st_mode),
    ] {
      hash = TreeFingerprint.mixed(hash ^ part)
    }
    combine(hash)
    newest = max(newest, modified, changed)
    if changed % 1_000_000_000 != 0 { hasWholeSecondsOnly = false }
  }

  private mutating func combine(_ hash: UInt64) {
    sum &+= hash
    product = product &* (hash | 1)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }

  /// The finaliser of SplitMix64.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  private static func hexadecimal(_ number: UInt64) -> Text {
    Text(stride(from: 60, through: 0, by: -4).map { Array("0123456789abcdef".utf8)[Int(number >> UInt64($0) & 15)] })
  }
}
