import Diagnostics

@testable import Publishing

extension SampleSite {
  static func jobsRow(_ name: Text, _ running: Int, _ idle: Int, _ held: Int) -> JobsRow {
    var row = JobsRow()
    row.name = Link(name, "experiment.html")
    row.total = SortableText(grouped(running + idle + held), key: Text(running + idle + held))
    row.running = SortableText(grouped(running), key: Text(running))
    row.idle = SortableText(grouped(idle), key: Text(idle))
    row.held = SortableText(grouped(held), key: Text(held))
    row.completed = SortableText("1,204", key: "1204")
    row.efficiency = held > 20 ? SortableText() : SortableText("82 %", key: "82")
    row.chart = Charts.stackedBar([
      ChartPart("running", running, series: "s-running"), ChartPart("idle", idle, series: "s-idle"),
      ChartPart("held", held, series: "s-held"),
    ])
    return row
  }

  static var jobs: JobsPage {
    var page = JobsPage()
    page.layout = layout("Jobs", kind: "jobs")
    page.snapshot = stale
    page.figures = home.jobFigures
    page.charts = [statusFigure, lineFigure, plotFigure]
    page.experiments = [jobsRow("NOvA", 1100, 120, 4), jobsRow("MINERvA", 420, 100, 31), jobsRow("MINOS+", 228, 44, 0)]
    page.sites = [jobsRow("FNAL_GPGrid", 1500, 200, 20), jobsRow("SU-OG", 248, 64, 15)]
    var reason = HoldReasonRow()
    reason.code = "34.102"
    reason.reason = "Memory used up"
    reason.count = SortableText("24", key: "24")
    reason.chart = Charts.bar(24, of: 35, series: "s-held", title: "24 of 35 held jobs")
    reason.experiments = [Link("MINERvA", "experiment.html")]
    reason.advice = HTML(message: "Compare the peak of the test job with `RequestMemory`; release with more only once.")
    reason.url = "page.html"
    page.holdReasons = [reason]
    return page
  }

  static var unknownJobs: JobsPage {
    var page = JobsPage()
    page.layout = layout("Jobs", kind: "jobs")
    page.snapshot = unknown
    return page
  }

  static var wiki: WikiPage {
    var page = WikiPage()
    page.layout = layout("What a held job means", kind: "wiki")
    page.layout.contents = ["What happened", "What to do"].map { title in
      var entry = ContentsEntry()
      entry.title = HTML(escaping: Text(title))
      entry.url = "#what"
      return entry
    }
    page.layout.sectionTitle = "Wiki"
    page.layout.sectionURL = "page.html"
    page.layout.sectionNavigation =
      "<ul><li class=\"depth-0\"><a href=\"page.html\" aria-current=\"page\">What a held job means</a></li><li class=\"depth-0\"><a href=\"tag.html\">Keep-up</a></li></ul>"
    page.layout.previous = Link("Keep-up", "page.html")
    page.layout.next = Link("Calibration", "page.html")
    page.body =
      "<h1 id=\"what\">What a held job means</h1><p>A held job waits for a person. It holds no slot, but it stays in the queue.</p><h2 id=\"why\">Why</h2><p>Most often memory: see <code>HoldReasonCode</code> 34.</p><pre><code class=\"language-sh\">condor_q -hold</code></pre>"
    page.owner = "Operations"
    page.reviewed = "16 November 2015"
    page.isoReviewed = "2015-11-16"
    page.tags = [Link("jobs", "tag.html")]
    page.backlinks = [summary("Keep-up requests", "page.html")]
    return page
  }

  static var panel: RulePanel {
    var panel = RulePanel()
    panel.id = "release-tag-moves"
    panel.url = "rule.html"
    panel.severity = StateBadge("error", tone: "error")
    panel.require = "!(ticket.release.lowerAscii() in [\"head\", \"trunk\", \"master\"])"
    panel.field = "release"
    panel.message = HTML(message: "release `{ticket.release}` moves, so the work could not be repeated")
    panel.help = "Tag the exact state that was validated, and name that tag."
    var pass = RuleExample()
    pass.text = "release: v01_02_03"
    var fail = RuleExample()
    fail.text = "release: develop"
    fail.output = "ticket.md:7:10: error: release `develop` moves [release-tag-moves]"
    panel.passes = [pass]
    panel.fails = [fail]
    return panel
  }

  static func agreement(panel: HTML) -> AgreementPage {
    var page = AgreementPage()
    page.layout = layout("Service Level Agreement", kind: "sla")
    page.layout.contents = [("4", "Before you ask", false), ("4.3", "Release tag", true)].map { number, title, enforced in
      var entry = ContentsEntry()
      entry.level = enforced ? 3 : 2
      entry.number = Text(number)
      entry.title = HTML(escaping: Text(title))
      entry.url = "#release-tag"
      entry.enforced = enforced
      return entry
    }
    page.facts = [Fact("Version", "3, in force from 30 November 2015")]
    page.body =
      "<h1>Service Level Agreement</h1><h2 id=\"ask\"><span class=\"number\">4</span> Before you ask</h2><h3 id=\"release-tag\"><span class=\"number\">4.3</span> Release tag</h3><p>Production code must carry a release tag or a global version that captures the complete state of the system.</p>"
    page.body.append(panel)
    page.body.append("<h3 id=\"next\"><span class=\"number\">4.4</span> Ownership</h3><p>Who may commit is limited.</p>")
    return page
  }

  static var rule: RulePage {
    var page = RulePage()
    page.layout = layout("release-tag-moves", kind: "rules")
    page.rule = panel
    page.clause = Link("4.3", "agreement.html#release-tag")
    page.clauseTitle = "Release tag"
    page.clauseText = "<p>Production code must carry a release tag.</p>"
    page.requestsKnown = true
    page.requests = [rows[1]]
    return page
  }

  static var rules: RulesPage {
    var page = RulesPage()
    page.layout = layout("Rules", kind: "rules")
    page.figures = [figure("24", "errors"), figure("6", "warnings")]
    var row = RuleRow()
    row.id = panel.id
    row.url = "rule.html"
    row.clause = Link("4.3", "agreement.html#release-tag")
    row.clauseKey = "004.003"
    row.clauseTitle = "Release tag"
    row.severity = panel.severity
    row.field = "release"
    row.message = panel.message
    row.hits = "2"
    page.rules = [row, row]
    return page
  }
}
