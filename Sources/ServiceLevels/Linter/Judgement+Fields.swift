import CEL
import Diagnostics
import Notation
import Tickets

extension Judgement {
  /// Reports a required field without an answer, if it is shown.
  mutating func reportIfMissing(_ index: Int) {
    let field = ticket.form.fields[index]
    guard field.isRequired, !content.isIncomplete, !ticket.misspelt.contains(field.name), isShown(index) else { return }
    let found = ticket.fields.first { $0.index == index }
    var diagnostic = Diagnostic(
      rule: "field-missing", severity: .error, message: "\(spoken(field).quoted) is missing", help: field.help, file: "")
    diagnostic.field = field.name
    sink.place(&diagnostic, at: found?.keyRange ?? ticket.anchor)
    sink.append(diagnostic)
  }

  /// Reports a placeholder, starting text or help left as the answer of a field. In a field that is not asked it does no harm.
  mutating func reportLeftOver(_ index: Int, _ emptiness: Emptiness, at range: SourceRange) {
    let field = ticket.form.fields[index]
    let what: Text
    switch emptiness {
    case .placeholder: what = "the form's placeholder"
    case .initial: what = "the text that the form starts with"
    default: what = "the form's own help"
    }
    let isNeeded = field.isRequired && isShown(index)
    sink.report(
      "field-placeholder", isNeeded ? .error : .warning, at: range, "\(spoken(field).quoted) still holds \(what)",
      help: isNeeded ? field.help : "answer it, or leave it empty")
  }

  /// What a field is called to whoever wrote the ticket: its label where they see labels.
  func spoken(_ field: FormField) -> Text { usesLabels || ticket.format == .headings ? field.label : field.name }

  /// Whether a field's condition holds; a condition that cannot be evaluated does not.
  func isShown(_ index: Int) -> Bool { linter.isShown(index, form: ticket.formIndex, bindings, in: workspace.memory) }
}
