import CFileSystem
import Diagnostics
import Glibc
import Knowledge
import Synchronization

/// A file without a name in which the HTML of a large site waits until its pages are written, so that memory need not hold it.
///
/// It goes with its descriptor, whatever ends the process. Where the system has no such files, or no room for one, memory holds the HTML after all.
public final class SetAsideFile: PageStore {
  /// What stays in memory: the pages of most sites.
  private static let mostInMemory = 32 << 20

  private let folder: String
  private let mostInMemory: Int
  private let state = Mutex(State())

  private struct State {
    var descriptor: Int32 = -1
    /// Whether it is of no use, or no longer.
    var isClosed = false
    /// How many bytes came, and how many of them the file has room for.
    var taken = 0
    var end = 0
    var failure: FileError?
  }

  /// A file that is made when it is needed.
  ///
  /// - Parameter place: The output: it lies in the same file system, where nothing is seen of it.
  public convenience init(beside place: OutputPlace) { self.init(in: place.parent, mostInMemory: SetAsideFile.mostInMemory) }

  /// A file with another limit, for tests.
  init(in folder: String, mostInMemory: Int) { (self.folder, self.mostInMemory) = (folder, mostInMemory) }

  deinit { state.withLock { if $0.descriptor >= 0 { Glibc.close($0.descriptor) } } }

  /// How many bytes it has room for.
  var size: Int { state.withLock { $0.end } }

  /// Puts bytes into the file. Returns where they are; nil if they are to stay in memory.
  public func put(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let (descriptor, start) = place(of: bytes.count) else { return nil }
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(start + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      done += count
    }
    return start
  }

  /// Reads bytes that were put there. What cannot be read is zero; `close` says why.
  public func read(at start: Int, into bytes: UnsafeMutableRawBufferPointer) {
    let descriptor = state.withLock { $0.descriptor }
    var done = 0
    while done < bytes.count {
      let count = pread(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(start + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return fail(count < 0 ? errno : EIO, bytes, from: done) }
      done += count
    }
  }

  /// Lets the file go: what nobody will read need not reach the disk.
  ///
  /// - Throws: `FileError` when something could not be read: what was made of it is not to be published.
  func close() throws(FileError) {
    let failure = state.withLock { state in
      if state.descriptor >= 0 { Glibc.close(state.descriptor) }
      (state.descriptor, state.isClosed) = (-1, true)
      return state.failure
    }
    if let failure { throw failure }
  }

  /// Where a number of bytes can be put; nil if that is in memory.
  private func place(of count: Int) -> (descriptor: Int32, start: Int)? {
    state.withLock { state in
      state.taken += count
      if state.isClosed || state.taken <= mostInMemory { return nil }
      if state.descriptor < 0 { state.descriptor = opos_open_unnamed_file(folder) }
      state.isClosed = state.descriptor < 0
      if state.isClosed { return nil }
      defer { state.end += count }
      return (state.descriptor, state.end)
    }
  }

  private func fail(_ code: Int32, _ bytes: UnsafeMutableRawBufferPointer, from start: Int) {
    UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).initializeMemory(as: UInt8.self, repeating: 0)
    state.withLock { $0.failure = $0.failure ?? FileError("read what was set aside in", folder, code: code) }
  }
}
