import Diagnostics

/// A number with its name: `35 held`.
struct Figure: TemplateView {
  /// The number, formatted: `1,862`, `82 %`; `unknown` if it is not known.
  var value: Text = Text()
  /// What is counted.
  var label: Text = Text()
  /// A remark in a few words; may be empty.
  var note: Text = Text()
  /// Where the items are; empty if nowhere.
  var url: Text = Text()
  /// A class of the style sheet: empty, `ok`, `warning`, `error`, `unknown`.
  var tone: Text = Text()
  /// A small chart; empty if there is none.
  var chart: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.text("value", value)
    binder.text("label", label)
    binder.text("note", note)
    binder.text("url", url)
    binder.text("tone", tone)
    binder.html("chart", chart)
  }
}

/// Figures for the partial `figures`, where a page shows more than one row of them.
struct FigureGroup: TemplateView {
  var figures: [Figure] = []

  func bind(to binder: inout TemplateBinder) { binder.list("figures", figures) }
}

/// A state in words with its class: shape and colour come from the class, the meaning from the word.
struct StateBadge: TemplateView {
  /// The word: `work in progress`, `on board`, `2 errors`.
  var label: Text = Text()
  /// A class of the style sheet: `neutral`, `active`, `waiting`, `ok`, `warning`, `error`, `route`, `unknown`, `done`.
  var tone: Text = "neutral"

  init() {}

  /// A state.
  init(_ label: Text, tone: Text) {
    self.label = label
    self.tone = tone
  }

  func bind(to binder: inout TemplateBinder) {
    binder.text("label", label)
    binder.text("tone", tone)
  }
}

/// Where figures come from and how old they are.
struct SnapshotNote: TemplateView {
  /// How far the figures can be trusted.
  enum State: Sendable {
    /// Complete and recent.
    case fresh
    /// Complete, but older than it should be.
    case stale
    /// Cut short or partly failed: figures are lower bounds.
    case incomplete
    /// There is none, or the answer was empty: nothing is known, which is not the same as nothing there.
    case unknown
  }

  /// How far the figures can be trusted.
  var state = State.unknown
  /// When it was taken, in words: `2 December 2015, 10:10 CST`.
  var taken: Text = Text()
  /// When it was taken, in ISO 8601.
  var isoTaken: Text = Text()
  /// Age at the build: `10 minutes old`.
  var age: Text = Text()
  /// What was asked: `ServiceNow Table API`, `condor_q on fifebatch1`.
  var source: Text = Text()
  /// What is wrong and what to do, in a sentence or two; empty if nothing is.
  var note: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.flag("is_fresh", state == .fresh)
    binder.flag("is_stale", state == .stale)
    binder.flag("is_incomplete", state == .incomplete)
    binder.flag("is_unknown", state == .unknown)
    binder.text("taken", taken)
    binder.text("iso_taken", isoTaken)
    binder.text("age", age)
    binder.text("source", source)
    binder.text("note", note)
  }
}

/// A page in a list of pages.
struct PageSummary: TemplateView {
  /// Title of the page.
  var title: Text = Text()
  /// URL relative to the page that lists it.
  var url: Text = Text()
  /// One or two sentences; may be empty.
  var description: Text = Text()
  /// Section or kind of the page: `Wiki`, `SLA`, `Form`; may be empty.
  var section: Text = Text()
  /// A date in words; may be empty.
  var date: Text = Text()
  /// The same date in ISO 8601; may be empty.
  var isoDate: Text = Text()
  /// The sentence in which the page speaks of the one that lists it; may be empty.
  var context: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.html("context", context)
    binder.text("title", title)
    binder.text("url", url)
    binder.text("description", description)
    binder.text("section", section)
    binder.text("date", date)
    binder.text("iso_date", isoDate)
  }
}

/// A name with a value, in a list of facts.
struct Fact: TemplateView {
  /// The name.
  var name: Text = Text()
  /// The value, as markup.
  var value: HTML = HTML()

  init() {}

  /// A fact.
  init(_ name: Text, _ value: HTML) {
    self.name = name
    self.value = value
  }

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.html("value", value)
  }
}

/// A chart in a figure, with its numbers in a table behind it.
struct ChartFigure: TemplateView {
  /// What it shows, above it.
  var title: Text = Text()
  /// The SVG.
  var chart: HTML = HTML()
  /// Names of the table's columns.
  var columns: [Text] = []
  /// Rows of the table, as many cells as there are columns.
  var rows: [ChartRow] = []
  /// A remark below it; may be empty.
  var note: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("title", title)
    binder.html("chart", chart)
    binder.texts("columns", columns)
    binder.list("rows", rows)
    binder.text("note", note)
  }
}

/// A row of the numbers behind a chart.
struct ChartRow: TemplateView {
  /// The class of the series in the chart, for a swatch beside the name; empty for none.
  var swatch: Text = Text()
  /// What the row is about.
  var name: Text = Text()
  /// The numbers, formatted.
  var cells: [Text] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("swatch", swatch)
    binder.text("name", name)
    binder.texts("cells", cells)
  }
}

/// A cell of a sortable table: what is read and what it is sorted by.
struct SortableText: TemplateView {
  /// What is read.
  var text: Text = Text()
  /// A number or a word to sort by.
  var key: Text = Text()

  init() {}

  /// A cell.
  init(_ text: Text, key: Text) {
    self.text = text
    self.key = key
  }

  func bind(to binder: inout TemplateBinder) {
    binder.text("text", text)
    binder.text("key", key)
  }
}
