import ArgumentParser
import Diagnostics
import Knowledge
import Publishing
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

/// A form named on the command line.
enum FormArgument {
  /// The form of an id; an unknown one ends the command with the nearest spelling.
  static func form(_ id: String, in parts: Catalog.Parts) throws -> Form {
    if let form = parts.forms.first(where: { $0.id == Text(id) }) { return form }
    let known = parts.forms.map(\.id)
    let nearest = Text(id).nearestSpelling(among: known).map { " Did you mean \(String($0))?" } ?? ""
    throw ValidationError("there is no form \(id).\(nearest) The forms are: \(String(Text.joined(known, separator: ", ")))")
  }
}
