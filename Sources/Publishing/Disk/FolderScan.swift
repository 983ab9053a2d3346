import Diagnostics
import Glibc
import Knowledge

/// A file as its folder has it: which it is, and what tells whether it was changed.
struct FileStamp: Sendable, Hashable {
  /// A fingerprint of its path.
  var path: UInt64
  /// A fingerprint of its place on the disk, its size and both of its times to the nanosecond.
  ///
  /// The time of change (`st_ctime`) is the kernel's own and cannot be set back.
  var status: UInt64
  /// When it was last changed, in nanoseconds since 1970.
  var changed: Int64

  /// A stamp that was stored; when it was changed does not matter any more.
  init(path: UInt64, status: UInt64) { (self.path, self.status, changed) = (path, status, 0) }

  /// What stands for a path.
  static func hash(of path: Text) -> UInt64 {
    var hash = PathHash()
    hash.append(path.utf8)
    return hash.value
  }

  /// Path and status in one number, for sums over many files.
  var value: UInt64 { Fingerprint.mixed(path ^ Fingerprint.mixed(status)) }

  /// The stamp of a file of a folder; nil if nothing is there.
  init?(_ path: Text, in folder: String) {
    var status = stat()
    guard lstat(folder + "/" + String(path), &status) == 0 else { return nil }
    self.init(FileStamp.hash(of: path), status)
  }

  /// The stamp of the file that a path leads to, whatever links there are on the way; nil if there is none.
  init?(following path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(FileStamp.hash(of: Text(path)), status)
  }

  fileprivate init(_ path: UInt64, _ status: stat) {
    self.path = path
    let (modified, changed) = (FileStamp.nanoseconds(status.st_mtim), FileStamp.nanoseconds(status.st_ctim))
    var hash = Fingerprint()
    for part in [
      UInt64(status.st_dev), UInt64(status.st_ino), UInt64(bitPattern: Int64(status.st_size)), UInt64(bitPattern: modified),
      UInt64(bitPattern: changed), UInt64(status.st_mode),
    ] {
      hash.combine(part)
    }
    self.status = hash.value
    self.changed = max(modified, changed)
  }

  /// Takes in the file that a symbolic link leads to.
  fileprivate mutating func include(target: stat) {
    let other = FileStamp(path, target)
    status = Fingerprint.mixed(status ^ Fingerprint.mixed(other.status))
    changed = max(changed, other.changed)
  }

  /// Now, in nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
}

/// A fingerprint of a path that grows by names.
private struct PathHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}

/// Looks at every file of a folder and of those below it, without reading any. Hidden ones count for nothing, as in a `FolderWalk`.
struct FolderScan {
  private static let greatestDepth = 64

  /// Called for each file.
  private let visit: (FileStamp, () -> Text) -> Void
  private var path: [UInt8] = []

  /// Scans a folder; one that is not there has no files.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - visit: Called for each file, in no particular order, with its stamp and what gives its path.
  /// - Returns: nil if a folder cannot be read, or holds others too deep inside one another.
  init?(_ root: String, visit: @escaping (FileStamp, () -> Text) -> Void) {
    self.visit = visit
    let descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      return nil
    }
    guard scan(descriptor, PathHash(), depth: 0) else { return nil }
  }

  /// Scans an open folder and closes it.
  private mutating func scan(_ descriptor: Int32, _ hash: PathHash, depth: Int) -> Bool {
    guard descriptor >= 0, depth < FolderScan.greatestDepth, let stream = fdopendir(descriptor) else {
      if descriptor >= 0 { close(descriptor) }
      return false
    }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      let isRead = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { look(at: $0, in: descriptor, hash, depth) }
      }
      if !isRead { return false }
      errno = 0
    }
    return errno == 0
  }

  private mutating func look(at name: UnsafePointer<CChar>, in folder: Int32, _ hash: PathHash, _ depth: Int) -> Bool {
    let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
    if FolderEntry.isPassedOver(bytes) { return true }
    var hash = hash
    let length = path.count
    defer { path.removeSubrange(length...) }
    if length > 0 {
      hash.append(CollectionOfOne(UInt8(ascii: "/")))
      path.append(UInt8(ascii: "/"))
    }
    hash.append(bytes)
    path.append(contentsOf: bytes)
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
    if status.st_mode & S_IFMT == S_IFDIR {
      return scan(openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), hash, depth: depth + 1)
    }
    var stamp = FileStamp(hash.value, status)
    if status.st_mode & S_IFMT == S_IFLNK, fstatat(folder, name, &status, 0) == 0 { stamp.include(target: status) }
    visit(stamp) { [path] in Text(path) }
    return true
  }
}
