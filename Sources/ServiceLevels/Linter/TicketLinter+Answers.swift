import CEL
import Diagnostics
import Notation
import Tickets

/// What a field's answer is to rules.
enum GivenAnswer {
  /// Nothing was answered.
  case none
  /// What the form showed from the start still stands there.
  case leftOver(Emptiness)
  /// It does not fit, which was reported.
  case unfit
  /// A value.
  case value(Value)
}

extension TicketLinter {
  /// Reads the answer of a field of a ticket of a form, and reports what does not fit.
  ///
  /// - Parameter usesLabels: whether findings call the field by its label.
  func answer(_ field: Field, form: Int, usesLabels: Bool, _ sink: inout DiagnosticSink) -> GivenAnswer {
    guard let index = field.index else {
      let text = field.node.text.trimmed()
      return text.isEmpty ? .none : .value(.string(text))
    }
    let formField = forms.forms[form].fields[index]
    if let emptiness = formField.emptiness(of: field.node) { return emptiness == .empty ? .none : .leftOver(emptiness) }
    let named = usesLabels ? formField.calledByLabel : formField
    guard let value = values.read(field.node, as: named, &sink) else { return .unfit }
    TicketLinter.checkTicked(formField, value, at: field.valueRange, &sink)
    return .value(value.celValue(calendar))
  }

  /// Where the value of a field of a ticket of a form stands in the ticket's record.
  func recordIndex(of field: Field, form: Int) -> Int {
    let slot = field.index.map { forms.slots[form][$0] } ?? (field.name.equals("title") ? 0 : 1)
    return RuleEnvironment.recordIndex(ofSlot: slot)
  }

  /// Reports boxes that must be ticked and are not.
  private static func checkTicked(
    _ field: FormField, _ value: FieldValue, at range: SourceRange, _ sink: inout DiagnosticSink
  ) {
    guard !field.requiredOptions.isEmpty, case .list(let ticked) = value else { return }
    for option in field.requiredOptions where !ticked.contains(option) {
      sink.report("option-not-ticked", at: range, "\(option.quoted) must be ticked")
    }
  }
}

extension FieldValue {
  /// The value in rules; dates are midnight at the site.
  func celValue(_ calendar: BusinessCalendar) -> Value {
    switch self {
    case .text(let text): .string(text)
    case .integer(let number): .int(number)
    case .number(let number): .double(number)
    case .date(let date): .timestamp(calendar.midnight(of: date))
    case .list(let texts): .strings(texts)
    }
  }
}
