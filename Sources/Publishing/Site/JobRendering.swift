import Diagnostics
import Knowledge
import Notation
import Snapshots

extension SiteContext {
  /// The overview of jobs.
  func renderJobs(at path: Text, into output: inout [UInt8]) {
    var view = JobsPage()
    view.layout = layout(at: path, title: "Jobs", description: "What runs, what waits, what is held and why.", kind: "jobs")
    view.snapshot = jobNote()
    view.figures = jobFigures(ofExperiment: nil)
    view.charts = jobCharts()
    if let jobs = catalog.snapshots.jobs {
      view.experiments = rows(of: jobs.experiments, history: catalog.snapshots.history?.experiments) {
        link(toExperiment: $0, from: path)
      }
      view.sites = rows(of: jobs.sites, history: catalog.snapshots.history?.sites) { Link($0, "") }
      view.holdReasons = holdReasons(jobs, from: path)
    }
    templates.jobs.render(view, into: &output)
  }

  /// How many jobs of an experiment are in the queue; nil where that is not known.
  func queuedJobs(ofExperiment id: Text) -> Int? {
    guard let jobs = catalog.snapshots.jobs, jobs.knowledge != .unknown else { return nil }
    return counts(ofExperiment: id, in: jobs).total
  }

  /// Jobs by status, of one experiment or of all.
  func jobFigures(ofExperiment id: Text?) -> [Figure] {
    guard let jobs = catalog.snapshots.jobs, jobs.knowledge != .unknown else { return [] }
    let counts = id.map { self.counts(ofExperiment: $0, in: jobs) } ?? jobs.counts
    let shown: [(JobStatus, Text)] = [(.running, ""), (.idle, ""), (.held, "warning"), (.transferringOutput, "")]
    var figures = shown.compactMap { status, tone -> Figure? in
      let count = counts[status]
      if count == 0, status == .transferringOutput { return nil }
      var figure = Figure()
      figure.value = Wording.grouped(count)
      figure.label = status.name
      figure.tone = count > 0 ? tone : ""
      if counts.total > 0 { figure.note = Wording.percent(Double(count) / Double(counts.total)) }
      return figure
    }
    if let history = catalog.snapshots.history { figures += historyFigures(history, id) }
    return figures
  }

  /// One bar of the queue by status.
  func jobsChart(ofExperiment id: Text?) -> HTML {
    guard let jobs = catalog.snapshots.jobs, jobs.knowledge != .unknown else { return HTML() }
    return Charts.stackedBar(parts(of: id.map { counts(ofExperiment: $0, in: jobs) } ?? jobs.counts))
  }

  /// Where the figures about jobs come from.
  func jobNote() -> SnapshotNote {
    guard let jobs = catalog.snapshots.jobs else {
      var note = SnapshotNote()
      note.note = "There is no snapshot of the queue. Nothing is known, which is not the same as no jobs."
      return note
    }
    guard jobs.knowledge != .unknown else {
      var note = note(of: jobs.record, isComplete: false, staleAfter: 3600)
      note.state = .unknown
      note.note = "The answer was empty. That happens when the queue is empty and when the query failed, so nothing is known."
      return note
    }
    return note(of: jobs.record, isComplete: jobs.knowledge == .whole, staleAfter: 3600)
  }

  /// Where figures come from and how old they are.
  func note(of record: SnapshotRecord?, isComplete: Bool, staleAfter limit: Int64) -> SnapshotNote {
    var note = SnapshotNote()
    note.source = record.map { $0.source.isEmpty ? $0.command : $0.source } ?? ""
    guard let taken = record?.taken else {
      note.state = isComplete ? .stale : .incomplete
      note.note = "It is not recorded when this was taken."
      return note
    }
    note.taken = wording.time(taken)
    note.isoTaken = taken.rfc3339()
    let age = now.since(taken)
    note.age = Wording.age(age)
    note.state = !isComplete ? .incomplete : age.seconds > limit ? .stale : .fresh
    if !isComplete { note.note = "The answer was cut short: the figures are lower bounds." }
    return note
  }
}

extension SiteContext {
  private func counts(ofExperiment id: Text, in jobs: JobSnapshot) -> JobCounts {
    var counts = JobCounts()
    for group in jobs.experiments where group.name == id || experimentID(named: group.name) == id { counts += group.counts }
    return counts
  }

  private func experimentID(named name: Text) -> Text? { catalog.experiments.first { $0.isNamed(name) }?.id }

  private func historyFigures(_ history: JobSnapshot, _ id: Text?) -> [Figure] {
    guard history.knowledge != .unknown else { return [] }
    let counts = id.map { self.counts(ofExperiment: $0, in: history) } ?? history.counts
    var completed = Figure()
    completed.value = Wording.grouped(counts[.completed])
    completed.label = "completed of late"
    if counts[.completed] > 0 { completed.note = "\(Wording.percent(Double(counts.failed) / Double(counts[.completed]))) failed" }
    guard id == nil, let fraction = history.efficiency.fraction else { return [completed] }
    var efficiency = Figure()
    efficiency.value = Wording.percent(fraction)
    efficiency.label = "efficiency"
    efficiency.note = "processor time over wall time"
    return [completed, efficiency]
  }

  private func parts(of counts: JobCounts) -> [ChartPart] {
    JobStatus.allCases.map { ChartPart($0.name, counts[$0], series: SiteContext.series(of: $0)) }
      + [ChartPart("unknown", counts.unknownStatus, series: "s-unknown")]
  }

  private static func series(of status: JobStatus) -> Text {
    switch status {
    case .idle: "s-idle"
    case .running: "s-running"
    case .removed: "s-removed"
    case .completed: "s-completed"
    case .held: "s-held"
    case .transferringOutput: "s-transfer"
    case .suspended: "s-suspended"
    }
  }

  private func rows(of groups: [JobGroup], history: [JobGroup]?, link: (Text) -> Link) -> [JobsRow] {
    groups.map { group in
      var row = JobsRow()
      row.name = link(group.name)
      row.total = cell(group.counts.total)
      row.running = cell(group.counts[.running])
      row.idle = cell(group.counts[.idle])
      row.held = cell(group.counts[.held])
      if let past = history?.first(where: { $0.name == group.name }) {
        row.completed = cell(past.counts[.completed])
        if let fraction = past.efficiency.fraction {
          row.efficiency = SortableText(Wording.percent(fraction), key: Text(Int((fraction * 1000).rounded())))
        }
      }
      row.chart = Charts.stackedBar(parts(of: group.counts))
      return row
    }
  }

  private func cell(_ count: Int) -> SortableText { SortableText(Wording.grouped(count), key: Text(count)) }

  private func holdReasons(_ jobs: JobSnapshot, from path: Text) -> [HoldReasonRow] {
    let held = jobs.holds.reduce(0) { $0 + $1.count }
    let page = catalog.pages.firstIndex { $0.path.hasSuffix("held-jobs.md") || $0.path.hasSuffix("held.md") }
    return jobs.holds.map { group in
      var row = HoldReasonRow()
      row.code = group.subcode == 0 ? Text(group.code) : "\(group.code).\(group.subcode)"
      row.reason = Wording.capitalized(group.reason.meaning)
      row.count = cell(group.count)
      row.chart = Charts.bar(group.count, of: held, series: "s-held", title: "\(group.count) of \(held) held jobs")
      row.experiments = group.experiments.map { link(toExperiment: $0, from: path) }
      row.advice = SiteContext.advice(forHold: group.code, group.subcode)
      if let page { row.url = url(from: path, to: .page(page)) }
      return row
    }
  }

  /// What an operator does first.
  private static func advice(forHold code: Int, _ subcode: Int) -> HTML {
    switch (code, subcode) {
    case (34, 102): "Compare memory used with memory asked for; edit the request and release."
    case (34, 104): "Compare disk used with disk asked for; edit the request and release."
    case (1, _): "Ask the one who held it before releasing."
    case (3, _), (26, _): "Look at run time and memory; a job past its lifetime is resubmitted with a longer one."
    case (12, _), (13, _): "Check space and permissions at the other end of the transfer, then release."
    case (6, _): "The executable is missing or cannot run there; check the tag and the site."
    default: "Read the hold reason of one job before releasing any."
    }
  }

  private func jobCharts() -> [ChartFigure] {
    guard let history = catalog.snapshots.history else { return [] }
    let days = history.finished.days(in: wording.zone)
    var charts: [ChartFigure] = []
    if !days.isEmpty { charts.append(finishedChart(days)) }
    charts.append(histogramChart(history.wallTime, title: "Wall time of finished jobs, in hours"))
    charts.append(histogramChart(history.memory, title: "Memory used, in per cent of what was asked for"))
    return charts
  }

  private func finishedChart(_ days: [JobSeries.Day]) -> ChartFigure {
    var figure = ChartFigure()
    figure.title = "Jobs that ended, by day"
    let labels = days.map { "\($0.date.day)." as Text }
    figure.chart = Charts.columns(
      [
        ChartSeries("succeeded", series: "s-ok", values: days.map { Double($0.completed - $0.failed) }),
        ChartSeries("failed", series: "s-error", values: days.map { Double($0.failed) }),
      ], labels: labels, title: figure.title)
    figure.columns = ["Day", "Completed", "Failed"]
    figure.rows = days.map { day in
      var row = ChartRow()
      row.name = Wording.date(day.date)
      row.cells = [Wording.grouped(day.completed), Wording.grouped(day.failed)]
      return row
    }
    return figure
  }

  private func histogramChart(_ histogram: Histogram, title: Text) -> ChartFigure {
    var figure = ChartFigure()
    figure.title = title
    let labels = histogram.counts.indices.map { index -> Text in
      index < histogram.bounds.count ? "≤ \(SiteContext.short(histogram.bounds[index]))" : "more"
    }
    figure.chart = Charts.columns(
      [ChartSeries("jobs", series: "c-1", values: histogram.counts.map { Double($0) })], labels: labels, title: title)
    figure.columns = ["Up to (\(histogram.unit))", "Jobs"]
    figure.rows = histogram.counts.enumerated().map { index, count in
      var row = ChartRow()
      row.name = labels[index]
      row.cells = [Wording.grouped(count)]
      return row
    }
    if histogram.unknown > 0 { figure.note = "Not known for \(Wording.grouped(histogram.unknown)) jobs." }
    return figure
  }

  private static func short(_ number: Double) -> Text {
    number == number.rounded() ? Text(Int(number)) : Text(String(number))
  }
}
