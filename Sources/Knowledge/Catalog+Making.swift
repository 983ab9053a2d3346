import Diagnostics
import Markup
import Notation
import ServiceLevels
import Snapshots
import Tickets

extension Catalog {
  /// The findings, with each kind of another generator's syntax, and each key of its front matter, once. A configured site was written for this one: there it is text.
  static func withForeignSyntaxOnce(_ all: [Diagnostic], isConfigured: Bool) -> [Diagnostic] {
    var seen: Set<Text> = []
    return all.filter { finding in
      if finding.rule.equals("foreign-syntax") { return !isConfigured && seen.insert(finding.message).inserted }
      let isOnce = finding.rule.equals("key-unknown") || finding.rule.equals("html-left-out")
      return isConfigured || !isOnce || seen.insert(finding.message).inserted
    }
  }

  /// Where the links of all pages lead.
  static func resolved(
    _ pages: [Page], _ links: LinkIndex, _ references: ReferenceIndex, reread: ((Text) -> SourceFile?)?, jobs: Int
  ) -> [Outgoing] {
    var outgoing = Parallel.map(pages.count, jobs: jobs) { Outgoing(of: pages[$0], at: $0, links, references) }
    let suggestions = LinkSuggestions(links)
    for index in pages.indices where outgoing[index].isFaulty {
      let file = pages[index].file
      outgoing[index].findFaults(
        in: pages[index], file.bytes.isEmpty ? reread?(file.path) ?? file : file, links, suggestions)
    }
    return outgoing
  }

  /// What is not wrong but worth a look: pages that nothing leads to, entries of the navigation that lead nowhere.
  public var furtherFindings: [Diagnostic] { orphans + brokenNavigation }

  private var orphans: [Diagnostic] {
    guard site.isConfigured else { return [] }
    let listed = Set(sections.filter { !$0.folder.isEmpty }.flatMap(\.entries).compactMap(\.page))
    return pages.indices.filter { !listed.contains($0) && backlinks[$0].isEmpty && !pages[$0].isIndex }.map { index in
      Diagnostic(
        rule: "page-orphaned", severity: .warning, message: "nothing leads to this page",
        help: "link it from another page, or move it into a section", file: pages[index].path)
    }
  }

  private var brokenNavigation: [Diagnostic] {
    let paths = Set(outputs.map(\.path))
    return site.navigation.filter { !$0.outputs.contains(where: paths.contains) }.map { item in
      Diagnostic(
        rule: "navigation-broken", severity: .error,
        message: "the navigation's `\(item.target.visible)` is neither a page nor a folder of pages",
        help: "name a file of the content, such as `Wiki/index.md`, or a generated page, such as `requests/index.html`",
        file: "site.yml")
    }
  }

  static func outputs(
    _ parts: Parts, _ tags: [Tag], _ sections: [SiteSection], _ agreement: Agreement, _ browserData: SourceFile?
  ) -> [SiteOutput] {
    var outputs = parts.pages.enumerated().map { SiteOutput(.page($0), path: $1.output, source: $1.path) }
    for entry in sections.flatMap(\.entries) where entry.page == nil {
      guard let folder = entry.folder else { continue }
      let path = SitePath.output(ofContent: folder.isEmpty ? "index.md" : folder + "/index.md")
      outputs.append(SiteOutput(.folder(folder), path: path, source: "the folder \(folder)"))
    }
    if !parts.pages.contains(where: { $0.output.equals("index.html") }) {
      outputs.append(SiteOutput(.folder(""), path: "index.html", source: "the start page"))
    }
    if !tags.isEmpty { outputs.append(SiteOutput(.tags, path: "tags/index.html", source: "the list of tags")) }
    outputs += tags.enumerated().map { SiteOutput(.tag($0), path: "tags/\($1.slug).html", source: "the tag \($1.name)") }
    outputs += serviceOutputs(parts, agreement)
    if let browserData {
      outputs.append(SiteOutput(.browserData, path: browserData.path, source: "the data of the browser's module"))
      outputs.append(SiteOutput(.browserDataScript, path: browserData.path + ".js", source: "the data of the browser's module"))
    }
    for (index, section) in sections.enumerated() where !section.folder.isEmpty {
      let path = SitePath.output(ofContent: section.folder + "/feed.xml")
      outputs.append(SiteOutput(.sectionFeed(index), path: path, source: "the feed of \(section.folder)"))
    }
    outputs += printed(sections, parts)
    if !parts.formerAgreements.isEmpty, parts.pages.contains(where: \.isAgreement) {
      outputs.append(SiteOutput(.changes, path: "sla/changes.html", source: "the changes of the agreement"))
    }
    outputs += Redirects.outputs(of: parts.pages)
    if parts.site.reviews != nil {
      outputs.append(SiteOutput(.reviews, path: "reviews/index.html", source: "the list of reviews"))
      outputs.append(SiteOutput(.reviewCalendar, path: "reviews/reviews.ics", source: "the calendar of reviews"))
    }
    outputs += parts.assets.enumerated().map { SiteOutput(.asset($0), path: SitePath.output(ofContent: $1), source: $1) }
    outputs += parts.themeFiles.enumerated().map { SiteOutput(.theme($0), path: $1, source: "the theme's \($1)") }
    outputs.append(SiteOutput(.search, path: "search/index.html", source: "the page of the search"))
    outputs.append(SiteOutput(.notFound, path: "404.html", source: "the page for missing addresses"))
    outputs.append(SiteOutput(.siteMap, path: "sitemap.xml", source: "the site map"))
    outputs.append(SiteOutput(.feed, path: "feed.xml", source: "the feed"))
    outputs.append(SiteOutput(.llms, path: "llms.txt", source: "llms.txt"))
    outputs.append(SiteOutput(.robots, path: "robots.txt", source: "robots.txt"))
    return outputs
  }

  /// The sections that are given as one page as well: those of a configured site that are neither a single page nor a library.
  private static func printed(_ sections: [SiteSection], _ parts: Parts) -> [SiteOutput] {
    guard parts.site.isConfigured else { return [] }
    return sections.enumerated().compactMap { index, section in
      let pages = section.entries.compactMap(\.page)
      guard !section.folder.isEmpty, pages.count <= 150, pages.count > 1 || pages.contains(where: { parts.pages[$0].isAgreement })
      else { return nil }
      let path = SitePath.output(ofContent: section.folder + "/print.html")
      return SiteOutput(.print(index), path: path, source: "the whole of \(section.folder)")
    }
  }

  private static func serviceOutputs(_ parts: Parts, _ agreement: Agreement) -> [SiteOutput] {
    var outputs: [SiteOutput] = []
    func add<Item>(_ items: [Item], _ index: SiteOutput.Kind, _ folder: Text, _ source: Text, _ one: (Int, Item) -> SiteOutput) {
      if items.isEmpty { return }
      outputs.append(SiteOutput(index, path: "\(folder)/index.html", source: source))
      outputs += items.enumerated().map(one)
    }
    add(parts.forms, .forms, "forms", "the list of forms") { .init(.form($0), path: "forms/\($1.id).html", source: $1.file.path) }
    if !parts.forms.isEmpty {
      if agreement.rules.contains(where: { $0.route != nil }) {
        outputs.append(SiteOutput(.which, path: "forms/which.html", source: "the choice of a form"))
      }
      outputs.append(SiteOutput(.check, path: "check/index.html", source: "the page that checks tickets"))
    }
    add(parts.experiments, .experiments, "experiments", "the list of experiments") {
      .init(.experiment($0), path: "experiments/\($1.id).html", source: $1.file.path)
    }
    outputs += parts.experiments.enumerated().map {
      SiteOutput(.experimentFeed($0), path: "experiments/\($1.id).xml", source: "the feed of \($1.id)")
    }
    add(agreement.rules, .rules, "rules", "the list of rules") {
      .init(.rule($0), path: "rules/\($1.id).html", source: $1.source.file.path)
    }
    if let requests = parts.snapshots.requests {
      outputs.append(SiteOutput(.requests, path: "requests/index.html", source: "the queue of requests"))
      outputs += requests.requests.enumerated().map {
        .init(.request($0), path: "requests/\($1.number.asciiLowercased()).html", source: "the request \($1.number)")
      }
    }
    if parts.snapshots.jobs != nil || parts.snapshots.history != nil {
      outputs.append(SiteOutput(.jobs, path: "jobs/index.html", source: "the overview of jobs"))
    }
    return outputs
  }

  static func linkTargets(_ outputs: [SiteOutput], _ parts: Parts) -> [LinkIndex.Other] {
    outputs.compactMap { output in
      switch output.kind {
      case .page: nil
      case .form(let index):
        .init(path: output.source, output: output.path, names: [parts.forms[index].name, parts.forms[index].id])
      case .experiment(let index):
        .init(path: output.source, output: output.path, names: [parts.experiments[index].name, parts.experiments[index].id])
      case .asset: .init(path: output.source, output: output.path, names: [SitePath.name(of: output.source)])
      default: .init(path: output.path, output: output.path)
      }
    }
  }
}
