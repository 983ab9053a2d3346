// For terminals and continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  /// Findings as JUnit XML: a suite a file, a failed case a finding, a passed case for a file without findings.
  public enum JUnitReport {
    /// The document.
    ///
    /// - Parameter files: every file that was looked at, in order.
    public static func render(_ diagnostics: [Diagnostic], files: [Text]) -> Text {
      var names = files
      for diagnostic in diagnostics where !names.contains(diagnostic.file) { names.append(diagnostic.file) }
      var output: Text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"opos\" tests=\""
      let clean = names.count { name in !diagnostics.contains { $0.file == name } }
      output += "\(diagnostics.count + clean)\" failures=\"\(diagnostics.count)\">\n"
      for name in names { output += suite(name, diagnostics.filter { $0.file == name }) }
      return output + "</testsuites>\n"
    }

    private static func suite(_ name: Text, _ findings: [Diagnostic]) -> Text {
      let file = name.xmlEscaped
      var output: Text = "  <testsuite name=\"\(file)\" tests=\"\(max(findings.count, 1))\" failures=\"\(findings.count)\">\n"
      if findings.isEmpty { output += "    <testcase name=\"lint\" classname=\"\(file)\"/>\n" }
      for finding in findings {
        let place: Text = "\(finding.start.line):\(finding.start.column)"
        output += "    <testcase name=\"\(finding.rule.xmlEscaped) \(place)\" classname=\"\(file)\">\n"
        output += "      <failure type=\"\(finding.severity.name)\" message=\"\(finding.message.xmlEscaped)\">"
        output += TextReport().render(finding).xmlEscaped + "</failure>\n    </testcase>\n"
      }
      return output + "  </testsuite>\n"
    }
  }

  extension Text {
    /// The text as XML content or attribute; characters that XML 1.0 does not have become U+FFFD.
    fileprivate var xmlEscaped: Text {
      var output = Text()
      for byte in utf8 {
        switch byte {
        case UInt8(ascii: "&"): output += "&amp;"
        case UInt8(ascii: "<"): output += "&lt;"
        case UInt8(ascii: ">"): output += "&gt;"
        case UInt8(ascii: "\""): output += "&quot;"
        case 0x09, 0x0A, 0x20...: output.utf8.append(byte)
        default: output += "\u{FFFD}"
        }
      }
      return output
    }
  }
#endif
