import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// The Atom feed (RFC 4287) of the pages that were reviewed last.
  ///
  /// Identifiers are absolute; a site without a base URL uses a `urn` made of its title, so that the feed is valid all the same.
  func renderFeed(at path: Text, into output: inout [UInt8]) {
    renderFeed(of: recentPages(count: 30), title: catalog.site.title, at: path, into: &output)
  }

  /// The same of the pages of a section.
  func renderFeed(ofSection index: Int, at path: Text, into output: inout [UInt8]) {
    let section = catalog.sections[index]
    let pages = Set(section.entries.compactMap(\.page))
    renderFeed(
      of: recentPages(count: 30) { pages.contains($0) }, title: "\(section.title) · \(catalog.site.title)", at: path,
      into: &output)
  }

  private func renderFeed(of recent: [Int], title: Text, at path: Text, into output: inout [UInt8]) {
    let root: Text = baseURL.isEmpty ? "urn:opos:\(Tag.slug(of: catalog.site.title)):" : baseURL
    output.append(literal: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
    element("title", title, &output)
    element("id", path.equals("feed.xml") ? root : root + path, &output)
    element("updated", updated(recent.first), &output)
    output.append(literal: "<author><name>")
    output.appendEscaped(catalog.site.group.isEmpty ? catalog.site.title.utf8 : catalog.site.group.utf8)
    output.append(literal: "</name></author>\n")
    if !baseURL.isEmpty {
      atomLink("self", baseURL + path, &output)
      atomLink("alternate", baseURL, &output)
    }
    for index in recent { renderEntry(index, root, path, &output) }
    output.append(literal: "</feed>\n")
  }

  /// The site map of sitemaps.org; it lists nothing where the base URL is unknown, since addresses in it are absolute.
  func renderSiteMap(into output: inout [UInt8]) {
    output.append(literal: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    output.append(literal: "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
    for item in catalog.outputs where item.path.hasSuffix(".html") && item.isListed && !baseURL.isEmpty {
      output.append(literal: "<url><loc>")
      output.appendEscaped((baseURL + SitePath.url(from: "", to: item.path)).utf8)
      output.append(literal: "</loc>")
      if case .page(let index) = item.kind, let reviewed = catalog.pages[index].matter.reviewed {
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
  func recentPages(count: Int, where isWanted: (Int) -> Bool = { _ in true }) -> [Int] {
    let dated = catalog.pages.indices.filter { catalog.pages[$0].matter.reviewed != nil && isWanted($0) }
    let newest = dated.sorted { left, right in
      let (first, second) = (catalog.pages[left], catalog.pages[right])
      guard let firstDate = first.matter.reviewed, let secondDate = second.matter.reviewed, firstDate != secondDate else {
        return first.path < second.path
      }
      return firstDate > secondDate
    }
    return Array(newest.prefix(count))
  }

  private func renderEntry(_ index: Int, _ root: Text, _ path: Text, _ output: inout [UInt8]) {
    let page = catalog.pages[index]
    output.append(literal: "<entry>\n")
    element("title", page.title, &output)
    element("id", root + SitePath.url(from: "", to: page.output), &output)
    element("updated", updated(index), &output)
    atomLink("alternate", baseURL + SitePath.url(from: baseURL.isEmpty ? path : "", to: page.output), &output)
    if !page.summary.isEmpty { element("summary", page.summary, &output) }
    output.append(literal: "</entry>\n")
  }

  private func updated(_ index: Int?) -> Text {
    let date = index.flatMap { catalog.pages[$0].matter.reviewed }
    return date.map { "\($0.iso8601)T00:00:00Z" } ?? now.rfc3339()
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
    case .notFound, .redirect: false
    default: true
    }
  }
}
