import ArgumentParser
import Diagnostics
import Knowledge
import Tickets

/// A form named on the command line.
enum FormArgument {
  /// The form of an id; an unknown one ends the command with the nearest spelling.
  static func form(_ id: String, in parts: Catalog.Parts) throws -> Form {
    if let form = parts.forms.first(where: { $0.id == Text(id) }) { return form }
    throw unknown(id, among: parts.forms.map(\.id))
  }

  /// Ends the command if a form is none of those known.
  static func check(_ id: String, among known: [Text]) throws {
    guard known.contains(Text(id)) else { throw unknown(id, among: known) }
  }

  private static func unknown(_ id: String, among known: [Text]) -> ValidationError {
    let nearest = Text(id).nearestSpelling(among: known).map { " Did you mean \(String($0))?" } ?? ""
    return ValidationError("there is no form \(id).\(nearest) The forms are: \(String(Text.joined(known, separator: ", ")))")
  }
}
