import Diagnostics
import Knowledge
import Markup
import Search
import ServiceLevels
import Snapshots

/// What can be found in a site.
struct SearchDocuments: Sendable {
  private let catalog: Catalog
  private let paths: [SiteOutput.Kind: Text]
  /// What there is, in an order in which what can be filtered alike stands together.
  private let items: [Item]

  private enum Item: Sendable { case page(Int), rule(Int), request(Int), form(Int), experiment(Int) }

  init(_ catalog: Catalog) {
    self.catalog = catalog
    paths = Dictionary(catalog.outputs.map { ($0.kind, $0.path) }, uniquingKeysWith: { first, _ in first })
    var items: [Item] = catalog.sections.flatMap(\.entries).compactMap(\.page).map { .page($0) }
    items += catalog.agreement.rules.indices.map { .rule($0) }
    items += catalog.forms.indices.map { .form($0) }
    items += catalog.experiments.indices.map { .experiment($0) }
    items += (catalog.snapshots.requests?.requests ?? []).indices.map { .request($0) }
    self.items = items
  }

  /// The index of all of it.
  func index(jobs: Int) -> [SearchFile] {
    let size = 64
    let parts = Parallel.map((items.count + size - 1) / size, jobs: jobs) { part in
      var builder = IndexBuilder()
      for item in items[(part * size)..<min((part + 1) * size, items.count)] {
        for document in documents(of: item) { builder.add(document) }
      }
      return builder
    }
    var builder = IndexBuilder()
    for part in parts { builder.append(part) }
    return builder.files()
  }
}

extension SearchDocuments {
  private func documents(of item: Item) -> [SearchDocument] {
    switch item {
    case .page(let index): documents(of: catalog.pages[index])
    case .rule(let index): [document(of: catalog.agreement.rules[index], .rule(index))]
    case .form(let index): [document(ofForm: index)]
    case .experiment(let index): [document(ofExperiment: index)]
    case .request(let index): catalog.snapshots.requests.map { [document(of: $0.requests[index], .request(index))] } ?? []
    }
  }

  /// A page up to its first heading, and each of its sections. What a section's text says before its first heading is the page's.
  private func documents(of page: Page) -> [SearchDocument] {
    let section = catalog.sections.first { !$0.folder.isEmpty && page.folder.utf8.starts(with: $0.folder.utf8) }?.title ?? ""
    let first = page.body.headings.first?.level == 1 ? 0 : nil
    var whole = SearchDocument(
      title: page.title, url: page.output, kind: "page", section: section, tags: page.matter.tags, text: page.matter.description)
    var documents: [SearchDocument] = []
    for part in page.body.sections {
      let text = text(of: part, in: page)
      guard let heading = part.heading, heading != first else {
        whole.text = whole.text.isEmpty ? text : "\(whole.text)\n\(text)"
        continue
      }
      let head = page.body.headings[heading]
      documents.append(
        SearchDocument(
          title: page.title, heading: head.text, url: "\(page.output)#\(head.id)", kind: page.isAgreement ? "clause" : "page",
          section: section, tags: page.matter.tags, text: head.number.isEmpty ? text : "\(head.number) \(text)"))
    }
    return [whole] + documents
  }

  /// The words of a section, and of its code, in which commands and options are looked for.
  private func text(of section: Section, in page: Page) -> Text {
    var text = section.text
    for fence in page.body.fences where fence.heading == section.heading && !(page.isAgreement && fence.language.equals("rule")) {
      text += "\n\(fence.content)"
    }
    return text
  }

  private func document(of rule: Rule, _ kind: SiteOutput.Kind) -> SearchDocument {
    let clause = catalog.agreement.linter.rules.clause(of: rule)
    return SearchDocument(
      title: rule.id, url: paths[kind] ?? "", kind: "rule", section: "Rules",
      text: "Clause \(clause.number), \(clause.title). \(rule.source.message) \(rule.source.help)")
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
