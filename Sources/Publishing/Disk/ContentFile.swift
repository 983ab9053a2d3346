import Diagnostics
import Glibc

/// New files of the content.
public enum ContentFile {
  /// Makes a file that is not there yet, with the folders that it needs.
  ///
  /// - Throws: `FileError` when there is such a file, or when the file system refuses.
  public static func create(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try Folder.makeWithParents(String(path[..<slash])) }
    if access(path, F_OK) == 0 { throw FileError("write", path, reason: "there is such a file already") }
    try FileWriter.create(path, bytes)
  }
}
