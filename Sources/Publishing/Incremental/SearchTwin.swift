import Diagnostics
import Knowledge
import Search

/// What changes of the script that holds the index once more, for pages that were opened as files.
struct SearchTwin {
  private(set) var written: [(path: Text, bytes: [UInt8])] = []
  private(set) var removed: [Text] = []

  /// The change that follows from one of the index.
  ///
  /// - Parameters:
  ///   - search: What changes of the index.
  ///   - state: What the last build left.
  ///   - place: Where it stands.
  init(following search: SearchPatch, on state: BuildState, in place: OutputPlace) throws(FileError) {
    guard !search.written.isEmpty || !search.removed.isEmpty else { return }
    let folder: Text = "assets/search/"
    let hadTwin = state.hasMade(BrowserScript.searchTwinPath)
    let changed = Set(search.written.map(\.path) + search.removed + [BrowserScript.searchTwinPath])
    let kept = state.made(in: folder).filter { !changed.contains($0) }
    // Many files are many bytes; nothing is read to find that out.
    var size = search.written.reduce(0) { $0 + $1.bytes.count }
    var files = search.written.map { SearchFile(name: Text($0.path.utf8.dropFirst(folder.count)), bytes: $0.bytes) }
    for path in kept {
      if size > BrowserScript.mostSearchBytes { break }
      let bytes = try FileReader.bytes(of: place.output + "/" + String(path), limit: .max)
      size += bytes.count
      files.append(SearchFile(name: Text(path.utf8.dropFirst(folder.count)), bytes: bytes))
    }
    if size <= BrowserScript.mostSearchBytes, let twin = BrowserScript.twin(of: files) {
      written = [(BrowserScript.searchTwinPath, twin.bytes)]
    } else if hadTwin {
      removed = [BrowserScript.searchTwinPath]
    }
  }
}
