import CEL
import Diagnostics
import Notation
import Tickets

extension TicketLinter {
  /// Writes what judging needs: calendar, rules, the names of experiments, and the values that every evaluation has.
  func pack(to writer: inout CompactWriter) {
    calendar.pack(to: &writer)
    rules.pack(to: &writer)
    writer.list(experiments) { writer, experiment in
      writer.text(experiment.id)
      writer.texts(experiment.aliases)
    }
    writer.list(surroundings.values) { writer, value in
      writer.optional(value) { writer, value in value.pack(to: &writer, records: rules.environment.records) }
    }
  }

  /// A linter that `pack` wrote. What only pages show of experiments and site is empty.
  convenience init(packed reader: inout CompactReader) {
    let calendar = BusinessCalendar(packed: &reader)
    var types: [RecordType] = []
    let rules = RuleSet(packed: &reader, calendar: calendar, records: &types)
    var names: [(id: Text, aliases: [Text])] = []
    for _ in 0..<reader.length() { names.append((id: reader.text(), aliases: reader.texts())) }
    var bindings = Bindings(rules.environment.declarations)
    for slot in 0..<reader.length() where reader.bool() {
      let value = Value(packed: &reader, records: types)
      if slot < bindings.values.count { bindings[slot] = value }
    }
    var requests: [RecordValue]?
    if case .list(let values)? = bindings[RuleEnvironment.Slot.requests] {
      var records: [RecordValue] = []
      for value in values { if case .record(let record) = value { records.append(record) } }
      requests = records
    }
    self.init(
      rules: rules, experiments: [], site: Site(node: Node(.null, range: SourceRange(0, 0))), calendar: calendar, leftOut: [],
      values: ValueReader(experiments: ExperimentNames(names)), surroundings: bindings, requests: requests)
  }
}
