import CEL
import Diagnostics
import Notation
import Tickets

extension RuleSet {
  /// Writes forms, clauses and rules as they are compiled.
  func pack(to writer: inout CompactWriter) {
    let surroundings = PackedSurroundings(environment, records: environment.records)
    writer.list(surroundings.records) { writer, record in record.pack(to: &writer) }
    writer.list(forms.forms) { writer, form in form.pack(to: &writer) }
    for form in forms.forms.indices {
      for field in forms.forms[form].fields.indices {
        writer.program(conditions[form][field], surroundings)
        writer.optional(computed[form][field]) { writer, template in template.pack(to: &writer, surroundings) }
      }
    }
    writer.list(clauses) { writer, clause in
      writer.text(clause.number)
      writer.text(clause.url)
    }
    writer.list(rules) { writer, rule in rule.pack(to: &writer, surroundings) }
  }

  /// The rules that `pack` wrote. What only pages show of forms, clauses and rules is empty.
  convenience init(packed reader: inout CompactReader, calendar: BusinessCalendar, records: inout [RecordType]) {
    for _ in 0..<reader.length() { records.append(RecordType(packed: &reader)) }
    var forms: [Form] = []
    for _ in 0..<reader.length() { forms.append(Form(packed: &reader)) }
    let set = FormSet(forms)
    let environment = RuleEnvironment(records: records, calendar: calendar)
    let surroundings = PackedSurroundings(environment, records: records)
    var conditions: [[Program?]] = []
    var computed: [[MessageTemplate?]] = []
    for form in forms {
      var programs: [Program?] = []
      var templates: [MessageTemplate?] = []
      for _ in form.fields {
        programs.append(reader.program(surroundings))
        templates.append(reader.bool() ? MessageTemplate(packed: &reader, surroundings) : nil)
      }
      conditions.append(programs)
      computed.append(templates)
    }
    var clauses: [Clause] = []
    for _ in 0..<reader.length() {
      clauses.append(Clause(number: reader.text(), title: "", anchor: "", url: reader.text(), text: "", rules: []))
    }
    var rules: [Rule] = []
    for _ in 0..<reader.length() {
      if let rule = Rule(packed: &reader, surroundings) { rules.append(rule) }
    }
    self.init(
      clauses: clauses, rules: rules, forms: set, environment: environment, conditions: conditions, computed: computed)
  }
}
