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
  /// Of what the file system has free it takes an eighth at most: the site, which needs three times as much as its HTML, is to find room.
  private static let shareOfRoom = 8

  private let folder: String
  private let mostInMemory: Int
  private let shareOfRoom: Int
  private let state = Mutex(State())

  private struct State {
    var descriptor: Int32 = -1
    /// Whether it takes no more.
    var isFull = false
    /// How many bytes came, how many of them have a place in the file, and how many may.
    var taken = 0
    var end = 0
    var room = 0
    var failure: FileError?
  }

  /// A file that is made when it is needed.
  ///
  /// - Parameter place: The output: it lies in the same file system, where nothing is seen of it.
  public convenience init(beside place: OutputPlace) { self.init(in: place.parent, mostInMemory: SetAsideFile.mostInMemory) }

  /// A file with other limits, for tests.
  init(in folder: String, mostInMemory: Int, shareOfRoom: Int = SetAsideFile.shareOfRoom) {
    (self.folder, self.mostInMemory, self.shareOfRoom) = (folder, mostInMemory, shareOfRoom)
  }

  deinit { state.withLock { if $0.descriptor >= 0 { Glibc.close($0.descriptor) } } }

  /// How many bytes have a place in it.
  var size: Int { state.withLock { $0.end } }

  /// Puts bytes into the file. Returns where they are; nil if they are to stay in memory.
  public func put(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let (descriptor, start) = place(of: bytes.count) else { return nil }
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(start + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        state.withLock { $0.isFull = true }
        return nil
      }
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
      (state.descriptor, state.isFull) = (-1, true)
      return state.failure
    }
    if let failure { throw failure }
  }

  /// Where a number of bytes can be put; nil if that is in memory.
  private func place(of count: Int) -> (descriptor: Int32, start: Int)? {
    state.withLock { state in
      state.taken += count
      if state.isFull || state.taken <= mostInMemory { return nil }
      if state.descriptor < 0 {
        state.descriptor = opos_open_unnamed_file(folder)
        state.room = SetAsideFile.freeSpace(state.descriptor) / shareOfRoom
      }
      state.isFull = state.end + count > state.room
      if state.isFull { return nil }
      defer { state.end += count }
      return (state.descriptor, state.end)
    }
  }

  /// How many bytes the file system of an open file has free for us; none where that is not known.
  private static func freeSpace(_ descriptor: Int32) -> Int {
    var status = statvfs()
    guard fstatvfs(descriptor, &status) == 0 else { return 0 }
    let (space, isTooMuch) = Int(clamping: status.f_bavail).multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    return isTooMuch ? .max : space
  }

  private func fail(_ code: Int32, _ bytes: UnsafeMutableRawBufferPointer, from start: Int) {
    UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).initializeMemory(as: UInt8.self, repeating: 0)
    state.withLock { $0.failure = $0.failure ?? FileError("read what was set aside in", folder, code: code) }
  }
}
