import Diagnostics
import Knowledge
import Search
import Synchronization

/// The index of the search as a build has written it.
struct WrittenIndex: Sendable {
  fileprivate static let folder: Text = "assets/search/"
  /// Where its manifest is, the only file whose name is known before it is made.
  static let manifestPath: Text = folder + "manifest"

  /// The paths of its files in the site.
  fileprivate(set) var paths: [Text] = []
  /// The files that only patches read, which are not among those of the site.
  private(set) var register: [RegisterFile] = []
  /// The same, as long as pages are written.
  fileprivate var spool: RegisterSpool
  /// How many bytes are in the site, the script of all files not counted.
  fileprivate(set) var size = 0

  fileprivate init(_ spool: RegisterSpool) { self.spool = spool }

  /// Takes into memory what was set aside.
  mutating func takeRegister() { register = spool.takeFiles() }
}

/// Writes the files of an index, each as soon as it is made, so that there is never a whole index in memory.
final class IndexWriter: Sendable {
  private let tree: StagedTree
  private let state: Mutex<State>

  fileprivate struct State {
    var index: WrittenIndex
    /// The files, as long as all of them may have to stand once more in a script.
    var small: [SearchFile] = []
    var failure: FileError?
  }

  /// A writer of an index to a tree.
  ///
  /// - Parameter store: Where what only patches read waits until all pages are written; nil where memory holds it.
  init(to tree: StagedTree, store: (any PageStore)?) {
    self.tree = tree
    state = Mutex(State(index: WrittenIndex(RegisterSpool(store: store))))
  }

  /// Writes a file; safe to call from several threads, of which one writes and the others wait: they would write to the same folder.
  func put(_ file: SearchFile) { state.withLock { $0.put(file, to: tree) } }

  /// Makes the files of an index that nobody has taken, and completes the tree with all of them.
  ///
  /// - Throws: `FileError` when the file system has refused a file of the index.
  func finish(_ parts: consuming IndexParts, completing tree: inout StagedTree) throws(FileError) -> WrittenIndex {
    parts.makeFiles { put($0) }
    let result = state.withLock { state -> Result<(WrittenIndex, twin: SearchFile?), FileError> in
      if let failure = state.failure { return .failure(failure) }
      let twin = state.index.size <= BrowserScript.mostSearchBytes ? BrowserScript.twin(of: state.small) : nil
      if twin != nil { state.index.paths.append(BrowserScript.searchTwinPath) }
      return .success((state.index, twin))
    }
    let (index, twin) = try result.get()
    try tree.complete(with: index.paths)
    if let twin { try tree.write(BrowserScript.searchTwinPath, twin.bytes) }
    return index
  }
}

extension IndexWriter.State {
  mutating func put(_ file: SearchFile, to tree: StagedTree) {
    guard failure == nil else { return }
    guard file.isPublished else { return index.spool.add(file) }
    let path = WrittenIndex.folder + file.name
    do throws(FileError) { try tree.write(path, file.bytes) } catch { return failure = error }
    index.paths.append(path)
    index.size += file.bytes.count
    if index.size <= BrowserScript.mostSearchBytes { small.append(file) } else { small = [] }
  }
}
