// For continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics
  import Notation

  /// Findings as workflow commands that GitHub Actions shows beside the lines.
  public enum GitHubReport {
    /// One command a finding, and one for each rule that could not be checked.
    public static func render(_ report: LintReport) -> Text {
      var output = Text()
      for diagnostic in report.notices { output += command(diagnostic) }
      return output
    }

    private static func command(_ diagnostic: Diagnostic) -> Text {
      var output: Text = "::\(diagnostic.severity == .info ? "notice" : diagnostic.severity.name) "
      if !diagnostic.file.isEmpty {
        output += "file=\(diagnostic.file.withoutDotPrefix.displayed.propertyEscaped),line=\(diagnostic.start.line)"
        output += ",endLine=\(diagnostic.end.line),"
        // Columns are read only where they are of one line.
        if diagnostic.start.line == diagnostic.end.line {
          output += "col=\(diagnostic.start.column),endColumn=\(diagnostic.end.column),"
        }
      }
      let lines = [diagnostic.message] + diagnostic.help.split(at: 0x0A).filter { !$0.isEmpty } + [diagnostic.url]
      let message = Text.joined(lines.filter { !$0.isEmpty }.map { $0.displayed }, separator: "\n")
      return output + "title=\(diagnostic.rule.displayed.propertyEscaped)::\(message.dataEscaped)\n"
    }
  }

  /// Findings as GitLab's Code Quality report: a JSON array.
  public enum GitLabReport {
    /// The array, with a fingerprint for each finding that stays when lines are added above it.
    public static func render(_ report: LintReport) -> Text {
      var fingerprints = Fingerprints()
      var writer = JSONWriter(pretty: true)
      writer.array { writer in
        for diagnostic in report.notices { append(diagnostic, fingerprints.next(diagnostic), to: &writer) }
      }
      return writer.text + "\n"
    }

    private static func append(_ diagnostic: Diagnostic, _ fingerprint: Text, to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("description", diagnostic.message)
        writer.member("check_name", diagnostic.rule)
        writer.member("fingerprint", fingerprint)
        writer.member("severity", severity(diagnostic.severity))
        writer.key("location")
        writer.object { writer in
          writer.member("path", diagnostic.file.withoutDotPrefix)
          writer.key("lines")
          writer.object { writer in
            writer.member("begin", Int64(diagnostic.start.line))
            writer.member("end", Int64(diagnostic.end.line))
          }
        }
      }
    }

    private static func severity(_ severity: Severity) -> Text {
      switch severity {
      case .error: "major"
      case .warning: "minor"
      case .info: "info"
      }
    }
  }

  extension Text {
    /// The message of a workflow command.
    fileprivate var dataEscaped: Text { percentEncoded { $0 != UInt8(ascii: "%") && $0 != 0x0D && $0 != 0x0A } }

    /// A property of a workflow command.
    fileprivate var propertyEscaped: Text {
      percentEncoded { byte in
        byte != UInt8(ascii: "%") && byte != 0x0D && byte != 0x0A && byte != UInt8(ascii: ":") && byte != UInt8(ascii: ",")
      }
    }
  }
#endif
