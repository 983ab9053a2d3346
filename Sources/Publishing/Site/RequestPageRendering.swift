import Diagnostics
import Knowledge
import Notation
import ServiceLevels
import Snapshots

extension SiteContext {
  /// The page of a request.
  func render(request index: Int, at path: Text, into output: inout [UInt8]) {
    let request = allRequests[index]
    var view = RequestPage()
    view.layout = layout(
      at: path, title: "\(request.number) \(request.title)", description: request.title, kind: "queue",
      breadcrumbs: [link("Requests", from: path, to: .requests)])
    view.row = row(ofRequest: index, from: path)
    view.snapshot = requestNote()
    view.isJudged = verdicts[index] != nil
    if let verdict = verdicts[index] {
      view.findings = verdict.result.diagnostics.map { finding($0, from: path) }
      view.notChecked = verdict.result.notChecked.map { Fact($0.rule, HTML(escaping: $0.reason)) }
      view.route = verdict.result.route.map { route($0, from: path) }
    }
    view.fields = fields(of: request)
    view.description = paragraphs(of: request.summary)
    view.clocks = request.clocks.map { clock($0) }
    view.history = history(of: request)
    view.backlinks = mentions(of: path)
    templates.request.render(view, into: &output)
  }

  /// A finding of the linter.
  func finding(_ diagnostic: Diagnostic, from path: Text) -> Finding {
    var view = Finding()
    view.severity = SiteContext.badge(of: diagnostic.severity)
    view.rule = link(toRule: diagnostic.rule, from: path)
    if let rule = catalog.agreement.linter.rules.rule(diagnostic.rule) { view.clause = link(toClauseOf: rule, from: path) }
    view.message = HTML(message: diagnostic.message)
    view.help = HTML(message: diagnostic.help)
    view.place = diagnostic.excerpt.isEmpty ? "" : Text(diagnostic.excerpt.utf8.prefix { $0 != UInt8(ascii: ":") })
    view.excerpt = diagnostic.excerpt
    return view
  }

  private func route(_ outcome: RouteOutcome, from path: Text) -> RouteView {
    var view = RouteView()
    view.destination = Link(outcome.route.to, outcome.route.url)
    view.reason = HTML(message: outcome.route.why)
    view.rule = link(toRule: outcome.rule, from: path)
    if let rule = catalog.agreement.linter.rules.rule(outcome.rule) { view.clause = link(toClauseOf: rule, from: path) }
    return view
  }

  /// The answers that the forms know and that may be shown: addresses and names of people stay behind.
  private func fields(of request: Request) -> [Fact] {
    let elsewhere: [Text] = ["title", "description", "created"]
    let form = catalog.forms.first { $0.id == request.form }
    return request.publishableFields.compactMap { answer in
      guard !elsewhere.contains(answer.name), let field = form?.field(answer.name) else { return nil }
      return Fact(field.label, HTML(escaping: SnapshotShelf.masked(answer.value)))
    }
  }

  private func paragraphs(of text: Text) -> HTML {
    var html = HTML()
    for paragraph in SnapshotShelf.masked(text).split(at: 0x0A) where !paragraph.trimmed().isEmpty {
      html.append("<p>")
      html.append(HTML(escaping: paragraph))
      html.append("</p>\n")
    }
    return html
  }

  private func history(of request: Request) -> [Fact] {
    let events: [(Text, Timestamp?)] = [
      ("Opened", request.openedAt), ("Last change", request.updatedAt), ("Due", request.dueAt), ("Closed", request.closedAt),
    ]
    return events.compactMap { name, instant in instant.map { Fact(name, HTML(escaping: wording.longTime($0))) } }
  }
}
