import Diagnostics
import Glibc

/// The files below a folder, in byte order of their paths.
///
/// Hidden files and folders (a leading dot) are passed over, and what editors leave beside a file (`page.md~`, `#page.md#`). What could lead outside the folder or stop a reader is a finding and left out:
/// symbolic links whose target is elsewhere, links to folders, pipes, sockets, devices, and names with control characters or invalid UTF-8.
public struct FolderWalk: Sendable {
  /// Paths relative to the folder, with `/` between names, in byte order.
  public private(set) var files: [Text] = []

  /// Hidden files that say in which order the pages of their folders are read: no part of `files`.
  public private(set) var hiddenNotes: [Text] = []

  /// What was left out and why.
  public private(set) var diagnostics: [Diagnostic] = []

  private let root: String
  private let realRoot: String
  private let name: Text

  /// Walks a folder.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - name: What findings call it; paths in findings are relative to it.
  /// - Throws: `FileError` when the folder or one below it cannot be listed.
  public init(_ root: String, name: Text = "") throws(FileError) {
    self.root = root
    self.name = name
    guard let resolved = realpath(root, nil) else { throw FileError("list", root) }
    realRoot = String(cString: resolved)
    free(resolved)
    var pending: [Text] = [""]
    while let folder = pending.popLast() {
      try list(folder, into: &pending)
    }
    files.sort()
    hiddenNotes.sort()
  }

  private mutating func list(_ folder: Text, into pending: inout [Text]) throws(FileError) {
    let path = folder.isEmpty ? root : root + "/" + String(folder)
    guard let stream = opendir(path) else { throw FileError("list", path) }
    defer { closedir(stream) }
    // What stands below changes `errno`, and only `errno` tells the end of a folder from a fault.
    while let entry = next(of: stream) {
      let entryName = nameBytes(of: entry)
      if entryName.withUnsafeBytes({ FolderEntry.isPassedOver($0) }) { continue }
      let relative = folder.isEmpty ? Text(entryName) : Text(folder.utf8 + [UInt8(ascii: "/")] + entryName)
      // A folder or a link of such a name is hidden like any other.
      if entryName.first == UInt8(ascii: "."), kind(of: entry, at: relative) != UInt8(DT_REG) { continue }
      guard isPlain(entryName) else {
        leaveOut(relative, "its name has control characters or is not UTF-8")
        continue
      }
      switch kind(of: entry, at: relative) {
      case UInt8(DT_REG) where entryName.first == UInt8(ascii: "."): hiddenNotes.append(relative)
      case UInt8(DT_REG): files.append(relative)
      case UInt8(DT_DIR): pending.append(relative)
      case UInt8(DT_LNK): follow(relative)
      default: leaveOut(relative, "it is neither a file nor a folder")
      }
    }
    guard errno == 0 else { throw FileError("list", path) }
  }

  private func next(of stream: OpaquePointer) -> UnsafeMutablePointer<dirent>? {
    errno = 0
    return readdir(stream)
  }

  private func nameBytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    withUnsafeBytes(of: &entry.pointee.d_name) { raw in
      Array(raw.prefix { $0 != 0 })
    }
  }

  private func kind(of entry: UnsafeMutablePointer<dirent>, at relative: Text) -> UInt8 {
    guard entry.pointee.d_type == UInt8(DT_UNKNOWN) else { return entry.pointee.d_type }
    var status = stat()
    guard lstat(root + "/" + String(relative), &status) == 0 else { return UInt8(DT_UNKNOWN) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return UInt8(DT_REG)
    case S_IFDIR: return UInt8(DT_DIR)
    case S_IFLNK: return UInt8(DT_LNK)
    default: return UInt8(DT_UNKNOWN)
    }
  }

  private mutating func follow(_ relative: Text) {
    guard let resolved = realpath(root + "/" + String(relative), nil) else {
      return leaveOut(relative, "it is a symbolic link that leads nowhere")
    }
    defer { free(resolved) }
    var status = stat()
    guard stat(resolved, &status) == 0, String(cString: resolved).hasPrefix(realRoot + "/") else {
      return leaveOut(relative, "it is a symbolic link that leaves the folder")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return leaveOut(relative, "it is a symbolic link to something other than a file")
    }
    files.append(relative)
  }

  private func isPlain(_ name: [UInt8]) -> Bool {
    name.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && Text(name).isValidUTF8
  }

  private mutating func leaveOut(_ relative: Text, _ reason: Text) {
    diagnostics.append(
      Diagnostic(
        rule: "file-left-out", severity: .warning, message: "`\(relative.visible)` is left out: \(reason)",
        file: name.isEmpty ? relative.visible : name + "/" + relative.visible))
  }
}
