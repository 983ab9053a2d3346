import Diagnostics
import Notation

/// A ticket whose form is known and whose fields are named.
public struct Ticket: Sendable {
  /// How it was written.
  public var format: TicketFormat
  /// The text that all ranges refer to.
  public var file: SourceFile
  /// Where the text came from, if it is not a file itself.
  public var origin: TextOrigin?
  /// The form's index in the `FormSet`.
  public var formIndex: Int
  /// The form that it answers.
  public var form: Form
  /// Its fields, in the order of the text, each name once.
  public var fields: [Field] = []
  /// The rules that it asks to be excepted from.
  public var exceptions: [TicketException] = []
  /// Fields that a misspelt key or heading was probably meant to be.
  public var misspelt: [Text] = []
  /// The place for findings about the ticket as a whole: its first key.
  public var anchor = SourceRange(0, 0)
  /// Its number in the system that it came from; empty if unknown.
  public var number: Text
  /// When it was written, as its surroundings say.
  public var opened: Timestamp?

  /// A ticket without fields, for content whose form is or is not known yet.
  public init(_ content: TicketContent, form: Form, formIndex: Int) {
    format = content.format
    file = content.file
    origin = content.origin
    number = content.number
    opened = content.opened
    self.form = form
    self.formIndex = formIndex
  }

  /// The field of a name; nil where the ticket does not have it.
  public func field(_ name: Text) -> Field? {
    for index in fields.indices where fields[index].name == name { return fields[index] }
    return nil
  }
}

/// A field of a ticket.
public struct Field: Sendable {
  /// The form's name for it.
  public var name: Text
  /// The index in the form's fields; nil for `title` and `description` of a form that does not ask for them.
  public var index: Int?
  /// Where the key or heading stands.
  public var keyRange: SourceRange
  /// The value as written.
  public var node: Node

  /// Where the value stands; for an empty one the key.
  public var valueRange: SourceRange { node.range.end > node.range.start ? node.range : keyRange }
}

/// A ticket's request to be excepted from a rule.
public struct TicketException: Hashable, Sendable {
  /// The rule's id.
  public var rule: Text
  /// Why.
  public var reason: Text
  /// Who agreed; empty if nobody is named.
  public var approvedBy: Text
  /// The last day on which it holds; nil for no end.
  public var until: CivilDate?
  /// Where the rule is named.
  public var range: SourceRange
}
