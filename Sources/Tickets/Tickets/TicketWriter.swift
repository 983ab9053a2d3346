import Diagnostics
import Notation

/// Writes tickets, as YAML and as Markdown: those of examples, and what was filled into a form.
public enum TicketWriter {
  /// A ticket of a form with these fields, in the order given; nulls are left out.
  public static func yaml(form: Text, fields: [(name: Text, value: Node)]) -> Text {
    "form: \(YAML.scalar(form))\n" + yaml(fields)
  }

  /// Some fields of a ticket, in the order given; nulls are left out.
  public static func yaml(_ fields: [(name: Text, value: Node)]) -> Text {
    var output = Text()
    for field in fields {
      switch field.value.value {
      case .null: continue
      default: append(field.value, key: field.name, indent: 0, to: &output)
      }
    }
    return output
  }

  /// The same as Markdown with front matter. A `description` that is plain text becomes the body.
  public static func markdown(form: Text, fields: [(name: Text, value: Node)]) -> Text {
    var body = Text()
    let matter = fields.filter { field in
      guard field.name.equals("description"), case .string(let text) = field.value.value, isPlain(text) else { return true }
      body = text.trimmed()
      return false
    }
    return "---\n\(yaml(form: form, fields: matter))---\n" + (body.isEmpty ? "" : "\n\(body)\n")
  }

  /// Whether a text can be shown and copied as it is: no characters that cannot be seen, but for tabs and line ends.
  private static func isPlain(_ text: Text) -> Bool {
    !YAML.needsEscape(Text(text.utf8.filter { $0 != 0x09 && $0 != 0x0A }))
  }

  private static func append(_ node: Node, key: Text, indent: Int, to output: inout Text) {
    let margin = Text([UInt8](repeating: 0x20, count: indent))
    switch node.value {
    case .list(let elements):
      output += "\(margin)\(key):\n"
      for element in elements { append(element: element, indent: indent + 2, to: &output) }
    case .map(let entries):
      output += "\(margin)\(key):\n"
      for entry in entries { append(entry.value, key: entry.key, indent: indent + 2, to: &output) }
    case .string(let text):
      if let block = YAML.block(text, indent: indent + 2) {
        output += "\(margin)\(key): \(block)"
      } else {
        fallthrough
      }
    default: output += "\(margin)\(key): \(scalar(node))\n"
    }
  }

  private static func append(element: Node, indent: Int, to output: inout Text) {
    let margin = Text([UInt8](repeating: 0x20, count: indent))
    guard case .map(let entries) = element.value else {
      output += "\(margin)- \(scalar(element))\n"
      return
    }
    for (index, entry) in entries.enumerated() {
      output += "\(margin)\(index == 0 ? "-" : " ") \(entry.key): \(scalar(entry.value))\n"
    }
  }

  /// A scalar as it was typed: texts that look like something else in quotes.
  private static func scalar(_ node: Node) -> Text {
    switch node.value {
    case .string(let text): YAML.scalar(text)
    default: node.text
    }
  }
}
