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

  /// The index in `all` of the id of each name.
  private let ids: [Text: Int]

  /// The names of some experiments; ids go before aliases, earlier experiments before later ones.
  public init(_ experiments: [(id: Text, aliases: [Text])] = []) {
    var ids: [Text: Int] = [:]
    for (index, experiment) in experiments.enumerated() { ids[experiment.id.asciiLowercased()] = index }
    for (index, experiment) in experiments.enumerated() {
      for alias in experiment.aliases where ids[alias.asciiLowercased()] == nil { ids[alias.asciiLowercased()] = index }
    }
    self.ids = ids
    all = experiments.map { $0.id } + experiments.flatMap { $0.aliases }
  }

  /// The id of an experiment that has this id or alias, whatever the case of its letters.
  public func id(of name: Text) -> Text? { ids[name.asciiLowercased()].map { all[$0] } }
}
