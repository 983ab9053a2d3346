import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// What a page is in the terms of schema.org, as JSON-LD: a technical article of the site. It is data for search engines; no browser runs it.
  func linkedData(of page: Page) -> HTML {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("@context", "https://schema.org")
      writer.member("@type", "TechArticle")
      writer.member("headline", page.title)
      if !page.summary.isEmpty { writer.member("description", page.summary) }
      writer.member("inLanguage", catalog.site.language)
      if let reviewed = page.reviewed { writer.member("dateModified", reviewed.iso8601) }
      if !page.tags.isEmpty {
        writer.key("keywords")
        writer.array { writer in for tag in page.tags { writer.string(tag) } }
      }
      if !baseURL.isEmpty { writer.member("url", baseURL + SitePath.url(from: "", to: page.output)) }
      writer.key("isPartOf")
      writer.object { writer in
        writer.member("@type", "WebSite")
        writer.member("name", catalog.site.title)
        if !baseURL.isEmpty { writer.member("url", baseURL) }
      }
    }
    // The writer escapes `<`, so that nothing in it can end the element.
    return HTML(trusted: writer.bytes)
  }
}
