import ArgumentParser

/// `opos new`: something to fill in.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Makes something to fill in.",
    discussion: "On a terminal it asks for what is needed and was not given; in a script it does not.",
    subcommands: [NewTicket.self, NewPage.self, NewExperiment.self, NewRule.self, NewForm.self])
}
