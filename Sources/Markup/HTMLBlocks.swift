import CMark
import Diagnostics

extension TreeRenderer {
  /// Writes an HTML block as the options have it.
  mutating func htmlBlock(_ node: Node) {
    let html = literal(of: node)
    if let mark = BlockMark(html), hasExtensions { return ownBlock(mark, node) }
    freshLine()
    switch options.rawHTML {
    case .passed: raw(html)
    case .escaped, .filtered:
      out.append("<pre class=\"raw-html\">")
      escaped(html, isText: false)
      out.append("</pre>")
    }
    freshLine()
  }

  /// Writes an HTML tag in a paragraph as the options have it.
  mutating func inlineHTML(_ node: Node) {
    let html = literal(of: node)
    switch options.rawHTML {
    case .passed: raw(html)
    case .escaped, .filtered: escaped(html, isText: false)
    }
  }

  private mutating func raw(_ html: Bytes) {
    if prepared.features.masks { out.append(Mask.restored(html, isText: false)) } else { out.append(html) }
  }
}
