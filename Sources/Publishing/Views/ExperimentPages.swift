import Diagnostics

/// Every experiment. Template `experiments`.
struct ExperimentsPage: TemplateView {
  var layout = Layout()
  /// On board, onboarding, prospects, retired: in this order, empty groups left out.
  var groups: [ExperimentGroup] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("groups", groups)
  }
}

/// Experiments of one status.
struct ExperimentGroup: TemplateView {
  /// `On board`.
  var title: Text = Text()
  /// What the status means, in a sentence; may be empty.
  var text: Text = Text()
  var experiments: [ExperimentRow] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("title", title)
    binder.text("text", text)
    binder.list("experiments", experiments)
  }
}

/// An experiment in the index.
struct ExperimentRow: TemplateView {
  var name: Text = Text()
  var url: Text = Text()
  var summary: Text = Text()
  var status = StateBadge()
  /// Whether the agreement (TSW) is there: a word with its tone.
  var agreement = StateBadge()
  /// Whether training is done: a word with its tone.
  var training = StateBadge()
  /// Open requests; empty if not known.
  var requests: Text = Text()
  /// Jobs in the queue; empty if not known.
  var jobs: Text = Text()
  var jobsChart: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("url", url)
    binder.text("summary", summary)
    binder.part("status", status)
    binder.part("agreement", agreement)
    binder.part("training", training)
    binder.text("requests", requests)
    binder.text("jobs", jobs)
    binder.html("jobs_chart", jobsChart)
  }
}

/// One experiment. Template `experiment`.
struct ExperimentPage: TemplateView {
  var layout = Layout()
  var name: Text = Text()
  var id: Text = Text()
  var summary: Text = Text()
  var status = StateBadge()
  /// Since when it has the status, in words; may be empty.
  var since: Text = Text()
  var aliases: [Text] = []
  /// The agreement (TSW).
  var agreement = ConditionView()
  /// The training.
  var training = ConditionView()
  var repositories: [RepositoryView] = []
  /// Groups within the experiment that ask for production.
  var groups: [Text] = []
  /// Roles that may file requests.
  var requesters: [Text] = []
  /// Role and mail link.
  var contacts: [Fact] = []
  var workflows: [WorkflowView] = []
  /// Prefix of its data sets; may be empty.
  var datasetPrefix: Text = Text()
  var links: [Link] = []
  var requests: [RequestRow] = []
  var requestSnapshot = SnapshotNote()
  var jobFigures: [Figure] = []
  var jobsChart: HTML = HTML()
  var jobSnapshot = SnapshotNote()
  /// Pages that name the experiment.
  var backlinks: [PageSummary] = []
  /// The Atom feed of the experiment.
  var feedURL: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("name", name)
    binder.text("id", id)
    binder.text("summary", summary)
    binder.part("status", status)
    binder.text("since", since)
    binder.texts("aliases", aliases)
    binder.part("agreement", agreement)
    binder.part("training", training)
    binder.list("repositories", repositories)
    binder.texts("groups", groups)
    binder.texts("requesters", requesters)
    binder.list("contacts", contacts)
    binder.list("workflows", workflows)
    binder.text("dataset_prefix", datasetPrefix)
    binder.list("links", links)
    binder.list("requests", requests)
    binder.text("request_count", Text(requests.count))
    binder.part("request_snapshot", requestSnapshot)
    binder.part("job_figure_group", FigureGroup(figures: jobFigures))
    binder.html("jobs_chart", jobsChart)
    binder.part("job_snapshot", jobSnapshot)
    binder.list("backlinks", backlinks)
    binder.text("feed_url", feedURL)
  }
}

/// A condition that must be met before the first request.
struct ConditionView: TemplateView {
  /// `signed`, `missing`, `expired`, `done`: a word with its tone.
  var state = StateBadge()
  /// The reference of a document; may be empty.
  var reference: Text = Text()
  /// Dates in words: `signed 4 March 2015, until 3 March 2018`; may be empty.
  var text: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("state", state)
    binder.text("reference", reference)
    binder.text("text", text)
  }
}

/// A repository with production code.
struct RepositoryView: TemplateView {
  var url: Text = Text()
  /// The package named as production content.
  var package: Text = Text()
  /// Who may commit.
  var accessGroup: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("url", url)
    binder.text("package", package)
    binder.text("access_group", accessGroup)
  }
}

/// Something that the group does for an experiment.
struct WorkflowView: TemplateView {
  var name: Text = Text()
  /// The form to ask for it.
  var form = Link()
  var description: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.part("form", form)
    binder.text("description", description)
  }
}
