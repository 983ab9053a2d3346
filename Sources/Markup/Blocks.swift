import CMark
import Diagnostics

/// What a block quote became.
enum Quote {
  case quote
  case alert
}

extension TreeRenderer {
  /// Writes what stands before a block's content, or the whole of a leaf block. Returns whether it has content to write.
  mutating func enterBlock(_ node: Node) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: openParagraph(node)
    case CMARK_NODE_HEADING: openHeading(node)
    case CMARK_NODE_LIST: openList(node)
    case CMARK_NODE_ITEM:
      freshLine()
      out.append("<li>")
    case CMARK_NODE_BLOCK_QUOTE: openQuote(node)
    case CMARK_NODE_CODE_BLOCK:
      codeBlock(node)
      return false
    case CMARK_NODE_HTML_BLOCK:
      htmlBlock(node)
      return false
    case CMARK_NODE_THEMATIC_BREAK:
      freshLine()
      out.append("<hr />\n")
      return false
    default: return false
    }
    return true
  }

  /// Writes what stands after a block's content.
  mutating func leaveBlock(_ node: Node) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: if !isInTightList(node) { out.append("</p>\n") }
    case CMARK_NODE_HEADING: closeHeading(node)
    case CMARK_NODE_LIST: out.append(cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n")
    case CMARK_NODE_ITEM: out.append("</li>\n")
    case CMARK_NODE_BLOCK_QUOTE: closeQuote()
    default: break
    }
  }

  private mutating func openParagraph(_ node: Node) {
    if isSite { collect(node) }
    if isInTightList(node) { return }
    freshLine()
    out.append("<p>")
  }

  private func isInTightList(_ paragraph: Node) -> Bool {
    guard let item = cmark_node_parent(paragraph), let list = cmark_node_parent(item) else { return false }
    return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
  }

  private mutating func openList(_ node: Node) {
    freshLine()
    if cmark_node_get_list_type(node) == CMARK_BULLET_LIST { return out.append("<ul>\n") }
    let start = cmark_node_get_list_start(node)
    if start == 1 { return out.append("<ol>\n") }
    out.append("<ol start=\"")
    out.append(decimal: Int(start))
    out.append("\">\n")
  }

  private mutating func openQuote(_ node: Node) {
    freshLine()
    out.append("<blockquote>\n")
    quotes.append(.quote)
  }

  private mutating func closeQuote() {
    freshLine()
    switch quotes.popLast() {
    case .alert: out.append("</div>\n")
    default: out.append("</blockquote>\n")
    }
  }
}
