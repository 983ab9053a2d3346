import Diagnostics
import Notation

/// Reads a ticket's `exceptions`: a list of maps with `rule`, `reason`, `approved_by` and `until`.
enum ExceptionReader {
  static func read(
    _ node: Node, in file: SourceFile, isHeading: Bool, _ sink: inout DiagnosticSink
  ) -> [TicketException] {
    var node = node
    if isHeading {
      if node.text.isEmpty || node.text.isNoResponse { return [] }
      let reading = YAMLReader.read(file, in: node.range)
      sink.append(contentsOf: reading.diagnostics)
      guard let read = reading.node else { return [] }
      node = read
    }
    switch node.value {
    case .null: return []
    case .list(let elements): return elements.compactMap { exception($0, &sink) }
    default:
      sink.report(
        "value-type", at: node.range, "`exceptions` is a list of maps with `rule` and `reason`",
        help: "write `- rule: …` and below it `reason: …`")
      return []
    }
  }

  private static func exception(_ node: Node, _ sink: inout DiagnosticSink) -> TicketException? {
    var map = MapReader(node, subject: "an exception", &sink)
    let rule = map.requiredText("rule", &sink)
    var exception = TicketException(
      rule: rule, reason: map.requiredText("reason", &sink), approvedBy: map.text("approved_by", &sink) ?? "", until: nil,
      range: node["rule"]?.range ?? node.range)
    if let until = map.node("until") {
      exception.until = CivilDate(iso8601: until.text)
      if exception.until == nil { DateSpelling.report(until, name: "until", &sink) }
    }
    map.reportUnknownKeys(&sink)
    return rule.isEmpty || exception.reason.isEmpty ? nil : exception
  }
}
