import CEL
import Diagnostics
import Notation
import Tickets

extension LinterData {
  /// The data of a file that `text` made.
  ///
  /// - Returns: the data, or nil if the file is of another version or no such file; and what was found in it, which is nothing for a file
  ///   that was written here.
  public static func read(_ file: SourceFile) -> (data: LinterData?, diagnostics: [Diagnostic]) {
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
    let requests = root["requests"].flatMap { node -> [EarlierRequest]? in
      guard case .list(let nodes) = node.value else { return nil }
      return nodes.map { request($0) }
    }
    let linter = TicketLinter(
      rules: compiled.rules, experiments: experiments, site: Site(node: site), calendar: calendar,
      requests: requests?.filter { $0.isOpen }.map { $0.request })
    let agreement = root["agreement"]
    let data = LinterData(
      linter: linter, agreementVersion: agreement?["version"]?.text ?? "", agreementDigest: agreement?["digest"]?.text ?? "",
      requests: requests)
    return (data, diagnostics)
  }

  private static func request(_ node: Node) -> EarlierRequest {
    var opened: Timestamp?
    if case .int(let seconds)? = node["opened"]?.value { opened = Timestamp(clamping: seconds) }
    let request = OpenRequest(
      number: node["number"]?.text ?? "", title: node["title"]?.text ?? "", state: node["state"]?.text ?? "", opened: opened,
      form: node["form"]?.text ?? "",
      answers: (node["answers"]?.elements ?? []).compactMap { pair in
        guard pair.elements.count == 2 else { return nil }
        return OpenRequest.Answer(name: pair.elements[0].text, value: pair.elements[1].text)
      })
    return EarlierRequest(request, isOpen: node["open"]?.value == .bool(true))
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
