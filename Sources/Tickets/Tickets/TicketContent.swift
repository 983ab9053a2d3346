import Diagnostics
import Notation

/// A ticket as it was read, before its form is known.
public struct TicketContent: Sendable {
  /// Something that the ticket says: a key and a value.
  public struct Entry: Sendable {
    /// The key or heading as written.
    public var key: Text
    /// Where the key stands.
    public var keyRange: SourceRange
    /// The value. Below a heading it is the whole text, to be read as the field's type asks.
    public var value: Node
    /// For a heading, its line: the text below one unlike any label belongs to the field before.
    public var headingLine: SourceRange?
    /// Whether the heading lacks the space after its `#`: it is one only if it is a label.
    public var isLoose = false
    /// The question that a ServiceNow row answers, when its key is a name; else empty.
    public var label: Text = ""
    /// The text that a ServiceNow record displays for the value; what changes the value changes it as well.
    public var shownRange: SourceRange?
  }

  /// How it was written.
  public var format: TicketFormat
  /// The text that all ranges refer to: the file, or what an e-mail's part was decoded to.
  public var file: SourceFile
  /// Where the text came from, if it is not a file itself.
  public var origin: TextOrigin?
  /// What it says, in the order of the text.
  public var entries: [Entry] = []
  /// The form that the surroundings name: a ServiceNow record's catalogue item.
  public var formHint: Text = ""
  /// The ticket's number in the system that it came from; empty if unknown.
  public var number: Text = ""
  /// The title that the surroundings give: an e-mail's subject, a record's short description.
  public var outerTitle: Node?
  /// The description that the surroundings give.
  public var outerDescription: Node?
  /// Where the ticket begins, for findings about it as a whole; nil if its first entry says so.
  var place: SourceRange?
  /// Whether some of it could not be read, so that what seems to be missing may be there.
  public var isIncomplete = false
  /// When it was written, as the surroundings say: an e-mail's date, a record's opening.
  public var opened: Timestamp?

  /// The place for findings about the ticket as a whole.
  var anchor: SourceRange { entries.first?.keyRange ?? place ?? outerTitle?.range ?? SourceRange(0, 0) }

  init(format: TicketFormat, file: SourceFile) {
    self.format = format
    self.file = file
  }
}
