import Diagnostics

/// The templates of every kind of page, compiled.
struct SiteTemplates: Sendable {
  let home: Template<HomePage>
  let page: Template<WikiPage>
  let section: Template<SectionPage>
  let sectionNavigation: Template<NavigationList>
  let agreement: Template<AgreementPage>
  let rulePanel: Template<RulePanel>
  let rules: Template<RulesPage>
  let rule: Template<RulePage>
  let forms: Template<FormsPage>
  let form: Template<FormPage>
  let which: Template<WhichPage>
  let print: Template<PrintPage>
  let changes: Template<ChangesPage>
  let check: Template<CheckPage>
  let experiments: Template<ExperimentsPage>
  let experiment: Template<ExperimentPage>
  let requests: Template<RequestsPage>
  let request: Template<RequestPage>
  let jobs: Template<JobsPage>
  let tags: Template<TagsPage>
  let tag: Template<TagPage>
  let glossary: Template<GlossaryPage>
  let search: Template<SearchPage>
  let review: Template<ReviewPage>
  let notFound: Template<NotFoundPage>

  /// Compiles the templates of these files; nil if any has an error. The findings of all of them are appended.
  static func compile(_ files: [SourceFile], _ diagnostics: inout [Diagnostic]) -> SiteTemplates? {
    compile(TemplateSet(files), &diagnostics)
  }

  private static func compile(_ set: TemplateSet, _ diagnostics: inout [Diagnostic]) -> SiteTemplates? {
    let home = set.compile("home", for: HomePage.self, &diagnostics)
    let page = set.compile("page", for: WikiPage.self, &diagnostics)
    let section = set.compile("section", for: SectionPage.self, &diagnostics)
    let sectionNavigation = set.compile("section-navigation", for: NavigationList.self, &diagnostics)
    let agreement = set.compile("agreement", for: AgreementPage.self, &diagnostics)
    let rulePanel = set.compile("rule-panel", for: RulePanel.self, &diagnostics)
    let rules = set.compile("rules", for: RulesPage.self, &diagnostics)
    let rule = set.compile("rule", for: RulePage.self, &diagnostics)
    let forms = set.compile("forms", for: FormsPage.self, &diagnostics)
    let form = set.compile("form", for: FormPage.self, &diagnostics)
    let which = set.compile("which", for: WhichPage.self, &diagnostics)
    let print = set.compile("print", for: PrintPage.self, &diagnostics)
    let changes = set.compile("changes", for: ChangesPage.self, &diagnostics)
    let check = set.compile("check", for: CheckPage.self, &diagnostics)
    let experiments = set.compile("experiments", for: ExperimentsPage.self, &diagnostics)
    let experiment = set.compile("experiment", for: ExperimentPage.self, &diagnostics)
    let requests = set.compile("requests", for: RequestsPage.self, &diagnostics)
    let request = set.compile("request", for: RequestPage.self, &diagnostics)
    let jobs = set.compile("jobs", for: JobsPage.self, &diagnostics)
    let tags = set.compile("tags", for: TagsPage.self, &diagnostics)
    let tag = set.compile("tag", for: TagPage.self, &diagnostics)
    let glossary = set.compile("glossary", for: GlossaryPage.self, &diagnostics)
    let search = set.compile("search", for: SearchPage.self, &diagnostics)
    let review = set.compile("review", for: ReviewPage.self, &diagnostics)
    let notFound = set.compile("not-found", for: NotFoundPage.self, &diagnostics)
    guard let home, let page, let section, let sectionNavigation, let agreement, let rulePanel, let rules, let rule, let forms,
      let form, let which, let print, let changes, let check, let experiments, let experiment, let requests, let request,
      let jobs, let tags,
      let tag, let glossary,
      let search, let review, let notFound
    else { return nil }
    return SiteTemplates(
      home: home, page: page, section: section, sectionNavigation: sectionNavigation, agreement: agreement,
      rulePanel: rulePanel, rules: rules, rule: rule, forms: forms, form: form, which: which, print: print, changes: changes,
      check: check,
      experiments: experiments, experiment: experiment, requests: requests, request: request, jobs: jobs, tags: tags, tag: tag,
      glossary: glossary,
      search: search, review: review, notFound: notFound)
  }
}

extension SiteTemplates {
  /// The templates of these files, which were compiled before without errors: each is compiled again when a page needs it.
  init?(trusted files: [SourceFile]) {
    var diagnostics: [Diagnostic] = []
    guard let templates = SiteTemplates.compile(TemplateSet(files, isTrusted: true), &diagnostics) else { return nil }
    self = templates
  }
}
