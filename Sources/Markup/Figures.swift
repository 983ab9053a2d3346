import CMark

extension TreeRenderer {
  /// Whether a paragraph is nothing but an image with a title: a figure, whose caption the title is.
  func isFigure(_ paragraph: Node) -> Bool {
    guard isSite, let image = cmark_node_first_child(paragraph), cmark_node_get_type(image) == CMARK_NODE_IMAGE,
      cmark_node_next(image) == nil
    else { return false }
    return bytes(cmark_node_get_title(image)).count > 0
  }

  /// Writes the end of a figure with its caption.
  mutating func closeFigure(_ paragraph: Node) {
    out.append("\n<figcaption>")
    escaped(bytes(cmark_node_get_title(cmark_node_first_child(paragraph))), isText: false)
    out.append("</figcaption>\n</figure>\n")
  }
}
