import ArgumentParser
import Diagnostics
import Publishing
import ServiceLevels

/// How the findings of `opos lint` are written.
enum LintFormat: String, ExpressibleByArgument, CaseIterable {
  case text, concise, json, jsonl, sarif, junit, github, gitlab, markdown
}

/// Writes what linting gave in one of the formats.
struct LintWriter {
  let outcome: LintOutcome
  let format: LintFormat
  /// The least severity that fails the run; nil if none does.
  let failing: Severity?
  let linter: TicketLinter

  /// The report.
  ///
  /// - Parameters:
  ///   - isFixing: whether fixes were applied.
  ///   - isUnsafe: whether unsafe ones may be.
  func text(isFixing: Bool, isUnsafe: Bool) -> Text {
    let report = outcome.report
    switch format {
    case .text:
      return Text.joined(report.files.map(text), separator: "") + summary(report, isFixing: isFixing, isUnsafe: isUnsafe)
    case .concise: return TextReport(color: Terminal.colorsResults, concise: true).render(report.notices)
    case .json: return JSONReport.render(report.notices)
    case .jsonl: return JSONReport.renderLines(report.notices)
    case .sarif: return SARIFReport.render(report, linter: linter, version: Text(Opos.version))
    case .junit: return JUnitReport.render(report, failing: failing)
    case .github: return GitHubReport.render(report)
    case .gitlab: return GitLabReport.render(report)
    case .markdown: return MarkdownReport.render(report)
    }
  }

  /// The findings of a file with their excerpts, then where its tickets belong and what could not be checked.
  private func text(_ file: LintReport.File) -> Text {
    var text = TextReport(color: Terminal.colorsResults).render(file.findings)
    let name = file.name.displayed
    for route in file.routes { text += "\(name): this request is for \(route.route.to.displayed)\n\n" }
    for rule in file.notChecked { text += "\(name): not checked: \(rule.rule), because \(rule.reason.displayed)\n" }
    return text
  }

  /// ``2 tickets: 3 errors; --fix mends 1, with --unsafe-fixes 2``
  private func summary(_ report: LintReport, isFixing: Bool, isUnsafe: Bool) -> Text {
    let findings = report.findings
    let count = TextReport.summary(findings)
    var text: Text = outcome.ticketCount == 1 ? "1 ticket: " : "\(outcome.ticketCount) tickets: "
    if isFixing { text += "\(outcome.fixCount) fixed, " }
    text += count.isEmpty ? "nothing \(isFixing && outcome.fixCount > 0 ? "left " : "")to mend" : count
    let safe = findings.count { $0.fix(unsafe: false) != nil }
    let all = findings.count { $0.fix(unsafe: true) != nil }
    if isFixing, !isUnsafe, all > 0 { text += "; --unsafe-fixes mends \(all)" }
    if !isFixing, safe > 0 { text += "; --fix mends \(safe)" }
    if !isFixing, all > safe { text += safe > 0 ? ", with --unsafe-fixes \(all)" : "; --fix --unsafe-fixes mends \(all)" }
    return text + "\n"
  }
}

/// How often each rule was broken.
struct LintStatistics {
  /// A rule and its findings' number.
  private struct Row {
    var rule: Text
    var count = 0
    var fixable = 0
  }

  private let rows: [Row]

  /// The counts, the largest first, equal ones by the rule's name.
  init(_ outcome: LintOutcome) {
    var rows: [Text: Row] = [:]
    for finding in outcome.report.notices {
      rows[finding.rule, default: Row(rule: finding.rule)].count += 1
      if finding.fix(unsafe: true) != nil { rows[finding.rule]?.fixable += 1 }
    }
    self.rows = rows.values.sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
  }

  /// A line a rule: ``12  field-missing``, with the number of those that can be mended; or objects with `rule`, `count` and `fixable`.
  func render(_ format: LintFormat) -> Text {
    switch format {
    case .json: return rows.isEmpty ? "[]\n" : "[\n  " + Text.joined(rows.map(object), separator: ",\n  ") + "\n]\n"
    case .jsonl: return Text.joined(rows.map { object($0) + "\n" }, separator: "")
    default: return lines
    }
  }

  private var lines: Text {
    let width = rows.first.map { Text($0.count).count } ?? 0
    var output = Text()
    for row in rows {
      output += Text([UInt8](repeating: 0x20, count: width - Text(row.count).count))
      output += "\(row.count)  \(row.rule.displayed)\(row.fixable > 0 ? " (\(row.fixable) can be mended)" as Text : "")\n"
    }
    return output
  }

  private func object(_ row: Row) -> Text { "{\"rule\":\"\(row.rule)\",\"count\":\(row.count),\"fixable\":\(row.fixable)}" }
}
