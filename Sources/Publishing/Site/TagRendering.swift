import Diagnostics
import Knowledge

extension SiteContext {
  /// The page of all tags.
  func renderTags(at path: Text, into output: inout [UInt8]) {
    var view = TagsPage()
    view.layout = layout(at: path, title: "Tags", description: "The words that pages share.", kind: "tags")
    view.tags = catalog.tags.enumerated().map { index, tag in
      var summary = TagSummary()
      summary.name = tag.name
      summary.url = url(from: path, to: .tag(index))
      summary.count = tag.pages.count
      return summary
    }
    templates.tags.render(view, into: &output)
  }

  /// The pages of a tag.
  func render(tag index: Int, at path: Text, into output: inout [UInt8]) {
    let tag = catalog.tags[index]
    var view = TagPage()
    view.layout = layout(
      at: path, title: tag.name, description: "Pages about \(tag.name).", kind: "tags",
      breadcrumbs: [link("Tags", from: path, to: .tags)])
    view.name = tag.name
    view.tagsURL = url(from: path, to: .tags)
    let pages = tag.pages.sorted { left, right in
      let (first, second) = (catalog.pages[left], catalog.pages[right])
      return first.title != second.title ? first.title < second.title : first.path < second.path
    }
    view.pages = pages.map { summary(of: $0, from: path) }
    templates.tag.render(view, into: &output)
  }

  /// The page for an address that is not there. A server shows it at any depth, so its links start at the root where that is known.
  func renderNotFound(at path: Text, into output: inout [UInt8]) {
    var view = NotFoundPage()
    view.layout = layout(at: path, title: "Page not found", kind: "not-found")
    view.suggestions = navigationTargets.map { Link($0.title, SitePath.url(from: path, to: $0.target)) }
    if !baseURL.isEmpty { view.layout.root = baseURL }
    templates.notFound.render(view, into: &output)
  }
}
