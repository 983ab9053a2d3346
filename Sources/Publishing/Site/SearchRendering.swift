import Diagnostics
import Knowledge

extension SiteContext {
  /// The page of the search: its filters, and what to read without script.
  func renderSearch(at path: Text, into output: inout [UInt8]) {
    var view = SearchPage()
    view.layout = layout(at: path, title: "Search", kind: "search")
    view.sections = navigationTargets.map { Link($0.title, SitePath.url(from: path, to: $0.target)) }
    var titles: [Text] = catalog.sections.filter { !$0.folder.isEmpty }.map(\.title)
    if paths[.rules] != nil { titles.append("Rules") }
    if paths[.forms] != nil { titles.append("Forms") }
    if paths[.experiments] != nil { titles.append("Experiments") }
    if paths[.requests] != nil { titles.append("Requests") }
    var kinds: [(Text, Text)] = [("page", "Pages")]
    if catalog.pages.contains(where: \.isAgreement) { kinds.append(("clause", "Clauses")) }
    if paths[.rules] != nil { kinds.append(("rule", "Rules")) }
    if paths[.forms] != nil { kinds.append(("form", "Forms")) }
    if paths[.requests] != nil { kinds.append(("request", "Requests")) }
    if paths[.experiments] != nil { kinds.append(("experiment", "Experiments")) }
    view.filters = [
      SearchFilter(name: "kind", label: "Kind", options: kinds.map { Link($0.1, $0.0) }),
      SearchFilter(name: "section", label: "Section", options: titles.map { Link($0, $0) }),
      SearchFilter(name: "tag", label: "Tag", options: catalog.tags.map { Link($0.name, $0.name) }),
      SearchFilter(name: "experiment", label: "Experiment", options: catalog.experiments.map { Link($0.name, $0.id) }),
    ].filter { $0.options.count > 1 }
    templates.search.render(view, into: &output)
  }
}
