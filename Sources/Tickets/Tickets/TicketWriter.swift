import Diagnostics
import Notation

/// Writes tickets as YAML: blank ones to fill in, and those of examples.
public enum TicketWriter {
  /// A ticket of a form with these fields, in the order given; nulls are left out.
  public static func yaml(form: Text, fields: [(name: Text, value: Node)]) -> Text {
    var output: Text = "form: \(YAML.scalar(form))\n"
    for field in fields {
      switch field.value.value {
      case .null: continue
      default: append(field.value, key: field.name, indent: 0, to: &output)
      }
    }
    return output
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
