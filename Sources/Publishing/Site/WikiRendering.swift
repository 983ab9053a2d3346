import Diagnostics
import Knowledge
import Markup
import Notation

extension SiteContext {
  /// The HTML of a page's text with its links resolved.
  func body(of index: Int, fence: (Int, inout [UInt8]) -> Void = { _, _ in }) -> HTML {
    let page = catalog.pages[index]
    return catalog.outgoing.withUnsafeBufferPointer { outgoing in
      HTML(
        trusted: page.filled { number, slot, html in
          switch slot.kind {
          case .fence(let index):
            let source = page.body.fences[index]
            if source.isDrawing { write(drawing: source, to: &html) } else { fence(index, &html) }
          case .reference(let kind): write(slot, kind, url: outgoing[index].url(ofSlot: number), to: &html)
          case .link, .image, .wikiLink, .term:
            if let attribute = slot.attribute { html.appendAttribute(attribute, outgoing[index].url(ofSlot: number)) }
          }
        })
    }
  }

  /// Writes a thing that the text names, with a link to it if there is one: if the URL is not empty.
  func write(_ slot: Slot, _ kind: Reference, url: ArraySlice<UInt8>, to html: inout [UInt8]) {
    if !url.isEmpty {
      html.append(literal: "<a class=\"ref\"")
      html.appendAttribute("href", url)
      html.append(literal: ">")
    }
    if kind == .code { html.append(literal: "<code>") }
    html.appendEscapingHTML(slot.text)
    if kind == .code { html.append(literal: "</code>") }
    if !url.isEmpty { html.append(literal: "</a>") }
  }

  /// The layout of a page of the content, with its place in its section.
  func layout(of index: Int, kind: Text, contents: [ContentsEntry]) -> Layout {
    let page = catalog.pages[index]
    let place = places[index]
    let section = catalog.sections[place.section]
    var layout = self.layout(
      at: page.output, title: page.title, description: page.summary, kind: kind, breadcrumbs: breadcrumbs(of: index, in: section))
    layout.contents = page.matter.showsContents ? contents : []
    layout.jsonLD = linkedData(of: page)
    if !catalog.site.editURL.isEmpty { layout.build.editURL = catalog.site.editURL + SitePath.url(from: "", to: page.path) }
    if showsNavigation(of: section) {
      layout.sectionTitle = section.folder.isEmpty ? catalog.site.title : section.title
      layout.sectionFeedURL = url(from: page.output, to: .sectionFeed(place.section))
      layout.sectionURL = SitePath.url(from: page.output, to: indexPath(of: section.folder))
      layout.sectionNavigation = navigation(of: page.folder, in: section, at: place.entry)
      layout.previous = neighbour(of: place, step: -1, from: page.output)
      layout.next = neighbour(of: place, step: 1, from: page.output)
    }
    return layout
  }

  /// Whether the pages of a section lead to each other. The few beside a configured start page are led to by the header; a folder that was not made
  /// for us may have all its pages there.
  func showsNavigation(of section: SiteSection) -> Bool {
    !section.folder.isEmpty || (!catalog.site.isConfigured && section.entries.count > 1)
  }

  /// The contents list of a page: its headings of level 2 and 3.
  ///
  /// - Parameter start: What stands before their ids in the addresses.
  func contents(of page: Page, at start: Text = "#", isEnforced: (Int) -> Bool = { _ in false }) -> [ContentsEntry] {
    page.body.headings.enumerated().compactMap { index, heading in
      guard heading.level == 2 || heading.level == 3 else { return nil }
      var entry = ContentsEntry()
      entry.level = heading.level
      entry.number = heading.number
      entry.title = HTML(trusted: heading.html.utf8)
      entry.url = start + heading.id
      entry.enforced = isEnforced(index)
      return entry
    }
  }

  /// A page of the wiki, or the first page of a folder.
  func render(page index: Int, into output: inout [UInt8]) {
    let page = catalog.pages[index]
    let layout = layout(of: index, kind: page.isIndex ? "section" : "wiki", contents: contents(of: page))
    if page.isIndex, !page.folder.isEmpty {
      var view = SectionPage()
      view.layout = layout
      view.body = titled(body(of: index), page)
      view.printURL = url(from: page.output, to: .print(places[index].section))
      view.pages = summaries(below: page.folder, from: page.output)
      view.backlinks = backlinks(of: index)
      return templates.section.render(view, into: &output)
    }
    var view = WikiPage()
    view.layout = layout
    view.body = titled(body(of: index), page)
    view.owner = page.owner
    if let reviewed = page.reviewed {
      view.reviewed = Wording.date(reviewed)
      view.isoReviewed = reviewed.iso8601
    }
    view.overdue = overdueNote(of: index)
    fillHistory(of: page, &view)
    view.tags = tagLinks(of: page)
    view.backlinks = backlinks(of: index)
    view.related = related[index].map { summary(of: $0, from: page.output) }
    templates.page.render(view, into: &output)
  }

  private func fillHistory(of page: Page, _ view: inout WikiPage) {
    guard page.tellsHistory, let history = catalog.histories[page.path], let last = history.changes.first else { return }
    func day(_ instant: Timestamp) -> Text { Wording.date(wording.zone.civil(at: instant).date) }
    view.changed = day(last.instant)
    view.isoChanged = last.instant.rfc3339()
    view.changeCount = Wording.plural(history.count, "change") + (history.first.map { " since \(day($0))" } ?? "")
    view.changes = history.changes.map { Fact(day($0.instant), HTML(escaping: $0.subject)) }
  }

  /// The first page of a folder that has none of its own.
  func render(folder: Text, at path: Text, into output: inout [UInt8]) {
    let sectionIndex = catalog.sections.firstIndex { section in section.entries.contains { $0.folder == folder && $0.page == nil }
    }
    var view = SectionPage()
    guard let sectionIndex, let entry = catalog.sections[sectionIndex].entries.firstIndex(where: { $0.folder == folder }) else {
      return
    }
    let section = catalog.sections[sectionIndex]
    view.title = section.entries[entry].title
    view.layout = layout(
      at: path, title: view.title, kind: "section", breadcrumbs: crumbs(above: folder, in: section, from: path))
    if !section.folder.isEmpty {
      view.layout.sectionTitle = section.title
      view.layout.sectionURL = SitePath.url(from: path, to: indexPath(of: section.folder))
      view.layout.sectionNavigation = navigation(of: folder, in: section, at: entry)
    }
    view.pages = summaries(below: folder, from: path)
    templates.section.render(view, into: &output)
  }

  /// A page in a list of pages.
  func summary(of index: Int, from path: Text) -> PageSummary {
    let page = catalog.pages[index]
    var summary = PageSummary()
    summary.title = page.title
    summary.url = SitePath.url(from: path, to: page.output)
    summary.description = page.summary
    summary.section = sectionTitles[places[index].section]
    if let reviewed = page.reviewed {
      summary.date = Wording.date(reviewed)
      summary.isoDate = reviewed.iso8601
    }
    return summary
  }

  /// The pages that link to a page, with the sentence in which each does; links to each other's neighbours and lists of them say nothing more.
  func backlinks(of index: Int) -> [PageSummary] { summaries(of: catalog.backlinks[index], from: catalog.pages[index].output) }

  /// The pages that name what a file of the site shows, and a place in another.
  func mentions(of path: Text, and place: Text = "") -> [PageSummary] {
    var mentions = catalog.mentions[path]
    mentions += catalog.mentions[place].filter { other in !mentions.contains { $0.page == other.page } }
    return summaries(of: mentions[...], from: path)
  }

  private func summaries(of backlinks: ArraySlice<Backlink>, from path: Text) -> [PageSummary] {
    backlinks.map { backlink in
      var summary = summary(of: backlink.page, from: path)
      catalog.withMention(of: backlink) { if let mention = $0, !mention.isBare { summary.context = HTML(marking: mention) } }
      return summary
    }
  }

  /// The output path of a folder's first page; a folder without one of its own gets a page of the same name.
  func indexPath(of folder: Text) -> Text { SitePath.output(ofContent: folder.isEmpty ? "index.md" : folder + "/index.md") }
}

extension SiteContext {
  /// A page that does not begin with a heading of level 1, and has none with its title, gets its title as one.
  func titled(_ body: HTML, _ page: Page) -> HTML {
    let headings = page.body.headings
    if headings.first?.level == 1 || headings.contains(where: { $0.level == 1 && $0.text == page.title }) { return body }
    var html: HTML = "<h1>"
    html.append(HTML(escaping: page.title))
    html.append("</h1>\n")
    html.append(body)
    return html
  }

  private func tagLinks(of page: Page) -> [Link] {
    tagIndices(of: page).map { link(catalog.tags[$0].name, from: page.output, to: .tag($0)) }
  }

  /// The pages that have to do with a page; none for one that shows none.
  func pagesRelated(to index: Int, _ nearness: inout Nearness) -> [Int] {
    let page = catalog.pages[index]
    if page.isIndex || page.isAgreement { return [] }
    return nearness.nearest(to: index, tags: tagIndices(of: page), in: catalog, count: 5)
  }

  /// The tags of a page, as indices of the catalog's.
  func tagIndices(of page: Page) -> [Int] { page.tags.compactMap { tagsBySlug[Tag.slug(of: $0)] } }

  /// The pages above a page, from its section's first down.
  func breadcrumbs(of index: Int, in section: SiteSection) -> [Link] {
    let page = catalog.pages[index]
    let above = page.isIndex ? SitePath.folder(of: page.folder) : page.folder
    return page.isIndex && page.folder == section.folder ? [] : crumbs(through: above, in: section, from: page.output)
  }

  private func crumbs(above folder: Text, in section: SiteSection, from path: Text) -> [Link] {
    folder == section.folder ? [] : crumbs(through: SitePath.folder(of: folder), in: section, from: path)
  }

  /// The first pages of a folder and those above it, from the section's down.
  private func crumbs(through folder: Text, in section: SiteSection, from path: Text) -> [Link] {
    var links: [Link] = []
    var folder = folder
    while !folder.isEmpty {
      if let entry = entriesOfFolders[folder].map({ section.entries[$0] }) {
        let target = entry.page.map { catalog.pages[$0].output } ?? SitePath.output(ofContent: folder + "/index.md")
        links.append(Link(entry.title, SitePath.url(from: path, to: target)))
      }
      folder = SitePath.folder(of: folder)
    }
    return links.reversed()
  }

  /// The page before or behind a place in its section; nil at an end.
  func neighbour(of place: PagePlace, step: Int, from path: Text) -> Link? {
    let entries = catalog.sections[place.section].entries
    var index = place.entry + step
    while entries.indices.contains(index), entries[index].page == nil { index += step }
    guard entries.indices.contains(index), let page = entries[index].page else { return nil }
    return Link(catalog.pages[page].title, SitePath.url(from: path, to: catalog.pages[page].output))
  }

  private func summaries(below folder: Text, from path: Text) -> [PageSummary] {
    (children[folder] ?? []).map { index in
      var summary = summary(of: index, from: path)
      // The list stands in the section itself.
      summary.section = ""
      return summary
    }
  }
}
