import Glibc

/// A file read piece by piece, so that a snapshot of any size takes the memory of one piece.
final class FileChunks {
  private let descriptor: Int32
  private let path: String
  /// Why reading stopped early; nil while all is well.
  private(set) var failure: FileError?

  /// Opens a regular file.
  init(_ path: String) throws(FileError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    self.path = path
    guard descriptor >= 0 else { throw FileError("read", path) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next 64 KiB; empty at the end.
  func next() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
      var got = 0
      repeat { got = read(descriptor, buffer.baseAddress, 1 << 16) } while got < 0 && errno == EINTR
      if got < 0 { failure = FileError("read", path) }
      filled = max(got, 0)
    }
  }
}
