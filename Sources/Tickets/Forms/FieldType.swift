import Diagnostics

/// What a form's field holds.
public enum FieldType: UInt8, Hashable, Sendable, CaseIterable {
  /// Any text, of one line or more.
  case text
  /// An ISO 8601 calendar date.
  case date
  /// A whole number.
  case integer
  /// A decimal number.
  case number
  /// A number with a unit, of bytes or of time.
  case quantity
  /// An address with a scheme.
  case url
  /// An e-mail address.
  case email
  /// Texts, one to a line.
  case list
  /// One of the field's options.
  case choice
  /// Any number of the field's options.
  case choices

  /// The word used as a form's `value:`, and for the last two in messages.
  public var name: Text {
    switch self {
    case .text: "text"
    case .date: "date"
    case .integer: "integer"
    case .number: "number"
    case .quantity: "quantity"
    case .url: "url"
    case .email: "email"
    case .list: "list"
    case .choice: "choice"
    case .choices: "choices"
    }
  }

  /// The types that a form's `value:` may name.
  public static var valueTypes: [FieldType] { [.text, .date, .integer, .number, .quantity, .url, .email, .list] }

  /// The type of a `value:` word, or nil.
  init?(valueName: Text) {
    guard let type = FieldType.valueTypes.first(where: { $0.name == valueName }) else { return nil }
    self = type
  }
}

/// The elements of GitHub's issue-form syntax.
public enum ElementKind: UInt8, Hashable, Sendable, CaseIterable {
  /// Text shown on the form, not part of a ticket.
  case markdown
  /// A line of text.
  case input
  /// Lines of text.
  case textarea
  /// A choice among options.
  case dropdown
  /// Options to tick.
  case checkboxes

  /// The word of a form's `type:`.
  public var name: Text {
    switch self {
    case .markdown: "markdown"
    case .input: "input"
    case .textarea: "textarea"
    case .dropdown: "dropdown"
    case .checkboxes: "checkboxes"
    }
  }

  init?(name: Text) {
    guard let kind = ElementKind.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }
}
