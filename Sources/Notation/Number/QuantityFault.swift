import Diagnostics

/// Why a text is no quantity.
public struct QuantityFault: Error, Hashable, Sendable {
  /// The kinds of faults.
  public enum Kind: Hashable, Sendable {
    /// Not one number with a unit.
    case malformed
    /// A unit that does not exist, or none of a fixed size.
    case unit
    /// It may be read in two ways.
    case unclear
    /// From 2^63 on.
    case tooLarge
  }

  /// Which kind of fault.
  public let kind: Kind
  /// What is wrong: lower case, no full stop.
  public let message: Text
  /// How to mend it; empty if that is not known.
  public let help: Text
  /// The bytes of the text that are at fault.
  public let range: Range<Int>
  /// What may be meant, each instead of `range`.
  public let suggestions: [Text]

  init(_ kind: Kind, _ message: Text, help: Text = "", at range: Range<Int>, suggestions: [Text] = []) {
    self.kind = kind
    self.message = message
    self.help = help
    self.range = range
    self.suggestions = suggestions
  }
}
