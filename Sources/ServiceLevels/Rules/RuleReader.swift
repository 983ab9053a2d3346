import CEL
import Diagnostics
import Notation
import Tickets

/// Reads the rule fences of clauses and compiles what is in them.
struct RuleReader {
  let forms: FormSet
  let environment: RuleEnvironment
  private(set) var rules: [Rule] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(forms: FormSet, environment: RuleEnvironment) {
    self.forms = forms
    self.environment = environment
  }

  /// Reads a clause and appends its rules.
  mutating func read(_ source: ClauseSource, index: Int) -> Clause {
    var sink = DiagnosticSink(source.file)
    var clause = Clause(
      number: source.number, title: source.title, anchor: source.anchor, url: source.url, text: source.text, rules: [])
    for range in source.rules {
      let reading = YAMLReader.read(source.file, in: range)
      sink.append(contentsOf: reading.diagnostics)
      guard let node = reading.node else {
        if reading.diagnostics.isEmpty { sink.report("rule-empty", at: range, "the rule is empty") }
        continue
      }
      if let reason = unchecked(node, &sink) {
        clause.unchecked = reason
      } else if let rule = rule(node, source, range, index, &sink) {
        clause.rules.append(rule.id)
        rules.append(rule)
      }
    }
    if source.rules.isEmpty, clause.saysMust {
      sink.report(
        "clause-unchecked", at: source.headingRange, "clause \(clause.number) says \"must\" and no rule checks it",
        help: "add a rule below it, or a `rule` fence with `unchecked:` and the reason")
    }
    diagnostics += sink.diagnostics
    return clause
  }

  /// The reason of a fence that only says why nothing is checked.
  private func unchecked(_ node: Node, _ sink: inout DiagnosticSink) -> Text? {
    guard node["unchecked"] != nil else { return nil }
    var map = MapReader(node, subject: "an unchecked clause", &sink)
    let reason = map.requiredText("unchecked", &sink)
    map.reportUnknownKeys(&sink)
    return reason
  }

  private mutating func rule(
    _ node: Node, _ source: ClauseSource, _ range: SourceRange, _ clause: Int, _ sink: inout DiagnosticSink
  ) -> Rule? {
    let keys = RuleKeys(node, &sink)
    let start = sink.diagnostics.count
    checkID(keys, &sink)
    keys.checkExamples(&sink)
    let field = checkedField(keys, &sink)
    let applicable = applicableForms(keys, field, &sink)
    var compiler = RuleCompiler(environment: environment, forms: forms)
    let when = keys.when.flatMap { compiler.condition($0, key: "when", &sink) }
    let require = keys.require.flatMap { compiler.condition($0, key: "require", &sink) }
    let fix = keys.fix.flatMap { compiler.fix($0, field: field, &sink) }
    let message = keys.message.map { compiler.template($0, &sink) }
    let help = keys.help.map { compiler.template($0, &sink) }
    guard let require, !keys.id.isEmpty, sink.diagnostics[start...].allSatisfy({ $0.severity != .error }) else { return nil }
    let used = compiler.fieldsUsed(inForms: applicable, field: field, isListed: !keys.forms.isEmpty, keys, &sink)
    guard !used.isEmpty else { return nil }
    let parts = RuleParts(
      keys: keys, field: field, when: when, require: require, fix: fix, message: message ?? MessageTemplate(),
      help: help ?? MessageTemplate())
    return Rule(
      parts, in: clause, of: keys.source(source.file, range), forms: used, needsRequests: compiler.usesRequests)
  }

  private func checkID(_ keys: RuleKeys, _ sink: inout DiagnosticSink) {
    guard let node = keys.idNode, !keys.id.isEmpty else { return }
    if !keys.id.isKebabCase {
      sink.report(
        "rule-id", at: node.range, "rule id \(keys.id.quoted) is not in kebab-case", help: "name the problem: `release-tag-moves`"
      )
    }
    if let first = rules.first(where: { $0.id == keys.id }) {
      var other = DiagnosticSink(first.source.file)
      let place = RelatedPlace(
        message: "first defined here", file: first.source.file.path, location: other.location(of: first.source.idRange.start))
      sink.report("rule-twice", at: node.range, "two rules have the id \(keys.id.quoted)", related: [place])
    } else if BuiltInCheck.named(keys.id) != nil {
      sink.report("rule-twice", at: node.range, "\(keys.id.quoted) is the name of a check of the tool")
    }
  }

  /// The name of the field that findings point to, if some form has it; empty for none.
  private func checkedField(_ keys: RuleKeys, _ sink: inout DiagnosticSink) -> Text {
    guard let node = keys.field, !node.text.isEmpty else { return "" }
    if forms.fieldNames.contains(node.text) { return node.text }
    sink.report(
      "rule-field-unknown", at: node.range, "no form has a field \(node.text.quoted)",
      help: node.text.nearestSpelling(among: forms.fieldNames).map { "did you mean `\($0)`?" } ?? "")
    return ""
  }

  /// The forms that the rule lists, or all that have its field.
  private func applicableForms(_ keys: RuleKeys, _ field: Text, _ sink: inout DiagnosticSink) -> [Int] {
    if keys.forms.isEmpty {
      return forms.forms.indices.filter { field.isEmpty || field.isCommonField || forms.forms[$0].field(field) != nil }
    }
    var indices: [Int] = []
    for node in keys.forms {
      guard let index = forms.index(ofForm: node.text) else {
        let nearest = node.text.nearestSpelling(among: forms.forms.map { $0.id })
        sink.report(
          "form-unknown", at: node.range, "there is no form \(node.text.quoted)",
          help: nearest.map { "did you mean `\($0)`?" } ?? "")
        continue
      }
      if !field.isEmpty, !field.isCommonField, forms.forms[index].field(field) == nil {
        sink.report("rule-field-unknown", at: node.range, "the form `\(node.text)` has no field `\(field)`")
      }
      indices.append(index)
    }
    return indices
  }
}

extension Text {
  /// Whether every ticket may have the field, whatever its form.
  var isCommonField: Bool { equals("title") || equals("description") }
}
