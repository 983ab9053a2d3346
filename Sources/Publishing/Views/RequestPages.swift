import Diagnostics

/// The queue of requests. Template `requests`.
struct RequestsPage: TemplateView {
  var layout = Layout()
  var snapshot = SnapshotNote()
  /// Open, waiting, at risk, with findings and the like.
  var figures: [Figure] = []
  /// Requests by state or by experiment.
  var charts: [ChartFigure] = []
  /// The open requests, the most urgent first.
  var requests: [RequestRow] = []
  /// Requests closed of late.
  var closed: [RequestRow] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.part("snapshot", snapshot)
    binder.list("figures", figures)
    binder.list("charts", charts)
    binder.list("requests", requests)
    binder.text("request_count", Text(requests.count))
    binder.flag("has_closed", !closed.isEmpty)
    binder.part("closed_group", RequestGroup(requests: closed))
    binder.text("closed_count", Text(closed.count))
  }
}

/// Requests for the partial `request-table`, where a page shows more than one table of them.
struct RequestGroup: TemplateView {
  var requests: [RequestRow] = []

  func bind(to binder: inout TemplateBinder) { binder.list("requests", requests) }
}

/// A request in a table.
struct RequestRow: TemplateView {
  /// Such as `RITM0010001`.
  var number: Text = Text()
  /// The request's page.
  var url: Text = Text()
  var title: Text = Text()
  var experiment = Link()
  var form = Link()
  var state = StateBadge()
  /// When it was opened; the key is ISO 8601.
  var opened = SortableText()
  /// Age in business hours: `12.5 h`; the key is the number.
  var age = SortableText()
  /// The SLA clock; nil if none runs.
  var clock: ClockView?
  /// The linter's verdict: `ok`, `2 errors`, `1 warning`, `not for us`, `not checked`.
  var verdict = StateBadge()
  /// Sorts verdicts, the worst first: such as `0-errors`.
  var verdictKey: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("number", number)
    binder.text("url", url)
    binder.text("title", title)
    binder.part("experiment", experiment)
    binder.part("form", form)
    binder.part("state", state)
    binder.part("opened", opened)
    binder.part("age", age)
    binder.part("clock", clock)
    binder.part("verdict", verdict)
    binder.text("verdict_key", verdictKey)
  }
}

/// A clock of the SLA.
struct ClockView: TemplateView {
  /// What it measures: `first answer`, `resolution`.
  var name: Text = Text()
  /// Time in words: `6 h of 16 h`, `paused at 3 h of 8 h`, `2 h over`.
  var text: Text = Text()
  /// Share used, in percent, to sort by.
  var key: Text = Text()
  /// `running`, `paused`, `met`, `at risk`, `breached`, as a word with its tone.
  var state = StateBadge()
  /// The bar, by `Charts.clock`.
  var chart: HTML = HTML()
  /// When it is due, in words; may be empty.
  var due: Text = Text()
  /// The clause that sets it.
  var clause = Link()

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("text", text)
    binder.text("key", key)
    binder.part("state", state)
    binder.html("chart", chart)
    binder.text("due", due)
    binder.part("clause", clause)
  }
}

/// One request. Template `request`.
struct RequestPage: TemplateView {
  var layout = Layout()
  var row = RequestRow()
  var snapshot = SnapshotNote()
  /// Whether it was judged at all.
  var isJudged = true
  /// What the linter found, errors first.
  var findings: [Finding] = []
  /// Rules that could not be judged, with the reason.
  var notChecked: [Fact] = []
  /// Where the request belongs instead; nil if it is for us.
  var route: RouteView?
  /// The fields of the request.
  var fields: [Fact] = []
  /// The free text, as markup made from plain text.
  var description: HTML = HTML()
  var clocks: [ClockView] = []
  /// When what happened.
  var history: [Fact] = []
  /// Jobs of this request.
  var related: [Link] = []
  /// Pages that name it.
  var backlinks: [PageSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.part("row", row)
    binder.part("snapshot", snapshot)
    binder.list("findings", findings)
    binder.list("not_checked", notChecked)
    binder.part("route", route)
    binder.list("fields", fields)
    binder.html("description", description)
    binder.list("clocks", clocks)
    binder.list("history", history)
    binder.list("related", related)
    binder.list("backlinks", backlinks)
    binder.flag("is_judged", isJudged)
    binder.flag("is_clean", isJudged && findings.isEmpty && route == nil)
  }
}

/// One finding of the linter.
struct Finding: TemplateView {
  /// Error, warning or info, with its class.
  var severity = StateBadge()
  /// The rule, with its page.
  var rule = Link()
  /// The clause, with its place in the SLA; empty for a finding of the form itself.
  var clause = Link()
  var message: HTML = HTML()
  var help: HTML = HTML()
  /// The field or the line that it is about; may be empty.
  var place: Text = Text()
  /// The line with carets below it; may be empty.
  var excerpt: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("severity", severity)
    binder.part("rule", rule)
    binder.part("clause", clause)
    binder.html("message", message)
    binder.html("help", help)
    binder.text("place", place)
    binder.text("excerpt", excerpt)
  }
}

/// Where a request belongs that is not for the group.
struct RouteView: TemplateView {
  /// The right destination, with a link if there is one.
  var destination = Link()
  /// Why.
  var reason: HTML = HTML()
  var rule = Link()
  var clause = Link()

  func bind(to binder: inout TemplateBinder) {
    binder.part("destination", destination)
    binder.html("reason", reason)
    binder.part("rule", rule)
    binder.part("clause", clause)
  }
}
