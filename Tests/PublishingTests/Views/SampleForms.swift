import Diagnostics

@testable import Publishing

extension SampleSite {
  static var form: FormPage {
    var page = FormPage()
    page.layout = layout("Keep-up processing", kind: "form")
    page.id = "keep-up"
    page.name = "Keep-up processing"
    page.description = "The daily processing of new data, renewed once a week."
    page.items = [
      field("title", "Title", .line, "One line that says what and when.", required: true),
      field("experiment", "Experiment", .select, "", required: true),
      field("needed_by", "Needed by", .line, "", required: false),
      field("run_list", "Runs", .area, "One run a line.", required: true),
      field("outputs", "What to keep", .checkboxes, "Choose all that you need.", required: false),
    ]
    page.example = "form: keep-up\ntitle: Keep-up, week 49\nrelease: S15-11-20\n"
    page.blank = "form: keep-up\ntitle:\nrelease:\n"
    page.serviceDesk = Link("Service Desk", "https://servicedesk.example.org/")
    page.email = "opos@example.org"
    page.clauses = [Link("4.3 Release tag", "agreement.html#release-tag")]
    return page
  }

  private static func field(_ name: Text, _ label: Text, _ control: FormField.Control, _ help: Text, required: Bool) -> FormItem {
    var field = FormField()
    field.name = name
    field.label = label
    field.control = control
    field.help = help.isEmpty ? HTML() : HTML(trusted: Array("<p>\(help)</p>".utf8))
    field.required = required
    if name == "needed_by" {
      field.isDate = true
      field.when = "ticket.priority < 3"
    }
    if control == .select || control == .checkboxes {
      field.options = ["NOvA", "MINERvA", "MINOS+"].enumerated().map { index, name in
        var option = FormOption()
        option.value = Text(name)
        option.label = Text(name)
        option.id = "field-\(field.name)-\(index + 1)"
        return option
      }
    }
    var item = FormItem()
    item.field = field
    return item
  }

  static var forms: FormsPage {
    var page = FormsPage()
    page.layout = layout("File a request", kind: "form")
    page.forms = [summary("Keep-up processing", "form.html"), summary("Simulation", "form.html")]
    return page
  }

  static var experiment: ExperimentPage {
    var page = ExperimentPage()
    page.layout = layout("NOvA", kind: "experiment")
    page.name = "NOvA"
    page.id = "nova"
    page.summary = "Looks for electron neutrinos in a beam of muon neutrinos, 810 km from their source."
    page.status = StateBadge("on board", tone: "ok")
    page.since = "1 June 2014"
    page.aliases = ["nova-fd"]
    page.agreement.state = StateBadge("signed", tone: "ok")
    page.agreement.reference = "sample-1234"
    page.agreement.text = "signed 4 March 2015, until 3 March 2018"
    page.training.state = StateBadge("missing", tone: "error")
    page.groups = ["production", "oscillation"]
    var workflow = WorkflowView()
    workflow.name = "Keep-up of the far detector"
    workflow.form = Link("keep-up", "form.html")
    workflow.description = "Raw files of the day before, to the first reconstructed tier."
    page.workflows = [workflow]
    page.requests = rows
    page.requestSnapshot = fresh
    page.jobFigures = home.jobFigures
    page.jobsChart = Charts.stackedBar(statuses, title: "Jobs of NOvA by status")
    page.jobSnapshot = stale
    return page
  }

  static var experiments: ExperimentsPage {
    var page = ExperimentsPage()
    page.layout = layout("Experiments", kind: "experiment")
    var row = ExperimentRow()
    row.name = "NOvA"
    row.url = "experiment.html"
    row.summary = experiment.summary
    row.status = experiment.status
    row.agreement = experiment.agreement.state
    row.training = experiment.training.state
    row.requests = "12"
    row.jobs = "1,224"
    row.jobsChart = experiment.jobsChart
    var group = ExperimentGroup()
    group.title = "On board"
    group.text = "Agreement signed, people trained."
    group.experiments = [row]
    page.groups = [group]
    return page
  }

  static var tag: TagPage {
    var page = TagPage()
    page.layout = layout("jobs", kind: "tags")
    page.name = "jobs"
    page.tagsURL = "tags.html"
    page.pages = [summary("What a held job means", "page.html")]
    return page
  }

  static var tags: TagsPage {
    var page = TagsPage()
    page.layout = layout("Tags", kind: "tags")
    var tag = TagSummary()
    tag.name = "jobs"
    tag.url = "tag.html"
    tag.count = 1
    page.tags = [tag]
    return page
  }

  static var glossary: GlossaryPage {
    var page = GlossaryPage()
    page.layout = layout("Glossary", kind: "wiki")
    var term = GlossaryTerm()
    term.id = "keep-up"
    term.term = "Keep-up"
    term.aliases = ["keepup"]
    term.definition = "<p>The daily processing of new data.</p>"
    page.terms = [term]
    return page
  }

  static var notFound: NotFoundPage {
    var page = NotFoundPage()
    page.layout = layout("Not found", kind: "not-found")
    page.suggestions = [Link("File a request", "forms.html"), Link("Requests", "requests.html")]
    return page
  }
}
