// For continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  /// Findings as JUnit XML, as Jenkins and GitLab read it: a suite a file, a case a finding.
  ///
  /// A finding at or above the severity that fails the run is a failure, any other a passed case with its text as output. A rule that could not be
  /// checked is a skipped case; a file without findings is one passed case. A case is named after its rule, and not after its place, so that a
  /// service knows it again in the next run. Times are 0: the report says nothing that differs from run to run.
  public enum JUnitReport {
    /// The document.
    ///
    /// - Parameter failing: the least severity that fails the run; nil if none does.
    public static func render(_ report: LintReport, failing: Severity?) -> Text {
      var suites = Text()
      var total = Counts()
      for file in report.files {
        var cases = Text()
        let counts = append(file, failing: failing, to: &cases)
        suites += "  <testsuite name=\"\(file.name.displayed.xmlEscaped)\" \(counts.attributes)>\n\(cases)  </testsuite>\n"
        total.add(counts)
      }
      let head: Text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"opos lint\" \(total.attributes)>\n"
      return head + suites + "</testsuites>\n"
    }

    private static func append(_ file: LintReport.File, failing: Severity?, to output: inout Text) -> Counts {
      var counts = Counts()
      var seen: [Text: Int] = [:]
      for finding in file.findings {
        let times = seen[finding.rule, default: 0] + 1
        seen[finding.rule] = times
        output += open(times == 1 ? finding.rule : "\(finding.rule) (\(times))", finding, file)
        let text = TextReport().render(finding).xmlEscaped
        if let failing, finding.severity >= failing {
          counts.failures += 1
          let message = finding.message.displayed.xmlEscaped
          output +=
            ">\n      <failure type=\"\(finding.severity.name)\" message=\"\(message)\">\(text)</failure>\n    </testcase>\n"
        } else {
          output += ">\n      <system-out>\(text)</system-out>\n    </testcase>\n"
        }
      }
      for rule in file.notChecked {
        output += open(rule.rule, rule.notice, file)
        output += ">\n      <skipped message=\"\(rule.notice.message.displayed.xmlEscaped)\"/>\n    </testcase>\n"
      }
      counts.tests = file.findings.count + file.notChecked.count
      counts.skipped = file.notChecked.count
      if file.findings.isEmpty {
        counts.tests += 1
        output += open("lint", nil, file) + "/>\n"
      }
      return counts
    }

    private static func open(_ name: Text, _ finding: Diagnostic?, _ file: LintReport.File) -> Text {
      let path = file.name.displayed.xmlEscaped
      let line: Text = finding.map { " line=\"\($0.start.line)\"" } ?? ""
      return "    <testcase name=\"\(name.displayed.xmlEscaped)\" classname=\"\(path)\" file=\"\(path)\"\(line) time=\"0\""
    }

    private struct Counts {
      var tests = 0
      var failures = 0
      var skipped = 0

      mutating func add(_ other: Counts) {
        tests += other.tests
        failures += other.failures
        skipped += other.skipped
      }

      var attributes: Text { "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"0\"" }
    }
  }
#endif
