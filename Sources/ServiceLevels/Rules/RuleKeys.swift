import Diagnostics
import Notation

/// The keys of a rule fence, read and checked for their shape.
struct RuleKeys {
  let id: Text
  let idNode: Node?
  let severity: Severity
  let field: Node?
  let forms: [Node]
  let when: Node?
  let require: Node?
  let message: Node?
  let help: Node?
  let fix: Node?
  let isFixSafe: Bool
  let route: Route?
  let since: CivilDate?
  let until: CivilDate?
  let pass: [Node]
  let fail: [Node]

  private let node: Node

  init(_ node: Node, _ sink: inout DiagnosticSink) {
    self.node = node
    var map = MapReader(node, subject: "a rule", &sink)
    id = map.requiredText("id", &sink)
    idNode = node["id"]
    severity = RuleKeys.severity(map.requiredText("severity", &sink), node, &sink)
    field = map.node("field")
    forms = map.node("forms") == nil ? [] : map.list("forms", &sink)
    when = map.node("when")
    _ = map.requiredText("require", &sink)
    require = map.node("require")
    _ = map.requiredText("message", &sink)
    message = map.node("message")
    help = map.node("help")
    fix = map.node("fix")
    isFixSafe = map.bool("safe", &sink) ?? false
    route = map.node("route").flatMap { RuleKeys.route($0, &sink) }
    since = map.node("since").flatMap { RuleKeys.date($0, "since", &sink) }
    until = map.node("until").flatMap { RuleKeys.date($0, "until", &sink) }
    pass = map.list("pass", &sink)
    fail = map.list("fail", &sink)
    map.reportUnknownKeys(&sink)
    if fix != nil, field == nil, let range = node["fix"]?.range {
      sink.report("rule-fix", at: range, "a `fix` needs a `field` to change")
    }
  }

  /// Reports a rule without examples and examples that are no maps.
  func checkExamples(_ sink: inout DiagnosticSink) {
    let place = idNode?.range ?? SourceRange(node.range.start, node.range.start)
    if pass.isEmpty {
      sink.report(
        "rule-without-examples", at: place, "the rule has no example that passes", help: "add `pass:` with a ticket's fields")
    }
    if fail.isEmpty {
      sink.report(
        "rule-without-examples", at: place, "the rule has no example that fails", help: "add `fail:` with a ticket's fields")
    }
    for example in pass + fail {
      if case .map = example.value { continue }
      sink.report("value-type", at: example.range, "an example is a map of fields to values")
    }
  }

  /// What the rule is made of, as written.
  func source(_ file: SourceFile, _ range: SourceRange) -> RuleSource {
    RuleSource(
      file: file, range: range, idRange: idNode?.range ?? range, when: when?.text ?? "", require: require?.text ?? "",
      fix: fix?.text ?? "",
      message: message?.text ?? "", help: help?.text ?? "")
  }

  private static func severity(_ name: Text, _ node: Node, _ sink: inout DiagnosticSink) -> Severity {
    if let severity = Severity(name: name) { return severity }
    if let range = node["severity"]?.range, !name.isEmpty {
      sink.report("rule-severity", at: range, "there is no severity \(name.quoted)", help: "write `error`, `warning` or `info`")
    }
    return .error
  }

  private static func route(_ node: Node, _ sink: inout DiagnosticSink) -> Route? {
    var map = MapReader(node, subject: "a route", &sink)
    let route = Route(to: map.requiredText("to", &sink), why: map.requiredText("why", &sink), url: map.text("url", &sink) ?? "")
    map.reportUnknownKeys(&sink)
    return route
  }

  private static func date(_ node: Node, _ key: Text, _ sink: inout DiagnosticSink) -> CivilDate? {
    let date = CivilDate(iso8601: node.text)
    if date == nil {
      sink.report(
        "value-not-a-date", at: node.range, "`\(key)` is \(node.text.quoted), not an ISO 8601 date", help: "write `2015-12-02`")
    }
    return date
  }
}
