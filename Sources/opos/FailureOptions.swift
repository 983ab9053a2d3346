import ArgumentParser
import Diagnostics

/// From which severity on findings make the command fail.
struct FailureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Fail on findings of this severity or worse: error, warning, info or never.", valueName: "severity"))
  var failOn: Threshold = .error

  /// A severity, or none.
  enum Threshold: String, ExpressibleByArgument, CaseIterable {
    case error
    case warning
    case info
    case never

    /// The least severity that fails; nil for never.
    var severity: Severity? { Severity(name: Text(rawValue)) }
  }

  /// The exit status for some findings.
  func status(of diagnostics: [Diagnostic]) -> ExitCode {
    guard let least = failOn.severity else { return ExitStatus.success }
    return diagnostics.contains { $0.severity >= least } ? ExitStatus.findings : ExitStatus.success
  }
}
