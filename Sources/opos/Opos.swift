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
    StartingState.mend()
    do {
      try run(try command(Array(CommandLine.arguments.dropFirst())))
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let message = Opos.fullMessage(for: error)
      let isHelp = Opos.exitCode(for: error) == .success
      if isHelp { Terminal.print(message) } else { Terminal.complain(message) }
      exit(isHelp ? 0 : ExitStatus.failure.rawValue)
    }
  }

  /// Runs a command. What it misses only then is said with its own usage.
  private static func run(_ command: ParsableCommand) throws {
    var command = command
    do {
      try command.run()
    } catch let error as ValidationError {
      let usage = Opos.usageString(for: type(of: command))
      let name = usage.prefix { $0 != "[" && $0 != "<" }.split(separator: " ").joined(separator: " ")
      Terminal.complain("Error: \(error.message)\nUsage: \(usage)\n  See '\(name) --help' for more information.")
      throw ExitStatus.failure
    }
  }

  private static func command(_ all: [String]) throws -> ParsableCommand {
    // A file of another name would be read, or made. Of tickets it is said that there is none, and the others are checked.
    if all.first != "lint", let text = Arguments.unreadable {
      throw ValidationError("the argument `\(text)` has bytes that are not UTF-8")
    }
    let (arguments, files) = Arguments.split(all)
    // The parser of one command is made sooner than that of all. What it refuses is given to the other, for its messages.
    guard arguments.first == "lint", var lint = try? Lint.parse(Array(arguments.dropFirst())) else {
      return try Opos.parseAsRoot(arguments)
    }
    lint.files += files
    return lint
  }
}
