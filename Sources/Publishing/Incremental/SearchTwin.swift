import Diagnostics
import Glibc
import Knowledge
import Search

/// What changes of the script that holds the index once more, for pages that were opened as files.
struct SearchTwin {
  private(set) var written: [(path: Text, bytes: [UInt8])] = []
  private(set) var removed: [Text] = []
  /// How many bytes the published files of the index have now.
  private(set) var size: Int

  /// The change that follows from one of the index.
  ///
  /// - Parameters:
  ///   - search: What changes of the index.
  ///   - size: How many bytes its published files had.
  ///   - made: The files that the last build made.
  ///   - place: Where they stand.
  init(following search: SearchPatch, size before: Int, _ made: MadeFiles, in place: OutputPlace) throws(FileError) {
    size = before
    guard !search.written.isEmpty || !search.removed.isEmpty else { return }
    let changed = Set(search.written.map(\.path) + search.removed)
    size += search.written.reduce(0) { $0 + $1.bytes.count } - changed.reduce(0) { $0 + SearchTwin.size(of: $1, in: place) }
    // Too many files are not read to find that they are too many.
    guard size <= BrowserScript.mostSearchBytes else {
      if before <= BrowserScript.mostSearchBytes { removed = [BrowserScript.searchTwinPath] }
      return
    }
    let folder: Text = "assets/search/"
    var files = search.written.map { SearchFile(name: Text($0.path.utf8.dropFirst(folder.count)), bytes: $0.bytes) }
    for (path, _) in made.all where path.utf8.starts(with: folder.utf8) {
      if changed.contains(path) || path == BrowserScript.searchTwinPath { continue }
      let bytes = try FileReader.bytes(of: place.output + "/" + String(path), limit: .max)
      files.append(SearchFile(name: Text(path.utf8.dropFirst(folder.count)), bytes: bytes))
    }
    if let twin = BrowserScript.twin(of: files) { written = [(BrowserScript.searchTwinPath, twin.bytes)] }
  }

  /// How many bytes a file of the output has; none if it is not there.
  private static func size(of path: Text, in place: OutputPlace) -> Int {
    var status = stat()
    return lstat(place.output + "/" + String(path), &status) == 0 ? Int(status.st_size) : 0
  }
}
