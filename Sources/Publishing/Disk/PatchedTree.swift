import CFileSystem
import Diagnostics
import Glibc
import Knowledge

/// A few changes of an output folder, published in one step as a whole version is: they are made in the spare folder, which then takes the output's place.
struct PatchedTree: Sendable {
  private let place: OutputPlace
  private let memory: BuildMemory

  /// What is new in the output folder.
  struct Changes: Sendable {
    /// Files with their new content.
    var written: [(path: Text, bytes: [UInt8])] = []
    /// Files that are no more.
    var removed: [Text] = []

    var isEmpty: Bool { written.isEmpty && removed.isEmpty }
    var paths: [Text] { written.map(\.path) + removed }
  }

  /// The patch of an output folder that is, as far as its sum tells, what the last build made.
  ///
  /// - Returns: nil if the spare folder is not what the last build left.
  init?(of place: OutputPlace, memory: BuildMemory) {
    self.place = place
    self.memory = memory
    // A page whose number in the index changes has two thousand files written: a link for each costs a hundredth of a whole build.
    guard let differing = memory.spare.differing, differing.count <= max(1000, memory.fileCount / 2),
      SpareTree(of: place).fingerprint(of: memory.spare.folders) == memory.spare.fingerprint
    else { return nil }
  }

  /// Makes the changes visible.
  ///
  /// - Returns: The sum of the output folder, what the spare folder is now, and how many files more there are; nil if the file system cannot exchange
  ///   folders, and nothing was done.
  /// - Throws: `FileError` when the file system refuses; the output is as it was.
  func publish(_ changes: Changes) throws(FileError) -> (OutputSum, BuildMemory.SpareMemory, grown: Int)? {
    let differing = memory.spare.differing ?? []
    let touched = Set(differing + changes.paths).sorted()
    var sum = memory.output
    var grown = 0
    for path in touched {
      let stamp = FileStamp(path, in: place.output)
      if stamp != nil { grown -= 1 }
      sum.remove(stamp)
    }
    try write(changes, following: differing)
    try sync(changes)
    if opos_exchange_paths(place.spare, place.output) != 0 {
      guard TreeExchange.isOfOneStep(errno) else { throw FileError("publish", place.output) }
      return nil
    }
    do {
      try Folder.sync(place.parent)
    } catch {
      throw FileError("sync", place.parent, reason: "\(error.reason) (the new site stands, but might not after a loss of power)")
    }
    for path in touched {
      let stamp = FileStamp(path, in: place.output)
      if stamp != nil { grown += 1 }
      sum.add(stamp)
    }
    var spare = memory.spare
    spare.folders = Set(spare.folders + SpareTree.folders(of: changes.written.map(\.path))).sorted()
    spare.differing = changes.paths.sorted()
    spare.fingerprint = SpareTree(of: place).fingerprint(of: spare.folders)
    return (sum, spare, grown)
  }

  private func write(_ changes: Changes, following differing: [Text]) throws(FileError) {
    let written = Set(changes.paths)
    try SpareTree(of: place).follow(differing.filter { !written.contains($0) })
    for path in changes.paths {
      let target = place.spare + "/" + String(path)
      guard unlink(target) == 0 || errno == ENOENT else { throw FileError("remove", target) }
    }
    for folder in SpareTree.folders(of: changes.written.map(\.path)) { try Folder.make(place.spare + "/" + String(folder)) }
    for (path, bytes) in changes.written { try FileWriter.create(place.spare + "/" + String(path), bytes) }
    for path in changes.removed { SpareTree(of: place).removeFolders(above: path) { _ in true } }
  }

  /// Begins to write all files before it waits for the first, so that they reach the disk together.
  private func sync(_ changes: Changes) throws(FileError) {
    guard changes.written.count <= 64 else { return try Folder.syncAll(place.spare) { opos_sync_file_system($0) } }
    for (path, _) in changes.written { opos_begin_writing(place.spare + "/" + String(path)) }
    for (path, _) in changes.written { try FileWriter.sync(place.spare + "/" + String(path)) }
    for folder in [""] + SpareTree.folders(of: changes.paths) {
      let path = folder.isEmpty ? place.spare : place.spare + "/" + String(folder)
      if try Folder.hasEntry(path) { try Folder.sync(path) }
    }
  }
}
