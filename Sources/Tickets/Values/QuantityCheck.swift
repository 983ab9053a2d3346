import Diagnostics
import Notation

/// Checks of quantities: a number needs a unit, and of the right kind.
enum QuantityCheck {
  /// Whether an answer is a quantity of the field's kind; if not, that is reported.
  static func isValid(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Bool {
    let quantity: Quantity
    do throws(QuantityFault) {
      quantity = try Quantity(node.text)
    } catch {
      report(error, node, field, &sink)
      return false
    }
    if field.dimension == .count, quantity.dimension == .count { return true }
    guard !quantity.isBare else {
      reportBareNumber(node, field, &sink)
      return false
    }
    guard let wanted = field.dimension, wanted != quantity.dimension else { return true }
    let found = quantity.dimension.named
    sink.report(
      "quantity-of-other-kind", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), \(found), not \(wanted.named)",
      help: "write \(wanted.named), such as \(wanted.example)")
    return false
  }

  private static func report(_ fault: QuantityFault, _ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) {
    let place = fault.range.isEmpty ? node.range : node.sourceRange(ofText: fault.range)
    let fixes = fault.suggestions.map { text in
      if text.isEmpty {
        return Fix(title: "leave it out", safe: false, edits: [sink.edit(gap(around: fault, node), to: text)])
      }
      return Fix(title: "write `\(text)`", safe: false, edits: [sink.edit(place, to: text)])
    }
    let value: Text = "`\(field.name)` is \(node.text.visible.quoted)"
    sink.report(
      rule(of: fault), at: place,
      fault.kind == .malformed && fixes.isEmpty ? "\(value), \(fault.message)" : "\(value): \(fault.message)",
      help: fault.help.isEmpty ? "write a number and a unit, such as \(example(of: field))" : fault.help, fixes: fixes)
  }

  /// The place of a fault together with the white space that parts it from the rest.
  private static func gap(around fault: QuantityFault, _ node: Node) -> SourceRange {
    let (bytes, range) = (node.text.utf8, fault.range)
    let start = bytes[..<range.lowerBound].lastIndex { !$0.isASCIISpace }.map { $0 + 1 } ?? 0
    let end = bytes[range.upperBound...].firstIndex { !$0.isASCIISpace } ?? bytes.count
    return node.sourceRange(ofText: start..<end)
  }

  private static func rule(of fault: QuantityFault) -> Text {
    switch fault.kind {
    case .malformed: "value-not-a-quantity"
    case .unit: "quantity-unit-unknown"
    case .unclear: "quantity-unclear"
    case .tooLarge: "quantity-too-large"
    }
  }

  /// A number without unit, with the unit that the submission tool would take it to have.
  private static func reportBareNumber(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) {
    var help: Text = "write the unit, such as \(example(of: field))"
    var fixes: [Fix] = []
    let last = node.text.utf8.last ?? 0
    if let trap = trap(field), last.isASCIIDigit {
      help = "jobsub reads a bare `\(trap.option)` as \(trap.unit): write the unit that you mean"
      fixes = [
        Fix(
          title: "write `\(node.text) \(trap.unit)`", safe: false, edits: [sink.edit(node.range, to: "\(node.text) \(trap.unit)")]
        )
      ]
    } else if field.dimension == .bytes, last.isASCIILetter {
      help = "`\(Text([last]))` only multiplies: write the unit, such as \(example(of: field))"
    }
    sink.report(
      "quantity-without-unit", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), a number without a unit",
      help: help, fixes: fixes)
  }

  /// What jobsub makes of a bare number in one of its options.
  private static func trap(_ field: FormField) -> (option: Text, unit: Text)? {
    switch field.name {
    case "memory": ("--memory", "MB")
    case "disk": ("--disk", "kB")
    case "walltime": ("--expected-lifetime", "s")
    default: nil
    }
  }

  private static func example(of field: FormField) -> Text { (field.dimension ?? .bytes).example }
}

extension Quantity.Dimension {
  fileprivate var named: Text {
    switch self {
    case .bytes: "a size in bytes"
    case .time: "a time"
    case .count: "a count"
    }
  }

  fileprivate var example: Text {
    switch self {
    case .bytes: "`2 GB` or `250 kB`"
    case .time: "`8 h` or `12 s`"
    case .count: "`5M events` or `2000000`"
    }
  }
}
