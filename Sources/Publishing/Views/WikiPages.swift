import Diagnostics

/// The start page: is the service open, what do you want to do, what is happening. Template `home`.
struct HomePage: TemplateView {
  var layout = Layout()
  /// The rendered `index.md`, below the three answers.
  var body: HTML = HTML()
  /// A sentence under the site's title.
  var lead: Text = Text()
  /// The working hours of the week as a chart, by `Charts.week`; may be empty.
  var weekChart: HTML = HTML()
  /// What a visitor may want to do, four or so: file a request, check a ticket, follow my requests, operate.
  var tasks: [HomeTask] = []
  /// The request forms.
  var forms: [PageSummary] = []
  /// Open requests by what matters: open, waiting for the requester, at risk, with findings.
  var requestFigures: [Figure] = []
  /// Where the request figures come from.
  var requestSnapshot = SnapshotNote()
  /// The queue's page.
  var requestsURL: Text = Text()
  /// Jobs by status.
  var jobFigures: [Figure] = []
  /// Where the job figures come from.
  var jobSnapshot = SnapshotNote()
  /// A chart of jobs by status; empty if nothing is known.
  var jobsChart: HTML = HTML()
  /// The jobs' page.
  var jobsURL: Text = Text()
  /// Pages changed or reviewed last.
  var recent: [PageSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.html("body", body)
    binder.text("lead", lead)
    binder.html("week_chart", weekChart)
    binder.list("tasks", tasks)
    binder.list("forms", forms)
    binder.part("request_figure_group", FigureGroup(figures: requestFigures))
    binder.part("request_snapshot", requestSnapshot)
    binder.text("requests_url", requestsURL)
    binder.part("job_figure_group", FigureGroup(figures: jobFigures))
    binder.part("job_snapshot", jobSnapshot)
    binder.html("jobs_chart", jobsChart)
    binder.text("jobs_url", jobsURL)
    binder.list("recent", recent)
  }
}

/// One thing that a visitor may want to do.
struct HomeTask: TemplateView {
  /// A verb phrase: `File a request`.
  var title: Text = Text()
  /// Where it begins.
  var url: Text = Text()
  /// Who wants that, or what happens then, in a sentence.
  var text: Text = Text()
  /// Further places, in a few words each.
  var links: [Link] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("title", title)
    binder.text("url", url)
    binder.text("text", text)
    binder.list("links", links)
  }
}

/// A page of the wiki or of the handbook. Template `page`.
struct WikiPage: TemplateView {
  var layout = Layout()
  /// The rendered Markdown, with its own `h1`.
  var body: HTML = HTML()
  /// Who keeps the page right; may be empty.
  var owner: Text = Text()
  /// When it was last reviewed, in words; may be empty.
  var reviewed: Text = Text()
  /// The same in ISO 8601.
  var isoReviewed: Text = Text()
  /// Says that the review is overdue and by how much; empty if it is not.
  var overdue: Text = Text()
  /// When it was last changed, in words; empty unless the site reads the repository's history.
  var changed: Text = Text()
  /// The same in ISO 8601.
  var isoChanged: Text = Text()
  /// How often, and since when, in words.
  var changeCount: Text = Text()
  /// The last changes: the day, and the first line of what was said of it.
  var changes: [Fact] = []
  /// Its tags.
  var tags: [Link] = []
  /// Pages that link here.
  var backlinks: [PageSummary] = []
  /// Pages that have to do with this one.
  var related: [PageSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.html("body", body)
    binder.text("owner", owner)
    binder.text("reviewed", reviewed)
    binder.text("iso_reviewed", isoReviewed)
    binder.text("overdue", overdue)
    binder.flag("has_meta", !owner.isEmpty || !reviewed.isEmpty || !tags.isEmpty || !changed.isEmpty)
    binder.text("changed", changed)
    binder.text("iso_changed", isoChanged)
    binder.text("change_count", changeCount)
    binder.list("changes", changes)
    binder.list("tags", tags)
    binder.list("backlinks", backlinks)
    binder.list("related", related)
  }
}

/// The first page of a section: its own text and its pages. Template `section`.
struct SectionPage: TemplateView {
  var layout = Layout()
  /// Title, shown where the body has no `h1` of its own.
  var title: Text = Text()
  /// The rendered `index.md` of the section; may be empty.
  var body: HTML = HTML()
  /// The pages of the section.
  var pages: [PageSummary] = []
  /// Pages that link here.
  var backlinks: [PageSummary] = []
  /// The whole section as one page to print; empty if there is none.
  var printURL: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("print_url", printURL)
    binder.text("title", title)
    binder.html("body", body)
    binder.list("pages", pages)
    binder.list("backlinks", backlinks)
  }
}

/// All tags. Template `tags`.
struct TagsPage: TemplateView {
  var layout = Layout()
  /// The tags, in the order of their names.
  var tags: [TagSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("tags", tags)
  }
}

/// A tag with the number of its pages.
struct TagSummary: TemplateView {
  /// The tag.
  var name: Text = Text()
  /// Its page.
  var url: Text = Text()
  /// How many pages carry it.
  var count = 0

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("url", url)
    binder.text("count", Text(count))
    binder.flag("is_single", count == 1)
  }
}

/// The pages with a tag. Template `tag`.
struct TagPage: TemplateView {
  var layout = Layout()
  /// The tag.
  var name: Text = Text()
  /// The page of all tags.
  var tagsURL: Text = Text()
  /// The pages that carry it.
  var pages: [PageSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("name", name)
    binder.text("tags_url", tagsURL)
    binder.list("pages", pages)
  }
}

/// The words of the trade. Template `glossary`.
struct GlossaryPage: TemplateView {
  var layout = Layout()
  /// The page's own text before the list; may be empty.
  var body: HTML = HTML()
  /// The terms, in the order of their letters.
  var terms: [GlossaryTerm] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.html("body", body)
    binder.list("terms", terms)
  }
}

/// A term of the glossary.
struct GlossaryTerm: TemplateView {
  /// Its id in the page.
  var id: Text = Text()
  /// The term.
  var term: Text = Text()
  /// Other spellings; may be empty.
  var aliases: [Text] = []
  /// What it means.
  var definition: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.text("id", id)
    binder.text("term", term)
    binder.texts("aliases", aliases)
    binder.html("definition", definition)
  }
}

/// The page for an address that is not there; its URLs must work at any depth, so they are absolute. Template `not-found`.
struct NotFoundPage: TemplateView {
  var layout = Layout()
  /// Places that people mostly look for.
  var suggestions: [Link] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("suggestions", suggestions)
  }
}

/// The page of search results; the script fills it. Template `search`.
struct SearchPage: TemplateView {
  var layout = Layout()
  /// What to read where there is no script: the sections of the site.
  var sections: [Link] = []
  /// What results can be filtered by.
  var filters: [SearchFilter] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout.runningModule())
    binder.list("sections", sections)
    binder.list("filters", filters)
  }
}

/// What results of the search can be filtered by.
struct SearchFilter: TemplateView {
  /// The group's name in the index: `kind`, `section`, `tag`, `experiment`.
  var name: Text = Text()
  var label: Text = Text()
  /// What is read, and the value in the place of a URL.
  var options: [Link] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("label", label)
    binder.list("options", options)
  }
}

/// Pages whose review is due or overdue. Template `review`.
struct ReviewPage: TemplateView {
  var layout = Layout()
  /// How many there are, in words.
  var summary: Text = Text()
  /// URL of the calendar of reviews, relative to the page; empty if there is none.
  var calendarURL: Text = Text()
  /// By who keeps them; who is most behind first.
  var groups: [ReviewGroup] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("summary", summary)
    binder.text("calendar_url", calendarURL)
    binder.list("groups", groups)
  }
}

/// The reviews that somebody has to do.
struct ReviewGroup: TemplateView {
  /// Who keeps the pages.
  var owner: Text = Text()
  /// Overdue first.
  var rows: [ReviewRow] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("owner", owner)
    binder.list("rows", rows)
  }
}

/// A page in the list of reviews.
struct ReviewRow: TemplateView {
  var page = Link()
  /// When it was reviewed; the key is the ISO date.
  var reviewed = SortableText()
  /// When it is due; the key is the ISO date.
  var due = SortableText()
  /// `overdue`, `due soon`, `current`, `never reviewed`.
  var state = StateBadge()

  func bind(to binder: inout TemplateBinder) {
    binder.part("page", page)
    binder.part("reviewed", reviewed)
    binder.part("due", due)
    binder.part("state", state)
  }
}
