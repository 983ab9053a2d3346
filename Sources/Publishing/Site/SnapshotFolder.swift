import Diagnostics
import Knowledge
import Notation
import Snapshots

/// The snapshots of a content folder: files that outside systems' commands wrote, each with its record beside it.
struct SnapshotFolder {
  /// The content folder.
  let source: String
  /// The paths of the files below `Snapshots`, records included.
  let files: [Text]
  /// The site's zone, for times that were displayed without one.
  let zone: TimeZoneRule

  /// Reads all of them.
  func read(_ diagnostics: inout [Diagnostic]) throws(FileError) -> SnapshotShelf {
    var shelf = SnapshotShelf()
    shelf.requests = try readRequests(&diagnostics)
    for (path, format, record) in try snapshots(&diagnostics) where !format.isAboutRequests {
      let chunks = try FileChunks(source + "/" + String(path))
      let (snapshot, findings) = JobReader.read(path: path, format: format, record: record) { chunks.next() }
      if let failure = chunks.failure { throw failure }
      diagnostics += findings
      switch format {
      case .jobHistory: shelf.history = shelf.history ?? snapshot
      // Totals know less than a queue does: they serve where there is nothing better.
      case .jobTotals: shelf.jobs = shelf.jobs ?? snapshot
      default: shelf.jobs = shelf.jobs?.format == .jobQueue ? shelf.jobs : snapshot
      }
    }
    return shelf
  }

  /// Reads those of requests; nil if there are none.
  ///
  /// - Parameter withClocks: Whether the clocks of the agreement and the answers of closed requests are read, too, which tickets are not
  ///   compared with.
  func readRequests(_ diagnostics: inout [Diagnostic], withClocks: Bool = true) throws(FileError) -> RequestSnapshot? {
    var options = RequestReader.Options()
    options.displayZone = zone
    options.onlyOpenAnswers = !withClocks
    var reader = RequestReader(options: options)
    var isEmpty = true
    let snapshots = try snapshots(&diagnostics).filter { $0.1.isAboutRequests }
    // The requests come first: whether an answer is wanted depends on its request.
    let inOrder = snapshots.filter { $0.1 == .requestedItems } + snapshots.filter { $0.1 != .requestedItems }
    for (path, format, record) in withClocks ? snapshots : inOrder {
      if format == .taskSLAs, !withClocks { continue }
      let chunks = try FileChunks(source + "/" + String(path))
      reader.read(path: path, record: record) { chunks.next() }
      if let failure = chunks.failure { throw failure }
      isEmpty = false
    }
    let (snapshot, findings) = reader.result()
    diagnostics += findings
    return isEmpty ? nil : snapshot
  }

  /// Each snapshot with what it holds and its record.
  private func snapshots(_ diagnostics: inout [Diagnostic]) throws(FileError) -> [(Text, SnapshotFormat, SnapshotRecord?)] {
    var found: [(Text, SnapshotFormat, SnapshotRecord?)] = []
    for path in files where path.hasSuffix(".json") || path.hasSuffix(".jsonl") {
      if path.utf8.suffix(SnapshotRecord.suffix.utf8.count).elementsEqual(SnapshotRecord.suffix.utf8) { continue }
      let record = try record(of: path, &diagnostics)
      found.append((path, record?.format ?? SnapshotFolder.format(ofName: SitePath.name(of: path)), record))
    }
    return found
  }

  private func record(of path: Text, _ diagnostics: inout [Diagnostic]) throws(FileError) -> SnapshotRecord? {
    let name = path + SnapshotRecord.suffix
    guard files.contains(name) else { return nil }
    let (record, findings) = SnapshotRecord.read(
      SourceFile(path: name, bytes: try FileReader.bytes(of: source + "/" + String(name))))
    diagnostics += findings
    return record
  }

  /// What a file without a record holds, by its name: that of the command or the table.
  private static func format(ofName name: Text) -> SnapshotFormat {
    let folded = name.asciiLowercased()
    if folded.contains("history") { return .jobHistory }
    if folded.contains("totals") { return .jobTotals }
    if folded.contains("condor") || folded.contains("jobs") { return .jobQueue }
    if folded.contains("sla") { return .taskSLAs }
    return folded.contains("option") || folded.contains("variable") ? .itemOptions : .requestedItems
  }
}
