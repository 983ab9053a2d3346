import Diagnostics
import Notation

/// Reads one element of a form's `body`.
struct ElementReader {
  /// The element's kind; nil if it could not be read, which is then reported.
  let kind: ElementKind?

  private let node: Node
  private var map: MapReader
  private var attributes: MapReader
  private var validations: MapReader

  init(_ node: Node, _ sink: inout DiagnosticSink) {
    self.node = node
    map = MapReader(node, subject: "an element of the form", &sink)
    let empty = Node(.map([]), range: SourceRange(node.range.start, node.range.start))
    let type = map.requiredText("type", &sink)
    attributes = MapReader(map.node("attributes") ?? empty, subject: "`attributes`", &sink)
    validations = MapReader(map.node("validations") ?? empty, subject: "`validations`", &sink)
    kind = ElementKind(name: type)
    if kind == nil, !type.isEmpty, let range = node["type"]?.range {
      let names = ElementKind.allCases.map { $0.name }
      let nearest = type.nearestSpelling(among: names)
      let help: Text = nearest.map { "did you mean `\($0)`?" } ?? "known types: " + Text.joined(names, separator: ", ")
      sink.report("form-element-unknown", at: range, "a form has no element of type \(type.quoted)", help: help)
    }
  }

  /// The text of a `markdown` element.
  mutating func markdown(_ sink: inout DiagnosticSink) -> Node? {
    let text = attributes.requiredText("value", &sink)
    _ = map.text("id", &sink)
    finish(&sink)
    return text.isEmpty ? nil : attributes.node["value"]
  }

  /// The field of any other element; nil if it has no usable name.
  ///
  /// - Parameter example: the form's example, from which a quantity's dimension is learnt.
  mutating func field(_ kind: ElementKind, example: Node?, _ sink: inout DiagnosticSink) -> FormField? {
    let name = fieldName(&sink)
    let label = attributes.requiredText("label", &sink)
    let help = attributes.text("description", &sink) ?? ""
    let condition = map.node("when")
    let isRequired = validations.bool("required", &sink) ?? (condition != nil)
    var answer = FormAnswer()
    answer.computed = map.node("computed")
    switch kind {
    case .dropdown, .checkboxes: readOptions(kind, &answer, &sink)
    default: readText(kind, &answer, &sink)
    }
    finish(&sink)
    if answer.type == .quantity, let value = example?[name] { answer.dimension = Quantity.read(value.text)?.dimension }
    guard !name.isEmpty else { return nil }
    return FormField(
      name: name, label: label, help: help, kind: kind, isRequired: isRequired, condition: condition,
      nameRange: node["id"]?.range ?? node.range, answer: answer)
  }

  private mutating func fieldName(_ sink: inout DiagnosticSink) -> Text {
    let name = map.requiredText("id", &sink)
    guard let range = node["id"]?.range, !name.isEmpty else { return "" }
    if !name.isSnakeCase || name.isReserved {
      sink.report(
        "form-field-name", at: range,
        name.isReserved
          ? "`\(name)` is a reserved word and cannot name a field" : "field name \(name.quoted) is not in snake_case",
        help: "rules write it as `ticket.release_tag`: lower-case letters, digits and single underscores")
      return ""
    }
    return name
  }

  private mutating func readText(_ kind: ElementKind, _ answer: inout FormAnswer, _ sink: inout DiagnosticSink) {
    answer.placeholder = attributes.text("placeholder", &sink) ?? ""
    answer.initial = attributes.text("value", &sink) ?? ""
    if kind == .textarea { _ = attributes.text("render", &sink) }
    guard let value = map.node("value") else { return }
    if let type = FieldType(valueName: value.text) {
      answer.type = type
    } else {
      let names = FieldType.valueTypes.map { $0.name }
      let nearest = value.text.nearestSpelling(among: names)
      sink.report(
        "form-value-unknown", at: value.range, "a field has no value type \(value.text.quoted)",
        help: nearest.map { "did you mean `\($0)`?" } ?? "known types: " + Text.joined(names, separator: ", "))
    }
  }

  private mutating func readOptions(_ kind: ElementKind, _ answer: inout FormAnswer, _ sink: inout DiagnosticSink) {
    let isMultiple = kind == .checkboxes || (attributes.bool("multiple", &sink) ?? false)
    answer.type = isMultiple ? .choices : .choice
    if kind == .dropdown { _ = attributes.integer("default", &sink) }
    guard let options = attributes.node("options") else {
      let place = SourceRange(node.range.start, node.range.start)
      sink.report("key-missing", at: place, "a \(kind.name) needs `options` in its `attributes`")
      return
    }
    if options.text.equals("experiments") {
      answer.options = .experiments
      return
    }
    let texts = attributes.list("options", &sink).map { option($0, kind, &answer, &sink) }
    answer.options = .listed(texts.filter { !$0.isEmpty })
    if texts.isEmpty, case .list = options.value { sink.report("value-type", at: options.range, "`options` is empty") }
  }

  /// A dropdown's option is a text, a checkbox's a map of `label` and perhaps `required`.
  private func option(
    _ node: Node, _ kind: ElementKind, _ answer: inout FormAnswer, _ sink: inout DiagnosticSink
  ) -> Text {
    guard kind == .checkboxes else {
      switch node.value {
      case .map, .list: sink.report("value-type", at: node.range, "an option is a text")
      case .bool:
        sink.report(
          "form-option-unquoted", at: node.range, "option `\(node.text)` is read as true or false",
          help: "put it in quotes: \"\(node.text)\"")
      default: return node.text
      }
      return ""
    }
    var option = MapReader(node, subject: "an option", &sink)
    let label = option.requiredText("label", &sink)
    if option.bool("required", &sink) ?? false { answer.requiredOptions.append(label) }
    option.reportUnknownKeys(&sink)
    return label
  }

  private func finish(_ sink: inout DiagnosticSink) {
    map.reportUnknownKeys(&sink)
    attributes.reportUnknownKeys(&sink)
    validations.reportUnknownKeys(&sink)
  }
}

extension Text {
  /// Words that CEL does not take as a selector, and those that a ticket uses itself.
  fileprivate var isReserved: Bool {
    switch self {
    case "true", "false", "null", "in", "form", "exceptions": true
    default: false
    }
  }
}
