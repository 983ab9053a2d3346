import CMark
import Diagnostics

extension TreeRenderer {
  /// Writes what stands before a block's content, or the whole of a leaf block. Returns whether it has content to write.
  mutating func enterBlock(_ node: Node) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH:
      if isLeftOut(node) {
        cmark_node_first_child(node).map { writeAnchor(ofAttributes: literal(of: $0)) }
        return false
      }
      openParagraph(node)
    case CMARK_NODE_HEADING: openHeading(node)
    case CMARK_NODE_LIST: openList(node)
    case CMARK_NODE_ITEM: openItem(node)
    case CMARK_NODE_BLOCK_QUOTE:
      guard openQuote(node) else { return false }
      enterElements()
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
    case CMARK_NODE_PARAGRAPH:
      closeElements()
      if isSite, task != nil, isTask(node) != nil { out.append("</label>") }
      if isInTightList(node) { return leaveElements() }
      if isFigure(node) { closeFigure(node) } else { out.append("</p>\n") }
      leaveElements()
    case CMARK_NODE_HEADING:
      closeElements()
      closeHeading(node)
      leaveElements()
    case CMARK_NODE_LIST: closed(cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n")
    case CMARK_NODE_ITEM:
      closed("</li>\n")
    case CMARK_NODE_BLOCK_QUOTE: closeQuote(node)
    default: break
    }
  }

  private mutating func openParagraph(_ node: Node) {
    if isSite { collect(node) }
    if !isInTightList(node) {
      freshLine()
      out.append(isFigure(node) ? "<figure>\n" : "<p>")
      enterElements(isPhrasing: true)
    } else {
      enterElements()
    }
    if hasExtensions { openTask(node) }
  }

  func isInTightList(_ paragraph: Node) -> Bool {
    guard let item = cmark_node_parent(paragraph), let list = cmark_node_parent(item) else { return false }
    return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
  }

  private mutating func openList(_ node: Node) {
    freshLine()
    enterElements()
    if cmark_node_get_list_type(node) == CMARK_BULLET_LIST { return out.append("<ul>\n") }
    let start = cmark_node_get_list_start(node)
    if start == 1 { return out.append("<ol>\n") }
    out.append("<ol start=\"")
    out.append(decimal: Int(start))
    out.append("\">\n")
  }

  private mutating func openItem(_ node: Node) {
    freshLine()
    enterElements()
    var hasTask = false
    if isSite, let paragraph = cmark_node_first_child(node) { hasTask = isTask(paragraph) != nil }
    out.append(hasTask ? "<li class=\"task\">" : "<li>")
  }

  /// Writes the box of a task at the beginning of a list item's first paragraph.
  private mutating func openTask(_ paragraph: Node) {
    guard let isDone = isTask(paragraph) else { return }
    task = cmark_node_first_child(paragraph)
    if isSite {
      out.append(isDone ? "<label><input type=\"checkbox\" checked disabled /> " : "<label><input type=\"checkbox\" disabled /> ")
    } else {
      let box: StaticString = "<input type=\"checkbox\" disabled=\"\" /> "
      out.append(isDone ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> " : box)
    }
  }

  /// Whether a task is done; nil if the block is no task: `[ ]` or `[x]` and a space before the first text of a list item.
  ///
  /// `mutating` for the reason that `needsCare` is: it is asked for every paragraph.
  mutating func isTask(_ paragraph: Node) -> Bool? {
    guard hasExtensions, cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH,
      cmark_node_previous(paragraph) == nil, let item = cmark_node_parent(paragraph),
      cmark_node_get_type(item) == CMARK_NODE_ITEM,
      let text = cmark_node_first_child(paragraph), cmark_node_get_type(text) == CMARK_NODE_TEXT
    else { return nil }
    let words = literal(of: text)
    guard words.count >= 4, words[0] == UInt8(ascii: "["), words[2] == UInt8(ascii: "]"), isSpace(words[3]) else { return nil }
    let start = range(of: paragraph).start
    if start < source.count, start >= 0, source[start] == UInt8(ascii: "\\") { return nil }
    return isSpace(words[1]) ? false : words[1] | 0x20 == UInt8(ascii: "x") ? true : nil
  }
}
