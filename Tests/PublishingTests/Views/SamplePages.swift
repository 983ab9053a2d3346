import Diagnostics

@testable import Publishing

extension SampleSite {
  static var home: HomePage {
    var page = HomePage()
    page.layout = layout("Home", kind: "home")
    page.lead =
      "We run an experiment’s production jobs: keep-up, calibration, simulation and reprocessing, from submission to registered output."
    let open = 480..<1020
    page.weekChart = Charts.week(
      ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].enumerated().map { WorkingDay($1, hours: $0 < 5 ? open : nil) },
      now: (day: 2, minute: 620), title: "Open Monday to Friday, 08:00 to 17:00; now Wednesday 10:20")
    page.tasks = [
      task("File a request", "forms.html", "Choose the form for your kind of work, and have it checked before you send it."),
      task("Check a ticket", "rule.html", "See what the agreement asks of a ticket, and mend it before somebody asks."),
      task("Follow my requests", "requests.html", "The queue with states, clocks and what is missing, by experiment."),
      task("Operate", "jobs.html", "Jobs by experiment and site, why they are held, and what to do about it."),
    ]
    page.requestFigures = [
      figure("41", "open"), figure("9", "waiting for you"), figure("3", "past their time", tone: "error"),
      figure("12", "with findings"),
    ]
    page.requestSnapshot = fresh
    page.requestsURL = "requests.html"
    page.jobFigures = [
      figure("1,748", "running"), figure("264", "idle"), figure("35", "held", tone: "warning"), figure("82 %", "efficiency"),
    ]
    page.jobSnapshot = stale
    page.jobsChart = Charts.stackedBar(statuses, title: "Jobs by status")
    page.jobsURL = "jobs.html"
    page.body = "<h2>Before you ask</h2><p>Not every request with the word <em>production</em> in it is for us.</p>"
    page.forms = ["Keep-up", "Calibration", "Simulation", "Reprocessing", "A question"].map { summary($0, "form.html") }
    page.recent = [summary("What a held job means", "page.html"), summary("Keep-up requests", "page.html")]
    return page
  }

  static func task(_ title: Text, _ url: Text, _ text: Text) -> HomeTask {
    var task = HomeTask()
    task.title = title
    task.url = url
    task.text = text
    return task
  }

  static func summary(_ title: Text, _ url: Text) -> PageSummary {
    var summary = PageSummary()
    summary.title = title
    summary.url = url
    summary.description = "What to know about it, in one sentence that is long enough to wrap on a phone."
    summary.section = "Wiki"
    summary.date = "30 November 2015"
    summary.isoDate = "2015-11-30"
    return summary
  }

  static func row(_ number: Int, _ title: Text, _ state: StateBadge, used: Double, tone: Text, _ verdict: StateBadge)
    -> RequestRow
  {
    var row = RequestRow()
    row.number = "RITM00100\(number)"
    row.url = "request.html"
    row.title = title
    row.experiment = Link("NOvA", "experiment.html")
    row.form = Link("keep-up", "form.html")
    row.state = state
    row.opened = SortableText("30 November 2015", key: "2015-11-30")
    row.age = SortableText("12.5 h", key: "12.5")
    var clock = ClockView()
    clock.name = "Resolution"
    clock.text = used > 1 ? "4 h over 16 h" : "6 h of 16 h"
    clock.key = Text(Int(used * 100))
    clock.state = StateBadge(used > 1 ? "breached" : "running", tone: tone)
    clock.chart = Charts.clock(used: used, tone: tone, title: clock.text)
    clock.clause = Link("5.2", "agreement.html#resolution")
    row.clock = number == 14 ? nil : clock
    row.verdict = verdict
    row.verdictKey = "1"
    return row
  }

  static let rows = [
    row(
      11, "Keep-up processing of far-detector raw data, week 49", StateBadge("work in progress", tone: "active"), used: 0.4,
      tone: "active",
      StateBadge("ok", tone: "ok")),
    row(
      12, "Reprocess run period 3 with the fixed geometry", StateBadge("waiting for you", tone: "waiting"), used: 0.2,
      tone: "waiting",
      StateBadge("2 errors", tone: "error")),
    row(
      13, "Simulation of 2,000,000 events for the oscillation group", StateBadge("open", tone: "neutral"), used: 1.25,
      tone: "error",
      StateBadge("1 warning", tone: "warning")),
    row(
      14, "Please give me an account for the interactive machines", StateBadge("open", tone: "neutral"), used: 0.1,
      tone: "active",
      StateBadge("not for us", tone: "route")),
    row(
      15, "Calibration sample for the near detector", StateBadge("closed", tone: "done"), used: 0.9, tone: "warning",
      StateBadge("not checked", tone: "unknown")),
  ]

  static var requests: RequestsPage {
    var page = RequestsPage()
    page.layout = layout("Requests", kind: "queue")
    page.snapshot = fresh
    page.figures = home.requestFigures
    page.requests = rows + rows
    page.charts = [statusFigure, plotFigure]
    return page
  }

  static var request: RequestPage {
    var page = RequestPage()
    page.layout = layout("RITM0010012", kind: "request")
    page.row = rows[1]
    page.snapshot = fresh
    page.findings = [finding("error"), finding("warning")]
    page.notChecked = [Fact("no-overlap", "needs the list of definitions, of which there is no snapshot")]
    page.fields = [Fact("release", "<code>develop</code>"), Fact("memory", "2 GB"), Fact("jobs", "1,200")]
    page.description = "<p>Please reprocess run period 3.</p>"
    page.clocks = [rows[0].clock, rows[2].clock].compactMap { $0 }
    page.history = [Fact("30 November, 09:12", "opened"), Fact("30 November, 10:40", "first answer")]
    return page
  }

  static func finding(_ tone: Text) -> Finding {
    var finding = Finding()
    finding.severity = StateBadge(tone, tone: tone)
    finding.rule = Link("release-tag-moves", "rule.html")
    finding.clause = Link("4.3", "agreement.html#release-tag")
    finding.message = HTML(message: "release `develop` moves, so the work could not be repeated")
    finding.help = "Tag the exact state that was validated, and name that tag."
    finding.place = "field release, line 7"
    finding.excerpt = "release: develop\n         ^^^^^^^"
    return finding
  }

  static var statusFigure: ChartFigure {
    var figure = ChartFigure()
    figure.title = "Jobs by status"
    figure.chart = Charts.stackedBar(statuses, title: "Jobs by status")
    figure.columns = ["Status", "Jobs", "Share"]
    figure.rows = statuses.map { part in
      var row = ChartRow()
      row.swatch = part.series
      row.name = part.name
      row.cells = [grouped(part.value), "\(part.value * 100 / 2062) %"]
      return row
    }
    return figure
  }

  static var plotFigure: ChartFigure {
    var figure = ChartFigure()
    figure.title = "Jobs completed by day"
    let days: [Text] = ["23 Nov", "24 Nov", "25 Nov", "26 Nov", "27 Nov", "28 Nov", "29 Nov", "30 Nov", "1 Dec", "2 Dec"]
    figure.chart = Charts.columns(
      [
        ChartSeries("succeeded", series: "s-completed", values: [420, 510, 480, nil, 120, 90, 80, 610, 700, 250]),
        ChartSeries("failed", series: "s-held", values: [20, 31, 18, nil, 4, 9, 8, 61, 30, 12]),
      ], labels: days, title: "Jobs completed by day", description: "Between 90 and 730 a day; nothing is known of 26 November.")
    figure.note = "Nothing is known of 26 November: the history was not read."
    return figure
  }

  static var lineFigure: ChartFigure {
    var figure = ChartFigure()
    figure.title = "Jobs in the queue"
    figure.chart = Charts.lines(
      [
        ChartSeries("running", series: "s-running", values: [900, 1200, 1500, nil, 1700, 1748]),
        ChartSeries("held", series: "s-held", values: [20, 25, 300, nil, 40, 35]),
      ], labels: ["05:00", "06:00", "07:00", "08:00", "09:00", "10:00"], title: "Jobs in the queue by hour")
    return figure
  }
}
