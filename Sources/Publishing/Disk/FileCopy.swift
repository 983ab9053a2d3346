import Diagnostics
import Glibc

/// Copies of files, where the file system has no links or allows none.
enum FileCopy {
  /// Makes a copy with the permissions and the time of what it is of; a symbolic link stays one, wherever it leads.
  ///
  /// - Throws: `FileError` when the file system refuses.
  static func make(of source: String, at target: String) throws(FileError) {
    var status = stat()
    guard lstat(source, &status) == 0 else { throw FileError("keep", source) }
    if status.st_mode & S_IFMT == S_IFLNK { return try makeLink(like: source, at: target) }
    try FileWriter.create(target, FileReader.bytes(of: source, limit: .max))
    let times = [status.st_atim, status.st_mtim]
    guard chmod(target, status.st_mode & 0o777) == 0, utimensat(AT_FDCWD, target, times, 0) == 0 else {
      throw FileError("keep", target)
    }
  }

  private static func makeLink(like source: String, at target: String) throws(FileError) {
    var place = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(source, &place, Int(PATH_MAX)) > 0, symlink(place, target) == 0 else { throw FileError("keep", target) }
  }
}
