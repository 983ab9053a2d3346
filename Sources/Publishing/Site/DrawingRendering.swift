import Diagnostics
import Knowledge
import Markup

extension SiteContext {
  /// Writes the drawing of a fence, with its source behind it; the source alone where there is no drawing.
  func write(drawing fence: Fence, to html: inout [UInt8]) {
    guard let drawing = catalog.drawings[fence.content] else {
      html.append(literal: "<figure class=\"code\">\n<figcaption>")
      html.appendEscapingHTML(fence.title.isEmpty ? "Drawing, as its source" : fence.title)
      html.append(literal: "</figcaption>\n")
      source(of: fence, to: &html)
      html.append(literal: "</figure>\n")
      return
    }
    html.append(literal: "<figure class=\"drawing")
    if drawing.hasColours { html.append(literal: " has-colours") }
    html.append(literal: "\">\n<div class=\"table-scroll\" tabindex=\"0\" role=\"img\" aria-label=\"")
    html.appendEscapingHTML(fence.title.isEmpty ? "Drawing; its source follows" : fence.title)
    html.append(literal: "\">")
    html += drawing.svg
    html.append(literal: "</div>\n")
    if !fence.title.isEmpty {
      html.append(literal: "<figcaption>")
      html.appendEscapingHTML(fence.title)
      html.append(literal: "</figcaption>\n")
    }
    html.append(literal: "<details class=\"numbers no-print\"><summary>Source</summary>\n")
    source(of: fence, to: &html)
    html.append(literal: "</details>\n</figure>\n")
  }

  private func source(of fence: Fence, to html: inout [UInt8]) {
    html.append(literal: "<pre tabindex=\"0\"><code class=\"language-dot\">")
    html.appendEscapingHTML(fence.content)
    html.append(literal: "</code></pre>\n")
  }
}
