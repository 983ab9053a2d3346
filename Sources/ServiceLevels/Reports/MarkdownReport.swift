// For people who paste it; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  /// Findings as Markdown, for a comment on a ticket or a merge request.
  public enum MarkdownReport {
    /// A line that counts, then for each file with something to say a heading and a list.
    public static func render(_ report: LintReport) -> Text {
      let summary = TextReport.summary(report.findings)
      let count: Text = report.files.count == 1 ? "1 file" : "\(report.files.count) files"
      var output: Text = "**opos lint**: \(count), \(summary.isEmpty ? "nothing to mend" : summary)\n"
      for file in report.files where !file.findings.isEmpty || !file.notChecked.isEmpty {
        output += "\n### \(file.name.codeSpan)\n\n"
        for route in file.routes { output += "**This request is for \(route.route.to.markdownEscaped).**\n\n" }
        for diagnostic in file.findings { output += item(diagnostic) }
        for rule in file.notChecked {
          output += "- **not checked**: \(rule.rule.codeSpan), because \(rule.reason.markdownEscaped)\n"
        }
      }
      return output
    }

    private static func item(_ diagnostic: Diagnostic) -> Text {
      let isLong = diagnostic.end.line > diagnostic.start.line
      let lines: Text = isLong ? "lines \(diagnostic.start.line)–\(diagnostic.end.line)" : "line \(diagnostic.start.line)"
      var parts: [Text] = [
        "- **\(diagnostic.severity.name)**, \(lines): \(diagnostic.message.markdownEscaped) (\(diagnostic.rule.codeSpan))"
      ]
      parts += diagnostic.help.split(at: 0x0A).filter { !$0.isEmpty }.map { $0.markdownEscaped }
      parts += diagnostic.fixes.map { "*\($0.safe ? "Fix" : "Unsafe fix")*: \($0.title.markdownEscaped)" }
      if !diagnostic.clause.isEmpty {
        let clause: Text = "Clause \(diagnostic.clause.markdownEscaped)"
        parts.append(diagnostic.url.isEmpty ? clause : "[\(clause)](<\(diagnostic.url.uriEncoded)>)")
      }
      // A backslash at its end breaks a line.
      return Text.joined(parts, separator: "\\\n  ") + "\n"
    }
  }
#endif
