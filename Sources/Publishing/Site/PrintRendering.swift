import Diagnostics
import Glibc
import Knowledge
import Markup

extension SiteContext {
  /// All pages of a section as one.
  func renderPrint(ofSection index: Int, at path: Text, into output: inout [UInt8]) {
    let section = catalog.sections[index]
    let pages = section.entries.compactMap { entry in entry.page.map { (page: $0, level: entry.level) } }
    let whole = PrintedSection(path: path, chapters: Dictionary(uniqueKeysWithValues: pages.enumerated().map { ($1.page, $0) }))
    var view = PrintPage()
    view.title = section.title
    view.sectionURL = SitePath.url(from: path, to: indexPath(of: section.folder))
    view.layout = layout(
      at: path, title: "\(section.title), the whole", description: "All pages of the section, to be printed.", kind: "print",
      breadcrumbs: [Link(section.title, view.sectionURL)])
    let standing = prints[path]
    view.chapters = pages.map { chapter(of: $0.page, level: $0.level, in: whole, standing) }
    view.facts = pages.first.map { documentFacts(of: catalog.pages[$0.page]) } ?? []
    let start = output.count
    templates.print.render(view, into: &output)
    // A page of the agreement shows more than its text and its links.
    guard !pages.contains(where: { catalog.pages[$0.page].isAgreement }) else { return }
    PrintMemory(path, pages.map(\.page), view.chapters, in: output[start...]).map { prints.keep($0) }
  }

  /// What is known of a page of the agreement as a document: its version and the digest of its text.
  func documentFacts(of page: Page) -> [Fact] {
    guard page.isAgreement else { return [] }
    var facts = [Fact("Digest", HTML(escaping: Digest.hexadecimal(of: page.file.bytes)))]
    if !page.matter.version.isEmpty { facts.insert(Fact("Version", HTML(escaping: page.matter.version)), at: 0) }
    return facts
  }

  private func chapter(of index: Int, level: Int, in whole: PrintedSection, _ standing: StandingPrint?) -> PrintChapter {
    let page = catalog.pages[index]
    let prefix = whole.prefix(of: index)
    var chapter = PrintChapter()
    chapter.anchor = prefix
    chapter.title = page.title
    chapter.level = level
    if !page.isWhole, let standing = standing?.chapter(of: index) {
      (chapter.body, chapter.contents) = standing
      return chapter
    }
    chapter.contents = contents(of: page, at: "#\(prefix)-")
    chapter.body = titled(printed(index, prefix: prefix, in: whole), page)
    return chapter
  }

  /// A page's text with the chapter's id before each of its ids, and links to other chapters within the whole.
  private func printed(_ index: Int, prefix: Text, in whole: PrintedSection) -> HTML {
    let page = catalog.pages[index]
    let (body, marks) = (page.body, ChapterMarks(prefix: prefix))
    var html: [UInt8] = []
    page.withHTML { source in
      html.reserveCapacity(source.count + 64 * (body.slots.count + body.headings.count))
      var start = 0
      body.slots.withUnsafeBufferPointer { slots in
        for number in slots.indices {
          html.append(UnsafeBufferPointer(rebasing: source[start..<slots[number].offset]), with: marks)
          start = slots[number].offset
          write(slots[number], number, of: index, page, in: whole, marks, to: &html)
        }
      }
      html.append(UnsafeBufferPointer(rebasing: source[start...]), with: marks)
    }
    return HTML(trusted: html)
  }

  private func write(
    _ slot: Slot, _ number: Int, of index: Int, _ page: Page, in whole: PrintedSection, _ marks: ChapterMarks,
    to html: inout [UInt8]
  ) {
    switch slot.kind {
    case .fence(let fence):
      var panel: [UInt8] = []
      write(fence: page.body.fences[fence], of: page, from: whole.path, to: &panel)
      panel.withUnsafeBufferPointer { html.append($0, with: marks) }
    case .reference(let kind):
      let target = catalog.references.target(of: slot, in: page)
      let url = target.map { whole.url(to: $0.output, fragment: $0.fragment, page: $0.page) } ?? Text()
      write(slot, kind, url: url.utf8[...], to: &html)
    case .link, .image, .wikiLink, .term:
      guard let attribute = slot.attribute else { break }
      html.appendAttribute(attribute, printedURL(of: slot, number, in: index, page, whole))
    }
  }

  /// Where a link leads, seen from the whole.
  private func printedURL(of slot: Slot, _ number: Int, in index: Int, _ page: Page, _ whole: PrintedSection) -> Text {
    if let (url, target) = catalog.destination(ofSlot: number, in: index) {
      return whole.url(of: url, to: target, from: index, catalog.pages)
    }
    switch catalog.links.resolve(slot, in: page) {
    case .found(let url, let target): return whole.url(of: url, to: target, from: index, catalog.pages)
    case .faulty(let url, _, _, _, _): return whole.url(of: url, to: nil, from: index, catalog.pages)
    }
  }
}

/// A section that is written as one page.
private struct PrintedSection {
  /// Where it is written.
  var path: Text
  /// The number of each page's chapter.
  var chapters: [Int: Int]

  /// The id of a page's chapter, and what stands before its ids.
  func prefix(of page: Int) -> Text { "p\((chapters[page] ?? 0) + 1)" }

  /// Where an address of a page leads, seen from the whole.
  ///
  /// - Parameters:
  ///   - address: The address, seen from the page.
  ///   - target: The page that it leads to; nil if it leads to something else, or nowhere.
  ///   - index: The page that it is on.
  ///   - pages: The pages of the site.
  func url(of address: Text, to target: Int?, from index: Int, _ pages: [Page]) -> Text {
    let hash = address.utf8.firstIndex(of: UInt8(ascii: "#")) ?? address.utf8.endIndex
    let isChapter = hash == 0 || target.map { chapters[$0] != nil } ?? false
    if isChapter {
      let (page, fragment) = (hash == 0 ? index : target ?? index, Text(address.utf8[hash...].dropFirst()))
      return url(to: pages[page].output, fragment: fragment, page: page)
    }
    let mark = address.utf8[..<hash].firstIndex(of: UInt8(ascii: "?")) ?? hash
    guard let output = target.map({ pages[$0].output }) ?? output(of: Text(address.utf8[..<mark]), from: pages[index]) else {
      return address
    }
    let url = SitePath.url(from: path, to: output)
    return mark == address.count ? url : url + Text(address.utf8[mark...])
  }

  private func output(of url: Text, from page: Page) -> Text? {
    SitePath.decoded(url).flatMap { SitePath.resolve($0, from: SitePath.folder(of: page.output)) }
  }

  /// The URL of a file of the site, or of the chapter that it is here.
  func url(to output: Text, fragment: Text, page: Int?) -> Text {
    if let page, chapters[page] != nil { return fragment.isEmpty ? "#\(prefix(of: page))" : "#\(prefix(of: page))-\(fragment)" }
    return SitePath.url(from: path, to: output) + (fragment.isEmpty ? Text() : "#\(fragment)")
  }
}

/// What stands before the ids of a chapter, and before the names of its tables.
private struct ChapterMarks {
  let ofIDs: [UInt8]
  let ofTables: [UInt8]

  init(prefix: Text) {
    ofIDs = prefix.utf8 + [UInt8(ascii: "-")]
    ofTables = Array("Chapter ".utf8) + prefix.utf8.dropFirst() + Array(", ".utf8)
  }
}

extension [UInt8] {
  /// Appends markup with a prefix and a hyphen before every id and before every link to one, and with the chapter in the names of tables, which each
  /// page counts from 1.
  ///
  /// Quotes are references in text and in attributes, so that what looks like an attribute is one.
  fileprivate mutating func append(_ html: UnsafeBufferPointer<UInt8>, with marks: ChapterMarks) {
    guard let base = html.baseAddress else { return }
    var copied = 0
    var index = 0
    while let found = memchr(base + index, Int32(UInt8(ascii: "=")), html.count - index) {
      let equals = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      index = equals + 1
      guard index < html.count, html[index] == UInt8(ascii: "\"") else { continue }
      index += 1
      var insertion = marks.ofIDs
      var place = index
      if html.has(" aria-label", before: equals), html.has("Table ", before: index + 6) {
        insertion = marks.ofTables
      } else if html.has(" href", before: equals), index < html.count, html[index] == UInt8(ascii: "#") {
        place += 1
      } else if !html.has(" id", before: equals) {
        continue
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: html[copied..<place]))
      append(contentsOf: insertion)
      copied = place
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: html[copied...]))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a literal stands before an offset.
  fileprivate func has(_ literal: StaticString, before end: Int) -> Bool {
    let start = end - literal.utf8CodeUnitCount
    guard start >= 0, end <= count, let baseAddress else { return false }
    return memcmp(baseAddress + start, literal.utf8Start, literal.utf8CodeUnitCount) == 0
  }
}
