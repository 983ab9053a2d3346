import CEL
import Diagnostics
import Notation
import Tickets

/// The JSON Schema (2020-12) of a form's tickets, for editors and validators.
///
/// A ticket that is read from a map is valid if and only if the form's checks find no error in it: which fields there are, which of them must be
/// answered and when, and what an answer may be. The rules of the agreement are the linter's. A condition that asks for more than the presence of fields
/// and for some of their values is not said; the field then is never required.
public struct FormSchema: Sendable {
  let form: Form
  let experiments: ExperimentNames

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
      appendConditions(to: &writer)
      writer.member("additionalProperties", false)
      writer.key("$defs")
      writer.object { writer in
        writer.key("blank")
        writer.raw(FormSchema.blank)
      }
    }
    return writer.text + "\n"
  }

  private func appendProperties(to writer: inout JSONWriter) {
    writer.key("form")
    writer.object { writer in
      writer.anyOf([
        { $0.member("const", form.id) }, { $0.member("pattern", SchemaPattern.label(form.id)) },
        { $0.member("pattern", SchemaPattern.label(form.name)) },
      ])
      writer.member("type", "string")
    }
    for field in form.fields {
      writer.key(field.name)
      writer.object { writer in append(field, to: &writer) }
    }
    for name in ["title", "description"] as [Text] where form.field(name) == nil {
      writer.key(name)
      writer.raw("{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}")
    }
    writer.key("exceptions")
    writer.raw(FormSchema.exceptions)
  }

  private func append(_ field: FormField, to writer: inout JSONWriter) {
    writer.member("title", field.label)
    if !field.help.isEmpty { writer.member("description", field.help.trimmed()) }
    if field.isRequired, field.condition == nil {
      appendShape(of: field, to: &writer)
      writer.key("not")
      writer.object { writer in appendUnanswered(field, to: &writer) }
    } else {
      writer.anyOf([{ appendShape(of: field, to: &$0) }, { appendUnanswered(field, to: &$0) }])
    }
  }

  /// What counts as no answer: nothing, `_No response_`, and what stood in the form from the start.
  func appendUnanswered(_ field: FormField, to writer: inout JSONWriter) {
    let leftOver = [field.placeholder, field.initial, field.help].filter { !$0.trimmed().isEmpty }
    guard !leftOver.isEmpty else { return writer.member("$ref", "#/$defs/blank") }
    let pattern = Text.joined(leftOver.map { SchemaPattern.label($0) }, separator: "|")
    writer.anyOf([
      { $0.member("$ref", "#/$defs/blank") },
      { writer in
        writer.member("type", "string")
        writer.member("pattern", pattern)
      },
      { writer in
        writer.member("type", "array")
        writer.key("items")
        writer.object { writer in
          writer.anyOf([{ $0.member("$ref", "#/$defs/blank") }, { $0.member("pattern", pattern) }])
          writer.key("type")
          writer.strings(["string", "array", "null"])
        }
      },
    ])
  }

  private static let blank: Text = """
    {"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^[\\\\t-\\\\r ]*(_[nN][oO] [rR][eE][sS][pP][oO][nN][sS][eE]_)?[\\\\t-\\\\r ]*$"}, \
    {"type": "array", "items": {"$ref": "#/$defs/blank"}}]}
    """

  private static let exceptions: Text = """
    {"type": ["array", "null"], "items": {"type": "object", "properties": {"rule": {"type": "string"}, "reason": {"type": "string"}, \
    "approved_by": {"type": "string"}, "until": {"type": "string", "format": "date"}}, "required": ["rule", "reason"], \
    "additionalProperties": false}}
    """
}

extension JSONWriter {
  /// The member `anyOf` with some schemas.
  mutating func anyOf(_ schemas: [(inout JSONWriter) -> Void]) {
    key("anyOf")
    array { writer in for schema in schemas { writer.object(schema) } }
  }
}
