import ArgumentParser
import Diagnostics
import Knowledge
import Publishing
import Tickets

/// `opos new`: something to fill in.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Makes something to fill in.",
    subcommands: [NewTicket.self, NewPage.self, NewExperiment.self, NewRule.self, NewForm.self])
}

/// `opos new ticket`: a blank ticket of a form.
struct NewTicket: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ticket", abstract: "Writes the blank ticket of a form, as Markdown with front matter.")

  @Argument(help: "The form's id.")
  var form: String

  @Flag(help: "Write the form's good example instead of a blank.")
  var example = false

  @OptionGroup var source: SourceOptions

  func run() throws {
    let parts = try FileErrors.reported { try ContentLoader(source: try source.folder(), jobs: 1).loadAgreement() }
    let form = try FormArgument.form(self.form, in: parts)
    Terminal.print(example ? form.exampleTicket : form.blankTicket)
  }
}
