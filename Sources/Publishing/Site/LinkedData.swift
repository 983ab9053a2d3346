import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// What a page is in the terms of schema.org, as JSON-LD: a technical article of the site. It is data for search engines; no browser runs it.
  func linkedData(of page: Page) -> HTML {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(400 + page.title.utf8.count + page.summary.utf8.count)
    // What all pages have is written as it stands.
    bytes.append(literal: #"{"@context":"https://schema.org","@type":"TechArticle","headline":"#)
    JSONWriter.append(quoted: page.title, to: &bytes)
    func add(_ member: StaticString, _ text: Text) {
      if text.isEmpty { return }
      bytes.append(literal: member)
      JSONWriter.append(quoted: text, to: &bytes)
    }
    add(#","description":"#, page.summary)
    add(#","inLanguage":"#, catalog.site.language)
    if let reviewed = page.reviewed { add(#","dateModified":"#, reviewed.iso8601) }
    for (number, tag) in page.tags.enumerated() {
      bytes.append(literal: number == 0 ? #","keywords":["# : ",")
      JSONWriter.append(quoted: tag, to: &bytes)
    }
    if !page.tags.isEmpty { bytes.append(literal: "]") }
    if !baseURL.isEmpty { add(#","url":"#, baseURL + SitePath.url(from: "", to: page.output)) }
    bytes.append(literal: #","isPartOf":{"@type":"WebSite","name":"#)
    JSONWriter.append(quoted: catalog.site.title, to: &bytes)
    add(#","url":"#, baseURL)
    bytes.append(literal: "}}")
    // The writer escapes `<`, so that nothing in it can end the element.
    return HTML(trusted: bytes)
  }
}
