import Diagnostics
import Knowledge

extension SiteContext {
  /// The names of the templates that a file of the site is made with, but for those that these show.
  func templates(of output: SiteOutput) -> [Text] {
    switch output.kind {
    case .page(let index): templates(ofPage: catalog.pages[index])
    case .folder(let folder): folder.isEmpty && offersService ? ["home"] : ["section", "section-navigation"]
    case .print: ["print", "rule-panel"]
    case .tags: ["tags"]
    case .tag: ["tag"]
    case .forms: ["forms"]
    case .form: ["form"]
    case .which: ["which"]
    case .check: ["check"]
    case .experiments: ["experiments"]
    case .experiment: ["experiment"]
    case .requests: ["requests"]
    case .request: ["request"]
    case .jobs: ["jobs"]
    case .rules: ["rules"]
    case .rule: ["rule"]
    case .changes: ["changes"]
    case .reviews: ["review"]
    case .notFound: ["not-found"]
    case .search: ["search"]
    case .browserData, .browserDataScript, .experimentFeed, .asset, .theme, .feed, .sectionFeed, .redirect, .reviewCalendar,
      .llms,
      .siteMap, .robots:
      []
    }
  }

  private func templates(ofPage page: Page) -> [Text] {
    if page.output.equals("index.html") { return offersService ? ["home"] : ["section", "section-navigation"] }
    if page.isAgreement { return ["agreement", "rule-panel", "section-navigation"] }
    return [page.isIndex && !page.folder.isEmpty ? "section" : "page", "section-navigation"]
  }
}
