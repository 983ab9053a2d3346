import CEL
import Diagnostics
import Notation
import Tickets

extension LinterData {
  /// The linter of a file that `write` made.
  ///
  /// - Returns: the linter, or nil if the file is of another version or no such file; and what was found in it, which is nothing for a file
  ///   that was written here.
  public static func read(_ file: SourceFile) -> (linter: TicketLinter?, diagnostics: [Diagnostic]) {
    let reading = JSONReader.read(file)
    guard let root = reading.node, case .int(version)? = root["version"]?.value, let site = root["site"] else {
      let fault = Diagnostic(
        rule: "linter-data", severity: .error, message: "this is no linter data of version \(version)", file: file.path)
      return (nil, reading.diagnostics + [fault])
    }
    var diagnostics = reading.diagnostics
    var sink = DiagnosticSink(file)
    let calendar = BusinessCalendar.read(site: site, &sink)
    let forms = FormSet(
      (root["forms"]?.elements ?? []).compactMap { node in
        let read = Form.read(SourceFile(path: node["file"]?.text ?? "", text: node["text"]?.text ?? ""))
        diagnostics += read.diagnostics
        return read.form
      })
    let clauses = (root["clauses"]?.elements ?? []).map { clause($0, file.path) }
    let compiled = RuleSet.compile(clauses, forms: forms, calendar: calendar)
    diagnostics += sink.diagnostics + compiled.diagnostics
    let experiments = (root["experiments"]?.elements ?? []).map { node in
      Experiment(
        id: node["id"]?.text ?? "", aliases: node["aliases"]?.elements.map { $0.text } ?? [],
        node: node["value"] ?? Node(.map([]), range: node.range))
    }
    let linter = TicketLinter(rules: compiled.rules, experiments: experiments, site: Site(node: site), calendar: calendar)
    return (linter, diagnostics)
  }

  /// A clause whose rules stand one after the other in a file of their own.
  private static func clause(_ node: Node, _ path: Text) -> ClauseSource {
    var text = Text()
    var ranges: [SourceRange] = []
    func add(_ rule: Text) {
      ranges.append(SourceRange(text.count, text.count + rule.count))
      text += rule + "\n"
    }
    if let reason = node["unchecked"]?.text { add("unchecked: \(YAML.quoted(reason))") }
    for rule in node["rules"]?.elements ?? [] { add(rule.text) }
    return ClauseSource(
      number: node["number"]?.text ?? "", title: node["title"]?.text ?? "", anchor: node["anchor"]?.text ?? "",
      url: node["url"]?.text ?? "", file: SourceFile(path: path, text: text), headingRange: SourceRange(0, 0), text: "",
      rules: ranges)
  }
}
