import Diagnostics
import Glibc

/// Writes whole files.
public enum FileWriter {
  /// Makes a new file of these bytes.
  ///
  /// - Throws: `FileError` when it exists already, or the disk refuses.
  static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) { try create(path) { write(bytes, to: $0) } }

  /// Makes a new file of what is written to its descriptor.
  private static func create(_ path: String, _ write: (Int32) -> Int32) throws(FileError) {
    // Lent: a string that is passed as it is would be copied.
    let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw FileError("write", path) }
    let failure = write(descriptor)
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
    try create(temporary) { write(parts, to: $0) }
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

  /// Writes all of some bytes to an open file, at its place there, however many the system takes at a time.
  ///
  /// - Returns: The number of the error (`errno`) that kept them from being written; 0 if they are.
  public static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  /// How many bytes are worth a system call.
  private static let blockSize = 1 << 18

  /// Writes parts, of which small ones are put together to blocks, all in the same memory.
  private static func write(_ parts: [[UInt8]], to descriptor: Int32) -> Int32 {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 1)
    defer { block.deallocate() }
    var (count, failure) = (0, Int32(0))
    func flush() {
      if failure == 0 { failure = write(UnsafeRawBufferPointer(rebasing: block[..<count]), to: descriptor) }
      count = 0
    }
    for part in parts {
      if count + part.count > blockSize { flush() }
      if part.count > blockSize {
        if failure == 0 { failure = write(part, to: descriptor) }
      } else {
        UnsafeMutableRawBufferPointer(rebasing: block[count...]).copyBytes(from: part)
        count += part.count
      }
    }
    flush()
    return failure
  }

  private static func write(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
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

extension Text {
  /// The path of a file that it names in a folder, made in one piece of memory: a build asks for some of every file.
  func inFolder(_ folder: String) -> String {
    var folder = folder
    return folder.withUTF8 { folder in
      String(unsafeUninitializedCapacity: folder.count + 1 + utf8.count) { memory in
        var end = memory.initialize(fromContentsOf: folder)
        memory.initializeElement(at: end, to: UInt8(ascii: "/"))
        end = memory[(end + 1)...].initialize(fromContentsOf: utf8)
        return end
      }
    }
  }
}
