// For terminals and continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  /// Findings as Markdown, for a comment on a ticket or a merge request.
  public enum MarkdownReport {
    /// A heading a file and a list of its findings.
    public static func render(_ diagnostics: [Diagnostic]) -> Text {
      if diagnostics.isEmpty { return "No findings.\n" }
      var output = TextReport.summary(diagnostics) + ".\n"
      var file: Text?
      for diagnostic in diagnostics {
        if diagnostic.file != file {
          output += "\n### \(diagnostic.file.visible.markdownEscaped)\n\n"
          file = diagnostic.file
        }
        output += item(diagnostic)
      }
      return output
    }

    private static func item(_ diagnostic: Diagnostic) -> Text {
      var output: Text = "- **\(diagnostic.severity.name)**, line \(diagnostic.start.line): "
      output += "\(diagnostic.message.visible.markdownEscaped) (\(diagnostic.rule))\n"
      if !diagnostic.help.isEmpty { output += "  \(diagnostic.help.visible.markdownEscaped)\n" }
      if !diagnostic.clause.isEmpty {
        output +=
          diagnostic.url.isEmpty ? "  Clause \(diagnostic.clause)\n" : "  [Clause \(diagnostic.clause)](<\(diagnostic.url)>)\n"
      }
      return output
    }
  }

  extension Text {
    /// The text with the characters escaped that Markdown reads; code in backquotes stays code.
    fileprivate var markdownEscaped: Text {
      let special: StaticString = "\\*_[]<>#|!&"
      var bytes: [UInt8] = []
      var isCode = false
      let hasPairs = utf8.count { $0 == UInt8(ascii: "`") }.isMultiple(of: 2)
      for byte in utf8 {
        if byte == UInt8(ascii: "`"), hasPairs { isCode.toggle() }
        let isSpecial = special.withUTF8Buffer { $0.contains(byte) } || (byte == UInt8(ascii: "`") && !hasPairs)
        if isSpecial, !isCode { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
      return Text(bytes)
    }
  }
#endif
