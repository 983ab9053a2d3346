import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// The page of all experiments.
  func renderExperiments(at path: Text, into output: inout [UInt8]) {
    var view = ExperimentsPage()
    view.layout = layout(
      at: path, title: "Experiments", description: "Whom the service works for, and where each experiment stands.",
      kind: "experiment")
    view.groups = RegisteredExperiment.Status.allCases.compactMap { status in
      let members = catalog.experiments.indices.filter { catalog.experiments[$0].status == status }
      guard !members.isEmpty else { return nil }
      var group = ExperimentGroup()
      group.title = Wording.capitalized(status.title)
      group.text = SiteContext.meaning(of: status)
      group.experiments = members.map { row(ofExperiment: $0, from: path) }
      return group
    }
    templates.experiments.render(view, into: &output)
  }

  /// The page of an experiment.
  func render(experiment index: Int, at path: Text, into output: inout [UInt8]) {
    let experiment = catalog.experiments[index]
    var view = ExperimentPage()
    view.layout = layout(
      at: path, title: experiment.name, description: experiment.summary, kind: "experiment",
      breadcrumbs: [link("Experiments", from: path, to: .experiments)])
    view.feedURL = url(from: path, to: .experimentFeed(index))
    view.layout.sectionTitle = experiment.name
    view.layout.sectionFeedURL = view.feedURL
    view.name = experiment.name
    view.id = experiment.id
    view.summary = experiment.summary
    view.status = badge(of: experiment.status)
    view.since = experiment.since.map { "since \(Wording.date($0))" } ?? ""
    view.aliases = experiment.aliases
    view.agreement = agreementCondition(of: experiment)
    view.training = trainingCondition(of: experiment)
    fillWork(of: experiment, from: path, &view)
    view.requests = requestRows(from: path) { $0 == experiment.id }
    view.requestSnapshot = requestNote()
    view.jobFigures = jobFigures(ofExperiment: experiment.id)
    view.jobsChart = jobsChart(ofExperiment: experiment.id)
    view.jobSnapshot = jobNote()
    view.backlinks = mentions(of: path)
    templates.experiment.render(view, into: &output)
  }

  /// A link to the page of an experiment, by id or any name of it; the text alone where nobody is called so.
  func link(toExperiment name: Text, from path: Text) -> Link {
    guard let index = catalog.experiments.firstIndex(where: { $0.isNamed(name) }) else { return Link(name, "") }
    return link(catalog.experiments[index].name, from: path, to: .experiment(index))
  }
}

extension SiteContext {
  private static func meaning(of status: RegisteredExperiment.Status) -> Text {
    switch status {
    case .onBoard: "The agreement is signed and the service is trained: requests are served."
    case .onboarding: "The agreement or the training is under way: a first request can be prepared."
    case .prospect: "Interested. What comes first is an agreement."
    case .retired: "No longer served."
    }
  }

  private func badge(of status: RegisteredExperiment.Status) -> StateBadge {
    switch status {
    case .onBoard: StateBadge(status.title, tone: "ok")
    case .onboarding: StateBadge(status.title, tone: "waiting")
    case .prospect: StateBadge(status.title, tone: "neutral")
    case .retired: StateBadge(status.title, tone: "done")
    }
  }

  private func row(ofExperiment index: Int, from path: Text) -> ExperimentRow {
    let experiment = catalog.experiments[index]
    var row = ExperimentRow()
    row.name = experiment.name
    row.url = url(from: path, to: .experiment(index))
    row.summary = experiment.summary
    row.status = badge(of: experiment.status)
    row.agreement = agreementCondition(of: experiment).state
    row.training = trainingCondition(of: experiment).state
    if catalog.snapshots.requests != nil { row.requests = Text(openRequests { $0 == experiment.id }.count) }
    row.jobsChart = jobsChart(ofExperiment: experiment.id)
    row.jobs = queuedJobs(ofExperiment: experiment.id).map { Wording.grouped($0) } ?? ""
    return row
  }

  private func agreementCondition(of experiment: RegisteredExperiment) -> ConditionView {
    var view = ConditionView()
    guard let agreement = experiment.agreement else {
      view.state = StateBadge("missing", tone: experiment.status == .onBoard ? "error" : "neutral")
      return view
    }
    view.reference = agreement.reference
    let today = wording.zone.civil(at: now).date
    let isExpired = agreement.expires.map { $0 < today } ?? false
    view.state = isExpired ? StateBadge("expired", tone: "error") : StateBadge("signed", tone: "ok")
    var parts: [Text] = []
    if let signed = agreement.signed { parts.append("signed \(Wording.date(signed))") }
    if let expires = agreement.expires { parts.append("until \(Wording.date(expires))") }
    view.text = Text.joined(parts, separator: ", ")
    return view
  }

  private func trainingCondition(of experiment: RegisteredExperiment) -> ConditionView {
    var view = ConditionView()
    if let trained = experiment.trained {
      view.state = StateBadge("done", tone: "ok")
      view.text = Wording.date(trained)
    } else {
      view.state = StateBadge("missing", tone: experiment.status == .onBoard ? "error" : "neutral")
    }
    return view
  }

  private func fillWork(of experiment: RegisteredExperiment, from path: Text, _ view: inout ExperimentPage) {
    view.repositories = experiment.repositories.map { repository in
      var row = RepositoryView()
      row.url = repository.url
      row.package = repository.package
      row.accessGroup = repository.accessGroup
      return row
    }
    view.groups = experiment.groups
    view.requesters = experiment.requesters
    view.contacts = experiment.contacts.map { contact in
      Fact(Wording.capitalized(contact.role), SiteContext.mailLink(contact.email))
    }
    view.workflows = experiment.workflows.map { workflow in
      var row = WorkflowView()
      row.name = workflow.name
      row.form = link(toForm: workflow.form, from: path)
      row.description = workflow.description
      return row
    }
    view.datasetPrefix = Text.joined(experiment.datasetPrefixes, separator: ", ")
    view.links = experiment.links.map { Link($0.title, $0.url) }
  }

  /// An address as a link that opens a mail.
  static func mailLink(_ address: Text) -> HTML {
    guard !address.isEmpty else { return HTML() }
    var html: HTML = "<a href=\"mailto:"
    html.append(HTML(escaping: address))
    html.append("\">")
    html.append(HTML(escaping: address))
    html.append("</a>")
    return html
  }
}
