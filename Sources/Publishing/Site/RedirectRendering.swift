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
    output += ("# \(catalog.site.title.visible)\n" as Text).utf8
    if !catalog.site.description.isEmpty { output += ("\n> \(catalog.site.description.visible)\n" as Text).utf8 }
    for section in catalog.sections {
      output += ("\n## \(section.title.visible)\n\n" as Text).utf8
      for entry in section.entries {
        guard let index = entry.page else { continue }
        let page = catalog.pages[index]
        output.append(literal: "- [")
        output.appendPlain(page.title)
        output.append(literal: "](")
        output += baseURL.utf8
        output += SitePath.url(from: "", to: page.output).utf8
        output.append(UInt8(ascii: ")"))
        if !page.summary.isEmpty {
          output.append(literal: ": ")
          output.appendPlain(page.summary)
        }
        output.append(UInt8(ascii: "\n"))
      }
    }
  }
}

extension [UInt8] {
  /// Appends a text on one line without brackets, which would end a link.
  fileprivate mutating func appendPlain(_ text: Text) {
    let bytes = text.utf8
    let brackets = (UInt8(ascii: "["), UInt8(ascii: "]"))
    // Most texts are shown as they are.
    if bytes.allSatisfy({ $0 &- 0x20 < 0x5F && $0 != brackets.0 && $0 != brackets.1 }) { return append(contentsOf: bytes) }
    append(
      contentsOf: text.visible.utf8.lazy.map {
        $0 == brackets.0 ? UInt8(ascii: "(") : $0 == brackets.1 ? UInt8(ascii: ")") : $0
      })
  }
}
