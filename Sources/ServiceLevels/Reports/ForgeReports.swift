// For terminals and continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics
  import Notation

  /// Findings as workflow commands that GitHub Actions shows beside the lines.
  public enum GitHubReport {
    /// One command a finding.
    public static func render(_ diagnostics: [Diagnostic]) -> Text {
      var output = Text()
      for diagnostic in diagnostics {
        let level: Text = diagnostic.severity == .info ? "notice" : diagnostic.severity.name
        output += "::\(level) "
        if !diagnostic.file.isEmpty {
          output += "file=\(diagnostic.file.propertyEscaped),line=\(diagnostic.start.line),endLine=\(diagnostic.end.line),"
          if diagnostic.start.line == diagnostic.end.line {
            output += "col=\(diagnostic.start.column),endColumn=\(diagnostic.end.column),"
          }
        }
        let help: Text = diagnostic.help.isEmpty ? "" : "\n" + diagnostic.help.visible
        let message = diagnostic.message.visible + help
        output += "title=\(diagnostic.rule.propertyEscaped)::\(message.dataEscaped)\n"
      }
      return output
    }
  }

  /// Findings as GitLab's Code Quality report: a JSON array.
  public enum GitLabReport {
    /// The array, with a fingerprint for each finding that stays when lines are added above it.
    public static func render(_ diagnostics: [Diagnostic]) -> Text {
      var seen: [Text: Int] = [:]
      var writer = JSONWriter(pretty: true)
      writer.array { writer in
        for diagnostic in diagnostics {
          let identity: Text = "\(diagnostic.rule)\n\(diagnostic.file)\n\(diagnostic.message)\n\(diagnostic.excerpt)"
          let repeated = seen[identity, default: 0]
          seen[identity] = repeated + 1
          writer.object { writer in
            writer.member("description", diagnostic.message)
            writer.member("check_name", diagnostic.rule)
            writer.member("fingerprint", fingerprint(of: "\(identity)\n\(repeated)"))
            writer.member("severity", severity(diagnostic.severity))
            writer.key("location")
            writer.object { writer in
              writer.member("path", diagnostic.file)
              writer.key("lines")
              writer.object { writer in writer.member("begin", Int64(diagnostic.start.line)) }
            }
          }
        }
      }
      return writer.text + "\n"
    }

    /// 32 hexadecimal digits: two FNV-1a hashes of 64 bits, one of the bytes forwards and one of them backwards.
    private static func fingerprint(of text: Text) -> Text { hash(text.utf8) + hash(text.utf8.reversed()) }

    private static func hash(_ bytes: [UInt8]) -> Text {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      var digits: [UInt8] = []
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: hash >> UInt64(shift)) & 15
        digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
      return Text(digits)
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
    fileprivate var dataEscaped: Text { escaped { $0 == UInt8(ascii: "%") || $0 == 0x0D || $0 == 0x0A } }

    /// A property of a workflow command.
    fileprivate var propertyEscaped: Text {
      escaped { $0 == UInt8(ascii: "%") || $0 == 0x0D || $0 == 0x0A || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }
    }

    private func escaped(_ isSpecial: (UInt8) -> Bool) -> Text {
      let hex: StaticString = "0123456789ABCDEF"
      var bytes: [UInt8] = []
      for byte in utf8 {
        if isSpecial(byte) {
          bytes += [UInt8(ascii: "%"), hex.utf8Start[Int(byte >> 4)], hex.utf8Start[Int(byte & 15)]]
        } else {
          bytes.append(byte)
        }
      }
      return Text(bytes)
    }
  }
#endif
