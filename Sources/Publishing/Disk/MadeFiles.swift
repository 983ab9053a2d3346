import Diagnostics
import Knowledge

/// The files that a build made, by their relative paths.
///
/// A list of them stands in the file that a build leaves. A small change leaves it where it is and notes beside it what came and went.
struct MadeFiles: Sendable {
  /// So many changes are noted beside the list; with more it is written anew.
  private static let mostChanges = 1000

  private var list: KeptBytes
  /// What the list says, where that is known without reading it.
  private var listed: [(path: Text, isPage: Bool)]?
  /// What is not as the list says: nil for a file that is no more, and else whether it is a page of the content.
  private var changes: [Text: Bool?] = [:]

  /// Some files.
  ///
  /// - Parameter pages: Those of them that are pages of the content: addresses that readers keep.
  init(_ paths: [Text], pages: Set<Text>) {
    self.init(listing: paths.sorted().map { ($0, pages.contains($0)) })
  }

  private init(listing files: [(path: Text, isPage: Bool)]) {
    var writer = ArchiveWriter()
    writer.reserve(files.count * 40)
    writer.write(files) { writer, file in
      writer.write(file.path)
      writer.write(file.isPage)
    }
    (list, listed) = (KeptBytes(writer.bytes), files)
  }

  /// The files, in byte order, and whether each is a page of the content.
  var all: [(path: Text, isPage: Bool)] {
    let listed = listed ?? list.read { reader, _ in reader.values { ($0.text(), $0.bool()) } } ?? []
    if changes.isEmpty { return listed }
    var all = listed.filter { changes[$0.path] == nil }
    for (path, change) in changes { if let isPage = change { all.append((path, isPage)) } }
    return all.sorted { $0.path < $1.path }
  }

  /// Takes files out and others in, which may have been there.
  mutating func replace(_ gone: [Text], by new: [Text], pages: Set<Text> = []) {
    for path in gone { changes[path] = .some(nil) }
    for path in new { changes[path] = pages.contains(path) }
    if changes.count > MadeFiles.mostChanges { self = MadeFiles(listing: all) }
  }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    list.write(to: &writer, parts: &store)
    writer.write(changes.sorted { $0.key < $1.key }) { writer, change in
      writer.write(change.key)
      writer.write(change.value) { $0.write($1) }
    }
  }

  /// Reads what `write` wrote; nil if the list is not what was written.
  init?(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    list = KeptBytes(&reader, bytes)
    let changed = reader.values { ($0.text(), $0.optional { $0.bool() }) }
    changes = Dictionary(changed, uniquingKeysWith: { first, _ in first })
    if reader.isBroken || !list.isSound { return nil }
  }
}
