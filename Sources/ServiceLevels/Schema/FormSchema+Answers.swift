import Diagnostics
import Notation
import Tickets

extension FormSchema {
  /// What the answer of a field may be.
  func appendShape(of field: FormField, to writer: inout JSONWriter) {
    switch field.type {
    case .text: FormSchema.appendScalar(to: &writer)
    case .date:
      appendString(SchemaPattern.date, to: &writer)
      writer.member("format", "date")
    case .integer: appendNumber("integer", SchemaPattern.integer, to: &writer)
    case .number: appendNumber("number", SchemaPattern.number, to: &writer)
    case .quantity: appendQuantity(field, to: &writer)
    case .url: appendString(SchemaPattern.url, to: &writer)
    case .email:
      appendString(SchemaPattern.email, to: &writer)
      writer.key("maxLength")
      writer.int(254)
    case .choice: appendChoice(field, to: &writer)
    case .list: appendList(field, to: &writer)
    case .choices: appendChoices(field, to: &writer)
    }
  }

  private static func appendScalar(to writer: inout JSONWriter) {
    writer.key("type")
    writer.strings(["string", "number", "boolean"])
  }

  private func appendString(_ pattern: Text, to writer: inout JSONWriter) {
    writer.member("type", "string")
    writer.member("pattern", SchemaPattern.whole(pattern))
  }

  private func appendNumber(_ type: Text, _ pattern: Text, to writer: inout JSONWriter) {
    writer.anyOf([
      { writer in
        writer.member("type", type)
        guard type.equals("integer") else { return }
        writer.key("minimum")
        writer.int(.min)
        writer.key("maximum")
        writer.int(.max)
      }, { appendString(pattern, to: &$0) },
    ])
  }

  private func appendQuantity(_ field: FormField, to writer: inout JSONWriter) {
    let pattern = QuantityPattern.pattern(field.dimension)
    let text = { (writer: inout JSONWriter) in
      writer.member("type", "string")
      writer.member("pattern", pattern)
    }
    guard field.dimension == .count else { return text(&writer) }
    // A bare number is a count, and needs no unit.
    writer.anyOf([
      text,
      { writer in
        writer.member("type", "number")
        writer.key("minimum")
        writer.int(0)
      },
    ])
  }

  private func appendChoice(_ field: FormField, to writer: inout JSONWriter) {
    let options = spellings(of: field)
    guard !options.isEmpty else { return FormSchema.appendScalar(to: &writer) }
    writer.anyOf([
      { appendEnumeration(options, to: &$0) },
      { writer in
        writer.member("type", "string")
        writer.member("pattern", Text.joined(options.map { pattern(of: $0, field) }, separator: "|"))
      },
    ])
  }

  /// The options as they are best written, for editors to offer.
  private func appendEnumeration(_ options: [Text], to writer: inout JSONWriter) {
    writer.key("enum")
    writer.array { writer in
      for option in options {
        writer.string(option)
        if let number = parseInt64(option), Text(number) == option { writer.int(number) }
        if option.equals("true") || option.equals("false") { writer.bool(option.equals("true")) }
      }
    }
  }

  private func appendList(_ field: FormField, to writer: inout JSONWriter) {
    writer.anyOf([
      { writer in
        writer.member("type", "array")
        writer.key("items")
        writer.raw("{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}")
      }, { FormSchema.appendScalar(to: &$0) },
    ])
  }

  private func appendChoices(_ field: FormField, to writer: inout JSONWriter) {
    let options = spellings(of: field)
    let lines = optionLines(field, options)
    writer.anyOf([
      { writer in
        writer.member("type", "array")
        writer.key("items")
        writer.object { writer in appendChoice(field, to: &writer) }
        appendTicks(field, to: &writer)
      },
      { writer in
        writer.member("type", "string")
        if !options.isEmpty { writer.member("pattern", lines) }
      },
    ])
  }

  /// That each box is there that must be ticked.
  private func appendTicks(_ field: FormField, to writer: inout JSONWriter) {
    guard !field.requiredOptions.isEmpty else { return }
    writer.key("allOf")
    writer.array { writer in
      for option in field.requiredOptions {
        writer.object { writer in
          writer.key("contains")
          writer.object { writer in writer.member("pattern", SchemaPattern.label(option)) }
        }
      }
    }
  }

  /// Options as text: one to a line, with bullets or boxes, or with commas on one line. An empty box may stand before anything.
  private func optionLines(_ field: FormField, _ options: [Text]) -> Text {
    let option = Text.joined(options.map { SchemaPattern.insensitive($0) }, separator: "|")
    let (blank, bullet): (Text, Text) = ("[\\t ]*", "([-*+]|[0-9]{1,9}[.)])[\\t ]+")
    let one: Text = "\(blank)(\(bullet))?((\\[[xX]\\])?\(blank)`?(\(option))[ :*]*`?|\\[[^xX\\r\\n]\\][^\\r\\n]*)?\(blank)"
    let ticked = field.requiredOptions.map {
      "(?=[\\s\\S]*(^|[\\n,;\\]]|[-*+] )\(blank)`?\(SchemaPattern.insensitive($0)))" as Text
    }
    return "^\(Text.joined(ticked, separator: ""))\(one)((\\r?\\n|[,;])\(one))*$"
  }

  /// What may be written for a choice: the options, or the experiments' ids and aliases, each once.
  func spellings(of field: FormField) -> [Text] {
    switch field.options {
    case .none: return []
    case .listed(let options): return options
    case .experiments:
      var seen: Set<Text> = []
      return experiments.all.filter { seen.insert($0).inserted }
    }
  }

  /// How an option may be written. Names of experiments are compared with all their signs.
  func pattern(of option: Text, _ field: FormField) -> Text {
    field.options == .experiments ? SchemaPattern.whole(SchemaPattern.insensitive(option)) : SchemaPattern.label(option)
  }
}
