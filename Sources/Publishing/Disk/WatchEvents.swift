import CFileSystem
import Glibc

/// What the kernel told of some folders: inotify(7).
struct WatchEvents {
  /// Whether a file that counts was changed, or it cannot be told.
  private(set) var isRelevant = false
  /// Whether a folder came, went or has another name, so that other folders are to be watched.
  private(set) var hasFolders = false

  /// Folders that hold a watched one and other things: what happens in them has to be looked at.
  let surroundings: Set<Int32>

  /// No events yet.
  init(surroundings: Set<Int32> = []) { self.surroundings = surroundings }

  private static let size = MemoryLayout<inotify_event>.size

  /// Takes in events as they are read.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + WatchEvents.size <= bytes.count {
      let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
      let start = offset + WatchEvents.size
      offset = start + Int(event.len)
      guard offset <= bytes.count else { break }
      if surroundings.contains(event.wd), event.mask & UInt32(IN_Q_OVERFLOW) == 0 { continue }
      add(event.mask, UnsafeRawBufferPointer(rebasing: bytes[start..<offset].prefix { $0 != 0 }))
    }
  }

  private mutating func add(_ mask: UInt32, _ name: UnsafeRawBufferPointer) {
    // A watch that ends says nothing of files.
    if mask & UInt32(IN_IGNORED) != 0 { return }
    if mask & (UInt32(IN_ISDIR) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_Q_OVERFLOW)) != 0 {
      hasFolders = true
      isRelevant = true
    } else if !FolderEntry.isPassedOver(name) {
      isRelevant = true
    }
  }
}
