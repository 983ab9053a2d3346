// For continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics
  import Notation

  /// Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), with rules, help and fixes.
  ///
  /// A rule that could not be checked is a result of the kind `open`, without a level.
  public struct SARIFReport {
    private let report: LintReport
    private let linter: TicketLinter
    private let version: Text
    /// The rules that results name, in the order of their names.
    private let rules: [Text]

    /// A log of one run.
    ///
    /// - Parameters:
    ///   - linter: whose rules the results name.
    ///   - version: the tool's version.
    public static func render(_ report: LintReport, linter: TicketLinter, version: Text) -> Text {
      let names = Set(report.findings.map { $0.rule } + report.files.flatMap { $0.notChecked.map { $0.rule } })
      return SARIFReport(report: report, linter: linter, version: version, rules: names.sorted()).text
    }

    private var text: Text {
      var writer = JSONWriter(pretty: true)
      writer.object { writer in
        writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        writer.member("version", "2.1.0")
        writer.key("runs")
        writer.array { writer in writer.object { appendRun(to: &$0) } }
      }
      return writer.text + "\n"
    }

    private func appendRun(to writer: inout JSONWriter) {
      writer.key("tool")
      writer.object { writer in
        writer.key("driver")
        writer.object { writer in
          writer.member("name", "opos")
          writer.member("version", version)
          writer.key("rules")
          writer.array { writer in
            for rule in rules { writer.object { appendRule(rule, to: &$0) } }
          }
        }
      }
      writer.member("columnKind", "unicodeCodePoints")
      writer.key("newlineSequences")
      writer.array { writer in for end in ["\r\n", "\n", "\r"] as [Text] { writer.string(end) } }
      writer.key("results")
      writer.array { writer in appendResults(to: &writer) }
    }

    /// A rule of the agreement with its clause, or a check of the tool with its summary.
    private func appendRule(_ id: Text, to writer: inout JSONWriter) {
      writer.member("id", id)
      guard let rule = linter.rules.rule(id) else {
        let summary = BuiltInCheck.named(id)?.summary ?? id
        appendText(summary, key: "shortDescription", to: &writer)
        appendText(summary, key: "help", to: &writer)
        return
      }
      let clause = linter.rules.clause(of: rule)
      appendText("clause \(clause.number): \(clause.title)", key: "shortDescription", to: &writer)
      appendText(clause.text.trimmed(), key: "fullDescription", to: &writer)
      appendText("\(clause.text.trimmed())\n\n\(clause.url)", key: "help", to: &writer)
      if !clause.url.isEmpty { writer.member("helpUri", clause.url.uriEncoded) }
      writer.key("defaultConfiguration")
      writer.object { $0.member("level", level(rule.severity)) }
    }

    private func appendResults(to writer: inout JSONWriter) {
      var fingerprints = Fingerprints()
      for file in report.files {
        for finding in file.findings {
          writer.object { writer in
            append(finding, rule: finding.rule, level: level(finding.severity), fingerprints.next(finding), to: &writer)
          }
        }
        for rule in file.notChecked {
          writer.object { writer in
            writer.member("kind", "open")
            append(rule.notice, rule: rule.rule, level: "none", fingerprints.next(rule.notice), to: &writer)
          }
        }
      }
    }

    private func append(_ finding: Diagnostic, rule: Text, level: Text, _ print: Text, to writer: inout JSONWriter) {
      writer.member("ruleId", rule)
      if let index = rules.firstIndex(of: rule) { writer.member("ruleIndex", Int64(index)) }
      writer.member("level", level)
      appendText(finding.help.isEmpty ? finding.message : "\(finding.message)\n\(finding.help)", key: "message", to: &writer)
      writer.key("locations")
      writer.array { writer in
        if !finding.file.isEmpty { writer.object { appendPlace(finding, to: &$0) } }
      }
      writer.key("partialFingerprints")
      writer.object { $0.member("oposFinding/v1", print) }
      guard !finding.fixes.isEmpty else { return }
      writer.key("fixes")
      writer.array { writer in
        for fix in finding.fixes { writer.object { append(fix, file: finding.file, to: &$0) } }
      }
    }

    private func appendPlace(_ finding: Diagnostic, to writer: inout JSONWriter) {
      writer.key("physicalLocation")
      writer.object { writer in
        appendArtifact(finding.file, to: &writer)
        appendRegion(finding.start, finding.end, key: "region", to: &writer)
      }
    }

    private func append(_ fix: Fix, file: Text, to writer: inout JSONWriter) {
      appendText(fix.safe ? fix.title : "\(fix.title) (unsafe)", key: "description", to: &writer)
      writer.key("artifactChanges")
      writer.array { writer in
        writer.object { writer in
          appendArtifact(file, to: &writer)
          writer.key("replacements")
          writer.array { writer in
            for edit in fix.edits {
              writer.object { writer in
                appendRegion(edit.start, edit.end, key: "deletedRegion", to: &writer)
                appendText(edit.text, key: "insertedContent", to: &writer)
              }
            }
          }
        }
      }
    }

    private func appendArtifact(_ path: Text, to writer: inout JSONWriter) {
      writer.key("artifactLocation")
      writer.object { $0.member("uri", path.fileURI) }
    }

    private func appendRegion(_ start: SourceLocation, _ end: SourceLocation, key: Text, to writer: inout JSONWriter) {
      writer.key(key)
      writer.object { writer in
        writer.member("startLine", Int64(start.line))
        writer.member("startColumn", Int64(start.column))
        writer.member("endLine", Int64(end.line))
        writer.member("endColumn", Int64(end.column))
      }
    }

    private func appendText(_ text: Text, key: Text, to writer: inout JSONWriter) {
      writer.key(key)
      writer.object { $0.member("text", text) }
    }

    private func level(_ severity: Severity) -> Text { severity == .info ? "note" : severity.name }
  }
#endif
