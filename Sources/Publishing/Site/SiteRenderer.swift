import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// Appends the content of a file of the site; nothing for one that is copied as it is: an asset, a file of the theme.
  func render(_ item: SiteOutput, into output: inout [UInt8]) {
    switch item.kind {
    case .page(let index): renderContent(index, into: &output)
    case .folder(let folder) where folder.isEmpty: renderHome(nil, at: item.path, into: &output)
    case .folder(let folder): render(folder: folder, at: item.path, into: &output)
    case .tags: renderTags(at: item.path, into: &output)
    case .tag(let index): render(tag: index, at: item.path, into: &output)
    case .forms: renderForms(at: item.path, into: &output)
    case .form(let index): render(form: index, at: item.path, into: &output)
    case .which: renderWhich(at: item.path, into: &output)
    case .check: renderCheck(at: item.path, into: &output)
    case .browserData: output = catalog.browserData?.bytes ?? []
    case .browserDataScript:
      if let file = catalog.browserData { output = BrowserScript.delivering(Base64.encode(file.bytes), as: file.path).bytes }
    case .experiments: renderExperiments(at: item.path, into: &output)
    case .experiment(let index): render(experiment: index, at: item.path, into: &output)
    case .experimentFeed(let index): renderFeed(ofExperiment: index, at: item.path, into: &output)
    case .requests: renderRequests(at: item.path, into: &output)
    case .request(let index): render(request: index, at: item.path, into: &output)
    case .jobs: renderJobs(at: item.path, into: &output)
    case .rules: renderRules(at: item.path, into: &output)
    case .rule(let index): render(rule: index, at: item.path, into: &output)
    case .notFound: renderNotFound(at: item.path, into: &output)
    case .feed: renderFeed(at: item.path, into: &output)
    case .siteMap: renderSiteMap(into: &output)
    case .sectionFeed(let index): renderFeed(ofSection: index, at: item.path, into: &output)
    case .changes: renderChanges(at: item.path, into: &output)
    case .print(let index): renderPrint(ofSection: index, at: item.path, into: &output)
    case .redirect(let page, _): renderRedirect(to: page, at: item.path, into: &output)
    case .reviews: renderReviews(at: item.path, into: &output)
    case .reviewCalendar: renderReviewCalendar(into: &output)
    case .llms: renderPageList(into: &output)
    case .robots: renderRobots(into: &output)
    case .search: renderSearch(at: item.path, into: &output)
    case .asset, .theme: break
    }
  }

  private func renderContent(_ index: Int, into output: inout [UInt8]) {
    let page = catalog.pages[index]
    if page.output.equals("index.html") {
      renderHome(index, at: page.output, into: &output)
    } else if page.isAgreement {
      render(agreement: index, into: &output)
    } else {
      render(page: index, into: &output)
    }
  }
}
