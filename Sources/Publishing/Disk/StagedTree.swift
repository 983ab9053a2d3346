import CFileSystem
import Diagnostics
import Glibc

/// A new version of an output folder, complete before anybody sees it.
///
/// The files are written into a folder beside the output; `publish` exchanges the two in one step. A manifest beside them says which files of the
/// output are ours: any other file that stands there is carried over, and a file of ours that is no longer made disappears.
public struct StagedTree: Sendable {
  /// The folder that readers see.
  public let output: String

  private let staging: String
  private let manifest: String

  /// Makes the empty staging folder, after removing what an interrupted run may have left.
  ///
  /// - Parameters:
  ///   - output: The folder that readers see; it need not exist.
  ///   - folders: The relative folders that will be written to.
  /// - Throws: `FileError` when the file system refuses.
  public init(output: String, folders: [Text]) throws(FileError) {
    self.output = output
    let (parent, name) = Self.split(output)
    staging = parent + "/." + name + ".opos-new"
    manifest = parent + "/." + name + ".opos-manifest"
    try Self.makeFolders(parent)
    try Self.removeFolder(staging)
    try Self.makeFolder(staging)
    for folder in Self.withParents(folders) {
      try Self.makeFolder(staging + "/" + String(folder))
    }
  }

  /// Writes one file; safe to call from several threads for different paths.
  public func write(_ path: Text, _ bytes: [UInt8]) throws(FileError) {
    try FileWriter.create(staging + "/" + String(path), bytes)
  }

  /// Carries over what is not ours, and makes the new version the visible one.
  ///
  /// - Parameter made: The relative paths that were written.
  public func publish(made: [Text]) throws(FileError) {
    try carryOver(except: made)
    if mkdir(output, 0o755) != 0, errno != EEXIST { throw FileError("write", output) }
    if opos_exchange_paths(staging, output) != 0 {
      throw FileError("publish", output)
    }
    try FileWriter.replace(manifest, Self.encode(made))
    try Self.removeFolder(staging)
  }

  /// Removes the staging folder; the output stays as it was.
  public func discard() {
    try? Self.removeFolder(staging)
  }
}

extension StagedTree {
  /// Hard-links the files of the old output that an earlier build did not make and this one does not.
  private func carryOver(except made: [Text]) throws(FileError) {
    var ours = Set(made)
    if let bytes = try? FileReader.bytes(of: manifest) { ours.formUnion(Self.decode(bytes)) }
    guard access(output, F_OK) == 0 else { return }
    for path in try Self.allFiles(below: output) where !ours.contains(path) {
      let target = staging + "/" + String(path)
      for folder in Self.withParents([Self.folder(of: path)]) {
        try Self.makeFolder(staging + "/" + String(folder))
      }
      guard link(output + "/" + String(path), target) == 0 || errno == EEXIST else { throw FileError("keep", target) }
    }
  }

  private static func encode(_ paths: [Text]) -> [UInt8] {
    var bytes: [UInt8] = []
    for path in paths.sorted() {
      bytes += path.utf8
      bytes.append(0x0A)
    }
    return bytes
  }

  private static func decode(_ bytes: [UInt8]) -> [Text] { bytes.split(separator: 0x0A).map { Text($0) } }

  private static func split(_ path: String) -> (parent: String, name: String) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return (".", trimmed) }
    let parent = String(trimmed[..<slash])
    return (parent.isEmpty ? "/" : parent, String(trimmed[trimmed.index(after: slash)...]))
  }

  static func folder(of path: Text) -> Text {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return Text(path.utf8[..<slash])
  }

  /// The folders and the folders above them, outermost first.
  private static func withParents(_ folders: [Text]) -> [Text] {
    var all: Set<Text> = []
    for var folder in folders {
      while !folder.isEmpty, all.insert(folder).inserted { folder = self.folder(of: folder) }
    }
    return all.sorted()
  }

  private static func makeFolder(_ path: String) throws(FileError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileError("make", path) }
  }

  private static func makeFolders(_ path: String) throws(FileError) {
    guard access(path, F_OK) != 0 else { return }
    let parent = split(path).parent
    if parent != path { try makeFolders(parent) }
    try makeFolder(path)
  }

  private static func removeFolder(_ path: String) throws(FileError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 else { throw FileError("remove", path) }
      return
    }
    for name in try names(in: path) { try removeFolder(path + "/" + name) }
    guard rmdir(path) == 0 else { throw FileError("remove", path) }
  }

  private static func allFiles(below root: String, _ folder: String = "") throws(FileError) -> [Text] {
    var files: [Text] = []
    for name in try names(in: folder.isEmpty ? root : root + "/" + folder) {
      let relative = folder.isEmpty ? name : folder + "/" + name
      var status = stat()
      guard lstat(root + "/" + relative, &status) == 0 else { throw FileError("list", root + "/" + relative) }
      if status.st_mode & S_IFMT == S_IFDIR {
        files += try allFiles(below: root, relative)
      } else {
        files.append(Text(relative))
      }
    }
    return files
  }

  private static func names(in folder: String) throws(FileError) -> [String] {
    guard let stream = opendir(folder) else { throw FileError("list", folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
