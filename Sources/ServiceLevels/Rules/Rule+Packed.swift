import CEL
import Diagnostics
import Notation
import Tickets

/// What packed rules refer to.
struct PackedSurroundings {
  let declarations: Declarations
  let records: [RecordType]

  init(_ environment: RuleEnvironment, records: [RecordType]) {
    declarations = environment.declarations
    self.records = records
  }
}

extension Rule {
  /// Writes what judging needs: neither the rule as written nor its examples.
  func pack(to writer: inout CompactWriter, _ surroundings: PackedSurroundings) {
    writer.text(id)
    writer.byte(severity.rawValue)
    writer.count(clause)
    writer.text(field)
    writer.list(forms) { writer, form in writer.count(form) }
    writer.optional(since) { writer, date in writer.date(date) }
    writer.optional(until) { writer, date in writer.date(date) }
    writer.optional(route) { writer, route in for text in [route.to, route.why, route.url] { writer.text(text) } }
    writer.bool(isFixSafe)
    writer.bool(needsRequests)
    writer.program(when, surroundings)
    writer.program(require, surroundings)
    writer.program(fix, surroundings)
    message.pack(to: &writer, surroundings)
    help.pack(to: &writer, surroundings)
  }

  /// A rule that `pack` wrote; nil if it is damaged.
  convenience init?(packed reader: inout CompactReader, _ surroundings: PackedSurroundings) {
    let (id, severity, clause, field) = (reader.text(), reader.byte(), reader.count(), reader.text())
    var forms: [Int] = []
    for _ in 0..<reader.length() { forms.append(reader.count()) }
    let since = reader.bool() ? reader.date() : nil
    let until = reader.bool() ? reader.date() : nil
    let route = reader.bool() ? Route(to: reader.text(), why: reader.text(), url: reader.text()) : nil
    let (isFixSafe, needsRequests) = (reader.bool(), reader.bool())
    let when = reader.program(surroundings)
    guard let severity = Severity(rawValue: severity), let require = reader.program(surroundings) else { return nil }
    self.init(
      id: id, severity: severity, clause: clause, field: field, forms: forms, since: since, until: until, route: route,
      isFixSafe: isFixSafe, needsRequests: needsRequests, when: when, require: require, fix: reader.program(surroundings),
      message: MessageTemplate(packed: &reader, surroundings), help: MessageTemplate(packed: &reader, surroundings))
  }
}

extension MessageTemplate {
  func pack(to writer: inout CompactWriter, _ surroundings: PackedSurroundings) {
    writer.list(segments) { writer, segment in
      switch segment {
      case .text(let text):
        writer.bool(false)
        writer.text(text)
      case .expression(let program): writer.program(program, surroundings)
      }
    }
  }

  init(packed reader: inout CompactReader, _ surroundings: PackedSurroundings) {
    for _ in 0..<reader.length() {
      if let program = reader.program(surroundings) {
        segments.append(.expression(program))
      } else {
        segments.append(.text(reader.text()))
      }
    }
  }
}

extension CompactWriter {
  /// A program, if there is one.
  mutating func program(_ program: Program?, _ surroundings: PackedSurroundings) {
    optional(program) { writer, program in program.pack(to: &writer, records: surroundings.records) }
  }
}

extension CompactReader {
  /// A program, if there is one.
  mutating func program(_ surroundings: PackedSurroundings) -> Program? {
    guard bool() else { return nil }
    return Program(packed: &self, declarations: surroundings.declarations, records: surroundings.records)
  }
}
