import Diagnostics
import Glibc

/// Makes and removes folders.
enum Folder {
  /// Whether something stands at a path.
  ///
  /// - Throws: `FileError` when that cannot be told.
  static func hasEntry(_ path: String) throws(FileError) -> Bool {
    if access(path, F_OK) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw FileError("read", path) }
    return false
  }

  /// Makes a folder; one that exists is fine.
  static func make(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileError("make", path) }
  }

  /// Makes a folder of our own; one that exists is fine, and anything else in its place goes: what a link leads to is not ours.
  static func claim(_ path: String) throws(FileError) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR, unlink(path) != 0 { throw FileError("remove", path) }
    try make(path)
  }

  /// Makes a folder with those above it.
  static func makeWithParents(_ path: String) throws(FileError) {
    guard try !hasEntry(path) else { return }
    let parent = OutputPlace.split(path).parent
    if parent != path { try makeWithParents(parent) }
    try make(path)
  }

  /// Removes a file, or a folder with all that is in it; nothing there is fine.
  static func remove(_ path: String) throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 else { throw FileError("remove", path) }
      return
    }
    let listing = try FolderListing(path)
    for file in listing.files.keys { unlink(path + "/" + String(file)) }
    for folder in listing.folders.sorted().reversed() { rmdir(path + "/" + String(folder)) }
    guard rmdir(path) == 0 else { throw FileError("remove", path) }
  }

  /// Brings the entries of a folder to the disk.
  static func sync(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("sync", path) }
    defer { close(descriptor) }
    // EINVAL: a file system that has nothing to bring there.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("sync", path) }
  }

  /// Brings everything of a folder's file system to the disk.
  static func syncAll(_ path: String, _ sync: (Int32) -> Int32) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("sync", path) }
    defer { close(descriptor) }
    guard sync(descriptor) == 0 else { throw FileError("sync", path) }
  }
}
