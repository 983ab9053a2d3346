import Diagnostics
import Notation

/// Reads a field's value as its type asks, and reports what does not fit.
public struct ValueReader: Sendable {
  /// The experiments that `options: experiments` stands for.
  public var experiments: ExperimentNames

  /// A reader.
  public init(experiments: ExperimentNames) { self.experiments = experiments }

  /// The value of an answer; nil if it does not fit, which is reported. Addresses that do not fit are reported and read as text.
  public func read(_ node: Node, as field: FormField, _ sink: inout DiagnosticSink) -> FieldValue? {
    switch field.type {
    case .list, .choices: return readList(node, field, &sink)
    default: break
    }
    switch node.value {
    case .map, .list:
      sink.report("value-type", at: node.range, "`\(field.name)` is a single value, not a \(node.kindName)")
      return nil
    default: break
    }
    let node = ValueWrapping.unwrapped(node, field, &sink)
    switch field.type {
    case .date: return readDate(node, field, &sink)
    case .integer: return NumberSpelling.integer(node, field, &sink).map { .integer($0) }
    case .number: return NumberSpelling.number(node, field, &sink).map { .number($0) }
    case .quantity: return QuantityCheck.isValid(node, field, &sink) ? .text(node.text) : nil
    case .url: AddressCheck.url(node, field, &sink)
    case .email: AddressCheck.email(node, field, &sink)
    case .choice: return readChoice(node, field, &sink).map { .text($0) }
    default: break
    }
    return .text(node.text)
  }

  private func readDate(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> FieldValue? {
    if let date = CivilDate(iso8601: node.text) { return .date(date) }
    DateSpelling.report(node, name: field.name, &sink)
    return nil
  }

  private func readList(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> FieldValue? {
    if case .map = node.value {
      sink.report("value-type", at: node.range, "`\(field.name)` is a list of texts, not a map")
      return nil
    }
    var texts: [Text] = []
    var isSound = true
    for item in ListSpelling.items(node, isChoice: field.type == .choices) {
      switch item.value {
      case .map, .list:
        sink.report("value-type", at: item.range, "`\(field.name)` is a list of texts")
        isSound = false
      default:
        if field.type == .list {
          texts.append(item.text)
        } else if let option = readChoice(item, field, &sink) {
          texts.append(option)
        } else {
          isSound = false
        }
      }
    }
    return isSound ? .list(texts) : nil
  }

  private func readChoice(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Text? {
    switch field.options {
    case .none: return node.text
    case .experiments:
      if let id = experiments.id(of: node.text) { return id }
      reportOption(node, field, among: experiments.all, &sink)
    case .listed(let options):
      for option in options where option == node.text { return option }
      let lowered = node.text.normalizedLabel
      if let option = options.first(where: { $0.normalizedLabel == lowered }) { return option }
      reportOption(node, field, among: options, &sink)
    }
    return nil
  }

  private func reportOption(_ node: Node, _ field: FormField, among options: [Text], _ sink: inout DiagnosticSink) {
    let near = node.text.nearSpelling(among: options)
    let nearest = near?.text
    let shown = options.prefix(12).map { $0.quoted } + (options.count > 12 ? ["…"] : [])
    let fixes = near.map { near in
      [
        Fix(
          title: "replace it by \(near.text.quoted)", safe: near.isSlip(of: node.text),
          edits: [sink.edit(node.range, to: near.text)])
      ]
    }
    sink.report(
      "option-unknown", at: node.range, "\(node.text.visible.quoted) is not an option of `\(field.name)`",
      help: nearest.map { "did you mean \($0.quoted)?" } ?? "the options are " + Text.joined(Array(shown), separator: ", "),
      fixes: fixes ?? [])
  }
}

extension NearSpelling {
  /// Whether a text can only be a slip of the pen: no other spelling is as near, few letters differ, and no digit does.
  fileprivate func isSlip(of text: Text) -> Bool {
    isOnly && distance * 4 <= max(text.count, self.text.count)
      && text.utf8.filter { $0.isASCIIDigit } == self.text.utf8.filter { $0.isASCIIDigit }
  }
}

extension Node {
  /// What the value is, for messages.
  var kindName: Text {
    switch value {
    case .map: "map"
    case .list: "list"
    default: "text"
    }
  }
}
