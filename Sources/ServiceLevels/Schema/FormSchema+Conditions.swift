import CEL
import Diagnostics
import Notation
import Tickets

extension FormSchema {
  /// That a field must be answered while its condition holds.
  func appendConditions(to writer: inout JSONWriter) {
    let conditional = form.fields.compactMap { field -> (FormField, Text)? in
      guard field.isRequired, let node = field.condition else { return nil }
      return schema(of: FieldCondition(reading: node.text), holding: true).map { (field, $0) }
    }
    guard !conditional.isEmpty else { return }
    writer.key("allOf")
    writer.array { writer in
      for (field, condition) in conditional {
        writer.object { writer in
          writer.key("if")
          writer.raw(condition)
          writer.key("then")
          writer.raw(answered(field))
        }
      }
    }
  }

  /// The schema of the tickets for which a condition holds, or of those for which it does not; nil if it cannot be said. Of tickets for which it is
  /// an error neither says anything.
  private func schema(of condition: FieldCondition, holding: Bool) -> Text? {
    switch condition {
    case .unknown: return nil
    case .constant(let holds): return holds == holding ? "true" : "false"
    case .not(let inner): return schema(of: inner, holding: !holding)
    case .all(let parts): return joined(parts, holding ? "allOf" : "anyOf", holding: holding)
    case .any(let parts): return joined(parts, holding ? "anyOf" : "allOf", holding: holding)
    case .isPresent(let name):
      guard let field = field(name) else { return nil }
      return holding ? answered(field) : "{\"not\": \(answered(field))}"
    case .isOneOf(let name, let values):
      guard let field = field(name), let equal = answered(field, withOneOf: values) else { return nil }
      return holding ? equal : "{\"allOf\": [\(answered(field)), {\"not\": \(equal)}]}"
    }
  }

  private func joined(_ parts: [FieldCondition], _ keyword: Text, holding: Bool) -> Text? {
    var schemas: [Text] = []
    for part in parts {
      guard let schema = schema(of: part, holding: holding) else { return nil }
      schemas.append(schema)
    }
    return "{\"\(keyword)\": [\(Text.joined(schemas, separator: ", "))]}"
  }

  private func field(_ name: FieldCondition.Field) -> FormField? {
    name.variable.equals("ticket") ? form.field(name.name) : nil
  }

  /// Tickets in which a field is answered.
  private func answered(_ field: FormField) -> Text {
    tickets(with: field) { writer in
      writer.key("not")
      writer.object { writer in appendUnanswered(field, to: &writer) }
    }
  }

  /// Tickets in which a field's answer is one of some values; nil if a schema cannot say that of the field.
  private func answered(_ field: FormField, withOneOf values: [Value]) -> Text? {
    var patterns: [Text] = []
    var numbers: [Int64] = []
    for value in values {
      switch (field.type, value) {
      case (.choice, .string(let text)):
        let same = spellings(of: field).filter { experiments.id(of: $0) == text || $0 == text }
        patterns += same.map { pattern(of: $0, field) }
        if let number = parseInt64(text) { numbers.append(number) }
      case (.text, .string(let text)): patterns.append(SchemaPattern.whole(SchemaPattern.exact(text)))
      case (.integer, .int(let number)):
        numbers.append(number)
        patterns.append(SchemaPattern.whole("\(number < 0 ? "-" : "[+]?")0*\(Text(number.magnitude))"))
      default: return nil
      }
    }
    return tickets(with: field) { writer in
      writer.anyOf([
        { writer in
          writer.member("type", "string")
          writer.member("pattern", patterns.isEmpty ? "^(?!)" : Text.joined(patterns, separator: "|"))
        },
        { writer in
          writer.key("enum")
          writer.array { writer in
            for number in numbers { writer.int(number) }
            if numbers.isEmpty { writer.raw("{\"no\": \"value\"}") }
          }
        },
      ])
    }
  }

  private func tickets(with field: FormField, _ schema: (inout JSONWriter) -> Void) -> Text {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("required")
      writer.strings([field.name])
      writer.key("properties")
      writer.object { writer in
        writer.key(field.name)
        writer.object(schema)
      }
    }
    return writer.text
  }
}
