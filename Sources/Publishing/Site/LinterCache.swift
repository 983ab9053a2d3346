import Diagnostics
import Glibc
import Knowledge
import Notation
import ServiceLevels

/// A compiled linter that is kept in a file, in the form in which the browser gets it, so that the next ticket need not wait until forms, rules and
/// requests are read again.
///
/// It counts only for the program, the content folder and the files that it was made from, as the file system tells them apart: by their paths, places on
/// the disk, sizes and both of their times. A file that anybody else could have written counts for nothing, nor does one that is damaged. It may be deleted
/// at any time.
struct LinterCache {
  private let path: String
  /// A fingerprint of all that the linter is made from.
  private let key: UInt64
  /// Whether each later change of what it is made from will show.
  private let isSure: Bool

  /// The cache for a content folder; nil where it cannot be told whether the folder changed.
  ///
  /// - Parameters:
  ///   - folder: Where caches are kept; it need not exist.
  ///   - source: The content folder.
  ///   - files: Its files, relative to it.
  init?(in folder: String, source: String, files: [Text]) {
    let begin = FileStamp.now
    guard let resolved = realpath(source, nil) else { return nil }
    defer { free(resolved) }
    guard let program = FileStamp(following: "/proc/self/exe") else { return nil }
    var hash = Fingerprint()
    hash.combine(Text(String(cString: resolved)))
    path = "\(folder)/linter-\(String(hash.value, radix: 16))"
    hash.combine(program.status)
    var newest = program.changed
    for file in files where LinterCache.decides(file) {
      guard let stamp = FileStamp(following: source + "/" + String(file)) else { return nil }
      hash.combine(file)
      hash.combine(stamp.status)
      newest = max(newest, stamp.changed)
    }
    key = hash.value
    isSure = newest < begin - InputScan.grain(of: newest)
  }

  /// Whether a linter depends on a file, by its path: on the configuration, a calendar, the agreement, a form, an experiment or a snapshot.
  static func decides(_ file: Text) -> Bool {
    switch ContentKind(path: file, isConfigured: true) {
    case .configuration, .agreement, .form, .experiment, .snapshot: true
    default: file.hasSuffix(".ics")
    }
  }

  /// The linter that was kept, and the bytes that it was read from; nil if there is none for the present files.
  func read() -> (data: LinterData, packed: SourceFile)? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & (S_IWGRP | S_IWOTH) == 0, let bytes = try? FileReader.bytes(of: path), bytes.count > 8,
      bytes[..<8].elementsEqual(LinterCache.bytes(of: key))
    else { return nil }
    let packed = SourceFile(path: Text(path), bytes: Array(bytes[8...]))
    return LinterData.read(packed).data.map { ($0, packed) }
  }

  /// Keeps a linter, if later changes will show. That it cannot be kept is no fault.
  func write(_ data: LinterData) {
    guard isSure else { return }
    try? Folder.makeWithParents(OutputPlace.split(path).parent)
    try? FileWriter.replace(path, [LinterCache.bytes(of: key), data.bytes], isLasting: false)
  }

  private static func bytes(of key: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: key >> (8 * $0)) } }
}
