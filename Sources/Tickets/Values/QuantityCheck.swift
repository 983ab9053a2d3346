import Diagnostics
import Notation

/// Checks of quantities: a number needs a unit, and of the right kind.
enum QuantityCheck {
  /// Whether an answer is a quantity of the field's kind; if not, that is reported.
  static func isValid(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Bool {
    guard let quantity = Quantity.read(node.text) else {
      sink.report(
        "value-not-a-quantity", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not a number with a unit",
        help: "write a number and a unit, such as \(example(of: field.dimension))")
      return false
    }
    guard quantity.dimension != .count else {
      reportBareNumber(node, field, &sink)
      return false
    }
    guard let wanted = field.dimension, wanted != .count, wanted != quantity.dimension else { return true }
    let found: Text = quantity.dimension == .time ? "a time" : "a size in bytes"
    let asked: Text = wanted == .time ? "a time" : "a size in bytes"
    sink.report(
      "quantity-of-other-kind", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), \(found), not \(asked)",
      help: "write \(asked), such as \(example(of: wanted))")
    return false
  }

  /// A number without unit, with the unit that the submission tool would take it to have.
  private static func reportBareNumber(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) {
    var help: Text = "write the unit, such as \(example(of: field.dimension))"
    var fixes: [Fix] = []
    if let trap = trap(field) {
      help = "jobsub reads a bare `\(trap.option)` as \(trap.unit): write the unit that you mean"
      fixes = [
        Fix(
          title: "write `\(node.text) \(trap.unit)`", safe: false, edits: [sink.edit(node.range, to: "\(node.text) \(trap.unit)")]
        )
      ]
    }
    sink.report(
      "quantity-without-unit", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), a number without a unit",
      help: help,
      fixes: fixes)
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

  private static func example(of dimension: Quantity.Dimension?) -> Text {
    dimension == .time ? "`8 h` or `12 s`" : "`2 GB` or `250 kB`"
  }
}
