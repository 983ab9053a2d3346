import Diagnostics
import Glibc

/// Reads whole files with as few system calls as there can be.
public enum FileReader {
  /// The largest file that is read as text: pages, tickets, rules. Snapshots are streamed instead.
  public static let defaultLimit = 64 << 20

  /// The bytes of a regular file.
  ///
  /// - Parameters:
  ///   - path: The file; symbolic links are followed.
  ///   - limit: How many bytes there may be.
  /// - Throws: `FileError` when it is no regular file, is larger than the limit or cannot be read.
  public static func bytes(of path: String, limit: Int = defaultLimit) throws(FileError) -> [UInt8] {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("read", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError("read", path, reason: kind(of: status.st_mode)) }
    guard status.st_size <= limit else {
      throw FileError("read", path, reason: "it has \(status.st_size) bytes, more than the \(limit) allowed")
    }
    guard hasRoom(for: Int(status.st_size)) else { throw FileError("read", path, code: ENOMEM) }
    return try read(descriptor, expecting: Int(status.st_size), limit: limit, path: path)
  }

  /// Whether a path is a regular file of these bytes.
  static func hasContent(_ path: String, _ bytes: [UInt8]) throws(FileError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == bytes.count else { return false }
    return try self.bytes(of: path, limit: .max) == bytes
  }

  /// Whether a file is a page that names `opos` as its generator, near its beginning.
  static func isGenerated(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let bytes = try? bytes(of: path) else { return false }
    return String(decoding: bytes.prefix(4096), as: UTF8.self).contains("<meta name=\"generator\" content=\"opos\">")
  }

  /// The bytes of standard input or another open descriptor, up to a limit.
  public static func bytes(ofDescriptor descriptor: Int32, name: String, limit: Int = defaultLimit) throws(FileError) -> [UInt8] {
    try read(descriptor, expecting: 1 << 16, limit: limit, path: name, isPatient: true)
  }

  private static func read(
    _ descriptor: Int32, expecting size: Int, limit: Int, path: String, isPatient: Bool = false
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    // One byte more than expected, so that one read both fills the buffer and meets the end.
    var capacity = size + 1
    while true {
      let count = bytes.count
      var failed: Int32 = 0
      var got = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
        repeat {
          got = Glibc.read(descriptor, buffer.baseAddress, capacity)
        } while got < 0 && (errno == EINTR || errno == EAGAIN && isPatient && waits(for: descriptor))
        if got < 0 { failed = errno }
        filled = max(got, 0)
      }
      if failed != 0 { throw FileError("read", path, code: failed) }
      if count == 0 { bytes = chunk } else { bytes.append(contentsOf: chunk) }
      if got == 0 || (count == 0 && got < capacity && got == size) { return bytes }
      if bytes.count > limit { throw FileError("read", path, reason: "it has more than the \(limit) bytes allowed") }
      capacity = max(1 << 16, min(bytes.count, 1 << 24))
    }
  }

  /// Whether the system gives memory for so many bytes: an array that gets none ends the program.
  private static func hasRoom(for count: Int) -> Bool {
    if count <= defaultLimit { return true }
    // Not `malloc`: a compiler leaves out what is given back at once.
    let memory = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard memory != MAP_FAILED else { return false }
    munmap(memory, count)
    return true
  }

  /// Waits until a descriptor that others have told not to wait has more, or its other end is gone; false where that cannot be waited for.
  private static func waits(for descriptor: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, -1) > 0 || errno == EINTR
  }

  private static func kind(of mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "it is a folder"
    case S_IFIFO: "it is a named pipe"
    case S_IFSOCK: "it is a socket"
    default: "it is a device"
    }
  }
}
