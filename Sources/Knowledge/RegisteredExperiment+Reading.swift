import Diagnostics
import Notation

extension RegisteredExperiment {
  /// Reads an entry of the registry; the file's name without its ending is the experiment's id.
  public static func read(_ file: SourceFile) -> (RegisteredExperiment, [Diagnostic]) {
    var sink = DiagnosticSink(file)
    let reading = YAMLReader.read(file)
    sink.append(contentsOf: reading.diagnostics)
    let name = SitePath.name(of: file.path)
    let id = Text(name.utf8.prefix { $0 != UInt8(ascii: ".") })
    let node = reading.node ?? Node(.map([]), range: SourceRange(0, 0))
    var experiment = RegisteredExperiment(id: id, node: node, file: file)
    guard reading.node != nil else { return (experiment, sink.diagnostics) }
    var keys = MapReader(node, subject: "an experiment", &sink)
    experiment.readIdentity(&keys, &sink)
    experiment.readAgreement(&keys, &sink)
    experiment.readPeople(&keys, &sink)
    experiment.readWork(&keys, &sink)
    keys.reportUnknownKeys(&sink)
    return (experiment, sink.diagnostics)
  }

  private mutating func readIdentity(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    if let node = keys.node("id"), node.text != id {
      sink.report(
        "id-mismatch", at: node.range, "the id is `\(node.text.visible)`, but the file is called `\(id)`", help: "make them agree"
      )
    }
    name = keys.requiredText("name", &sink)
    aliases = keys.texts("aliases", &sink)
    summary = keys.text("summary", &sink) ?? Text()
    since = keys.date("since", &sink)
    if let node = keys.node("status") {
      if let found = Status.allCases.first(where: { $0.name == node.text }) {
        status = found
      } else {
        let names = Status.allCases.map(\.name)
        let nearest = node.text.nearestSpelling(among: names)
        sink.report(
          "option-unknown", at: node.range, "`\(node.text.visible)` is not a status",
          help: nearest.map { "did you mean `\($0)`?" } ?? "one of `on-board`, `onboarding`, `prospect`, `retired`")
      }
    }
  }

  private mutating func readAgreement(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    trained = keys.date("trained", &sink)
    guard let node = keys.node("tsw") else { return }
    var tsw = MapReader(node, subject: "`tsw`", &sink)
    agreement = Agreement(
      reference: tsw.requiredText("reference", &sink), signed: tsw.date("signed", &sink), expires: tsw.date("expires", &sink))
    tsw.reportUnknownKeys(&sink)
  }

  private mutating func readPeople(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    groups = keys.texts("groups", &sink)
    requesters = keys.texts("requesters", &sink)
    contacts = keys.list("contacts", &sink).map { node in
      var contact = MapReader(node, subject: "a contact", &sink)
      defer { contact.reportUnknownKeys(&sink) }
      return Contact(role: contact.requiredText("role", &sink), email: contact.text("email", &sink) ?? Text())
    }
  }

  private mutating func readWork(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    repositories = keys.list("repositories", &sink).map { node in
      var repository = MapReader(node, subject: "a repository", &sink)
      defer { repository.reportUnknownKeys(&sink) }
      return Repository(
        url: repository.requiredText("url", &sink), package: repository.text("package", &sink) ?? Text(),
        accessGroup: repository.text("access_group", &sink) ?? Text())
    }
    workflows = keys.list("workflows", &sink).map { node in
      var workflow = MapReader(node, subject: "a workflow", &sink)
      defer { workflow.reportUnknownKeys(&sink) }
      return Workflow(
        name: workflow.requiredText("name", &sink), form: workflow.text("form", &sink) ?? Text(),
        description: workflow.text("description", &sink) ?? Text())
    }
    if let node = keys.node("datasets") {
      var datasets = MapReader(node, subject: "`datasets`", &sink)
      datasetPrefixes = datasets.texts("prefix", &sink)
      datasets.reportUnknownKeys(&sink)
    }
    links = keys.list("links", &sink).map { node in
      var link = MapReader(node, subject: "a link", &sink)
      defer { link.reportUnknownKeys(&sink) }
      return Link(title: link.requiredText("title", &sink), url: link.requiredText("url", &sink))
    }
  }
}
