import CFileSystem
import Diagnostics
import Glibc

/// The step in which a complete new version takes the place of the old one.
struct TreeExchange {
  private let place: OutputPlace

  init(at place: OutputPlace) { self.place = place }

  /// Exchanges the spare folder and the output.
  ///
  /// - Parameter isFirst: Whether there is no output yet.
  /// - Returns: What could not be promised, in words; nil if it was one step.
  /// - Throws: `FileError` when the file system refuses.
  func run(isFirst: Bool) throws(FileError) -> String? {
    if isFirst {
      guard rename(place.spare, place.output) == 0 else { throw FileError("publish", place.output) }
      return nil
    }
    if opos_exchange_paths(place.spare, place.output) == 0 { return nil }
    switch errno {
    case EINVAL, ENOSYS, ENOTSUP: return try inTwoSteps()
    case EXDEV: return try byRemoving()
    case EBUSY:
      let reason = "something is mounted there, so that the new site cannot take its place; name a folder in it with --output"
      throw FileError("publish", place.output, reason: reason)
    default: throw FileError("publish", place.output)
    }
  }

  /// Whether a refusal means that the folders cannot be exchanged in one step, but that the new version may get there in several.
  static func isOfOneStep(_ code: Int32) -> Bool { [EINVAL, ENOSYS, ENOTSUP, EXDEV].contains(code) }

  /// Puts a site where it belongs after a build that died between two steps.
  func finish() throws(FileError) {
    if try Folder.hasEntry(place.next) { try putNext() }
    guard try Folder.hasEntry(place.aside) else { return }
    if try Folder.hasEntry(place.output) { return try Folder.remove(place.aside) }
    guard rename(place.aside, place.output) == 0 else { throw FileError("publish", place.output) }
  }

  private func inTwoSteps() throws(FileError) -> String {
    try Folder.remove(place.aside)
    guard rename(place.output, place.aside) == 0 else { throw FileError("publish", place.output) }
    guard rename(place.spare, place.output) == 0 else {
      let error = FileError("publish", place.output)
      rename(place.aside, place.output)
      throw error
    }
    rename(place.aside, place.spare)
    return "this file system cannot exchange two folders in one step: for an instant there was no `\(place.output)`"
  }

  /// A folder that lies in a lower layer of an overlay, as one that was there when a container began, cannot be moved at all. Its files can be
  /// removed; from then on the folder is one of the upper layer. So may be the spare folder.
  private func byRemoving() throws(FileError) -> String {
    if rename(place.spare, place.next) != 0 {
      guard errno == EXDEV else { throw FileError("publish", place.output) }
      try copySpare(to: place.aside)
      guard rename(place.aside, place.next) == 0 else { throw FileError("publish", place.output) }
      try Folder.remove(place.spare)
    }
    try Folder.sync(place.parent)
    try putNext()
    let layer = "is of a lower layer of this file system, which cannot be moved"
    return "`\(place.output)` \(layer): while it was removed the site was not whole"
  }

  private func copySpare(to copy: String) throws(FileError) {
    try Folder.remove(copy)
    try Folder.make(copy)
    let listing = try FolderListing(place.spare)
    for folder in listing.folders.sorted() { try Folder.make(folder.inFolder(copy)) }
    for path in listing.files.keys {
      let (from, to) = (path.inFolder(place.spare), path.inFolder(copy))
      if link(from, to) != 0 { try FileCopy.make(of: from, at: to) }
    }
    try Folder.syncAll(copy) { opos_sync_file_system($0) }
  }

  private func putNext() throws(FileError) {
    do {
      try Folder.remove(place.output)
    } catch {
      let note = "the new site waits in `\(place.next)` for the next build"
      throw FileError(error.action, error.path, reason: "\(error.reason) (\(note))")
    }
    guard rename(place.next, place.output) == 0 else { throw FileError("publish", place.output) }
  }
}
