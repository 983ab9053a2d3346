import Diagnostics
import Notation

extension Form {
  /// A ticket to fill in: Markdown with front matter, each field below its label and help.
  public var blankTicket: Text { ticket(FormAnswers(form: id)) }

  /// A ticket with some answers, the other fields to fill in: Markdown with front matter, each field below its label and help.
  public func ticket(_ answers: FormAnswers) -> Text {
    let given = answers.fields(of: self, where: [Bool](repeating: true, count: fields.count))
    var output: Text = "---\nform: \(id)\n"
    for field in fields where !field.name.equals("description") {
      output += "\n\(comment(field))"
      if let answer = given.first(where: { $0.name == field.name }) {
        output += TicketWriter.yaml([answer])
      } else {
        output += "\(field.name):\n"
      }
    }
    let description = given.first { $0.name.equals("description") }
    return output + "---\n\n" + (description.map { "\($0.value.text)\n" } ?? "")
  }

  /// The form's example as a ticket: Markdown with front matter; empty if the form has none.
  public var exampleTicket: Text {
    guard let example else { return "" }
    return TicketWriter.markdown(form: id, fields: example.entries.map { (name: $0.key, value: $0.value) })
  }

  /// A ticket to fill in as headings with empty answers, as GitHub renders an empty form.
  public var blankHeadings: Text {
    var output: Text = "### Form\n\n\(id)\n"
    for field in fields { output += "\n### \(field.label)\n\n\(emptyAnswer(field))\n" }
    return output
  }

  /// The label and help of a field as comments.
  private func comment(_ field: FormField) -> Text {
    var output: Text = "# \(field.label)\(field.isRequired ? "" : " (optional)")"
    if !field.help.isEmpty { output += ": \(field.help.trimmed().onOneLine)" }
    switch field.options {
    case .none: break
    case .experiments: output += " One of the experiments on board."
    case .listed(let options): output += " One of: \(Text.joined(options, separator: ", "))."
    }
    return output + "\n"
  }

  private func emptyAnswer(_ field: FormField) -> Text {
    guard field.kind == .checkboxes, case .listed(let options) = field.options else { return "_No response_" }
    return Text.joined(options.map { "- [ ] \($0)" }, separator: "\n")
  }
}

extension Text {
  fileprivate var onOneLine: Text { Text(utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }) }
}
