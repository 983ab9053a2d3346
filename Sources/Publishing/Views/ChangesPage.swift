import Diagnostics

/// What changed from version to version of the agreement, the newest first. Template `changes`.
struct ChangesPage: TemplateView {
  var layout = Layout()
  var versions: [VersionView] = []
  /// The agreement itself.
  var agreementURL: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("versions", versions)
    binder.text("agreement_url", agreementURL)
  }
}

/// A version, and what it changed.
struct VersionView: TemplateView {
  /// Its name.
  var name: Text = Text()
  /// The name of the one before it.
  var earlier: Text = Text()
  /// When it was last read through, in words; may be empty.
  var date: Text = Text()
  /// The same in ISO 8601.
  var isoDate: Text = Text()
  /// How much changed, in words.
  var summary: Text = Text()
  var changes: [ChangeView] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("earlier", earlier)
    binder.text("date", date)
    binder.text("iso_date", isoDate)
    binder.text("summary", summary)
    binder.list("changes", changes)
  }
}

/// A clause that changed.
struct ChangeView: TemplateView {
  var state = StateBadge()
  /// Number and title, with the clause's place if it is in the agreement now.
  var clause = Link()
  /// What it was called before; empty if the same.
  var formerly: Text = Text()
  /// The words, with what is new and what is gone marked.
  var text: HTML = HTML()
  /// What became of rules.
  var rules: [ChangedRule] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("state", state)
    binder.part("clause", clause)
    binder.text("formerly", formerly)
    binder.html("text", text)
    binder.list("rules", rules)
  }
}

/// A rule that changed.
struct ChangedRule: TemplateView {
  var rule = Link()
  /// `new`, `changed`, `removed`.
  var state: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("rule", rule)
    binder.text("state", state)
  }
}
