import Diagnostics
import Glibc

/// Writes whole files.
enum FileWriter {
  /// Makes a new file of these bytes.
  ///
  /// - Throws: `FileError` when it exists already, or the disk refuses.
  static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) { try create(path, of: CollectionOfOne(bytes)) }

  private static func create(_ path: String, of parts: some Sequence<[UInt8]>) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("write", path) }
    var failure: Int32 = 0
    for part in parts where failure == 0 { failure = write(part, to: descriptor) }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0, failure == 0 else {
      let code = failure == 0 ? errno : failure
      unlink(path)
      throw FileError("write", path, code: code)
    }
  }

  /// Replaces a file in one step: its old content stands until the new one is complete.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - parts: The content, in parts; small ones are put together.
  ///   - isLasting: Whether to wait for the disk; if not, there may be another content after a loss of power, or none.
  static func replace(_ path: String, _ parts: [[UInt8]], isLasting: Bool) throws(FileError) {
    let temporary = path + ".new"
    unlink(temporary)
    try create(temporary, of: Blocks(parts: parts))
    if isLasting { try sync(temporary) }
    guard rename(temporary, path) == 0 else { throw FileError("write", path) }
  }

  /// Writes bytes behind all that a file has, and then others over its beginning.
  static func append(_ bytes: [UInt8], to path: String, at offset: Int, heading: [UInt8]) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("write", path) }
    var failure: Int32 = lseek(descriptor, off_t(offset), SEEK_SET) < 0 ? errno : write(bytes, to: descriptor)
    if failure == 0 { failure = lseek(descriptor, 0, SEEK_SET) < 0 ? errno : write(heading, to: descriptor) }
    guard close(descriptor) == 0, failure == 0 else { throw FileError("write", path, code: failure == 0 ? errno : failure) }
  }

  /// Brings a file's content to the disk.
  static func sync(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("sync", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("sync", path) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        done += count
      }
      return 0
    }
  }
}

/// Parts of a file put together to blocks that are worth a system call.
private struct Blocks: Sequence, IteratorProtocol {
  private static let size = 1 << 20

  let parts: [[UInt8]]
  private var index = 0

  init(parts: [[UInt8]]) { self.parts = parts }

  mutating func next() -> [UInt8]? {
    guard index < parts.count else { return nil }
    var block: [UInt8] = []
    while index < parts.count, block.isEmpty || block.count + parts[index].count <= Blocks.size {
      if block.isEmpty, parts[index].count >= Blocks.size {
        index += 1
        return parts[index - 1]
      }
      block += parts[index]
      index += 1
    }
    return block
  }
}
