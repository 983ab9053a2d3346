import ArgumentParser
import Diagnostics
import Glibc
import Knowledge
import Notation
import Publishing
import ServiceLevels

/// `opos lint`: tickets against the SLA.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks request tickets against their form and the Service Level Agreement.",
    discussion: """
      A ticket is read from Markdown with front matter, YAML, the `### Label` text of an issue form, an e-mail or a ServiceNow record. The exit \
      status is 1 if there are findings at or above --fail-on, or if a ticket belongs to somebody else; with --diff, if there is something to mend. \
      It is 2 if a file could not be read or written; the others are checked all the same.
      """)

  @Argument(help: ArgumentHelp("The tickets; - for standard input, which is read if none is named.", valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "How findings are written: text, concise, json, jsonl, sarif, junit, github, gitlab or markdown.", valueName: "format"))
  var format: LintFormat = .text

  @Option(help: ArgumentHelp("The form to check against, whatever the ticket says.", valueName: "form"))
  var form: String?

  @Option(help: ArgumentHelp("Check these rules only; several with commas, or by naming the option again.", valueName: "rules"))
  var select: [String] = []

  @Option(help: ArgumentHelp("Leave these rules out; several with commas, or by naming the option again.", valueName: "rules"))
  var ignore: [String] = []

  @Flag(help: "Mend what can be mended without changing the meaning, in the files; what comes from - goes to standard output.")
  var fix = false

  @Flag(help: "With --fix or --diff: mend also what may change the meaning.")
  var unsafeFixes = false

  @Flag(help: "Show as a unified diff what --fix would do, and change nothing.")
  var diff = false

  @Flag(help: "Show how often each rule was broken instead of the findings.")
  var statistics = false

  @Flag(
    inversion: .prefixedNo,
    help: "Keep the compiled rules in the user's folder for caches while nothing that they come from changes.")
  var cache = true

  @Option(help: ArgumentHelp("How many threads to use.", valueName: "count"))
  var jobs: Int?

  @OptionGroup var source: SourceOptions
  @OptionGroup var failure: FailureOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1") }
    if statistics, ![.text, .concise, .json, .jsonl].contains(format) {
      throw ValidationError("--statistics is written as text, concise, json or jsonl, not as \(format.rawValue)")
    }
    if statistics, diff { throw ValidationError("--statistics and --diff do not go together") }
  }

  func run() throws {
    let jobs = jobs ?? Parallel.processors
    let loaded = try FileErrors.reported {
      try ContentLoader(source: try source.folder(), jobs: jobs).loadLinter(cacheFolder: cacheFolder)
    }
    var linter = loaded.linter
    let now = try source.instant(siteClock: loaded.clock)
    try Report.refuseErrors(loaded.diagnostics, below: try source.folder())
    if let form, linter.forms.index(ofForm: Text(form)) == nil {
      try FormArgument.check(form, among: linter.forms.forms.map(\.id))
    }
    let choice = try RuleChoice(select: select, ignore: ignore, in: linter.rules)
    if !choice.leftOut.isEmpty { linter = TicketLinter(linter, leavingOut: choice.leftOut) }
    let mode: LintRun.Mode = diff ? .diff(unsafe: unsafeFixes) : fix ? .fix(unsafe: unsafeFixes) : .report
    let run = LintRun(
      linter: linter, packed: loaded.packed, choice: choice, form: form.map { Text($0) }, now: now, mode: mode)
    let outcome = run.lint(paths, jobs: jobs)
    // The program ends with it; to give back each part of many thousand results takes longer than to write them.
    _ = Unmanaged.passRetained(Kept(outcome))
    write(outcome, linter)
    for failure in outcome.failures { Terminal.complain("opos: \(failure)") }
    throw status(of: outcome)
  }

  /// What is kept until the program ends.
  private final class Kept {
    let outcome: LintOutcome
    init(_ outcome: LintOutcome) { self.outcome = outcome }
  }

  /// Where a linter may be kept. SARIF shows the texts of the clauses, which are not kept.
  private var cacheFolder: String? { cache && format != .sarif ? CacheFolder.usual : nil }

  /// The files, each once, in the order of their names.
  private var paths: [String] {
    if files.isEmpty, isatty(STDIN_FILENO) == 1 {
      Terminal.complain("opos: reading a ticket from the terminal; end it with Ctrl-D")
    }
    guard !files.isEmpty else { return ["-"] }
    var sorted = files.map { Text($0) }.sorted()
    var last: Text?
    sorted.removeAll { path in
      defer { last = path }
      return path == last
    }
    return sorted.map { String(decoding: $0.utf8, as: UTF8.self) }
  }

  private func write(_ outcome: LintOutcome, _ linter: TicketLinter) {
    if diff {
      for file in outcome.files { Terminal.print(Terminal.showsResults ? file.diff.displayedLines : file.diff) }
      if outcome.fixCount > 0 { Terminal.complain("opos: would make \(outcome.fixNote)") }
      return
    }
    let writer = LintWriter(outcome: outcome, format: format, failing: failure.failOn.severity, linter: linter)
    let text = statistics ? LintStatistics(outcome).render(format) : writer.text(isFixing: fix, isUnsafe: unsafeFixes)
    if let fixed = outcome.fixedInput {
      Terminal.print(fixed)
      Terminal.complain(text)
    } else {
      Terminal.print(text)
    }
    if fix, format != .text || statistics { Terminal.complain("opos: made \(outcome.fixNote)") }
  }

  private func status(of outcome: LintOutcome) -> ExitCode {
    if !outcome.failures.isEmpty { return ExitStatus.failure }
    if diff { return outcome.fixCount > 0 ? ExitStatus.findings : ExitStatus.success }
    let isMisrouted = failure.failOn != .never && outcome.report.files.contains { !$0.routes.isEmpty }
    return isMisrouted ? ExitStatus.findings : failure.status(of: outcome.report.notices)
  }
}
