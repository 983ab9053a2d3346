import CFileSystem
import Diagnostics
import Glibc
import Search
import Synchronization

/// A new version of an output folder, complete and on the disk before anybody sees it.
///
/// It is put together in the spare folder beside the output, and `publish` exchanges the two in one step. A file whose bytes did not change is a hard
/// link to the one that readers see, so that it keeps its inode and its modification time. What stands in the output and is not ours is carried over;
/// a file of ours that is no longer made disappears. The old version stays as the spare folder, so that the next build changes only what differs: what
/// a dead build left there does no harm, because a file of it counts only if it is, by its inode, the very file that readers see.
public struct StagedTree: Sendable {
  private let place: OutputPlace
  private let standing: FolderListing
  private let spare: FolderListing
  private let isFirst: Bool
  /// The files of the output that are not ours.
  private var foreign: [Text]
  /// The files that the last build made and this one does not.
  private var old: [Text]
  private var made: [Text]
  private let pages: Set<Text>
  private let jobs: Int
  /// The compressed files that are made of others.
  private var compressed: Set<Text>
  private let written = WrittenFiles()

  /// Prepares the spare folder.
  ///
  /// - Parameters:
  ///   - lock: The lock of the output folder.
  ///   - made: The relative paths that will be written, all of them but the files of the search's index, whose names are made of their bytes.
  ///   - pages: Those of them that are pages of the content.
  ///   - jobs: How many threads to use.
  ///   - isCompressed: Whether a compressed file stands beside each that gains by it.
  /// - Throws: `FileError` when the file system refuses.
  public init(
    holding lock: OutputLock, making made: [Text], pages: Set<Text> = [], jobs: Int = 1, isCompressed: Bool = false
  ) throws(FileError) {
    place = lock.place
    compressed = isCompressed ? Gzip.paths(beside: made) : []
    // In their order from here on: what a build leaves lists them so, more than once.
    let made = (made + compressed).sorted()
    self.made = made
    self.pages = pages
    self.jobs = jobs
    try TreeExchange(at: place).finish()
    standing = try FolderListing(ifAny: place.output)
    isFirst = try !Folder.hasEntry(place.output)
    let ours = Set(made)
    let earlier = try Self.earlier(place, standing)
    old = standing.files.keys.filter { earlier.contains($0) && !ours.contains($0) }
    foreign = standing.files.keys.filter { !ours.contains($0) && !earlier.contains($0) }
    let hasFolders = Self.folders(of: made + old)
    let folders = Self.folders(of: made + foreign).union(standing.folders.subtracting(hasFolders))
    for path in made where standing.folders.contains(path) && folders.contains(path) {
      throw FileError("write", place.output + "/" + String(path), reason: "a folder that opos did not make stands there")
    }
    for path in foreign where folders.contains(path) {
      throw FileError(
        "write", place.output + "/" + String(path), reason: "a file that opos did not make stands where a folder is needed")
    }
    try Folder.claim(place.spare)
    spare = try Self.prepare(place.spare, files: ours.union(foreign), folders: folders)
  }

  /// Takes the files of the search's index, each written or yet to be: those of the last index go.
  ///
  /// - Throws: `FileError` when the file system refuses.
  mutating func complete(with index: [Text]) throws(FileError) {
    let isCompressed = !compressed.isEmpty
    let more = index + (isCompressed ? Gzip.paths(beside: index) : [])
    if isCompressed { compressed.formUnion(Gzip.paths(beside: index)) }
    let ours = Set(made).union(more)
    made = ours.sorted()
    old.removeAll { ours.contains($0) }
    foreign.removeAll { ours.contains($0) }
    for path in spare.files.keys where Self.isOfIndex(path) && !ours.contains(path) && !foreign.contains(path) {
      try remove(place.spare + "/" + String(path))
    }
  }

  /// Writes one file, if its content differs from what readers see; safe to call from several threads for different paths.
  public func write(_ path: Text, _ bytes: [UInt8]) throws(FileError) {
    try put(path, bytes)
    if case let beside = path + Gzip.ending, compressed.contains(beside) { try put(beside, Gzip.compressed(bytes)) }
  }

  private func put(_ path: Text, _ bytes: [UInt8]) throws(FileError) {
    if let inode = standing.files[path], try FileReader.hasContent(path.inFolder(place.output), bytes) {
      if try keep(path, inode) { return }
    }
    let target = path.inFolder(place.spare)
    if spare.files[path] != nil { try remove(target) }
    try FileWriter.create(target, bytes)
    written.add(path)
  }

  /// Makes the new version the visible one, unless the visible one is equal.
  ///
  /// - Returns: What could not be promised, in words; nil if the exchange was one step.
  public func publish() throws(FileError) -> String? {
    for path in foreign where try !keep(path, standing.files[path] ?? 0) { try copy(path) }
    let state = BuildState(made: made, pages: pages)
    if written.isEmpty, old.isEmpty {
      try state.replace(place.state, isLasting: true)
      return nil
    }
    try sync()
    // Until the exchange both versions' files are ours, whatever ends this process.
    try BuildState(made: made + old, pages: pages).replace(place.state, isLasting: true)
    let caveat = try TreeExchange(at: place).run(isFirst: isFirst)
    do {
      try Folder.sync(place.parent)
    } catch {
      throw FileError("sync", place.parent, reason: "\(error.reason) (the new site stands, but might not after a loss of power)")
    }
    if !old.isEmpty { try state.replace(place.state, isLasting: true) }
    return caveat
  }

  /// Makes the spare folder follow the new version, and leaves what the next build needs to know.
  ///
  /// - Throws: `FileError` when the file system refuses; the site stands all the same.
  func remember(
    on basis: BuildBasis, _ site: SiteContext, index: (WrittenIndex, FoundThings), templates: [SourceFile]
  ) throws(FileError) {
    let spare = SpareTree(of: place)
    do {
      if isFirst { try spare.make(like: made, jobs: jobs) } else { try spare.follow(written.all + old) }
    } catch {
      let note = "the new site stands, and the next build makes all of it"
      throw FileError(error.action, error.path, reason: "\(error.reason) (\(note))")
    }
    let memory = BuildMemory(basis, site, index: index, templates: templates, making: made, in: place, jobs: jobs)
    try BuildState(made: made, pages: pages, memory: memory).replace(place.state, isLasting: false)
  }

  /// The pages of the content that the last build of an output folder made; none where that is not known.
  static func earlierPages(at lock: OutputLock) -> Set<Text> {
    (try? BuildState.read(lock.place.state))?.pages ?? []
  }

  /// Removes the unfinished version; the output stays as it was.
  public func discard() {
    try? Folder.remove(place.spare)
  }
}

extension StagedTree {
  /// Links a file of the output into the new version; false where the file system has no hard links or allows none.
  private func keep(_ path: Text, _ inode: UInt64) throws(FileError) -> Bool {
    if spare.files[path] == inode { return true }
    let target = place.spare + "/" + String(path)
    if spare.files[path] != nil { try remove(target) }
    if link(place.output + "/" + String(path), target) == 0 { return true }
    guard [EPERM, EMLINK, EXDEV, ENOTSUP, ENOSYS].contains(errno) else { throw FileError("keep", target) }
    return false
  }

  private func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
  }

  private func copy(_ path: Text) throws(FileError) {
    try FileCopy.make(of: path.inFolder(place.output), at: path.inFolder(place.spare))
  }

  /// A few files one by one, so that a small change does not wait for what others write; else everything.
  private func sync() throws(FileError) {
    let paths = written.all
    guard paths.count <= 64, spare.files.count > 0 else {
      return try Folder.syncAll(place.spare) { opos_sync_file_system($0) }
    }
    for path in paths { try FileWriter.sync(place.spare + "/" + String(path)) }
    for folder in Self.folders(of: paths) { try Folder.sync(place.spare + "/" + String(folder)) }
    try Folder.sync(place.spare)
  }

  /// The files of the output that an earlier build made.
  private static func earlier(_ place: OutputPlace, _ standing: FolderListing) throws(FileError) -> Set<Text> {
    if let state = try BuildState.read(place.state) { return Set(state.made.all.map(\.path)) }
    return standing.files.keys.reduce(into: []) { ours, path in
      if isOfIndex(path) || path.hasSuffix(".html") && FileReader.isGenerated(place.output + "/" + String(path)) {
        ours.insert(path)
      }
    }
  }

  /// Whether a file can only be one of the search's index, of which a build makes thousands, under other names than the last one.
  private static func isOfIndex(_ path: Text) -> Bool {
    let folder: Text = "assets/search/"
    return path == BrowserScript.searchTwinPath
      || path.utf8.starts(with: folder.utf8) && SearchFile.isName(Text(path.utf8.dropFirst(folder.count)))
  }

  /// Removes what the new version does not have and makes its folders. What can be of the index may stay; `complete` knows.
  private static func prepare(_ root: String, files: Set<Text>, folders: Set<Text>) throws(FileError) -> FolderListing {
    let listing = try FolderListing(root)
    for path in listing.files.keys where !files.contains(path) && !isOfIndex(path) {
      guard unlink(root + "/" + String(path)) == 0 else { throw FileError("remove", root + "/" + String(path)) }
    }
    for folder in listing.folders.sorted().reversed() where !folders.contains(folder) {
      guard rmdir(root + "/" + String(folder)) == 0 else { throw FileError("remove", root + "/" + String(folder)) }
    }
    for folder in folders.sorted() where !listing.folders.contains(folder) { try Folder.make(root + "/" + String(folder)) }
    return listing
  }

  /// The folders that the paths are in, with those above them.
  private static func folders(of paths: [Text]) -> Set<Text> {
    var all: Set<Text> = []
    for path in paths {
      var folder = path
      repeat {
        guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
        folder = Text(folder.utf8[..<slash])
      } while all.insert(folder).inserted
    }
    return all
  }
}

/// The files that were written, gathered from several threads.
private final class WrittenFiles: Sendable {
  private let paths = Mutex<[Text]>([])

  var isEmpty: Bool { paths.withLock { $0.isEmpty } }
  var all: [Text] { paths.withLock { $0 } }

  func add(_ path: Text) { paths.withLock { $0.append(path) } }
}
