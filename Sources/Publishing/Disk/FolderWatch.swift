import CFileSystem
import Diagnostics
import Glibc

/// Waits for changes below some folders: by inotify, and where the kernel gives no more watches, by looking again and again.
public final class FolderWatch {
  private let folders: [String]
  private let descriptor: Int32
  private var isWatching = false
  /// The watches of folders above some that are not there.
  private var surroundings: Set<Int32> = []
  /// What the folders were when they were looked at last; nil if that is too long ago.
  private var last: TreeFingerprint?

  /// A watch of some folders; those that are not there yet count once they are.
  public init(_ folders: [String]) {
    self.folders = folders
    descriptor = opos_watch_open()
    last = TreeFingerprint(of: folders)
    isWatching = watchAll()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Returns when something was changed, and nothing more was for a moment.
  ///
  /// Programs write files in several steps: what follows the first change within 10 milliseconds belongs to it, and for at most 200. What the kernel tells
  /// of is not looked for as well; only where it tells nothing for a while it is looked whether that is true.
  public func waitForChange() {
    last = last ?? TreeFingerprint(of: folders)
    while true {
      let told = isWatching ? waitForEvents() : WatchEvents()
      if !isWatching { usleep(300_000) }
      if told.hasFolders { isWatching = watchAll() }
      if told.isRelevant {
        last = nil
        return
      }
      let now = TreeFingerprint(of: folders)
      if now == last { continue }
      last = now
      isWatching = watchAll()
      return
    }
  }

  private func waitForEvents() -> WatchEvents {
    var events = WatchEvents(surroundings: surroundings)
    // A watch can be lost without a word, on network file systems for one; so it is looked from time to time all the same.
    var timeout: Int32 = 2_000
    for _ in 0..<20 {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, timeout) > 0 else { break }
      drain(into: &events)
      timeout = 10
    }
    return events
  }

  private func drain(into events: inout WatchEvents) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      buffer.withUnsafeBytes { events.add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  /// Watches all folders as they are now; false if there are more than may be watched.
  private func watchAll() -> Bool {
    guard descriptor >= 0 else { return false }
    var pending = folders
    surroundings = []
    // Of a folder that is not there the one above is watched.
    for folder in folders where access(folder, F_OK) != 0 {
      let watch = opos_watch_add(descriptor, Self.parent(of: folder))
      if watch >= 0 { surroundings.insert(watch) } else if errno != ENOENT, errno != ENOTDIR { return false }
    }
    var count = 0
    while let folder = pending.popLast() {
      guard access(folder, F_OK) == 0 else { continue }
      let watch = opos_watch_add(descriptor, folder)
      guard watch >= 0, count < 100_000 else { return errno == ENOENT || errno == ENOTDIR }
      // A folder that is watched for itself tells of all that happens in it.
      surroundings.remove(watch)
      count += 1
      pending += Self.subfolders(of: folder)
    }
    return true
  }

  private static func parent(of folder: String) -> String {
    guard let slash = folder.lastIndex(of: "/") else { return "." }
    return slash == folder.startIndex ? "/" : String(folder[..<slash])
  }

  private static func subfolders(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self) }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR) || entry.pointee.d_type == UInt8(DT_UNKNOWN)
      if isFolder, !name.hasPrefix(".") { found.append(folder + "/" + name) }
    }
    return found
  }
}
