import Diagnostics
import Notation

/// How a value is written into a ticket.
public enum FieldText {
  /// A text as a YAML scalar that stands where another stood: in quotes if those did, or if it would be read as something else.
  public static func scalar(_ text: Text, replacing node: Node) -> Text {
    node.contentStart > node.range.start ? YAML.quoted(text) : YAML.scalar(text)
  }
}
