import Diagnostics

/// Which kind of request it is: the routing rules as questions, each with its destination, then the forms. Template `which`.
struct WhichPage: TemplateView {
  var layout = Layout()
  /// What is somebody else's, in the order of the agreement.
  var steps: [WhichStep] = []
  /// What is ours.
  var forms: [PageSummary] = []
  /// The page that checks tickets; empty if there is none.
  var checkURL: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("steps", steps)
    binder.list("forms", forms)
    binder.text("check_url", checkURL)
  }
}

/// A question of the page, made from a routing rule: whoever says yes is at the end of the way.
struct WhichStep: TemplateView {
  /// What it is about: the clause's title.
  var title: Text = Text()
  /// Its id in the page.
  var anchor: Text = Text()
  /// Where such a request belongs; without a URL where none is known.
  var destination = Link()
  /// Why.
  var reason: Text = Text()
  /// Titles of tickets that it recognises.
  var examples: [Text] = []
  /// The clause.
  var clause = Link()
  /// The rule.
  var rule = Link()

  func bind(to binder: inout TemplateBinder) {
    binder.text("title", title)
    binder.text("anchor", anchor)
    binder.part("destination", destination)
    binder.text("reason", reason)
    binder.texts("examples", examples)
    binder.part("clause", clause)
    binder.part("rule", rule)
  }
}
