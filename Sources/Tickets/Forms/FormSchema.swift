import Diagnostics
import Notation

/// The JSON Schema (2020-12) of a form's tickets, for editors and validators.
///
/// It says what a schema can say: which fields there are, which are always required, and the shape of their values. Conditions on other
/// fields and the rules of the agreement are the linter's.
public struct FormSchema: Sendable {
  private let form: Form
  private let experiments: ExperimentNames

  /// The schema of a form at a site with these experiments.
  public init(_ form: Form, experiments: ExperimentNames) {
    self.form = form
    self.experiments = experiments
  }

  /// The schema as JSON.
  public var json: Text {
    var writer = JSONWriter(pretty: true)
    writer.object { writer in
      writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      writer.member("title", form.name)
      writer.member("description", form.summary)
      writer.member("type", "object")
      writer.key("properties")
      writer.object { writer in appendProperties(to: &writer) }
      writer.key("required")
      writer.array { writer in
        for field in form.fields where field.isRequired && field.condition == nil { writer.string(field.name) }
      }
      writer.member("additionalProperties", false)
    }
    return writer.text + "\n"
  }

  private func appendProperties(to writer: inout JSONWriter) {
    writer.key("form")
    writer.object { writer in writer.member("const", form.id) }
    for field in form.fields {
      writer.key(field.name)
      writer.object { writer in append(field, to: &writer) }
    }
    for name in ["title", "description"] as [Text] where form.field(name) == nil {
      writer.key(name)
      writer.object { writer in writer.member("type", "string") }
    }
    writer.key("exceptions")
    writer.raw(exceptions)
  }

  private func append(_ field: FormField, to writer: inout JSONWriter) {
    writer.member("title", field.label)
    if !field.help.isEmpty { writer.member("description", field.help.trimmed()) }
    let isOptional = !field.isRequired || field.condition != nil
    guard isOptional else {
      appendShape(of: field, to: &writer)
      return
    }
    writer.key("anyOf")
    writer.array { writer in
      writer.object { writer in appendShape(of: field, to: &writer) }
      writer.object { writer in writer.member("type", "null") }
      writer.object { writer in writer.member("const", "") }
    }
  }

  private func appendShape(of field: FormField, to writer: inout JSONWriter) {
    switch field.type {
    case .text: appendScalar(pattern: "\\S", field, to: &writer)
    case .date:
      appendString(pattern: "^\\s*\\d{4}-\\d{2}-\\d{2}\\s*$", to: &writer)
      writer.member("format", "date")
    case .integer: appendNumber("integer", pattern: "^\\s*[+-]?\\d+\\s*$", to: &writer)
    case .number: appendNumber("number", pattern: "^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$", to: &writer)
    case .quantity: appendString(pattern: QuantityPattern.pattern(field.dimension), to: &writer)
    case .url: appendString(pattern: "^\\s*[A-Za-z][A-Za-z0-9+.-]+://[^/\\s<>][^\\s<>]*\\s*$", to: &writer)
    case .email: appendString(pattern: "^\\s*[^\\s@<>,:]+@[^\\s@.]+(\\.[^\\s@.]+)+\\s*$", to: &writer)
    case .choice: appendOptions(field, to: &writer)
    case .list, .choices: appendList(field, to: &writer)
    }
  }

  private func appendScalar(pattern: Text, _ field: FormField, to writer: inout JSONWriter) {
    writer.key("type")
    writer.array { writer in for type in ["string", "number", "boolean"] as [Text] { writer.string(type) } }
    writer.member("pattern", pattern)
    let leftOver = [field.placeholder, field.initial, field.help].filter { !$0.isEmpty }
    guard !leftOver.isEmpty else { return }
    writer.key("not")
    writer.object { writer in
      writer.key("enum")
      writer.array { writer in for text in leftOver { writer.string(text) } }
    }
  }

  private func appendString(pattern: Text, to writer: inout JSONWriter) {
    writer.member("type", "string")
    writer.member("pattern", pattern)
  }

  private func appendNumber(_ type: Text, pattern: Text, to writer: inout JSONWriter) {
    writer.key("anyOf")
    writer.array { writer in
      writer.object { writer in writer.member("type", type) }
      writer.object { writer in appendString(pattern: pattern, to: &writer) }
    }
  }

  private func appendOptions(_ field: FormField, to writer: inout JSONWriter) {
    writer.key("enum")
    writer.array { writer in
      switch field.options {
      case .none: break
      case .experiments:
        var written: Set<Text> = []
        for name in experiments.all where written.insert(name).inserted { writer.string(name) }
      case .listed(let options):
        for option in options {
          writer.string(option)
          if let number = parseInt64(option), Text(number) == option { writer.int(number) }
        }
      }
    }
  }

  private func appendList(_ field: FormField, to writer: inout JSONWriter) {
    writer.key("anyOf")
    writer.array { writer in
      writer.object { writer in
        writer.member("type", "array")
        writer.member("minItems", 1)
        writer.key("items")
        writer.object { writer in
          if field.type == .choices {
            appendOptions(field, to: &writer)
          } else {
            appendScalar(pattern: "\\S", field, to: &writer)
          }
        }
      }
      writer.object { writer in appendString(pattern: "\\S", to: &writer) }
    }
  }

  private var exceptions: Text {
    """
    {"type": ["array", "null"], "items": {"type": "object", "properties": {"rule": {"type": "string"}, "reason": {"type": "string"}, \
    "approved_by": {"type": "string"}, "until": {"type": "string", "format": "date"}}, "required": ["rule", "reason"], \
    "additionalProperties": false}}
    """
  }
}
