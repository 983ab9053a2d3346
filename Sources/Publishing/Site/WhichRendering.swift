import Diagnostics
import Knowledge
import ServiceLevels

extension SiteContext {
  /// Which kind of request it is: the routing rules of the agreement as a decision that one walks without script.
  func renderWhich(at path: Text, into output: inout [UInt8]) {
    var view = WhichPage()
    view.layout = layout(
      at: path, title: "Which kind of request", description: "Whose work it is, and with which form to ask for it.", kind: "form",
      breadcrumbs: [link("File a request", from: path, to: .forms)])
    view.steps = catalog.agreement.rules.compactMap { step(of: $0, from: path) }
    view.forms = catalog.forms.indices.map { summary(ofForm: $0, from: path) }
    view.checkURL = url(from: path, to: .check)
    templates.which.render(view, into: &output)
  }

  /// The question of a routing rule; nil for another rule.
  private func step(of rule: Rule, from path: Text) -> WhichStep? {
    guard let route = rule.route else { return nil }
    var step = WhichStep()
    step.title = catalog.agreement.linter.rules.clause(of: rule).title
    step.anchor = rule.id
    step.destination = Link(route.to, route.url)
    step.reason = route.why
    step.examples = rule.fail.compactMap { $0.node["title"]?.text }
    step.clause = link(toClauseOf: rule, from: path)
    step.rule = link(toRule: rule.id, from: path)
    return step
  }
}
