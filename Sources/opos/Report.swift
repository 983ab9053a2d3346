import Diagnostics

/// Findings on standard error, with a line that counts them.
enum Report {
  /// Writes findings as text.
  ///
  /// - Parameter folder: The folder that their files' names are relative to.
  static func write(_ diagnostics: [Diagnostic], below folder: String) {
    if diagnostics.isEmpty { return }
    let placed = diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.file = diagnostic.file.isEmpty ? Text(folder) : Text(folder) + "/" + diagnostic.file
      return diagnostic
    }
    Terminal.complain(TextReport(color: Terminal.colorsMessages).render(placed))
    Terminal.complain(TextReport.summary(diagnostics) + "\n")
  }

  /// Ends the command if an agreement has errors: no ticket is judged by one that is itself wrong.
  static func refuseErrors(_ diagnostics: [Diagnostic], below folder: String) throws {
    let errors = diagnostics.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    write(Diagnostic.ordered(errors), below: folder)
    Terminal.complain("opos: the agreement has errors; mend them first (`opos check`)")
    throw ExitStatus.failure
  }
}
