import Diagnostics
import Search

/// The index of the search as a build writes it: each file as soon as it is made, so that there is never a whole index in memory.
struct WrittenIndex: Sendable {
  private static let folder: Text = "assets/search/"
  /// Where its manifest is, the only file whose name is known before it is made.
  static let manifestPath: Text = folder + "manifest"

  /// The paths of its files in the site.
  private(set) var paths: [Text] = []
  /// The files that only patches read, which are not among those of the site.
  private(set) var register: [SearchFile] = []
  /// How many bytes are in the site, the script of all files not counted.
  private(set) var size = 0
  /// The files, as long as all of them may have to stand once more in a script.
  private var small: [SearchFile] = []

  /// Makes the files of an index, puts them into a tree, and completes that with them.
  init(_ builder: consuming IndexBuilder, to tree: inout StagedTree) throws(FileError) {
    var failure: FileError?
    let staged = tree
    builder.makeFiles { file in
      guard failure == nil else { return }
      do throws(FileError) { try put(file, to: staged) } catch { failure = error }
    }
    if let failure { throw failure }
    let twin = size <= BrowserScript.mostSearchBytes ? BrowserScript.twin(of: small) : nil
    small = []
    if twin != nil { paths.append(BrowserScript.searchTwinPath) }
    try tree.complete(with: paths)
    if let twin { try tree.write(BrowserScript.searchTwinPath, twin.bytes) }
  }

  private mutating func put(_ file: SearchFile, to tree: StagedTree) throws(FileError) {
    guard file.isPublished else { return register.append(file) }
    let path = WrittenIndex.folder + file.name
    try tree.write(path, file.bytes)
    paths.append(path)
    size += file.bytes.count
    if size <= BrowserScript.mostSearchBytes { small.append(file) } else { small = [] }
  }
}
