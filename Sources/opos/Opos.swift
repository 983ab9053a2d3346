import ArgumentParser
import Glibc

/// The command line of `opos`.
struct Opos: ParsableCommand {
  /// The tool's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "opos", abstract: "Compiles a production group's knowledge base and lints request tickets against its SLA.",
    version: version,
    subcommands: [
      Build.self, Serve.self, Lint.self, Check.self, Explain.self, New.self, Render.self, Eval.self, Schema.self,
    ])
}

/// Exit statuses, the same for every command.
enum ExitStatus {
  /// Nothing at or above `--fail-on`.
  static let success = ExitCode(0)
  /// Findings.
  static let findings = ExitCode(1)
  /// Could not run: wrong arguments, a file that cannot be read or written.
  static let failure = ExitCode(2)
}

@main
enum Entry {
  static func main() {
    do {
      var command = try command(Array(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let message = Opos.fullMessage(for: error)
      let isHelp = Opos.exitCode(for: error) == .success
      if isHelp { Terminal.print(message) } else { Terminal.complain(message) }
      exit(isHelp ? 0 : ExitStatus.failure.rawValue)
    }
  }

  private static func command(_ all: [String]) throws -> ParsableCommand {
    let (arguments, files) = Arguments.split(all)
    // The parser of one command is made sooner than that of all. What it refuses is given to the other, for its messages.
    guard arguments.first == "lint", var lint = try? Lint.parse(Array(arguments.dropFirst())) else {
      return try Opos.parseAsRoot(arguments)
    }
    lint.files += files
    return lint
  }
}
