import Diagnostics
import Glibc
import Publishing

/// Gives a file new content in one step: whatever happens, it holds the old bytes or the new ones.
enum FileReplacement {
  /// Writes a temporary file in the same folder, with the file's owner and mode, and renames it. A symbolic link stays one: what it leads to is
  /// replaced.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - old: what it held when it was read; if it holds anything else now, it is left alone.
  ///   - new: what it shall hold.
  /// - Throws: `FileError` with the path as given; then the file is as it was and the temporary one is gone.
  static func replace(_ path: String, from old: [UInt8], to new: [UInt8]) throws(FileError) {
    if old == new { return }
    guard let resolved = realpath(path, nil) else { throw FileError("write", path) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    guard access(target, W_OK) == 0 else { throw FileError("write", path) }
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    let temporary = "\(folder).opos-\(getpid())-\(Text(new.count))-\(UInt(bitPattern: target.hashValue)).tmp"
    // A signal between creation and renaming would leave the temporary file behind.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    do throws(FileError) {
      try write(new, to: temporary, like: target, path: path)
      let now = try FileReader.bytes(of: target, limit: max(old.count, new.count))
      if now == new {
        unlink(temporary)
        return
      }
      guard now == old else { throw FileError("write", path, reason: "it was changed meanwhile") }
      guard rename(temporary, target) == 0 else { throw FileError("write", path) }
    } catch {
      unlink(temporary)
      throw error.path == path ? error : FileError("write", path, reason: error.reason)
    }
    synchronize(String(folder.isEmpty ? "." : folder))
  }

  private static func write(_ bytes: [UInt8], to temporary: String, like target: String, path: String) throws(FileError) {
    var wanted = stat()
    guard stat(target, &wanted) == 0 else { throw FileError("write", path) }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError("write", path) }
    var failure = FileWriter.write(bytes, to: descriptor)
    if failure == 0 { failure = adopt(wanted, descriptor) }
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else { throw FileError("write", path, code: failure) }
  }

  /// Gives the file at a descriptor an owner and a mode; the mode last, because a new owner takes bits of it away.
  private static func adopt(_ wanted: stat, _ descriptor: Int32) -> Int32 {
    var made = stat()
    guard fstat(descriptor, &made) == 0 else { return errno }
    if made.st_uid != wanted.st_uid || made.st_gid != wanted.st_gid {
      guard fchown(descriptor, wanted.st_uid, wanted.st_gid) == 0 else { return errno }
    }
    return fchmod(descriptor, wanted.st_mode & 0o7777) == 0 ? 0 : errno
  }

  /// Brings a folder's entries to the disk, where the file system can.
  private static func synchronize(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
