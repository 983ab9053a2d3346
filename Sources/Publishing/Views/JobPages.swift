import Diagnostics

/// The overview of jobs. Template `jobs`.
struct JobsPage: TemplateView {
  var layout = Layout()
  var snapshot = SnapshotNote()
  /// Jobs by status, with shares.
  var figures: [Figure] = []
  /// One stacked bar of all statuses, time series, efficiency histogram: in the order of reading.
  var charts: [ChartFigure] = []
  var experiments: [JobsRow] = []
  var sites: [JobsRow] = []
  var holdReasons: [HoldReasonRow] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.part("snapshot", snapshot)
    binder.list("figures", figures)
    binder.list("charts", charts)
    binder.flag("has_experiments", !experiments.isEmpty)
    binder.part("experiment_table", JobsTable(name: "Experiment", rows: experiments))
    binder.flag("has_sites", !sites.isEmpty)
    binder.part("site_table", JobsTable(name: "Site", rows: sites))
    binder.list("hold_reasons", holdReasons)
  }
}

/// A table of jobs, for the partial `jobs-table`.
struct JobsTable: TemplateView {
  /// What the rows are: `Experiment`, `Site`.
  var name: Text = Text()
  var rows: [JobsRow] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("jobs_table_name", name)
    binder.list("jobs_rows", rows)
  }
}

/// Jobs of an experiment or at a site.
struct JobsRow: TemplateView {
  var name = Link()
  var total = SortableText()
  var running = SortableText()
  var idle = SortableText()
  var held = SortableText()
  /// Completed in the period of the history; empty if not known.
  var completed = SortableText()
  /// Processor time over wall time: `82 %`; empty if not known.
  var efficiency = SortableText()
  /// A stacked bar of the statuses.
  var chart: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.part("name", name)
    binder.part("total", total)
    binder.part("running", running)
    binder.part("idle", idle)
    binder.part("held", held)
    binder.part("completed", completed)
    binder.part("efficiency", efficiency)
    binder.html("chart", chart)
  }
}

/// Held jobs with one reason.
struct HoldReasonRow: TemplateView {
  /// HTCondor's code with its subcode: `34.102`.
  var code: Text = Text()
  /// The reason in words.
  var reason: Text = Text()
  var count = SortableText()
  /// A bar of the share.
  var chart: HTML = HTML()
  /// The experiments concerned.
  var experiments: [Link] = []
  /// What to do.
  var advice: HTML = HTML()
  /// The page that explains it; may be empty.
  var url: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("code", code)
    binder.text("reason", reason)
    binder.part("count", count)
    binder.html("chart", chart)
    binder.list("experiments", experiments)
    binder.html("advice", advice)
    binder.text("url", url)
  }
}
