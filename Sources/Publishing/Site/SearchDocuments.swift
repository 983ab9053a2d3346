import Diagnostics
import Knowledge
import Markup
import Search
import ServiceLevels
import Snapshots

/// What can be found in a site: items with numbers, each with its documents.
struct SearchDocuments: Sendable {
  private let catalog: Catalog
  private let paths: [SiteOutput.Kind: Text]
  /// The titles of the sections, by their folders.
  private let sectionTitles: [Text: Text]
  /// What there is, the pages first, with rising numbers. What can be filtered alike stands together.
  private let items: [(number: Int, item: Item)]

  /// The clauses of an agreement's page are an item of their own, as they are filtered by another kind.
  private enum Item: Sendable { case page(Int), clauses(Int), rule(Int), request(Int), form(Int), experiment(Int) }

  /// What can be found in a site.
  ///
  /// - Parameter hasPages: Whether its pages are among that.
  init(_ catalog: Catalog, hasPages: Bool = true) {
    self.catalog = catalog
    sectionTitles = SearchDocuments.sectionTitles(catalog)
    paths = Dictionary(catalog.outputs.map { ($0.kind, $0.path) }, uniquingKeysWith: { first, _ in first })
    let requests = catalog.snapshots.requests?.requests ?? []
    let clauses = catalog.pages.indices.filter { catalog.pages[$0].isAgreement }
    let kinds: [[(name: Text, item: Item)]] = [
      clauses.map { (catalog.pages[$0].path, .clauses($0)) },
      catalog.agreement.rules.enumerated().map { ($1.id, .rule($0)) },
      catalog.forms.enumerated().map { ($1.id, .form($0)) },
      catalog.experiments.enumerated().map { ($1.id, .experiment($0)) },
      requests.enumerated().map { ($1.number, .request($0)) },
    ]
    let numbers = SearchNumbers(catalog.pages, others: kinds.map { $0.map(\.name) })
    var pages: [(Int, Item)] = []
    if hasPages { pages = zip(numbers.ofPages, catalog.pages.indices.map { Item.page($0) }).sorted { $0.0 < $1.0 } }
    let others = zip(numbers.ofOthers, kinds).flatMap { numbers, kind in zip(numbers, kind.map(\.item)).map { ($0, $1) } }
    items = pages + others.sorted { $0.0 < $1.0 }
    (firstOther, count) = (pages.count, numbers.end)
  }

  /// The pages of a site, for their documents alone.
  init(pagesOf catalog: Catalog) {
    self.catalog = catalog
    sectionTitles = SearchDocuments.sectionTitles(catalog)
    (paths, items, firstOther, count) = ([:], [], 0, 0)
  }

  private static func sectionTitles(_ catalog: Catalog) -> [Text: Text] {
    Dictionary(catalog.sections.map { ($0.folder, $0.title) }, uniquingKeysWith: { first, _ in first })
  }

  /// The first item that is no page.
  private let firstOther: Int
  /// One more than the greatest number that an item may have.
  let count: Int

  /// What is no page: the number of each thing, rising, and its documents.
  var others: [(number: Int, documents: [SearchDocument])] { items[firstOther...].map { ($0.number, documents(of: $0.item)) } }

  /// The index of all of it. The pages forget their words.
  func index(jobs: Int) -> [SearchFile] { parts(jobs: jobs, isLast: true).files() }

  /// The index of all of it, in as many parts as the threads have taken.
  ///
  /// - Parameters:
  ///   - isLast: Whether nobody will ask for the words of the pages again.
  ///   - put: Puts files away as soon as they are made; called by several threads.
  func parts(jobs: Int, isLast: Bool = false, _ put: (@Sendable (SearchFile) -> Void)? = nil) -> IndexParts {
    let ranges = ranges(jobs: jobs)
    let taken = Parallel.map(ranges.count, jobs: jobs) { part in
      var builder = IndexBuilder()
      for (number, item) in items[ranges[part]] {
        builder.add(item: number, documents(of: item))
        if isLast, case .page(let page) = item { catalog.pages[page].forgetWords() }
        if let put { for file in builder.takeFiles() { put(file) } }
      }
      // The last numbers may be nobody's yet: room is made for them, so that a page that comes finds it.
      if part == ranges.count - 1, let last = items.last?.number, last + 1 < count { builder.add(item: count - 1, []) }
      return builder.finish()
    }
    var parts = IndexParts()
    for part in taken { parts.append(part) }
    return parts
  }

  /// Where the items are that each part has: a few parts a thread, so that none waits long for the last, and none so large that its words take much memory
  /// before they are sorted. Items of a group are of one part.
  private func ranges(jobs: Int) -> [Range<Int>] {
    let size = min(2_048, max(64, (items.count + jobs * 4 - 1) / (jobs * 4)))
    var ranges: [Range<Int>] = []
    var start = 0
    while start < items.count {
      var end = min(start + size, items.count)
      let group = items[end - 1].number / IndexBuilder.groupSize
      while end < items.count, items[end].number / IndexBuilder.groupSize == group { end += 1 }
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// The documents of a page.
  func documents(ofPage index: Int) -> [SearchDocument] {
    let documents = documents(of: catalog.pages[index])
    return catalog.pages[index].isAgreement ? Array(documents.prefix(1)) : documents
  }

  private func documents(of item: Item) -> [SearchDocument] {
    switch item {
    case .page(let index): return documents(ofPage: index)
    case .clauses(let index): return Array(documents(of: catalog.pages[index]).dropFirst())
    case .rule(let index): return [document(of: catalog.agreement.rules[index], .rule(index))]
    case .form(let index): return [document(ofForm: index)]
    case .experiment(let index): return [document(ofExperiment: index)]
    case .request(let index):
      return catalog.snapshots.requests.map { [document(of: $0.requests[index], .request(index))] } ?? []
    }
  }
}

extension SearchDocuments {
  /// A page up to its first heading, and each of its sections. What a section's text says before its first heading is the page's.
  private func documents(of page: Page) -> [SearchDocument] {
    let top = page.rootFolder
    let section = top.isEmpty ? "" : sectionTitles[top] ?? ""
    // Asked for once: the page lends its body, and each loan takes memory.
    let (headings, fences) = (page.body.headings, page.body.fences)
    let first = headings.first?.level == 1 ? 0 : nil
    let (title, tags, kind) = (page.title, page.tags, page.isAgreement ? "clause" : "page" as Text)
    var before = page.matter.description
    let sections = page.sections
    var documents: [SearchDocument] = []
    documents.reserveCapacity(sections.count + 1)
    documents.append(SearchDocument(title: title, url: page.output, kind: "page", section: section, tags: tags, text: ""))
    for number in sections.indices {
      let text = text(of: sections[number], fences, in: page)
      guard let heading = sections[number].heading, heading != first else {
        before = before.isEmpty ? text : "\(before)\n\(text)"
        continue
      }
      headings.withUnsafeBufferPointer { headings in
        documents.append(
          SearchDocument(
            title: title, heading: headings[heading].text, url: Self.url(page.output, headings[heading].id), kind: kind,
            section: section, tags: tags,
            text: headings[heading].number.isEmpty ? text : "\(headings[heading].number) \(text)"))
      }
    }
    documents[0].text = before
    return documents
  }

  /// The address of a heading, in memory of its size.
  private static func url(_ output: Text, _ id: Text) -> Text {
    var url: [UInt8] = []
    url.reserveCapacity(output.utf8.count + 1 + id.utf8.count)
    url.append(contentsOf: output.utf8)
    url.append(UInt8(ascii: "#"))
    url.append(contentsOf: id.utf8)
    return Text(url)
  }

  /// The words of a section, and of its code, in which commands and options are looked for.
  private func text(of section: Section, _ fences: [Fence], in page: Page) -> Text {
    let heading = section.heading
    var text = section.text
    fences.withUnsafeBufferPointer { fences in
      for fence in fences.indices where fences[fence].heading == heading {
        if page.isAgreement, fences[fence].language.equals("rule") { continue }
        text.utf8.append(UInt8(ascii: "\n"))
        text += fences[fence].content
        page.appendCode(ofFence: fence, to: &text)
      }
    }
    return text
  }

  private func document(of rule: Rule, _ kind: SiteOutput.Kind) -> SearchDocument {
    let clause = catalog.agreement.linter.rules.clause(of: rule)
    return SearchDocument(
      title: rule.id, url: paths[kind] ?? "", kind: "rule", section: "Rules",
      text: "Clause \(clause.number), \(clause.title). \(rule.source.message). \(rule.source.help)")
  }

  private func document(ofForm index: Int) -> SearchDocument {
    let form = catalog.forms[index]
    var text = form.summary
    for field in form.fields { text += "\n\(field.label). \(field.help)" }
    return SearchDocument(title: form.name, url: paths[.form(index)] ?? "", kind: "form", section: "Forms", text: text)
  }

  private func document(ofExperiment index: Int) -> SearchDocument {
    let experiment = catalog.experiments[index]
    let words = experiment.groups + experiment.datasetPrefixes
    return SearchDocument(
      title: experiment.name, url: paths[.experiment(index)] ?? "", kind: "experiment", section: "Experiments",
      experiment: experiment.id, tags: experiment.aliases, text: "\(experiment.summary)\n\(Text.joined(words, separator: ", "))")
  }

  /// A request is called by its number: among many requests with like titles the page that explains the matter comes first.
  private func document(of request: Request, _ kind: SiteOutput.Kind) -> SearchDocument {
    var text = "\(request.number) \(request.stateText)" as Text
    for field in request.publishableFields { text += "\n\(field.value)" }
    return SearchDocument(
      title: request.title, heading: request.number, url: paths[kind] ?? "",
      kind: "request",
      section: "Requests", experiment: request.experiment.map { id(of: $0) } ?? "", text: text)
  }

  private func id(of name: Text) -> Text {
    let lowered = name.asciiLowercased()
    let known = catalog.experiments.first { experiment in
      ([experiment.id, experiment.name] + experiment.aliases).contains { $0.asciiLowercased() == lowered }
    }
    return known?.id ?? name
  }
}
