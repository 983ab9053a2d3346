import Diagnostics
import Notation

/// Reads snapshots of HTCondor: `condor_q -json`, `condor_q -totals -json`, `condor_history -json` and `-jsonl`.
public enum JobReader {
  /// Adds up the jobs of a snapshot, in memory that does not grow with it.
  ///
  /// - Parameters:
  ///   - path: The file's name for diagnostics.
  ///   - format: What was asked, unless the record says so.
  ///   - record: How it was taken. Its time is the "now" of jobs that wait or run.
  ///   - more: The next piece of the file, some 64 KiB; empty at its end.
  /// - Returns: The sums, and what was wrong: a text that was cut short (the sums are then of what came before), bytes that
  ///   are no JSON, nothing at all (which is unknown, not empty).
  public static func read(
    path: Text, format: SnapshotFormat, record: SnapshotRecord? = nil, more: @escaping () -> [UInt8]
  ) -> (snapshot: JobSnapshot, diagnostics: [Diagnostic]) {
    var snapshot = JobSnapshot(format: record?.format ?? format, record: record)
    let input = PeekingInput(more: more)
    if let verdict = verdict(onBeginning: input.beginning, path: path, &snapshot) {
      if record?.saysIncomplete == true { snapshot.knowledge = .unknown }
      return (snapshot, verdict)
    }
    return snapshot.format == .jobTotals ? totals(path, snapshot, input) : jobs(path, snapshot, input)
  }

  /// The same for a file in memory.
  public static func read(
    _ file: SourceFile, format: SnapshotFormat, record: SnapshotRecord? = nil
  ) -> (snapshot: JobSnapshot, diagnostics: [Diagnostic]) {
    var rest: [UInt8]? = file.bytes
    return read(path: file.path, format: format, record: record) {
      defer { rest = nil }
      return rest ?? []
    }
  }
}

extension JobReader {
  private static func jobs(
    _ path: Text, _ snapshot: JobSnapshot, _ input: PeekingInput
  ) -> (JobSnapshot, [Diagnostic]) {
    var reader = JobAdReader(more: input.next)
    var tally = JobTally(snapshot)
    while let ad = reader.next() { tally.add(ad) }
    var result = tally.result(reader)
    var diagnostics = judge(&result, reader.scanner, path)
    if tally.hasUncheckedKeys {
      diagnostics.append(
        note(path, .warning, "there are too many jobs to look for duplicates among all of them"))
    }
    return (result, diagnostics)
  }

  private static func totals(
    _ path: Text, _ snapshot: JobSnapshot, _ input: PeekingInput
  ) -> (JobSnapshot, [Diagnostic]) {
    var result = snapshot
    var scanner = JSONScanner(options: JSONOptions(repairsText: true, manyTexts: true), more: input.next)
    var found = false
    while true {
      let step = scanner.next()
      if step == .end || step == .fault { break }
      guard step == .objectStart, let ad = scanner.node(after: step) else { continue }
      found = true
      result.counts += counts(ad)
    }
    if !found { result.knowledge = .unknown }
    return (result, judge(&result, scanner, path))
  }

  /// The counts of a summary ad: of all users where the scheduler tells them apart.
  private static func counts(_ ad: Node) -> JobCounts {
    var counts = JobCounts()
    func count(_ name: Text) -> Int {
      for wanted in ["allusers" + name, name] {
        let entry = ad.entries.first { $0.key.lowercased == wanted }
        if case .int(let number)? = entry?.value.value { return Int(clamping: max(number, 0)) }
      }
      return 0
    }
    counts[.idle] = count("idle")
    counts[.running] = count("running")
    counts[.removed] = count("removed")
    counts[.completed] = count("completed")
    counts[.held] = count("held")
    counts[.suspended] = count("suspended")
    return counts
  }

  /// Says how much is known after the last ad.
  private static func judge(_ snapshot: inout JobSnapshot, _ scanner: JSONScanner, _ path: Text) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    if let fault = scanner.fault {
      let hasJobs = snapshot.counts.total + snapshot.pilots > 0
      snapshot.knowledge = hasJobs ? .incomplete : .unknown
      diagnostics.append(scanner.snapshotDiagnostic(for: fault, file: path, kept: "jobs", count: snapshot.counts.total))
    } else if snapshot.record?.saysIncomplete == true, snapshot.knowledge == .whole {
      snapshot.knowledge = .incomplete
    }
    if scanner.repairedTexts > 0 {
      diagnostics.append(note(path, .info, "\(scanner.repairedTexts) texts are not UTF-8; their bytes were replaced"))
    }
    return diagnostics
  }

  /// What an answer that is no JSON says; nil if it looks like JSON.
  private static func verdict(
    onBeginning text: ArraySlice<UInt8>, path: Text, _ snapshot: inout JobSnapshot
  ) -> [Diagnostic]? {
    guard let first = text.first else {
      snapshot.knowledge = .unknown
      return [
        note(
          path, .warning, "the snapshot is empty, so the number of jobs is unknown",
          help: "condor_q prints nothing both when there are no jobs and when it fails: look at its exit status")
      ]
    }
    if text.starts(with: Array("All queues are empty".utf8)) { return [] }
    guard first != UInt8(ascii: "["), first != UInt8(ascii: "{"), first != 0xEF else { return nil }
    snapshot.knowledge = .unknown
    let line = Text(text.prefix { $0 != 0x0A }.prefix(120))
    return [note(path, .error, "expected JSON from HTCondor, not `\(line)`", help: "take the snapshot again")]
  }

  private static func note(_ path: Text, _ severity: Severity, _ message: Text, help: Text = "") -> Diagnostic {
    Diagnostic(
      rule: severity == .info ? "snapshot-text" : "snapshot-unknown", severity: severity, message: message, help: help, file: path
    )
  }
}

/// The pieces of a file, with a look at the beginning first.
private final class PeekingInput {
  private let more: () -> [UInt8]
  private var held: [UInt8] = []
  private let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

  init(more: @escaping () -> [UInt8]) {
    self.more = more
    while held.drop(while: space.contains).count < 64 {
      let piece = more()
      if piece.isEmpty { break }
      held += piece
    }
  }

  /// The first bytes that are not white space; none if there are none.
  var beginning: ArraySlice<UInt8> { held.drop(while: space.contains).prefix(256) }

  func next() -> [UInt8] {
    guard held.isEmpty else {
      defer { held = [] }
      return held
    }
    return more()
  }
}
