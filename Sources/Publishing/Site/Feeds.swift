import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// The Atom feed (RFC 4287) of the pages that were reviewed last.
  ///
  /// Identifiers are absolute; a site without a base URL uses a `urn` made of its title, so that the feed is valid all the same.
  func renderFeed(at path: Text, into output: inout [UInt8]) {
    renderFeed(of: recentPages(count: 30).map { entry(of: $0) }, title: catalog.site.title, at: path, into: &output)
  }

  /// The same of the pages of a section.
  func renderFeed(ofSection index: Int, at path: Text, into output: inout [UInt8]) {
    let section = catalog.sections[index]
    renderFeed(
      of: recentPages(count: 30, among: section.entries.compactMap(\.page)).map { entry(of: $0) },
      title: "\(section.title) · \(catalog.site.title)", at: path, into: &output)
  }

  /// The same of an experiment: its requests as they change, and the pages that name it.
  func renderFeed(ofExperiment index: Int, at path: Text, into output: inout [UInt8]) {
    let experiment = catalog.experiments[index]
    let requests = allRequests.indices.filter { experimentID(of: allRequests[$0]) == experiment.id }
    let named = catalog.mentions[paths[.experiment(index)] ?? ""].map(\.page)
    let entries =
      requests.compactMap { entry(ofRequest: $0) } + recentPages(count: 30, among: named).map { entry(of: $0) }
    let newest = entries.sorted { ($1.updated, $0.path) < ($0.updated, $1.path) }
    renderFeed(
      of: Array(newest.prefix(30)), title: "\(experiment.name) · \(catalog.site.title)", at: path, into: &output)
  }

  /// What a feed tells.
  private struct FeedEntry {
    var title: Text
    /// The file of the site.
    var path: Text
    /// In RFC 3339's form.
    var updated: Text
    var summary: Text
  }

  private func entry(of page: Int) -> FeedEntry {
    let entry = catalog.pages[page]
    return FeedEntry(title: entry.title, path: entry.output, updated: updated(page), summary: entry.summary)
  }

  private func entry(ofRequest index: Int) -> FeedEntry? {
    let request = allRequests[index]
    guard let path = paths[.request(index)], let instant = request.updatedAt ?? request.openedAt else { return nil }
    return FeedEntry(
      title: "\(request.number) \(request.title)", path: path, updated: instant.rfc3339(), summary: request.stateText)
  }

  private func renderFeed(of recent: [FeedEntry], title: Text, at path: Text, into output: inout [UInt8]) {
    let root: Text = baseURL.isEmpty ? "urn:opos:\(Tag.slug(of: catalog.site.title)):" : baseURL
    output.append(literal: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
    element("title", title, &output)
    element("id", path.equals("feed.xml") ? root : root + path, &output)
    element("updated", recent.first?.updated ?? now.rfc3339(), &output)
    output.append(literal: "<author><name>")
    output.appendEscaped(catalog.site.group.isEmpty ? catalog.site.title.utf8 : catalog.site.group.utf8)
    output.append(literal: "</name></author>\n")
    if !baseURL.isEmpty {
      atomLink("self", baseURL + path, &output)
      atomLink("alternate", baseURL, &output)
    }
    for entry in recent { render(entry, root, path, &output) }
    output.append(literal: "</feed>\n")
  }

  /// The site map of sitemaps.org; it lists nothing where the base URL is unknown, since addresses in it are absolute.
  func renderSiteMap(into output: inout [UInt8]) {
    output.append(literal: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    output.append(literal: "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
    let listed = baseURL.isEmpty ? [] : catalog.outputs
    for item in listed where item.isListed && item.path.hasSuffix(".html") {
      output.append(literal: "<url><loc>")
      output.appendEscaped(baseURL.utf8)
      output.appendEscaped(SitePath.url(from: "", to: item.path).utf8)
      output.append(literal: "</loc>")
      if case .page(let index) = item.kind, let reviewed = catalog.pages[index].reviewed {
        output.append(literal: "<lastmod>")
        output += reviewed.iso8601.utf8
        output.append(literal: "</lastmod>")
      }
      output.append(literal: "</url>\n")
    }
    output.append(literal: "</urlset>\n")
  }

  /// What robots may read: everything.
  func renderRobots(into output: inout [UInt8]) {
    output.append(literal: "User-agent: *\nAllow: /\n")
    if !baseURL.isEmpty { output += ("Sitemap: \(baseURL)sitemap.xml\n" as Text).utf8 }
  }

  /// The pages reviewed last, the newest first; of equal dates in path order.
  ///
  /// - Parameter pages: The pages to choose from; nil for all.
  func recentPages(count: Int, among pages: [Int]? = nil) -> [Int] {
    let dated = (pages ?? Array(catalog.pages.indices)).filter { catalog.pages[$0].reviewed != nil }
    let newest = dated.sorted { left, right in
      let (first, second) = (catalog.pages[left], catalog.pages[right])
      guard let firstDate = first.reviewed, let secondDate = second.reviewed, firstDate != secondDate else {
        return first.path < second.path
      }
      return firstDate > secondDate
    }
    return Array(newest.prefix(count))
  }

  private func render(_ entry: FeedEntry, _ root: Text, _ path: Text, _ output: inout [UInt8]) {
    output.append(literal: "<entry>\n")
    element("title", entry.title, &output)
    element("id", root + SitePath.url(from: "", to: entry.path), &output)
    element("updated", entry.updated, &output)
    atomLink("alternate", baseURL + SitePath.url(from: baseURL.isEmpty ? path : "", to: entry.path), &output)
    if !entry.summary.isEmpty { element("summary", entry.summary, &output) }
    output.append(literal: "</entry>\n")
  }

  private func updated(_ index: Int) -> Text {
    catalog.pages[index].reviewed.map { "\($0.iso8601)T00:00:00Z" } ?? now.rfc3339()
  }

  private func element(_ name: StaticString, _ text: Text, _ output: inout [UInt8]) {
    output.append(UInt8(ascii: "<"))
    output.append(literal: name)
    output.append(UInt8(ascii: ">"))
    output.appendEscaped(text.utf8)
    output.append(literal: "</")
    output.append(literal: name)
    output.append(literal: ">\n")
  }

  private func atomLink(_ relation: StaticString, _ url: Text, _ output: inout [UInt8]) {
    output.append(literal: "<link rel=\"")
    output.append(literal: relation)
    output.append(literal: "\" href=\"")
    output.appendEscaped(url.utf8)
    output.append(literal: "\"/>\n")
  }
}

extension SiteOutput {
  /// Whether it is something to find: not a former address, nor the page for missing ones.
  fileprivate var isListed: Bool {
    switch kind {
    case .notFound, .redirect, .print: false
    default: true
    }
  }
}
