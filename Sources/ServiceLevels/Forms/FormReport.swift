import Diagnostics
import Notation
import Tickets

/// What a form's page is told, as JSON.
///
///     {"shown": [FIELD, …], "computed": [{"field", "text"}, …],
///      "findings": [{"field", "rule", "severity", "message", "help", "clause", "url", "overridable",
///                    "fixes": [{"title", "safe", "value"}, …]}, …],
///      "overridden": [RULE, …], "route": {"rule", "to", "why", "url"} or null,
///      "notChecked": [{"rule", "reason"}, …], "markdown": TEXT, "yaml": TEXT}
///
/// `field` is empty for a finding about the ticket as a whole; `value` is the field's text after the fix.
public struct FormReport: Sendable {
  private let outcome: FormOutcome
  private let linter: TicketLinter

  /// The report of what a linter said.
  public init(_ outcome: FormOutcome, by linter: TicketLinter) {
    self.outcome = outcome
    self.linter = linter
  }

  /// The report as JSON.
  public var json: Text {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("shown")
      writer.strings(outcome.form.fields.indices.filter { outcome.isShown[$0] }.map { outcome.form.fields[$0].name })
      writer.key("computed")
      writer.array { writer in for computed in outcome.computed { append(computed, to: &writer) } }
      writer.key("findings")
      writer.array { writer in for finding in outcome.result.diagnostics { append(finding, to: &writer) } }
      writer.key("overridden")
      outcome.result.appendOverridden(to: &writer)
      outcome.result.appendOutcome(to: &writer)
      writer.member("markdown", outcome.markdown)
      writer.member("yaml", outcome.yaml)
    }
    return writer.text
  }
}

extension FormReport {
  private func append(_ computed: FormOutcome.Computed, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("field", computed.field)
      writer.member("text", computed.text)
    }
  }

  private func append(_ finding: Diagnostic, to writer: inout JSONWriter) {
    let field = field(of: finding)
    writer.object { writer in
      writer.member("field", field)
      writer.member("rule", finding.rule)
      writer.member("severity", finding.severity.name)
      writer.member("message", finding.message)
      writer.member("help", finding.help)
      writer.member("clause", finding.clause)
      writer.member("url", finding.url)
      writer.member("overridable", finding.severity == .warning && linter.rules.rule(finding.rule) != nil)
      writer.key("fixes")
      writer.array { writer in
        for fix in finding.fixes { append(fix, of: field, to: &writer) }
      }
    }
  }

  private func append(_ fix: Fix, of field: Text, to writer: inout JSONWriter) {
    guard let value = value(of: field, after: fix) else { return }
    writer.object { writer in
      writer.member("title", fix.title)
      writer.member("safe", fix.safe)
      writer.member("value", value)
    }
  }

  /// The field that a finding is about, if the form asks it: the one that it names, or the one at its place.
  private func field(of finding: Diagnostic) -> Text {
    var name = finding.field
    if name.isEmpty, let ticket = outcome.result.ticket {
      name = ticket.fields.first { $0.keyRange.start <= finding.start.offset && finding.start.offset < $0.end }?.name ?? ""
    }
    guard let index = outcome.form.index(of: name), outcome.isShown[index] else { return "" }
    return name
  }

  /// What the form would hold in a field if a fix were applied to the ticket.
  private func value(of name: Text, after fix: Fix) -> Text? {
    guard let field = outcome.form.field(name) else { return nil }
    var bytes = outcome.markdown.utf8
    for edit in fix.edits.reversed() { bytes.replaceSubrange(edit.start.offset..<edit.end.offset, with: edit.text.utf8) }
    var sink = DiagnosticSink(SourceFile(path: "", bytes: bytes))
    let read = linter.reader.read(sink.file)
    guard let content = read.tickets.first, let ticket = linter.forms.resolve(content, forced: outcome.form.id, &sink) else {
      return nil
    }
    return ticket.field(name).map { field.typed($0.node) }
  }
}

extension Field {
  /// The offset after the field.
  fileprivate var end: Int { max(keyRange.end, node.range.end) + 1 }
}

extension LintResult {
  /// Writes the rules from which the ticket is excepted.
  func appendOverridden(to writer: inout JSONWriter) {
    writer.array { writer in for exception in exceptionsUsed { writer.string(exception.rule) } }
  }

  /// Writes what is said beside the findings: where the ticket belongs, and what could not be checked.
  func appendOutcome(to writer: inout JSONWriter) {
    writer.key("route")
    if let route {
      writer.object { writer in
        writer.member("rule", route.rule)
        writer.member("to", route.route.to)
        writer.member("why", route.route.why)
        writer.member("url", route.route.url)
      }
    } else {
      writer.null()
    }
    writer.key("notChecked")
    writer.array { writer in
      for rule in notChecked {
        writer.object { writer in
          writer.member("rule", rule.rule)
          writer.member("reason", rule.reason)
        }
      }
    }
  }
}

extension JSONWriter {
  /// An array of strings.
  mutating func strings(_ texts: [Text]) { array { writer in for text in texts { writer.string(text) } } }
}
