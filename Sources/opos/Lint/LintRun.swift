import Diagnostics
import Knowledge
import Notation
import Publishing
import ServiceLevels
import Synchronization
import Tickets

/// The linting, and perhaps mending, of many files.
struct LintRun: Sendable {
  /// What is done about fixes.
  enum Mode {
    case report
    case fix(unsafe: Bool)
    case diff(unsafe: Bool)
  }

  let linter: TicketLinter
  /// The bytes that the linter was read from, if it was kept.
  let packed: SourceFile?
  let choice: RuleChoice
  let form: Text?
  let now: Timestamp
  let mode: Mode

  /// More than any ticket needs; a larger file is a mistake and is refused before it is read.
  private static let largestFile = 64 << 20
  /// So many tickets take longer than copies of the linter.
  private static let worthCopies = 200

  /// What one thread works with.
  private struct Bench {
    let linter: TicketLinter
    let workspace = LintWorkspace()
  }

  /// Lints files, on several threads.
  func lint(_ paths: [String], jobs: Int) -> LintOutcome {
    let isWorthCopies = jobs > 1 && paths.count >= LintRun.worthCopies
    let isTaken = Atomic<Bool>(false)
    @Sendable func bench() -> Bench {
      // The first thread takes the linter itself, the others make their copies while it works.
      let isFirst = !isTaken.exchange(true, ordering: .relaxed)
      return Bench(linter: isFirst || !isWorthCopies ? linter : LinterCopies(of: linter, packed: packed).next() ?? linter)
    }
    var files = Parallel.map(paths.count, jobs: jobs, state: bench) { bench, index in lint(paths[index], on: bench) }
    // On one thread: the only one that a signal may stop.
    for index in files.indices {
      guard let mended = files[index].mended, paths[index] != "-" else { continue }
      do throws(FileError) {
        try FileReplacement.replace(paths[index], from: mended.old, to: mended.new)
      } catch {
        files[index].failure = "\(error)"
      }
      files[index].mended = nil
    }
    return LintOutcome(files)
  }

  private func lint(_ path: String, on bench: Bench) -> LintedFile {
    do throws(FileError) {
      let source = try InputFile.source(path, limit: LintRun.largestFile)
      if case .report = mode, form == nil,
        let findings = bench.linter.findings(atOnceIn: source, now: now, workspace: bench.workspace)
      {
        return LintedFile(ticket: source.path, findings.filter { choice.wants($0.rule) })
      }
      let results = judge(source, on: bench)
      switch mode {
      case .report: return LintedFile(source.path, results)
      case .diff(let unsafe): return diff(source, results, unsafe: unsafe, on: bench)
      case .fix(let unsafe): return fix(source, results, unsafe: unsafe, on: bench)
      }
    } catch {
      return LintedFile(failure: "\(error)", path: path)
    }
  }

  private func diff(_ source: SourceFile, _ results: [LintResult], unsafe: Bool, on bench: Bench) -> LintedFile {
    let mended = mend(source, results, unsafe: unsafe, on: bench)
    var file = LintedFile(source.path, results)
    file.fixCount = mended.count
    if mended.count > 0 {
      // The lines around a change may hold secrets.
      file.diff = UnifiedDiff.render(
        path: source.path, from: SecretScanner.masked(Text(source.bytes)).utf8, to: SecretScanner.masked(Text(mended.bytes)).utf8)
    }
    return file
  }

  private func fix(_ source: SourceFile, _ results: [LintResult], unsafe: Bool, on bench: Bench) -> LintedFile {
    let mended = mend(source, results, unsafe: unsafe, on: bench)
    let isMended = mended.count > 0
    var file = LintedFile(
      source.path, isMended ? judge(SourceFile(path: source.path, bytes: mended.bytes), on: bench) : results)
    file.fixCount = mended.count
    if isMended || source.isStandardInput { file.mended = LintedFile.Mended(old: source.bytes, new: mended.bytes) }
    return file
  }

  /// The bytes with every fix applied that may be, and how many were. Bytes that could not be read any more stay as they were.
  private func mend(
    _ source: SourceFile, _ results: [LintResult], unsafe: Bool, on bench: Bench
  ) -> (bytes: [UInt8], count: Int) {
    var first: [LintResult]? = results
    var last = results
    let mended = FixApplier.applyToFixpoint(source.bytes, unsafe: unsafe) { bytes in
      last = first ?? judge(SourceFile(path: source.path, bytes: bytes), on: bench)
      first = nil
      return Diagnostic.ordered(last.flatMap(\.diagnostics))
    }
    let isReadable = results.contains { $0.ticket != nil } == last.contains { $0.ticket != nil }
    return mended.bytes == source.bytes || !isReadable ? (source.bytes, 0) : mended
  }

  private func judge(_ source: SourceFile, on bench: Bench) -> [LintResult] {
    var results = bench.linter.lint(source, form: form, now: now, workspace: bench.workspace)
    for index in results.indices {
      results[index].diagnostics.removeAll { !choice.wants($0.rule) }
      results[index].notChecked.removeAll { !choice.wants($0.rule) || !choice.wants($0.notice.rule) }
    }
    return results
  }
}

/// What linting a file gave.
struct LintedFile: Sendable {
  /// The findings that are left.
  var report: LintReport.File
  /// How many tickets the file holds.
  var ticketCount = 0
  /// How many fixes were, or with `--diff` would be, made.
  var fixCount = 0
  /// What fixes would change.
  var diff = Text()
  /// The content before and after fixes, until it is written; that of standard input in any case.
  var mended: Mended?
  /// Why the file could not be read or written.
  var failure: String?

  /// A file's content before and after fixes.
  struct Mended: Sendable {
    var old: [UInt8]
    var new: [UInt8]
  }

  init(_ path: Text, _ results: [LintResult]) {
    report = LintReport.File(name: path, results: results)
    ticketCount = results.count
  }

  /// A file with one ticket of which there is nothing but findings, in order.
  init(ticket path: Text, _ findings: [Diagnostic]) {
    report = LintReport.File(name: path, results: [])
    report.findings = findings
    ticketCount = 1
  }

  init(failure: String, path: String) {
    report = LintReport.File(name: Text(path), results: [])
    self.failure = failure
  }
}

/// What linting many files gave.
struct LintOutcome: Sendable {
  /// The files that could be read, in the order of their names.
  let files: [LintedFile]
  /// Why the others could not.
  let failures: [String]

  /// The findings for the reports.
  let report: LintReport

  init(_ files: [LintedFile]) {
    failures = files.compactMap(\.failure)
    self.files = failures.isEmpty ? files : files.filter { $0.failure == nil }
    report = LintReport(self.files.map(\.report))
  }

  /// How many tickets there were.
  var ticketCount: Int { files.reduce(0) { $0 + $1.ticketCount } }
  /// How many fixes were, or would be, made.
  var fixCount: Int { files.reduce(0) { $0 + $1.fixCount } }
  /// Standard input with its fixes, if it was to be mended.
  var fixedInput: Text? { files.lazy.compactMap(\.mended).first.map { Text($0.new) } }

  /// ``3 fixes in 2 files``.
  var fixNote: String {
    let mended = files.count { $0.fixCount > 0 }
    return "\(fixCount) \(fixCount == 1 ? "fix" : "fixes") in \(mended) \(mended == 1 ? "file" : "files")"
  }
}
