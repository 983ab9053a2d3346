import Diagnostics
import Notation

/// A field's value as its type reads it.
public enum FieldValue: Hashable, Sendable {
  /// Text, an address, an option as the form spells it, an experiment's id, or a quantity as written.
  case text(Text)
  /// A whole number.
  case integer(Int64)
  /// A decimal number.
  case number(Double)
  /// A day.
  case date(CivilDate)
  /// Texts.
  case list([Text])
}

/// The experiments of the registry, by id and alias.
public struct ExperimentNames: Hashable, Sendable {
  /// Every id and alias as written, ids first.
  public let all: [Text]

  private let ids: [Text: Text]

  /// The names of some experiments; ids go before aliases, earlier experiments before later ones.
  public init(_ experiments: [(id: Text, aliases: [Text])] = []) {
    var ids: [Text: Text] = [:]
    for experiment in experiments { ids[experiment.id.asciiLowercased()] = experiment.id }
    for experiment in experiments {
      for alias in experiment.aliases where ids[alias.asciiLowercased()] == nil {
        ids[alias.asciiLowercased()] = experiment.id
      }
    }
    self.ids = ids
    all = experiments.map { $0.id } + experiments.flatMap { $0.aliases }
  }

  /// The id of an experiment that has this id or alias, whatever the case of its letters.
  public func id(of name: Text) -> Text? { ids[name.asciiLowercased()] }
}
