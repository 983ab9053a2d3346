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
private struct PathHash: Sendable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}

/// Looks at every file of some folders and of those below them, without reading any. Hidden ones count for nothing, as in a `FolderWalk`.
struct FolderScan<State: Sendable> {
  /// Called for each file, in no particular order, with the number of its root, its stamp and what gives its path.
  typealias Visit = @Sendable (inout State, _ root: Int, FileStamp, () -> Text) -> Void

  private let roots: [String]
  private let visit: Visit

  /// Scans folders; one that is not there has no files.
  ///
  /// - Parameters:
  ///   - roots: The folders.
  ///   - jobs: How many threads to use.
  ///   - state: What the files of one folder after the other are noted in at first.
  ///   - visit: Called for each file.
  /// - Returns: What was noted, in pieces that belong together in no particular order; nil if a folder cannot be read, or holds others too deep inside one another.
  static func run(_ roots: [String], jobs: Int, noting state: State, visit: @escaping Visit) -> [State]? {
    let scan = FolderScan(roots: roots, visit: visit)
    var pieces: [State] = []
    var open = roots.indices.map { ScannedFolder(root: $0) }
    // Folder by folder at first, until there are enough for all threads to go down into.
    while !open.isEmpty {
      let goesDown = jobs == 1 || open.count >= jobs * 8
      let parts = Parallel.map(open.count, jobs: jobs, taking: 1) { [open] number -> (State, [ScannedFolder])? in
        var worker = FolderScanner(scan: scan, state: state, goesDown: goesDown)
        return worker.look(into: open[number]) ? (worker.state, worker.left) : nil
      }
      open = []
      for part in parts {
        guard let (piece, left) = part else { return nil }
        pieces.append(piece)
        open += left
      }
    }
    return pieces
  }

  /// Looks at what is in one folder, and in those below it.
  private struct FolderScanner {
    let scan: FolderScan
    var state: State
    /// Whether it goes down into folders; else they are left.
    let goesDown: Bool
    var left: [ScannedFolder] = []
    private var folder = ScannedFolder(root: 0)

    init(scan: FolderScan, state: State, goesDown: Bool) { (self.scan, self.state, self.goesDown) = (scan, state, goesDown) }

    /// Looks into a folder; false if it cannot be read.
    mutating func look(into folder: ScannedFolder) -> Bool {
      self.folder = folder
      // Byte by byte: a name need not be UTF-8.
      let path = Array(scan.roots[folder.root].utf8) + (folder.path.isEmpty ? [] : [UInt8(ascii: "/")] + folder.path) + [0]
      let descriptor = path.withUnsafeBytes { bytes in
        open(bytes.assumingMemoryBound(to: CChar.self).baseAddress!, O_RDONLY | O_DIRECTORY | O_CLOEXEC | folder.flags)
      }
      if descriptor < 0, folder.path.isEmpty, errno == ENOENT { return true }
      return look(intoOpen: descriptor)
    }

    /// Looks into an open folder and closes it.
    private mutating func look(intoOpen descriptor: Int32) -> Bool {
      guard descriptor >= 0, folder.depth < ScannedFolder.greatestDepth, let stream = fdopendir(descriptor) else {
        if descriptor >= 0 { close(descriptor) }
        return false
      }
      defer { closedir(stream) }
      errno = 0
      while let entry = readdir(stream) {
        let isRead = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { look(at: $0, in: descriptor) }
        }
        if !isRead { return false }
        errno = 0
      }
      return errno == 0
    }

    private mutating func look(at name: UnsafePointer<CChar>, in descriptor: Int32) -> Bool {
      let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
      if FolderEntry.isPassedOver(bytes) { return true }
      let above = folder.enter(bytes)
      defer { folder.leave(to: above) }
      var status = stat()
      guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
      if status.st_mode & S_IFMT == S_IFDIR {
        if goesDown { return look(intoOpen: openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)) }
        left.append(folder)
        return true
      }
      var stamp = FileStamp(folder.hash.value, status)
      if status.st_mode & S_IFMT == S_IFLNK, fstatat(descriptor, name, &status, 0) == 0 { stamp.include(target: status) }
      scan.visit(&state, folder.root, stamp) { [folder] in Text(folder.path) }
      return true
    }
  }
}

/// Where a scan is.
private struct ScannedFolder: Sendable {
  static let greatestDepth = 64

  /// The number of the root.
  let root: Int
  /// The path below it; empty for itself.
  private(set) var path: [UInt8] = []
  private(set) var hash = PathHash()
  private(set) var depth = 0

  init(root: Int) { self.root = root }

  /// How it is opened: a root may be a symbolic link.
  var flags: Int32 { path.isEmpty ? 0 : O_NOFOLLOW }

  /// Where it was before it entered something.
  struct Place {
    fileprivate let hash: PathHash
    fileprivate let length: Int
  }

  /// Goes to what is called so in the folder.
  mutating func enter(_ name: UnsafeRawBufferPointer) -> Place {
    let place = Place(hash: hash, length: path.count)
    if !path.isEmpty {
      hash.append(CollectionOfOne(UInt8(ascii: "/")))
      path.append(UInt8(ascii: "/"))
    }
    hash.append(name)
    path.append(contentsOf: name)
    depth += 1
    return place
  }

  mutating func leave(to place: Place) {
    hash = place.hash
    path.removeSubrange(place.length...)
    depth -= 1
  }
}
