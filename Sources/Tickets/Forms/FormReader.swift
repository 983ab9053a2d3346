import Diagnostics
import Notation

extension Form {
  /// Reads a form.
  ///
  /// - Parameter file: the YAML file; its name without folder and ending is the form's id.
  /// - Returns: the form, as far as it can be read, or nil; and everything that is wrong with it.
  public static func read(_ file: SourceFile) -> (form: Form?, diagnostics: [Diagnostic]) {
    let reading = YAMLReader.read(file)
    var reader = FormReader(file: file)
    reader.sink.append(contentsOf: reading.diagnostics)
    guard let root = reading.node else {
      if reading.diagnostics.isEmpty { reader.sink.report("form-empty", at: SourceRange(0, 0), "the form is empty") }
      return (nil, reader.sink.diagnostics)
    }
    let form = reader.form(root)
    return (form, reader.sink.diagnostics)
  }
}

/// Turns a form's YAML into a `Form` and reports what does not fit.
struct FormReader {
  var sink: DiagnosticSink
  private let file: SourceFile
  private var items: [Form.Item] = []
  private var fields: [FormField] = []
  private var example: Node?

  init(file: SourceFile) {
    self.file = file
    sink = DiagnosticSink(file)
  }

  mutating func form(_ root: Node) -> Form? {
    var map = MapReader(root, subject: "a form", &sink)
    guard case .map = root.value else { return nil }
    let id = formID()
    let name = map.requiredText("name", &sink)
    let summary = map.requiredText("description", &sink)
    let titlePrefix = map.text("title", &sink) ?? ""
    let labels = map.texts("labels", &sink)
    example = map.node("example")
    // GitHub's own keys, which only GitHub uses.
    _ = map.texts("assignees", &sink)
    _ = map.texts("projects", &sink)
    _ = map.text("type", &sink)
    for element in map.list("body", &sink) { read(element) }
    map.reportUnknownKeys(&sink)
    if fields.isEmpty, !sink.hasErrors {
      let range = root["body"]?.range ?? SourceRange(root.range.start, root.range.start)
      sink.report("form-without-fields", at: range, "the form's `body` has no field")
    }
    checkExample()
    return Form(
      id: id, name: name, summary: summary, titlePrefix: titlePrefix, labels: labels, items: items, fields: fields,
      example: example, file: file)
  }

  private mutating func formID() -> Text {
    let path = file.path.utf8
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let end = path[start...].lastIndex(of: UInt8(ascii: ".")) ?? path.count
    let id = Text(path[start..<end])
    if !id.isKebabCase {
      sink.report(
        "form-name", at: SourceRange(0, 0), "the form's file name \(id.quoted) is not in kebab-case",
        help: "use lower-case letters, digits and single hyphens: `keep-up.yml`")
    }
    return id
  }

  private mutating func read(_ element: Node) {
    var reader = ElementReader(element, &sink)
    guard let kind = reader.kind else { return }
    if kind == .markdown {
      if let text = reader.markdown(&sink) { items.append(.markdown(text)) }
      return
    }
    guard let field = reader.field(kind, example: example, &sink) else { return }
    if let first = fields.first(where: { $0.name == field.name }) {
      reportDuplicate("field `\(field.name)` is defined twice", at: field.nameRange, first: first.nameRange)
      return
    }
    if fields.contains(where: { $0.label == field.label }) {
      sink.report(
        "form-label-twice", at: element["attributes"]?["label"]?.range ?? element.range,
        "label \(field.label.quoted) is used twice", help: "tickets in `### Label` text could not tell the fields apart")
    }
    items.append(.field(fields.count))
    fields.append(field)
  }

  private mutating func reportDuplicate(_ message: Text, at range: SourceRange, first: SourceRange) {
    let place = RelatedPlace(message: "first defined here", file: file.path, location: sink.location(of: first.start))
    sink.report("form-field-twice", at: range, message, related: [place])
  }

  /// Reports example keys that are no field.
  private mutating func checkExample() {
    guard let example else { return }
    guard case .map(let entries) = example.value else {
      sink.report("value-type", at: example.range, "`example` is a map of fields to values")
      return
    }
    let names = fields.map { $0.name }
    for entry in entries where !names.contains(entry.key) {
      let help: Text = entry.key.nearestSpelling(among: names).map { "did you mean `\($0)`?" } ?? ""
      sink.report("field-unknown", at: entry.keyRange, "the form has no field \(entry.key.quoted)", help: help)
    }
  }
}

extension Text {
  /// Whether the text is words of lower-case letters and digits joined by single hyphens.
  public var isKebabCase: Bool { isJoinedWords(by: UInt8(ascii: "-")) }

  /// Whether the text is words of lower-case letters and digits joined by single underscores, beginning with a letter.
  public var isSnakeCase: Bool { !(utf8.first?.isASCIIDigit ?? true) && isJoinedWords(by: UInt8(ascii: "_")) }

  private func isJoinedWords(by joint: UInt8) -> Bool {
    var previous = joint
    for byte in utf8 {
      guard byte.isASCIIDigit || (byte >= 0x61 && byte <= 0x7A) || (byte == joint && previous != joint) else { return false }
      previous = byte
    }
    return previous != joint
  }
}
