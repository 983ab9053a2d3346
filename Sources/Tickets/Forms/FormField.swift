import Diagnostics
import Notation

/// A field that a form asks for: immutable, and shared by all tickets of the form.
public final class FormField: Sendable {
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
  public let name: Text
  /// The label that people see, and the heading in `### Label` text.
  public let label: Text
  /// The help below the label; empty if there is none.
  public let help: Text
  /// The placeholder shown in the empty field; empty if there is none.
  public let placeholder: Text
  /// The text that the field starts with; empty if there is none.
  public let initial: Text
  /// The element that shows it.
  public let kind: ElementKind
  /// What it holds.
  public let type: FieldType
  /// The unit's kind for a quantity, taken from the form's example: `bytes` or `time`; nil if the example does not say.
  public let dimension: Quantity.Dimension?
  /// What may be chosen.
  public let options: Options
  /// Options that must be ticked.
  public let requiredOptions: [Text]
  /// Whether a ticket must have it, while it is shown. A field with a condition is required unless the form says otherwise.
  public let isRequired: Bool
  /// A CEL condition under which it is shown and asked for; nil for always.
  public let condition: Node?
  /// What follows from the answers, shown beside the field as they are typed: a text with CEL expressions in braces; nil for nothing.
  public let computed: Node?
  /// Where the name stands in the form.
  public let nameRange: SourceRange

  init(
    name: Text, label: Text, help: Text, kind: ElementKind, isRequired: Bool, condition: Node?, nameRange: SourceRange,
    answer: FormAnswer
  ) {
    self.name = name
    self.label = label
    self.help = help
    self.kind = kind
    self.isRequired = isRequired
    self.condition = condition
    self.nameRange = nameRange
    placeholder = answer.placeholder
    initial = answer.initial
    type = answer.type
    dimension = answer.dimension
    options = answer.options
    requiredOptions = answer.requiredOptions
    computed = answer.computed
  }

  /// The same field under its label, for messages to people who see labels.
  public var calledByLabel: FormField {
    let answer = FormAnswer(
      placeholder: placeholder, initial: initial, type: type, dimension: dimension, options: options,
      requiredOptions: requiredOptions, computed: computed)
    return FormField(
      name: label, label: label, help: help, kind: kind, isRequired: isRequired, condition: condition, nameRange: nameRange,
      answer: answer)
  }
}

/// What a field's element says of its answers.
struct FormAnswer {
  var placeholder: Text = ""
  var initial: Text = ""
  var type = FieldType.text
  var dimension: Quantity.Dimension?
  var options = FormField.Options.none
  var requiredOptions: [Text] = []
  var computed: Node?
}
