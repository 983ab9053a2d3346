import Glibc

/// What stands at a URL's path below a folder; nothing outside of it is ever opened.
enum ServedFile {
  /// A file, and its version for `ETag`.
  case file(path: String, size: Int, version: String)
  /// A folder whose URL lacks the slash at its end.
  case folder
  case missing

  /// Looks up a URL's path.
  ///
  /// - Parameters:
  ///   - path: The path as it was sent, percent-encoded, from the first slash to before `?`.
  ///   - root: The folder.
  init(at path: String, below root: String) {
    self = .missing
    guard let names = ServedFile.names(in: path) else { return }
    let isFolder = path.hasSuffix("/")
    let full = root + names.map { "/" + $0 }.joined() + (isFolder ? "/index.html" : "")
    // What the path leads to in the end, whatever symbolic links are on its way.
    guard let resolved = realpath(full, nil), let resolvedRoot = realpath(root, nil) else { return }
    defer {
      free(resolved)
      free(resolvedRoot)
    }
    let (target, top) = (String(cString: resolved), String(cString: resolvedRoot))
    guard target == top || target.hasPrefix(top == "/" ? "/" : top + "/") else { return }
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      let time = status.st_mtim
      self = .file(
        path: target, size: Int(status.st_size), version: "\(status.st_ino)-\(status.st_size)-\(time.tv_sec)-\(time.tv_nsec)")
    case S_IFDIR: self = isFolder ? .missing : .folder
    default: break
    }
  }

  /// The names in a URL's path, decoded; nil if one leads upwards, is hidden, or holds a slash or NUL.
  static func names(in path: String) -> [String]? {
    guard path.hasPrefix("/") else { return nil }
    var names: [String] = []
    // Byte by byte: with an accent behind it a slash is another character, and still a slash.
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      guard let name = decoded(part), let first = name.utf8.first, first != UInt8(ascii: "."), !name.utf8.contains(0),
        !name.utf8.contains(UInt8(ascii: "/"))
      else { return nil }
      names.append(name)
    }
    return names
  }

  private static func decoded(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
