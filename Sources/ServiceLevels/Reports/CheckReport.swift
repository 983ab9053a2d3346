import Diagnostics
import Notation
import Tickets

/// What the page that checks tickets is told about a file, as JSON.
///
///     {"tickets": [{"form", "format", "title", "number", "route": {"rule", "to", "why", "url"} or null,
///                   "notChecked": [{"rule", "reason"}, …], "overridden": [RULE, …]}, …],
///     "findings":[…]}
///
/// `findings` is byte for byte what `opos lint --format json` prints for the file.
public enum CheckReport {
  /// The report on the results of a file.
  public static func render(_ results: [LintResult]) -> Text {
    var writer = JSONWriter()
    writer.array { writer in
      for result in results { append(result, to: &writer) }
    }
    let findings = JSONReport.render(Diagnostic.ordered(results.flatMap { $0.notices }))
    return "{\"tickets\":" + writer.text + ",\n\"findings\":" + findings + "}"
  }

  private static func append(_ result: LintResult, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("form", result.ticket?.form.id ?? "")
      writer.member("format", result.ticket?.format.name ?? "")
      writer.member("title", result.ticket?.field("title")?.node.text.trimmed() ?? "")
      writer.member("number", result.ticket?.number ?? "")
      result.appendOutcome(to: &writer)
      writer.key("overridden")
      result.appendOverridden(to: &writer)
    }
  }
}
