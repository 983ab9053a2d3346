import Diagnostics

/// What every page shows round its content: head, header, breadcrumbs, section navigation, contents list, footer.
struct Layout: TemplateView {
  /// Language of the page, such as `en`.
  var language: Text = "en"
  /// Title of the page, in plain text.
  var title: Text = Text()
  /// Title of the site.
  var siteTitle: Text = Text()
  /// Name of the group that runs the site.
  var group: Text = Text()
  /// One sentence for search engines and lists; may be empty.
  var description: Text = Text()
  /// Class of the page, for the style sheet: `home`, `wiki`, `sla`, `form`, `queue`, `jobs`, `experiment`, `rules`, `tags`, `not-found`.
  var kind: Text = "wiki"
  /// Prefix from this page to the site's root: empty, `../`, `../../`.
  var root: Text = Text()
  /// URL of the style sheet, relative to the page.
  var styleURL: Text = Text()
  /// URL of the script, relative to the page.
  var scriptURL: Text = Text()
  /// URLs of the scripts that only this page needs, relative to the page.
  var scripts: [Text] = []
  /// URL of the icon, relative to the page.
  var iconURL: Text = Text()
  /// URL of the Atom feed, relative to the page; empty if there is none.
  var feedURL: Text = Text()
  /// URL of the Atom feed of the page's section, relative to the page; empty if there is none.
  var sectionFeedURL: Text = Text()
  /// URL of the list of reviews, relative to the page; empty if there is none.
  var reviewsURL: Text = Text()
  /// What the page is in schema.org's terms, as JSON-LD; empty for a page that is no text.
  var jsonLD: HTML = HTML()
  /// Absolute URL of the page; empty if the site has no base URL.
  var canonicalURL: Text = Text()
  /// URL of the home page, relative to the page.
  var homeURL: Text = Text()
  /// URL of the search page, relative to the page; empty if there is none.
  var searchURL: Text = Text()
  /// URL of the module that searches, relative to the page.
  var searchModuleURL: Text = Text()
  /// URL of the index's manifest, relative to the page; its other files lie beside it.
  var searchIndexURL: Text = Text()
  /// URL of the search's script, relative to the page.
  var searchScriptURL: Text = Text()
  /// The header's navigation.
  var navigation: [Link] = []
  /// The pages above this one, from the home page down, without this one.
  var breadcrumbs: [Link] = []
  /// Name of the section that the page is in; empty if none.
  var sectionTitle: Text = Text()
  /// URL of the section's first page.
  var sectionURL: Text = Text()
  /// The section's navigation, made by `SectionNavigation`; empty if there is none.
  var sectionNavigation: HTML = HTML()
  /// The headings of the page.
  var contents: [ContentsEntry] = []
  /// The page before this one in its section.
  var previous: Link?
  /// The page after this one in its section.
  var next: Link?
  /// Whether the page may run a WebAssembly module: that of the search, or that behind forms and the checker.
  var runsModule = false
  /// Says that the content is sample content; empty if it is not.
  var sampleNotice: Text = Text()
  /// Whether there is a service with hours: not for a folder without `site.yml`.
  var hasService = true
  /// Whether the service is open, and its hours.
  var service = ServiceStatus()
  /// When and from what the site was built.
  var build = BuildNote()

  func bind(to binder: inout TemplateBinder) {
    binder.text("language", language)
    binder.text("title", title)
    binder.text("site_title", siteTitle)
    binder.text("group", group)
    binder.text("description", description)
    binder.text("kind", kind)
    binder.text("root", root)
    binder.text("style_url", styleURL)
    binder.text("script_url", scriptURL)
    binder.texts("scripts", scripts)
    binder.text("icon_url", iconURL)
    binder.text("feed_url", feedURL)
    binder.text("section_feed_url", sectionFeedURL)
    binder.text("reviews_url", reviewsURL)
    binder.html("json_ld", jsonLD)
    binder.text("canonical_url", canonicalURL)
    binder.text("home_url", homeURL)
    binder.text("search_url", searchURL)
    binder.text("search_module_url", searchModuleURL)
    binder.text("search_index_url", searchIndexURL)
    binder.text("search_script_url", searchScriptURL)
    binder.list("navigation", navigation)
    binder.list("breadcrumbs", breadcrumbs)
    binder.text("section_title", sectionTitle)
    binder.text("section_url", sectionURL)
    binder.html("section_navigation", sectionNavigation)
    binder.list("contents", contents)
    binder.part("previous", previous)
    binder.part("next", next)
    binder.flag("has_neighbours", previous != nil || next != nil)
    binder.flag("runs_module", runsModule)
    binder.text("sample_notice", sampleNotice)
    binder.flag("has_service", hasService)
    binder.part("service", service)
    binder.part("build", build)
  }
}

extension Layout {
  /// The same layout for a page that runs the WebAssembly module.
  func runningModule() -> Layout {
    var layout = self
    layout.runsModule = true
    return layout
  }
}

/// Where a page's script finds the module that runs the linter, and what it needs. Partial `engine`.
struct EngineView: TemplateView {
  /// URL of the module, relative to the page; empty if the site has none.
  var moduleURL: Text = Text()
  /// URL of the module's data, relative to the page.
  var dataURL: Text = Text()
  /// The absolute URL of the site, with which links to clauses begin; may be empty.
  var baseURL: Text = Text()
  /// Prefix from the page to the site's root.
  var root: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("module_url", moduleURL)
    binder.text("data_url", dataURL)
    binder.text("base_url", baseURL)
    binder.text("root", root)
  }
}

/// A link with its text.
struct Link: TemplateView {
  /// What is read; plain text.
  var title: Text = Text()
  /// URL relative to the page that shows the link; empty for a name that leads nowhere.
  var url: Text = Text()
  /// Whether it leads to this page or to the section that this page is in.
  var current = false

  init() {}

  /// A link.
  init(_ title: Text, _ url: Text, current: Bool = false) {
    self.title = title
    self.url = url
    self.current = current
  }

  func bind(to binder: inout TemplateBinder) {
    binder.text("title", title)
    binder.text("url", url)
    binder.flag("current", current)
  }
}

/// A heading in the contents list of a page.
struct ContentsEntry: TemplateView {
  /// Level of the heading, 2 to 4.
  var level = 2
  /// Number of a clause, such as `4.3`; empty if the heading has none.
  var number: Text = Text()
  /// The heading, as markup without links.
  var title: HTML = HTML()
  /// `#` and the heading's id.
  var url: Text = Text()
  /// Whether a rule enforces the clause.
  var enforced = false

  /// The levels of headings as texts, made once: a page has ten headings.
  private static let digits = (0...6).map { Text($0) }

  func bind(to binder: inout TemplateBinder) {
    binder.text("level", ContentsEntry.digits.indices.contains(level) ? ContentsEntry.digits[level] : Text(level))
    binder.text("number", number)
    binder.html("title", title)
    binder.text("url", url)
    binder.flag("enforced", enforced)
  }
}

/// Whether the service is open, and when.
struct ServiceStatus: TemplateView {
  /// Whether it was open at the build's time.
  var isOpen = false
  /// The state in words: `Open until 17:00`, `Closed until Thursday 08:00`.
  var headline: Text = Text()
  /// The hours in words: `Monday to Friday, 08:00–17:00 US Central`.
  var hours: Text = Text()
  /// When work goes on next, in words: `Thursday 3 December 2015, 08:00 CST`; empty while open.
  var nextOpening: Text = Text()
  /// The time that the state holds for: `Wednesday 2 December 2015, 10:20 CST`.
  var asOf: Text = Text()
  /// Next holiday in words: `Christmas, Friday 25 December`; empty if none is near.
  var nextHoliday: Text = Text()
  /// The coming working intervals, `OPENS-CLOSES` in seconds since 1970, parted by spaces, for the script that keeps the state fresh;
  /// empty if the build's clock is fixed.
  var intervals: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.flag("is_open", isOpen)
    binder.text("headline", headline)
    binder.text("hours", hours)
    binder.text("next_opening", nextOpening)
    binder.text("as_of", asOf)
    binder.text("next_holiday", nextHoliday)
    binder.text("intervals", intervals)
  }
}

/// When and from what the site was built.
struct BuildNote: TemplateView {
  /// The time in words.
  var time: Text = Text()
  /// The time in ISO 8601.
  var isoTime: Text = Text()
  /// Name and version of the generator.
  var generator: Text = Text()
  /// The content's licence; empty if none is named.
  var licence: Text = Text()
  /// Where the content's repository is; empty if not named.
  var repositoryURL: Text = Text()
  /// Where this page can be improved; empty if not known.
  var editURL: Text = Text()
  /// The service desk, with its URL or mail link.
  var serviceDesk = Link()
  /// The group's address; empty if none.
  var email: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("time", time)
    binder.text("iso_time", isoTime)
    binder.text("generator", generator)
    binder.text("licence", licence)
    binder.text("repository_url", repositoryURL)
    binder.text("edit_url", editURL)
    binder.part("service_desk", serviceDesk)
    binder.text("email", email)
  }
}
