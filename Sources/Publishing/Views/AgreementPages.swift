import Diagnostics

/// The Service Level Agreement. Template `agreement`.
struct AgreementPage: TemplateView {
  var layout = Layout()
  /// The rendered Markdown, with a `RulePanel` in the place of each rule block.
  var body: HTML = HTML()
  /// What it is known as, when it took effect, its digest and the like.
  var facts: [Fact] = []
  /// How many rules enforce it.
  var ruleCount = 0
  /// The index of rules.
  var rulesURL: Text = Text()
  /// Pages that link here.
  var backlinks: [PageSummary] = []
  /// What changed since earlier versions; empty if none is kept.
  var changesURL: Text = Text()
  /// The whole agreement as one page to print; empty if there is none.
  var printURL: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("print_url", printURL)
    binder.text("changes_url", changesURL)
    binder.list("backlinks", backlinks)
    binder.html("body", body)
    binder.list("facts", facts)
    binder.text("rule_count", Text(ruleCount))
    binder.text("rules_url", rulesURL)
  }
}

/// A rule as it stands beside its clause. Template `rule-panel`.
struct RulePanel: TemplateView {
  /// Kebab-case identifier.
  var id: Text = Text()
  /// The rule's own page.
  var url: Text = Text()
  /// Error, warning or info, as a word with its class (`error`, `warning`, `info`; `route` for a routing rule).
  var severity = StateBadge()
  /// The condition for it to apply, in CEL; may be empty.
  var when: Text = Text()
  /// What it requires, in CEL.
  var require: Text = Text()
  /// The field it looks at; may be empty.
  var field: Text = Text()
  /// What is said when it fails.
  var message: HTML = HTML()
  /// How to mend it; may be empty.
  var help: HTML = HTML()
  /// Where a request belongs instead, for a routing rule; may be empty.
  var destination: Text = Text()
  /// From when and until when it holds, in words; may be empty.
  var validity: Text = Text()
  /// The forms that it is limited to; empty if to none.
  var forms: [Link] = []
  /// Examples that satisfy it.
  var passes: [RuleExample] = []
  /// Examples that break it.
  var fails: [RuleExample] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("id", id)
    binder.text("url", url)
    binder.part("severity", severity)
    binder.text("when", when)
    binder.text("require", require)
    binder.text("field", field)
    binder.html("message", message)
    binder.html("help", help)
    binder.text("destination", destination)
    binder.text("validity", validity)
    binder.list("forms", forms)
    binder.list("passes", passes)
    binder.list("fails", fails)
    binder.flag("has_examples", !passes.isEmpty || !fails.isEmpty)
  }
}

/// An example of a rule: fields laid over the form's example, and what the linter says.
struct RuleExample: TemplateView {
  /// The fields as they are written: `release: develop`; may have several lines.
  var text: Text = Text()
  /// Exactly what `opos lint` prints; empty for an example that passes.
  var output: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("text", text)
    binder.text("output", output)
  }
}

/// Every rule. Template `rules`.
struct RulesPage: TemplateView {
  var layout = Layout()
  /// How many there are of each severity.
  var figures: [Figure] = []
  /// The rules, in the order of their clauses.
  var rules: [RuleRow] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("figures", figures)
    binder.list("rules", rules)
  }
}

/// A rule in the index.
struct RuleRow: TemplateView {
  var id: Text = Text()
  /// The rule's page.
  var url: Text = Text()
  /// The clause's number and URL; the key sorts clauses in document order (`004.003`).
  var clause = Link()
  var clauseKey: Text = Text()
  /// Title of the clause.
  var clauseTitle: Text = Text()
  var severity = StateBadge()
  /// The field; may be empty.
  var field: Text = Text()
  var message: HTML = HTML()
  /// The forms that it is limited to; empty for all.
  var forms: [Link] = []
  /// How many open requests break it; empty if not known.
  var hits: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("id", id)
    binder.text("url", url)
    binder.part("clause", clause)
    binder.text("clause_key", clauseKey)
    binder.text("clause_title", clauseTitle)
    binder.part("severity", severity)
    binder.text("field", field)
    binder.html("message", message)
    binder.list("forms", forms)
    binder.text("hits", hits)
  }
}

/// One rule: its clause, what it says, examples with the exact output. Template `rule`.
struct RulePage: TemplateView {
  var layout = Layout()
  var rule = RulePanel()
  /// The clause's number and URL.
  var clause = Link()
  /// Title of the clause.
  var clauseTitle: Text = Text()
  /// The text of the clause.
  var clauseText: HTML = HTML()
  /// Open requests that break it.
  var requests: [RequestRow] = []
  /// Whether requests were judged at all.
  var requestsKnown = false
  /// Pages that name the rule or its clause.
  var backlinks: [PageSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.part("rule", rule)
    binder.part("clause", clause)
    binder.text("clause_title", clauseTitle)
    binder.html("clause_text", clauseText)
    binder.list("requests", requests)
    binder.flag("requests_known", requestsKnown)
    binder.list("backlinks", backlinks)
  }
}
