import ArgumentParser
import Diagnostics
import Foundation
import Knowledge
import Notation
import Publishing
import ServiceLevels

/// `opos lint`: tickets against the SLA.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks request tickets against their form and the Service Level Agreement.",
    discussion: """
      A ticket is read from Markdown with front matter, YAML, the `### Label` text of an issue form, an e-mail or a ServiceNow record. The exit \
      status is 1 if there are findings at or above --fail-on, or if a ticket belongs to somebody else.
      """)

  @Argument(help: ArgumentHelp("The tickets; - for standard input.", valueName: "file"))
  var files: [String] = ["-"]

  @Option(help: ArgumentHelp("How findings are written: text, concise, json or jsonl.", valueName: "format"))
  var format: LintFormat = .text

  @Option(help: ArgumentHelp("The form to check against, whatever the ticket says.", valueName: "form"))
  var form: String?

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Report these rules only.", valueName: "rule"))
  var select: [String] = []

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Leave these rules out.", valueName: "rule"))
  var ignore: [String] = []

  @OptionGroup var source: SourceOptions
  @OptionGroup var failure: FailureOptions

  func run() throws {
    let parts = try FileErrors.reported { try ContentLoader(source: try source.folder(), jobs: 1).loadAgreement() }
    let now = try source.instant(siteClock: parts.site.clock)
    let agreement = Agreement(parts)
    try refuseFaultyAgreement(parts.diagnostics + agreement.diagnostics)
    let linter = agreement.linter
    try check(form: form, in: linter)
    let outcomes = try lint(linter, now: now)
    Terminal.print(format.render(outcomes))
    let isMisrouted = outcomes.contains { $0.result.route != nil }
    throw isMisrouted ? ExitStatus.findings : failure.status(of: outcomes.flatMap(\.result.diagnostics))
  }

  /// One ticket's outcome.
  struct Outcome {
    var file: Text
    var result: LintResult
  }

  private func lint(_ linter: TicketLinter, now: Timestamp) throws -> [Outcome] {
    let sources = try files.map { try InputFile.read($0, limit: Lint.largestTicket) }
    let forced = form.map { Text($0) }
    let results = Parallel.map(sources.count, jobs: ProcessInfo.processInfo.activeProcessorCount) { index in
      linter.lint(sources[index], form: forced, now: now)
    }
    return zip(sources, results).flatMap { source, results in
      results.map { result in
        var result = result
        result.diagnostics = result.diagnostics.filter(isWanted)
        return Outcome(file: source.path, result: result)
      }
    }
  }

  /// More than any ticket needs; a larger file is a mistake and is refused before it is read.
  private static let largestTicket = 64 << 20

  private func isWanted(_ diagnostic: Diagnostic) -> Bool {
    let rule = String(diagnostic.rule)
    return (select.isEmpty || select.contains(rule)) && !ignore.contains(rule)
  }

  private func check(form: String?, in linter: TicketLinter) throws {
    guard let form, linter.forms.index(ofForm: Text(form)) == nil else { return }
    let known = linter.forms.forms.map(\.id)
    let nearest = Text(form).nearestSpelling(among: known).map { "; did you mean \(String($0))?" } ?? ""
    throw ValidationError("there is no form \(form)\(nearest) The forms are: \(String(Text.joined(known, separator: ", ")))")
  }

  /// A ticket is not judged by an agreement that is itself wrong.
  private func refuseFaultyAgreement(_ diagnostics: [Diagnostic]) throws {
    let errors = diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    Report.write(Diagnostic.ordered(errors), below: try source.folder())
    Terminal.complain("opos: the agreement has errors; mend them first (`opos check`)")
    throw ExitStatus.failure
  }
}

/// How the findings of `opos lint` are written.
enum LintFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case concise
  case json
  case jsonl

  /// The findings of all tickets.
  func render(_ outcomes: [Lint.Outcome]) -> Text {
    let diagnostics = outcomes.flatMap(\.result.diagnostics)
    switch self {
    case .text: return text(outcomes)
    case .concise: return TextReport(color: Terminal.colorsResults, concise: true).render(diagnostics)
    case .json: return JSONReport.render(diagnostics)
    case .jsonl: return JSONReport.renderLines(diagnostics)
    }
  }

  private func text(_ outcomes: [Lint.Outcome]) -> Text {
    var text = Text()
    for outcome in outcomes {
      text += TextReport(color: Terminal.colorsResults).render(outcome.result.diagnostics)
      if let route = outcome.result.route {
        text += "\(outcome.file.visible): this request is for \(route.route.to): \(route.route.why)"
        text += route.route.url.isEmpty ? "\n\n" : "\n  \(route.route.url)\n\n"
      }
      for rule in outcome.result.notChecked {
        text += "\(outcome.file.visible): not checked: \(rule.rule), because \(rule.reason)\n"
      }
    }
    let summary = TextReport.summary(outcomes.flatMap(\.result.diagnostics))
    let tickets: Text = outcomes.count == 1 ? "1 ticket" : "\(outcomes.count) tickets"
    return text + "\(tickets): \(summary.isEmpty ? "nothing to mend" : summary)\n"
  }
}
