import Diagnostics

/// Files of a standing index as a patch reads them, and what it puts in their place.
struct StandingFiles {
  private let read: (Text) -> [UInt8]?
  private(set) var written: [SearchFile] = []
  private(set) var removed: [Text] = []

  init(_ read: @escaping (Text) -> [UInt8]?) { self.read = read }

  /// The bytes of a file; nil if it is missing or not what its name says.
  func bytes(_ name: Text) -> [UInt8]? {
    guard let kind = name.utf8.first, let bytes = read(name), SearchFile(kind: kind, bytes: bytes).name == name else {
      return nil
    }
    return bytes
  }

  /// Puts files in the place of others; those that are the same stay.
  mutating func replace(_ old: [Text], with new: [SearchFile]) {
    written += new.filter { !old.contains($0.name) }
    let names = new.map { $0.name }
    removed += old.filter { !names.contains($0) }
  }
}

/// What is to become of a key of a table.
enum EntryUpdate {
  case put([UInt8])
  case remove
  /// The index is not what it should be.
  case broken
}

/// Changes keys of a table: reads the files that have them, and writes on until a file begins where one began before.
struct TableEdit {
  let shape: TableShape
  /// The keys, sorted, none twice.
  let keys: [[UInt8]]

  /// Changes the keys.
  ///
  /// - Parameter update: What becomes of a key, by its number in `keys` and what it has now, if it is there.
  /// - Returns: False if the index is damaged.
  func apply(
    to starts: inout TableStarts, _ files: inout StandingFiles, _ update: (Int, [UInt8]?) -> EntryUpdate
  ) -> Bool {
    var changed = starts
    var moved = 0
    var next = 0
    while next < keys.count {
      let first = firstFile(for: keys[next], in: starts)
      guard let run = rewrite(from: first, in: starts, &next, files, update) else { return false }
      let range = first..<first + run.fileCount
      files.replace(starts.names[range], with: run.table.files)
      changed.replace(range.lowerBound + moved..<range.upperBound + moved, with: run.table)
      moved += run.table.files.count - range.count
    }
    starts = changed
    return true
  }

  /// Where to begin: a bound that may go away joins what stands before it.
  private func firstFile(for key: [UInt8], in starts: TableStarts) -> Int {
    let file = starts.file(of: key)
    return file > 0 && mayGo(file, in: starts, key) ? file - 1 : file
  }

  private func mayGo(_ file: Int, in starts: TableStarts, _ key: [UInt8]) -> Bool {
    key == starts.keys[file] && shape.isBound(key)
  }

  private struct Run: ~Copyable {
    var table: TableWriter
    var fileCount = 0
  }

  /// Writes files anew from one on, with the changes from a number on that fall into them.
  private func rewrite(
    from first: Int, in starts: TableStarts, _ next: inout Int, _ files: StandingFiles, _ update: (Int, [UInt8]?) -> EntryUpdate
  ) -> Run? {
    var run = Run(table: TableWriter(shape))
    var file = first
    repeat {
      var entries: [TableEntry] = []
      if file < starts.names.count {
        guard let bytes = files.bytes(starts.names[file]), let standing = TableEntry.all(in: bytes) else { return nil }
        entries = standing
        run.fileCount += 1
      }
      file += 1
      let end = file < starts.keys.count ? starts.keys[file] : nil
      guard write(entries, before: end, to: &run.table, &next, update) else { return nil }
    } while !ends(before: file, in: starts, run.table, next)
    run.table.finish()
    return run
  }

  /// Whether the next file can stay as it is.
  private func ends(before file: Int, in starts: TableStarts, _ table: borrowing TableWriter, _ next: Int) -> Bool {
    guard file < starts.keys.count else { return true }
    if next < keys.count, mayGo(file, in: starts, keys[next]) { return false }
    return table.isFull || shape.isBound(starts.keys[file])
  }

  /// Merges the entries of a file with the changes before a key.
  private func write(
    _ entries: [TableEntry], before end: [UInt8]?, to table: inout TableWriter, _ next: inout Int,
    _ update: (Int, [UInt8]?) -> EntryUpdate
  ) -> Bool {
    var index = 0
    while true {
      let key = next < keys.count && end.map({ keys[next].lexicographicallyPrecedes($0) }) ?? true ? keys[next] : nil
      guard let key else { break }
      while index < entries.count, entries[index].key.lexicographicallyPrecedes(key) {
        table.add(entries[index])
        index += 1
      }
      let isThere = index < entries.count && entries[index].key == key
      switch update(next, isThere ? entries[index].payload : nil) {
      case .put(let payload): table.add(TableEntry(key: key, payload: payload))
      case .remove: break
      case .broken: return false
      }
      index += isThere ? 1 : 0
      next += 1
    }
    for entry in entries[index...] { table.add(entry) }
    return true
  }
}
