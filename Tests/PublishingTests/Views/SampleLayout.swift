import Diagnostics

@testable import Publishing

/// Invented values for every kind of page, for the preview and the golden pages.
enum SampleSite {
  /// The layout of a page in the site's root.
  static func layout(_ title: Text, kind: Text) -> Layout {
    var layout = Layout()
    layout.title = title
    layout.siteTitle = "Offline Production Operations"
    layout.group = "Offline Production Operations Service"
    layout.kind = kind
    layout.description = "A sample page."
    layout.styleURL = "assets/site.css"
    layout.scriptURL = "assets/site.js"
    layout.iconURL = "assets/favicon.svg"
    layout.feedURL = "feed.xml"
    layout.homeURL = "home.html"
    layout.navigation = [
      Link("File a request", "forms.html", current: kind == "form"), Link("Requests", "requests.html", current: kind == "queue"),
      Link("Jobs", "jobs.html", current: kind == "jobs"), Link("Agreement", "agreement.html", current: kind == "sla"),
      Link("Wiki", "page.html", current: kind == "wiki"), Link("Experiments", "experiments.html", current: kind == "experiment"),
    ]
    layout.breadcrumbs = kind == "home" ? [] : [Link("Home", "home.html")]
    layout.sampleNotice = "Requests, jobs and the agreement on this site are invented."
    layout.service = service
    layout.build.time = "2 December 2015, 10:20 CST"
    layout.build.isoTime = "2015-12-02T16:20:00Z"
    layout.build.generator = "opos 0.1"
    layout.build.licence = "Text under CC BY 4.0"
    layout.build.serviceDesk = Link("Service Desk", "https://servicedesk.example.org/")
    layout.build.email = "opos@example.org"
    return layout
  }

  private static var service: ServiceStatus {
    var service = ServiceStatus()
    service.isOpen = true
    service.headline = "Open until 17:00"
    service.hours = "Monday to Friday, 08:00–17:00 US Central"
    service.asOf = "Wednesday 2 December 2015, 10:20 CST"
    service.nextHoliday = "Christmas, Friday 25 December"
    return service
  }

  static let fresh: SnapshotNote = {
    var note = SnapshotNote()
    note.state = .fresh
    note.taken = "2 December 2015, 10:10 CST"
    note.isoTaken = "2015-12-02T16:10:00Z"
    note.age = "10 minutes old"
    note.source = "ServiceNow Table API"
    return note
  }()

  static let stale: SnapshotNote = {
    var note = fresh
    note.state = .stale
    note.age = "2 days old"
    note.source = "condor_q on fifebatch1"
    note.note = "The last three attempts failed; figures are those of Monday."
    return note
  }()

  static let unknown: SnapshotNote = {
    var note = SnapshotNote()
    note.source = "condor_q on fifebatch2"
    note.note = "The answer was empty."
    return note
  }()

  static func figure(_ value: Text, _ label: Text, tone: Text = "", note: Text = "") -> Figure {
    var figure = Figure()
    figure.value = value
    figure.label = label
    figure.tone = tone
    figure.note = note
    return figure
  }

  static let statuses = [
    ChartPart("running", 1748, series: "s-running"), ChartPart("idle", 264, series: "s-idle"),
    ChartPart("held", 35, series: "s-held"),
    ChartPart("completed", 15, series: "s-completed"),
  ]
}
