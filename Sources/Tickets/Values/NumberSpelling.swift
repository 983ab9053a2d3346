import Diagnostics
import Notation

/// Numbers as people write them in fields that ask for a plain one.
enum NumberSpelling {
  /// The whole number of an answer; nil, with a finding, for anything else.
  static func integer(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Int64? {
    if case .int(let value) = node.value { return value }
    if let value = parseInt64(node.text) { return value }
    let (spellings, isSafe) = spellings(node.text) { $0.whole.map { Text($0) } }
    sink.report(
      "value-not-an-integer", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not a whole number",
      help: help(spellings) ?? "write digits only, such as `2000000`", fixes: fixes(spellings, isSafe, node, &sink))
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
    let (spellings, isSafe) = spellings(node.text) { $0.whole.map { Text($0) } ?? formatDouble($0.value) }
    sink.report(
      "value-not-a-number", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not a number",
      help: help(spellings) ?? "write digits with a decimal point, such as `1.5`", fixes: fixes(spellings, isSafe, node, &sink))
    return nil
  }

  /// The numbers that a text with separators or a suffix may mean: surely one for `5,000,000` or `5M events`, two for `20.000`.
  private static func spellings(_ text: Text, _ number: (Quantity) -> Text?) -> (texts: [Text], isSafe: Bool) {
    do throws(QuantityFault) {
      let quantity = try Quantity(text)
      guard quantity.dimension == .count, let number = number(quantity) else { return ([], false) }
      return ([number], true)
    } catch {
      guard error.kind == .unclear, error.range.count == text.count else { return ([], false) }
      return (error.suggestions.compactMap { Quantity.read($0).flatMap(number) }, false)
    }
  }

  private static func help(_ spellings: [Text]) -> Text? {
    switch spellings.count {
    case 0: nil
    case 1: "write `\(spellings[0])`"
    default: "it may mean `\(spellings[0])` or `\(spellings[1])`: write digits only"
    }
  }

  private static func fixes(_ spellings: [Text], _ isSafe: Bool, _ node: Node, _ sink: inout DiagnosticSink) -> [Fix] {
    spellings.map { Fix(title: "write `\($0)`", safe: isSafe, edits: [sink.edit(node.range, to: $0)]) }
  }
}
