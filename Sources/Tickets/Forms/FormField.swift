import Diagnostics
import Notation

/// A field that a form asks for.
public struct FormField: Hashable, Sendable {
  /// What may be chosen.
  public enum Options: Hashable, Sendable {
    /// The field has no options.
    case none
    /// These, as written in the form.
    case listed([Text])
    /// The experiments of the registry, by id or alias.
    case experiments
  }

  /// The name that tickets and rules use: snake_case.
  public var name: Text
  /// The label that people see, and the heading in `### Label` text.
  public var label: Text
  /// The help below the label; empty if there is none.
  public var help: Text
  /// The placeholder shown in the empty field; empty if there is none.
  public var placeholder: Text
  /// The text that the field starts with; empty if there is none.
  public var initial: Text
  /// The element that shows it.
  public var kind: ElementKind
  /// What it holds.
  public var type: FieldType
  /// The unit's kind for a quantity, taken from the form's example: `bytes` or `time`; nil if the example does not say.
  public var dimension: Quantity.Dimension?
  /// What may be chosen.
  public var options: Options
  /// Options that must be ticked.
  public var requiredOptions: [Text]
  /// Whether a ticket must have it, while it is shown. A field with a condition is required unless the form says otherwise.
  public var isRequired: Bool
  /// A CEL condition under which it is shown and asked for; nil for always.
  public var condition: Node?
  /// Where the name stands in the form.
  public var nameRange: SourceRange
}
