import Diagnostics
import Knowledge
import Markup
import Notation
import ServiceLevels

extension SiteContext {
  /// A page of the agreement: the text, with a panel in the place of each rule.
  func render(agreement index: Int, into output: inout [UInt8]) {
    let page = catalog.pages[index]
    var view = AgreementPage()
    view.layout = layout(of: index, kind: "sla", contents: contents(of: page) { isEnforced(page: index, heading: $0) })
    view.body = body(of: index) { fence, html in write(fence: page.body.fences[fence], of: page, from: page.output, to: &html) }
    view.changesURL = url(from: page.output, to: .changes)
    view.printURL = url(from: page.output, to: .print(places[index].section))
    view.ruleCount = rules(ofPage: index).count
    view.rulesURL = url(from: page.output, to: .rules)
    view.facts = documentFacts(of: page)
    view.backlinks = backlinks(of: index)
    templates.agreement.render(view, into: &output)
  }

  /// Writes what stands in the place of a fence: the panel of a rule.
  func write(fence: Fence, of page: Page, from path: Text, to html: inout [UInt8]) {
    if fence.isDrawing { return write(drawing: fence, to: &html) }
    if let panel = panel(ofFence: fence, in: page, from: path) { templates.rulePanel.render(panel, into: &html) }
  }

  /// The index of rules.
  func renderRules(at path: Text, into output: inout [UInt8]) {
    var view = RulesPage()
    view.layout = layout(
      at: path, title: "Rules", description: "What the agreement checks by itself, clause by clause.", kind: "rules")
    view.figures = ruleFigures()
    view.rules = catalog.agreement.rules.enumerated().map { row(ofRule: $0, $1, from: path) }
    templates.rules.render(view, into: &output)
  }

  /// The page of a rule.
  func render(rule index: Int, at path: Text, into output: inout [UInt8]) {
    let rule = catalog.agreement.rules[index]
    let clause = catalog.agreement.linter.rules.clause(of: rule)
    var view = RulePage()
    view.layout = layout(
      at: path, title: rule.id, description: "Clause \(clause.number), \(clause.title).", kind: "rules",
      breadcrumbs: [link("Rules", from: path, to: .rules)])
    view.rule = panel(of: rule, from: path)
    view.clause = link(toClauseOf: rule, from: path)
    view.clauseTitle = clause.title
    view.clauseText = HTML(escaping: clause.text)
    view.requestsKnown = catalog.snapshots.requests != nil
    view.requests = requestRows(from: path) { verdict in verdict.rules.contains(rule.id) }
    let clausePage = catalog.pages[catalog.agreement.places[rule.clause].page].output
    view.backlinks = mentions(of: path, and: "\(clausePage)#\(clause.anchor)")
    templates.rule.render(view, into: &output)
  }

  /// A link to the clause that a rule enforces.
  func link(toClauseOf rule: Rule, from path: Text) -> Link {
    let clause = catalog.agreement.linter.rules.clauses[rule.clause]
    let place = catalog.agreement.places[rule.clause]
    let title: Text = clause.number.isEmpty ? clause.title : clause.number
    return Link(title, "\(SitePath.url(from: path, to: catalog.pages[place.page].output))#\(clause.anchor)")
  }

  /// A link to the page of a rule, by its id; the text alone for a check of the tool itself.
  func link(toRule id: Text, from path: Text) -> Link {
    guard let index = catalog.agreement.rules.firstIndex(where: { $0.id == id }) else { return Link(id, "") }
    return link(id, from: path, to: .rule(index))
  }

  /// The clauses whose rules look at a field, with their words.
  func clauses(ofField name: Text, from path: Text) -> [ClauseHelp] {
    let rules = catalog.agreement.rules.filter { $0.field == name && $0.route == nil }
    return firstOfEachClause(rules).map { rule in
      ClauseHelp(
        clause: clauseLink(of: rule, from: path), text: HTML(escaping: catalog.agreement.linter.rules.clause(of: rule).text))
    }
  }

  /// The clauses whose rules judge the tickets of a form.
  func clauses(ofForm index: Int, from path: Text) -> [Link] {
    firstOfEachClause(catalog.agreement.rules.filter { $0.forms.contains(index) }).map { clauseLink(of: $0, from: path) }
  }

  /// A severity as a badge.
  static func badge(of severity: Severity) -> StateBadge { StateBadge(severity.name, tone: tone(of: severity)) }

  /// The style of a severity.
  static func tone(of severity: Severity) -> Text {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "neutral"
    }
  }
}

extension SiteContext {
  private func firstOfEachClause(_ rules: [Rule]) -> [Rule] {
    var seen: Set<Int> = []
    return rules.filter { seen.insert($0.clause).inserted }
  }

  /// A link to the clause of a rule, with its number and title.
  private func clauseLink(of rule: Rule, from path: Text) -> Link {
    var link = link(toClauseOf: rule, from: path)
    link.title = "\(link.title) \(catalog.agreement.linter.rules.clause(of: rule).title)"
    return link
  }

  private func rules(ofPage index: Int) -> [Rule] {
    catalog.agreement.rules.filter { catalog.agreement.places[$0.clause].page == index }
  }

  private func isEnforced(page: Int, heading: Int) -> Bool {
    catalog.agreement.rules.contains { rule in
      let place = catalog.agreement.places[rule.clause]
      return place.page == page && place.heading == heading
    }
  }

  /// The panel of a rule block; nil for one that only says why a clause is not checked.
  private func panel(ofFence fence: Fence, in page: Page, from path: Text) -> RulePanel? {
    let rule = catalog.agreement.rules.first { rule in
      rule.source.file.path == page.path && rule.source.range.start == fence.contentRange.start
    }
    return rule.map { panel(of: $0, from: path) }
  }

  private func panel(of rule: Rule, from path: Text) -> RulePanel {
    var panel = RulePanel()
    panel.id = rule.id
    panel.url = link(toRule: rule.id, from: path).url
    panel.severity = rule.route == nil ? SiteContext.badge(of: rule.severity) : StateBadge("routing", tone: "route")
    panel.when = rule.source.when
    panel.require = rule.source.require
    panel.field = rule.field
    panel.message = HTML(messagePattern: rule.source.message)
    panel.help = HTML(messagePattern: rule.source.help)
    panel.destination = rule.route?.to ?? ""
    panel.validity = validity(of: rule)
    panel.forms = forms(of: rule, from: path)
    let outcomes = outcomes(of: rule)
    panel.passes = outcomes.filter(\.mustPass).map { example($0) }
    panel.fails = outcomes.filter { !$0.mustPass }.map { example($0) }
    return panel
  }

  private func outcomes(of rule: Rule) -> [ExampleOutcome] {
    guard let index = catalog.agreement.rules.firstIndex(where: { $0.id == rule.id }) else { return [] }
    return outcomes[index].value { catalog.agreement.linter.exampleOutcomes(of: rule, now: now) }
  }

  private func example(_ outcome: ExampleOutcome) -> RuleExample {
    var view = RuleExample()
    view.text = outcome.overlay
    view.output = outcome.output
    return view
  }

  private func validity(of rule: Rule) -> Text {
    switch (rule.since, rule.until) {
    case (let since?, let until?): "for tickets written from \(Wording.date(since)) to \(Wording.date(until))"
    case (let since?, nil): "for tickets written from \(Wording.date(since)) on"
    case (nil, let until?): "for tickets written until \(Wording.date(until))"
    case (nil, nil): ""
    }
  }

  /// The forms of a rule; none for one that judges all of them.
  private func forms(of rule: Rule, from path: Text) -> [Link] {
    if rule.forms.count == catalog.forms.count { return [] }
    return rule.forms.map { link(catalog.forms[$0].name, from: path, to: .form($0)) }
  }

  private func row(ofRule index: Int, _ rule: Rule, from path: Text) -> RuleRow {
    let clause = catalog.agreement.linter.rules.clause(of: rule)
    var row = RuleRow()
    row.id = rule.id
    row.url = url(from: path, to: .rule(index))
    row.clause = link(toClauseOf: rule, from: path)
    row.clauseKey = SiteContext.sortKey(ofClause: clause.number)
    row.clauseTitle = clause.title
    row.severity = rule.route == nil ? SiteContext.badge(of: rule.severity) : StateBadge("routing", tone: "route")
    row.field = rule.field
    row.message = HTML(messagePattern: rule.source.message)
    row.forms = forms(of: rule, from: path)
    row.hits = catalog.snapshots.requests == nil ? "" : Text(verdicts.count { $0?.rules.contains(rule.id) ?? false })
    return row
  }

  private func ruleFigures() -> [Figure] {
    let rules = catalog.agreement.rules
    let groups: [(Text, Text, (Rule) -> Bool)] = [
      ("errors", "error", { $0.route == nil && $0.severity == .error }),
      ("warnings", "warning", { $0.route == nil && $0.severity == .warning }),
      ("notes", "", { $0.route == nil && $0.severity == .info }),
      ("routing rules", "", { $0.route != nil }),
    ]
    return groups.map { label, tone, belongs in
      var figure = Figure()
      figure.value = Text(rules.count(where: belongs))
      figure.label = label
      figure.tone = tone
      return figure
    }
  }

  /// A clause number whose byte order is document order: `4.3` as `004.003`.
  private static func sortKey(ofClause number: Text) -> Text {
    let parts = number.split(at: UInt8(ascii: ".")).map { part in
      Text([UInt8](repeating: UInt8(ascii: "0"), count: max(0, 3 - part.utf8.count)) + part.utf8)
    }
    return Text.joined(parts, separator: ".")
  }
}
