import Diagnostics
import Notation
import Tickets

/// Findings about secrets.
enum SecretReport {
  /// Adds a finding for each secret to the results of its file.
  ///
  /// - Parameter visible: the file with the secrets masked.
  static func add(_ secrets: [SecretScanner.Finding], in visible: SourceFile, to results: inout [LintResult]) {
    guard !secrets.isEmpty else { return }
    var sink = DiagnosticSink(visible)
    for secret in secrets.prefix(most) { report(secret, &sink) }
    if secrets.count > most { reportMore(secrets[most], secrets.count - most, &sink) }
    results[0].diagnostics += sink.diagnostics
    // A fix that rewrites a secret would write its mask into the file.
    for index in results.indices {
      for place in results[index].diagnostics.indices {
        results[index].diagnostics[place].fixes = results[index].diagnostics[place].fixes.filter { fix in
          !fix.edits.contains { edit in
            edit.text.contains("***") || secrets.contains { $0.range.start < edit.end.offset && edit.start.offset < $0.range.end }
          }
        }
      }
    }
  }

  /// How many secrets are reported one by one.
  private static var most: Int { 50 }

  private static func reportMore(_ next: SecretScanner.Finding, _ count: Int, _ sink: inout DiagnosticSink) {
    sink.report("secret-in-ticket", at: next.range, "the ticket holds \(count) more secrets")
  }

  static func report(_ secret: SecretScanner.Finding, _ sink: inout DiagnosticSink) {
    sink.report(
      "secret-in-ticket", at: secret.range, "the ticket holds \(secret.kind)",
      help: "take it out and replace it where it is used: whoever could read the ticket may have it")
  }
}
