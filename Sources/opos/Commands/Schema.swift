import ArgumentParser
import Diagnostics
import Knowledge
import Publishing
import ServiceLevels
import Tickets

/// `opos schema`: JSON Schema of a form's tickets.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Writes the JSON Schema (2020-12) of a form's tickets.")

  @Argument(help: "The form's id.")
  var form: String

  @OptionGroup var source: SourceOptions

  func run() throws {
    let parts = try FileErrors.reported { try ContentLoader(source: try source.folder(), jobs: 1).loadAgreement() }
    let form = try FormArgument.form(self.form, in: parts)
    Terminal.print(FormSchema(form, experiments: ExperimentNames(parts.experiments.map { ($0.id, [$0.name] + $0.aliases) })).json)
  }
}
