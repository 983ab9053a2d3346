import Diagnostics
import Knowledge

extension SiteContext {
  /// A page at a former address: it sends its readers on, on any web server and without script, and search engines too.
  func renderRedirect(to index: Int, at path: Text, into output: inout [UInt8]) {
    let page = catalog.pages[index]
    let url = SitePath.url(from: path, to: page.output)
    output.append(literal: "<!doctype html>\n<html lang=\"")
    output.appendEscaped(catalog.site.language.utf8)
    output.append(literal: "\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
    output.appendEscaped(page.title.utf8)
    output.append(literal: "</title>\n<meta name=\"generator\" content=\"opos\">\n<meta name=\"robots\" content=\"noindex\">\n")
    output.append(literal: "<link rel=\"canonical\" href=\"")
    output.appendEscaped((baseURL.isEmpty ? url : baseURL + SitePath.url(from: "", to: page.output)).utf8)
    output.append(literal: "\">\n<meta http-equiv=\"refresh\" content=\"0; url=")
    output.appendEscaped(url.utf8)
    output.append(literal: "\">\n</head>\n<body>\n<p>This page has moved: <a href=\"")
    output.appendEscaped(url.utf8)
    output.append(literal: "\">")
    output.appendEscaped(page.title.utf8)
    output.append(literal: "</a>.</p>\n</body>\n</html>\n")
  }

  /// `llms.txt`: what the site is about, and its pages by section with a sentence each, in Markdown.
  func renderPageList(into output: inout [UInt8]) {
    var text: Text = "# \(catalog.site.title.visible)\n"
    if !catalog.site.description.isEmpty { text += "\n> \(catalog.site.description.visible)\n" }
    for section in catalog.sections {
      text += "\n## \(section.title.visible)\n\n"
      for entry in section.entries {
        guard let index = entry.page else { continue }
        let page = catalog.pages[index]
        text += "- [\(SiteContext.plain(page.title))](\(baseURL)\(SitePath.url(from: "", to: page.output)))"
        if !page.summary.isEmpty { text += ": \(SiteContext.plain(page.summary))" }
        text += "\n"
      }
    }
    output += text.utf8
  }

  /// A text on one line without brackets, which would end a link.
  private static func plain(_ text: Text) -> Text {
    Text(
      text.visible.utf8.map {
        $0 == 0x0A ? 0x20 : $0 == UInt8(ascii: "[") ? UInt8(ascii: "(") : $0 == UInt8(ascii: "]") ? UInt8(ascii: ")") : $0
      })
  }
}
