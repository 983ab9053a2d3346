import Diagnostics
import Knowledge
import Notation
import ServiceLevels
import Snapshots

extension SiteContext {
  /// The queue of requests.
  func renderRequests(at path: Text, into output: inout [UInt8]) {
    var view = RequestsPage()
    view.layout = layout(
      at: path, title: "Requests", description: "The open requests, their clocks and what is still missing.", kind: "queue")
    view.snapshot = requestNote()
    view.figures = requestFigures(from: path)
    view.charts = requestCharts()
    view.requests = openIndices.map { row(ofRequest: $0, from: path) }
    view.closed = closedIndices.prefix(30).map { row(ofRequest: $0, from: path) }
    templates.requests.render(view, into: &output)
  }

  /// The open requests of an experiment, or those that break a rule.
  func requestRows(from path: Text, where belongs: (Text) -> Bool) -> [RequestRow] {
    openIndices.filter { belongs(experimentID(of: allRequests[$0])) }.map { row(ofRequest: $0, from: path) }
  }

  /// The open requests with a verdict.
  func requestRows(from path: Text, verdict belongs: (RequestVerdict) -> Bool) -> [RequestRow] {
    openIndices.filter { verdicts[$0].map(belongs) ?? false }.map { row(ofRequest: $0, from: path) }
  }

  /// The open requests of some experiments, by id.
  func openRequests(where belongs: (Text) -> Bool) -> [Request] {
    openIndices.map { allRequests[$0] }.filter { belongs(experimentID(of: $0)) }
  }

  /// Every request of the snapshot.
  var allRequests: [Request] { catalog.snapshots.requests?.requests ?? [] }

  /// What matters in the queue.
  func requestFigures(from path: Text) -> [Figure] {
    guard catalog.snapshots.requests != nil else { return [] }
    let open = openIndices
    let clocks = open.compactMap { allRequests[$0].worstClock }
    let queue = url(from: path, to: .requests)
    func figure(_ count: Int, _ label: Text, tone: Text = "") -> Figure {
      var figure = Figure()
      figure.value = Wording.grouped(count)
      figure.label = label
      figure.tone = count == 0 ? "" : tone
      figure.url = queue
      return figure
    }
    return [
      figure(open.count, "open"),
      figure(clocks.count { $0.hasBreached }, "past their target", tone: "error"),
      figure(
        clocks.count { !$0.hasBreached && ($0.businessPercentage ?? 0) >= 75 && $0.stage == .inProgress }, "at risk",
        tone: "warning"),
      figure(open.count { verdicts[$0].map { $0.count(.error) > 0 } ?? false }, "with something missing", tone: "warning"),
      figure(open.count { verdicts[$0]?.result.route != nil }, "for somebody else"),
    ]
  }

  /// Where the figures about requests come from.
  func requestNote() -> SnapshotNote {
    guard let snapshot = catalog.snapshots.requests else {
      var note = SnapshotNote()
      note.note = "There is no snapshot of requests. Nothing is known, which is not the same as no requests."
      return note
    }
    return note(of: snapshot.record, isComplete: snapshot.isComplete, staleAfter: 24 * 3600)
  }

  /// The experiment of a request, by id; what the request says where nobody is called so.
  func experimentID(of request: Request) -> Text {
    guard let name = request.experiment else { return Text() }
    return catalog.experiments.first { $0.isNamed(name) }?.id ?? name
  }
}

extension SiteContext {
  /// A request in a table.
  func row(ofRequest index: Int, from path: Text) -> RequestRow {
    let request = allRequests[index]
    var row = RequestRow()
    row.number = request.number
    row.url = url(from: path, to: .request(index))
    row.title = request.title
    row.experiment = link(toExperiment: experimentID(of: request), from: path)
    row.form = link(toForm: request.form ?? "", from: path)
    row.state = badge(of: request)
    if let opened = request.openedAt {
      row.opened = SortableText(Wording.date(wording.zone.civil(at: opened).date), key: opened.rfc3339())
      let hours = catalog.site.calendar.businessHours(from: opened, to: min(now, request.closedAt ?? now))
      row.age = SortableText("\(Wording.tenths(hours)) h", key: Wording.tenths(hours))
    }
    row.clock = request.worstClock.map { clock($0) }
    (row.verdict, row.verdictKey) = badge(ofVerdict: verdicts[index])
    return row
  }

  /// A clock of the SLA.
  func clock(_ clock: SLAClock) -> ClockView {
    var view = ClockView()
    view.name = clock.name
    let used = (clock.businessPercentage ?? 0) / 100
    view.state = state(of: clock)
    view.key = Text(Int((used * 100).rounded()))
    view.text = words(for: clock)
    if let due = clock.plannedEnd { view.due = wording.time(due) }
    view.chart = Charts.clock(used: used, tone: view.state.tone, title: "\(clock.name): \(view.text)")
    return view
  }

  private func state(of clock: SLAClock) -> StateBadge {
    if clock.hasBreached { return StateBadge("breached", tone: "error") }
    switch clock.stage {
    case .paused: return StateBadge("paused", tone: "waiting")
    case .completed: return StateBadge("met", tone: "ok")
    case .cancelled: return StateBadge("cancelled", tone: "done")
    case .unknown: return StateBadge("unknown", tone: "unknown")
    case .inProgress:
      return (clock.businessPercentage ?? 0) >= 75
        ? StateBadge("at risk", tone: "warning") : StateBadge("running", tone: "active")
    }
  }

  private func words(for clock: SLAClock) -> Text {
    guard let share = clock.businessPercentage else { return "share not known" }
    let percent: Text = "\(Int(share.rounded())) % of its time"
    guard let elapsed = clock.businessElapsed else { return percent }
    return "\(Wording.tenths(Double(elapsed) / 3600)) h, \(percent)"
  }

  private func badge(of request: Request) -> StateBadge {
    let label = request.stateText.isEmpty ? request.state.name : request.stateText.asciiLowercased()
    switch request.state {
    case .inProgress: return StateBadge(label, tone: "active")
    case .pending: return StateBadge(label, tone: "waiting")
    case .open: return StateBadge(label, tone: "neutral")
    case .unknown: return StateBadge(label, tone: "unknown")
    default: return StateBadge(label, tone: "done")
    }
  }

  private func badge(ofVerdict verdict: RequestVerdict?) -> (StateBadge, Text) {
    guard let verdict else { return (StateBadge("not checked", tone: "unknown"), "4") }
    if let route = verdict.result.route { return (StateBadge("for \(route.route.to)", tone: "route"), "2") }
    let errors = verdict.count(.error)
    if errors > 0 { return (StateBadge(Wording.plural(errors, "error"), tone: "error"), "0-\(99 - min(errors, 99))") }
    let warnings = verdict.count(.warning)
    if warnings > 0 { return (StateBadge(Wording.plural(warnings, "warning"), tone: "warning"), "1-\(99 - min(warnings, 99))") }
    return (StateBadge("ok", tone: "ok"), "3")
  }

  private func requestCharts() -> [ChartFigure] {
    var counts: [(name: Text, count: Int)] = []
    for index in openIndices {
      let id = experimentID(of: allRequests[index])
      let name = catalog.experiments.first { $0.id == id }?.name ?? (id.isEmpty ? "not named" : id)
      if let known = counts.firstIndex(where: { $0.name == name }) { counts[known].count += 1 } else { counts.append((name, 1)) }
    }
    counts.sort { ($1.count, $0.name) < ($0.count, $1.name) }
    guard !counts.isEmpty else { return [] }
    var figure = ChartFigure()
    figure.title = "Open requests by experiment"
    figure.chart = Charts.stackedBar(counts.enumerated().map { ChartPart($1.name, $1.count, series: "c-\(min($0, 5) + 1)") })
    figure.columns = ["Experiment", "Open requests"]
    figure.rows = counts.enumerated().map { index, entry in
      var row = ChartRow()
      row.swatch = "c-\(min(index, 5) + 1)"
      row.name = entry.name
      row.cells = [Text(entry.count)]
      return row
    }
    return [figure]
  }
}
