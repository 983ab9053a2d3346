import Diagnostics
import Glibc

/// An output folder and what stands beside it while and between builds.
///
/// Beside a folder `Public` stand `.Public.opos-spare` (the site of one build ago, brought up to date by the next one), `.Public.opos-state` (what the
/// last build made), `.Public.opos-drawings` (what Graphviz drew) and `.Public.opos-lock`. Each may be deleted at any time when no build runs. Where a system cannot
/// exchange folders, `.Public.opos-aside` or `.Public.opos-next` holds a whole site for an instant.
public struct OutputPlace: Sendable {
  /// The folder that readers see, without symbolic links in its path.
  public let output: String

  /// The folder in which the next version of the site is put together.
  let spare: String
  /// Where a system that cannot exchange folders puts the old site for an instant.
  let aside: String
  /// Where the new site waits while the old one is removed, on a system that cannot move it.
  let next: String
  /// The file that says what the last build made.
  let state: String
  /// The folder that keeps drawings from build to build.
  public let drawings: String
  /// The file that a build locks.
  let lock: String
  /// The folder that all of these are in.
  let parent: String

  /// The place of an output folder, which need not exist; the folders above it are made.
  ///
  /// - Parameters:
  ///   - path: The folder, as the user names it.
  ///   - sources: The folders that are read: the content and the theme.
  /// - Throws: `FileError` when it is no folder, when it and a source contain each other, or when the file system refuses.
  public init(_ path: String, sources: [String]) throws(FileError) {
    let whole = Self.resolved(path)
    for source in sources where Self.exists(source) {
      let read = Self.resolved(source)
      guard !Self.contains(whole, read), !Self.contains(read, whole) else {
        throw FileError(
          "write", path, reason: "it and `\(source)`, which is read, contain each other; name another folder with --output")
      }
    }
    guard whole != "/" else { throw FileError("write", path, reason: "it is the root of the file system") }
    output = whole
    let (parent, name) = Self.split(whole)
    self.parent = parent
    spare = parent + "/." + name + ".opos-spare"
    aside = parent + "/." + name + ".opos-aside"
    next = parent + "/." + name + ".opos-next"
    state = parent + "/." + name + ".opos-state"
    drawings = parent + "/." + name + ".opos-drawings"
    lock = parent + "/." + name + ".opos-lock"
    try Folder.makeWithParents(parent)
    var status = stat()
    if lstat(whole, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw FileError("write", path, reason: "it is not a folder")
    }
  }
}

extension OutputPlace {
  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func contains(_ outer: String, _ inner: String) -> Bool {
    inner == outer || inner.hasPrefix(outer == "/" ? "/" : outer + "/")
  }

  /// The absolute path with the symbolic links of what exists of it followed.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path.isEmpty ? "." : path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    let (parent, name) = split(path)
    if parent == path { return path }
    let above = resolved(parent)
    switch name {
    case ".", "": return above
    case "..": return split(above).parent
    default: return (above == "/" ? "" : above) + "/" + name
    }
  }

  /// The folder of a path and the name in it.
  static func split(_ path: String) -> (parent: String, name: String) {
    var bytes = Array(path.utf8)
    let slash = UInt8(ascii: "/")
    while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
    guard let last = bytes.lastIndex(of: slash) else { return (".", String(decoding: bytes, as: UTF8.self)) }
    return (
      last == 0 ? "/" : String(decoding: bytes[..<last], as: UTF8.self), String(decoding: bytes[(last + 1)...], as: UTF8.self)
    )
  }
}
