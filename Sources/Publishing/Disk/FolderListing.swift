import Diagnostics
import Glibc

/// What is in a folder and those below it, hidden files too; symbolic links count as files and are not followed.
struct FolderListing: Sendable {
  /// The inode of each file, by its relative path. Two names with one inode are one file, and so have equal content.
  private(set) var files: [Text: UInt64] = [:]
  /// The relative paths of the folders below.
  private(set) var folders: Set<Text> = []

  /// Nothing.
  init() {}

  /// Lists a folder.
  ///
  /// - Throws: `FileError` when the folder or one below it cannot be listed.
  init(_ root: String) throws(FileError) {
    var pending: [Text] = [""]
    while let folder = pending.popLast() { try list(folder, of: root, into: &pending) }
  }

  /// Lists a folder; nothing if there is none.
  init(ifAny root: String) throws(FileError) {
    if access(root, F_OK) == 0 || errno != ENOENT { try self.init(root) } else { self.init() }
  }

  private mutating func list(_ folder: Text, of root: String, into pending: inout [Text]) throws(FileError) {
    let path = folder.isEmpty ? root : root + "/" + String(folder)
    guard let stream = opendir(path) else { throw FileError("list", path) }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        Text(Array(raw[..<(raw.firstIndex(of: 0) ?? raw.count)]))
      }
      if name == "." || name == ".." { continue }
      let relative = folder.isEmpty ? name : folder + "/" + name
      if try isFolder(entry, at: root + "/" + String(relative)) {
        folders.insert(relative)
        pending.append(relative)
      } else {
        files[relative] = UInt64(entry.pointee.d_ino)
      }
      errno = 0
    }
    guard errno == 0 else { throw FileError("list", path) }
  }

  private func isFolder(_ entry: UnsafeMutablePointer<dirent>, at path: String) throws(FileError) -> Bool {
    if entry.pointee.d_type != UInt8(DT_UNKNOWN) { return entry.pointee.d_type == UInt8(DT_DIR) }
    var status = stat()
    guard lstat(path, &status) == 0 else { throw FileError("list", path) }
    return status.st_mode & S_IFMT == S_IFDIR
  }
}
