import Diagnostics
import Glibc
import Knowledge
import Synchronization

/// The folder beside the output in which the next version is put together: a hard link for every file that readers see.
///
/// Kept like the output after each build, it makes the next small change as cheap as the files that it changes.
struct SpareTree: Sendable {
  private let place: OutputPlace

  init(of place: OutputPlace) { self.place = place }

  /// Makes files of it those of the output: the same where the output has one, none where it has none.
  ///
  /// - Throws: `FileError` when the file system refuses.
  func follow(_ paths: [Text]) throws(FileError) {
    for path in paths { try follow(path) }
  }

  /// Removes the folders of a file that is no more, as far as nothing else is in them.
  ///
  /// - Parameter condition: Which of them may go.
  func removeFolders(above path: Text, if condition: (Text) -> Bool) {
    var folder = SitePath.folder(of: path)
    while !folder.isEmpty, condition(folder), rmdir(place.spare + "/" + String(folder)) == 0 {
      folder = SitePath.folder(of: folder)
    }
  }

  /// Makes it like the output, from nothing.
  ///
  /// - Parameters:
  ///   - paths: All files of the output.
  ///   - jobs: How many threads to use.
  func make(like paths: [Text], jobs: Int) throws(FileError) {
    try Folder.make(place.spare)
    for folder in SpareTree.folders(of: paths) { try Folder.make(place.spare + "/" + String(folder)) }
    let failure = Mutex<FileError?>(nil)
    FolderLots(of: paths) { _ in true }.forEach(jobs: jobs, state: {}) { _, number in
      do throws(FileError) { try link(paths[number]) } catch { failure.withLock { $0 = $0 ?? error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// A fingerprint of its folders: it tells whether anybody else put something there or took it away.
  ///
  /// - Parameter folders: The folders.
  func fingerprint(of folders: [Text]) -> UInt64 {
    var hash = Fingerprint()
    for folder in [""] + folders {
      hash.combine(folder)
      hash.combine(FileStamp(folder, in: place.spare)?.status ?? 0)
    }
    return hash.value
  }

  /// The folders that files are in, with those above them, each before those in it.
  static func folders(of paths: [Text]) -> [Text] {
    var all: Set<Text> = []
    for path in paths {
      var folder = SitePath.folder(of: path)
      while !folder.isEmpty, all.insert(folder).inserted { folder = SitePath.folder(of: folder) }
    }
    return all.sorted()
  }

  private func follow(_ path: Text) throws(FileError) {
    let target = place.spare + "/" + String(path)
    guard unlink(target) == 0 || errno == ENOENT || errno == ENOTDIR else { throw FileError("remove", target) }
    guard try Folder.hasEntry(place.output + "/" + String(path)) else {
      return removeFolders(above: path) { access(place.output + "/" + String($0), F_OK) != 0 }
    }
    try Folder.makeWithParents(OutputPlace.split(target).parent)
    try link(path)
  }

  private func link(_ path: Text) throws(FileError) {
    let (source, target) = (path.inFolder(place.output), path.inFolder(place.spare))
    if source.withCString({ source in target.withCString { Glibc.link(source, $0) } }) == 0 || errno == EEXIST { return }
    guard [EPERM, EMLINK, EXDEV, ENOTSUP, ENOSYS].contains(errno) else { throw FileError("keep", target) }
    try FileCopy.make(of: source, at: target)
  }
}
