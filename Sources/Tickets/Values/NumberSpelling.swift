import Diagnostics
import Notation

/// Numbers as people write them in fields that ask for a plain one.
enum NumberSpelling {
  /// The whole number of an answer; nil, with a finding, for anything else.
  static func integer(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Int64? {
    if case .int(let value) = node.value { return value }
    if let value = parseInt64(node.text) { return value }
    var fixes: [Fix] = []
    if let value = count(node.text).flatMap({ Int64(exactly: $0) }) {
      fixes = [Fix(title: "write `\(Text(value))`", safe: true, edits: [sink.edit(node.range, to: Text(value))])]
    }
    sink.report(
      "value-not-an-integer", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not a whole number",
      help: fixes.isEmpty ? "write digits only, such as `2000000`" : fixes[0].title, fixes: fixes)
    return nil
  }

  /// The decimal number of an answer; nil, with a finding, for anything else.
  static func number(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Double? {
    switch node.value {
    case .int(let value): return Double(value)
    case .double(let value): return value
    default: break
    }
    if let value = parseDouble(node.text) { return value }
    var fixes: [Fix] = []
    if let value = count(node.text) {
      let text = formatDouble(value)
      fixes = [Fix(title: "write `\(text)`", safe: true, edits: [sink.edit(node.range, to: text)])]
    }
    sink.report(
      "value-not-a-number", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not a number",
      help: fixes.isEmpty ? "write digits with a decimal point, such as `1.5`" : fixes[0].title, fixes: fixes)
    return nil
  }

  /// The count that a text with separators or a suffix means: `5,000,000`, `5M`.
  private static func count(_ text: Text) -> Double? {
    guard let quantity = Quantity.read(text), quantity.dimension == .count else { return nil }
    return quantity.value
  }
}
