import Diagnostics
import Notation

/// A request form: GitHub's issue-form syntax, extended by `value`, `when`, `options: experiments` and `example`.
///
/// It is immutable, and shared by all its tickets.
public final class Form: Hashable, Sendable {
  /// A part of the form, in the order shown.
  public enum Item: Hashable, Sendable {
    /// Markdown shown between fields; the node is its text.
    case markdown(Node)
    /// The field at an index of `fields`.
    case field(Int)
  }

  /// The file's name without its ending: `keep-up`.
  public let id: Text
  /// What it is called: `Keep-up`.
  public let name: Text
  /// What it is for.
  public let summary: Text
  /// The title that a new issue starts with; empty if there is none.
  public let titlePrefix: Text
  /// The labels of its tickets.
  public let labels: [Text]
  /// Its parts in the order shown.
  public let items: [Item]
  /// Its fields in the order shown.
  public let fields: [FormField]
  /// A whole good ticket: a map of field to value.
  public let example: Node?
  /// The file, for findings about the form.
  public let file: SourceFile

  /// A form of the given parts; without fields for tickets whose form cannot be told.
  public init(
    id: Text, name: Text, summary: Text, titlePrefix: Text = "", labels: [Text] = [], items: [Item] = [],
    fields: [FormField] = [],
    example: Node? = nil, file: SourceFile
  ) {
    self.id = id
    self.name = name
    self.summary = summary
    self.titlePrefix = titlePrefix
    self.labels = labels
    self.items = items
    self.fields = fields
    self.example = example
    self.file = file
  }

  /// The field of a name.
  public func field(_ name: Text) -> FormField? { fields.first { $0.name == name } }

  /// The index of the field of a name.
  public func index(of name: Text) -> Int? { fields.firstIndex { $0.name == name } }

  /// Two forms are equal if they were read from equal files.
  public static func == (left: Form, right: Form) -> Bool { left.id == right.id && left.file.bytes == right.file.bytes }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
