import ArgumentParser

/// The command line of `opos`.
@main
struct Opos: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opos", abstract: "Compiles a production group's knowledge base and lints request tickets against its SLA.")
}
