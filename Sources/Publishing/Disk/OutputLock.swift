import Glibc

/// Keeps a second build of the same output waiting until this one has ended; it ends with its owner or with the process.
public final class OutputLock: Sendable {
  /// Where the site is built.
  public let place: OutputPlace

  private let descriptor: Int32

  /// Locks an output folder.
  ///
  /// - Parameters:
  ///   - place: The output folder.
  ///   - waiting: Called once if another build has the lock, before waiting for it.
  /// - Throws: `FileError` when the file to lock cannot be made.
  public init(_ place: OutputPlace, waiting: () -> Void) throws(FileError) {
    self.place = place
    descriptor = open(place.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("write", place.lock) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    if errno == EWOULDBLOCK {
      waiting()
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else { throw FileError("lock", place.lock) }
      }
    } else if errno != ENOTSUP, errno != ENOLCK, errno != ENOSYS {
      // Some network file systems have no locks; a build there stands for itself.
      throw FileError("lock", place.lock)
    }
  }

  deinit { close(descriptor) }
}
