import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// The start page: whether the service is open, what one may want to do, what is happening; below it the text of `index.md`.
  ///
  /// - Parameter index: The page with the text; nil where the content has none.
  func renderHome(_ index: Int?, at path: Text, into output: inout [UInt8]) {
    guard offersService else { return renderPlainHome(index, at: path, into: &output) }
    var view = HomePage()
    let description = index.map { catalog.pages[$0].summary } ?? catalog.site.description
    view.layout = layout(at: path, title: catalog.site.title, description: description, kind: "home")
    view.lead = catalog.site.description
    if let index { view.body = body(of: index) }
    view.weekChart = weekChart()
    view.tasks = tasks(from: path)
    view.forms = catalog.forms.indices.map { summary(ofForm: $0, from: path) }
    view.requestFigures = requestFigures(from: path)
    view.requestSnapshot = requestNote()
    view.requestsURL = url(from: path, to: .requests)
    view.jobFigures = jobFigures(ofExperiment: nil)
    view.jobSnapshot = jobNote()
    view.jobsChart = jobsChart(ofExperiment: nil)
    view.jobsURL = url(from: path, to: .jobs)
    view.recent = recentPages(count: 6).map { summary(of: $0, from: path) }
    templates.home.render(view, into: &output)
  }

  /// The working hours of this week, with the moment of the build marked.
  private func weekChart() -> HTML {
    let calendar = catalog.site.calendar
    guard calendar.week.contains(where: { !$0.isEmpty }) else { return "" }
    let civil = calendar.zone.civil(at: now)
    let minute = civil.hour * 60 + civil.minute
    return Charts.week(
      calendar.workingWeek(around: now), now: (civil.date.weekday.daysSinceMonday, minute), title: "Working hours of this week")
  }

  /// Whether the site is that of a service, with forms to file; else it is a plain knowledge base.
  var offersService: Bool { !catalog.forms.isEmpty }

  /// The start page of a plain knowledge base: its text and its pages.
  private func renderPlainHome(_ index: Int?, at path: Text, into output: inout [UInt8]) {
    var view = SectionPage()
    let page = index.map { catalog.pages[$0] }
    view.layout = layout(
      at: path, title: page?.title ?? catalog.site.title, description: page?.summary ?? catalog.site.description, kind: "section")
    if let index, let page {
      view.body = titled(body(of: index), page)
      view.layout.contents = page.matter.showsContents ? contents(of: page) : []
    }
    if let section = catalog.sections.first, section.folder.isEmpty, showsNavigation(of: section) {
      view.layout.sectionTitle = catalog.site.title
      view.layout.sectionURL = SitePath.url(from: path, to: "index.html")
      view.layout.sectionNavigation = navigation(of: "", in: section, at: index.map { places[$0].entry } ?? -1)
    }
    view.title = page?.title ?? catalog.site.title
    view.pages = catalog.sections.flatMap { section in firstPages(of: section, from: path) }
    templates.section.render(view, into: &output)
  }

  /// A section's first page; the pages themselves for those beside the start page.
  private func firstPages(of section: SiteSection, from path: Text) -> [PageSummary] {
    guard section.folder.isEmpty else {
      var summary = section.entries.first?.page.map { self.summary(of: $0, from: path) } ?? PageSummary()
      summary.title = section.title
      summary.section = ""
      summary.url = SitePath.url(from: path, to: indexPath(of: section.folder))
      return [summary]
    }
    return section.entries.compactMap { entry in entry.page.map { summary(of: $0, from: path) } }.filter {
      !$0.url.equals("index.html")
    }
  }

  private func tasks(from path: Text) -> [HomeTask] {
    let experiments = catalog.experiments.count { $0.status == .onBoard }
    return [
      task(
        "File a request", url(from: path, to: .forms),
        "Choose the form, see what a good request needs, copy the text into a ticket.",
        [link("Which kind of request?", from: path, to: .which)]),
      task(
        "Check a ticket", url(from: path, to: catalog.forms.isEmpty ? .rules : .check),
        "\(Wording.plural(catalog.agreement.rules.count, "rule")) stand in the agreement itself; the linter says what is missing and which clause asks for it.",
        [link("The rules", from: path, to: .rules)]),
      task(
        "Follow a request", url(from: path, to: .requests), "The queue, each request's clock, and what is still missing in it.",
        []),
      task(
        "See what runs", url(from: path, to: .jobs),
        "Jobs by experiment and site, what is held and why. \(Wording.plural(experiments, "experiment")) on board.",
        [link("Experiments", from: path, to: .experiments)]),
    ].filter { !$0.url.isEmpty }
  }

  private func task(_ title: Text, _ url: Text, _ text: Text, _ links: [Link]) -> HomeTask {
    var task = HomeTask()
    task.title = title
    task.url = url
    task.text = text
    task.links = links.filter { !$0.url.isEmpty }
    return task
  }
}
