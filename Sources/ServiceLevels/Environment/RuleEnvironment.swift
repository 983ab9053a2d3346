import CEL
import Diagnostics
import Notation
import Tickets

/// What rules may refer to: the types of a ticket, an experiment, a request and the site, and the functions of the calendar.
struct RuleEnvironment: Sendable {
  /// The slots of the variables.
  enum Slot { static let ticket = 0, now = 1, created = 2, experiments = 3, requests = 4, site = 5 }

  /// The variables and functions.
  let declarations: Declarations
  /// A ticket: `form`, then the fields in the order of `FormSet.fieldNames`.
  let ticketType: RecordType
  /// An open request: `number`, `state`, `opened`, then what a ticket has.
  let requestType: RecordType
  /// The type of each field of `FormSet.fieldNames`.
  let fieldTypes: [FieldType]

  /// The environment of some forms at a site.
  init(forms: FormSet, calendar: BusinessCalendar) {
    fieldTypes = RuleEnvironment.types(of: forms)
    var fields: [RecordType.Field] = [RecordType.Field("form", .string)]
    for (index, name) in forms.fieldNames.enumerated() { fields.append(RecordType.Field(name, fieldTypes[index].celType)) }
    ticketType = RecordType(name: "ticket", fields: fields)
    requestType = RecordType(
      name: "request",
      fields: [
        RecordType.Field("number", .string), RecordType.Field("state", .string), RecordType.Field("opened", .timestamp),
      ] + fields)
    declarations = Declarations(
      variables: [
        Declarations.Variable("ticket", .record(ticketType)), Declarations.Variable("now", .timestamp),
        Declarations.Variable("created", .timestamp),
        Declarations.Variable("experiments", .map(.string, .record(Experiment.type))),
        Declarations.Variable("requests", .list(.record(requestType))), Declarations.Variable("site", .record(Site.type)),
      ],
      functions: CalendarFunctions.functions(calendar), timeZone: calendar.zone)
  }

  /// The types of all records that there are, in one order; the ticket's and the request's come first.
  var records: [RecordType] { [ticketType, requestType] + Experiment.records + Site.records }

  /// An environment for rules that are compiled already: nothing in it has a type but records.
  ///
  /// - Parameter records: `records` of the environment that the rules were compiled in.
  init(records: [RecordType], calendar: BusinessCalendar) {
    ticketType = records.first ?? RecordType(name: "ticket", fields: [])
    requestType = records.count > 1 ? records[1] : ticketType
    fieldTypes = []
    declarations = Declarations(
      variables: [Declarations.Variable](repeating: Declarations.Variable("", .dyn), count: Slot.site + 1),
      functions: CalendarFunctions.functions(calendar), timeZone: calendar.zone)
  }

  /// The index in the ticket's record of a field of `FormSet.fieldNames`.
  static func recordIndex(ofSlot slot: Int) -> Int { slot + 1 }

  /// The type of each field; of a field whose forms disagree the first.
  private static func types(of forms: FormSet) -> [FieldType] {
    var types = [FieldType?](repeating: nil, count: forms.fieldNames.count)
    for (formIndex, form) in forms.forms.enumerated() {
      for (index, field) in form.fields.enumerated() where types[forms.slots[formIndex][index]] == nil {
        types[forms.slots[formIndex][index]] = field.type
      }
    }
    return types.map { $0 ?? .text }
  }

  /// Reports fields that have one name and different types in different forms, in the later form.
  func checkTypes(_ forms: FormSet) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (formIndex, form) in forms.forms.enumerated() {
      for (index, field) in form.fields.enumerated() {
        let wanted = fieldTypes[forms.slots[formIndex][index]]
        guard !field.type.celType.isSame(as: wanted.celType) else { continue }
        var sink = DiagnosticSink(form.file)
        sink.report(
          "field-type-differs", at: field.nameRange,
          "field `\(field.name)` is `\(field.type.name)` here and `\(wanted.name)` in another form",
          help: "a field has one name and one type everywhere, because rules read it")
        diagnostics += sink.diagnostics
      }
    }
    return diagnostics
  }
}

extension FieldType {
  /// The type of the field's value in rules.
  var celType: CEL.`Type` {
    switch self {
    case .text, .url, .email, .quantity, .choice: .string
    case .integer: .int
    case .number: .double
    case .date: .timestamp
    case .list, .choices: .list(.string)
    }
  }
}

extension CEL.`Type` {
  /// Whether the types, which are those of fields, are one.
  fileprivate func isSame(as other: CEL.`Type`) -> Bool { self == other }
}
