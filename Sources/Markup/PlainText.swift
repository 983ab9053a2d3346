import CMark
import Diagnostics

extension TreeRenderer {
  /// The words in a node, without markup: `RenderedPage` shows them, and ids are made of them.
  mutating func plainText(of root: Node) -> Text {
    plain.removeAll()
    appendPlainText(of: root)
    return Text(plain.array())
  }

  /// Appends the words in a node to `plain`.
  mutating func appendPlainText(of root: Node) {
    guard var node = cmark_node_first_child(root) else { return }
    while true {
      appendWords(node)
      if let child = cmark_node_first_child(node) {
        node = child
        continue
      }
      while true {
        if let next = cmark_node_next(node) {
          node = next
          break
        }
        guard let parent = cmark_node_parent(node), parent != root else { return }
        node = parent
      }
    }
  }

  private mutating func appendWords(_ node: Node) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT:
      let bytes = literal(of: node)
      if prepared.features.masks { appendMasked(bytes) } else { plain.append(bytes) }
    case CMARK_NODE_CODE:
      let bytes = literal(of: node)
      if hasMasks(bytes) { plain.append(restored(bytes).utf8) } else { plain.append(bytes) }
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: plain.append(UInt8(ascii: " "))
    default: break
    }
  }

  /// Appends the words of text with masks: of a wiki link its text, of a footnote's reference nothing.
  private mutating func appendMasked(_ bytes: Bytes) {
    var index = 0
    while index < bytes.count {
      let start = index
      index = Mask.next(in: bytes, from: start)
      plain.append(Bytes(rebasing: bytes[start..<index]))
      guard index < bytes.count else { return }
      if bytes[index] == Mask.openingBracket,
        let token = BracketToken(bytes, at: index, textFirst: options.wikiLinksBeginWithText)
      {
        if case .wikiLink(let link) = token.kind, !link.isContents { plain.append(link.text.utf8) }
        index = token.end
        continue
      }
      if bytes[index] != Mask.escape { plain.append(Mask.original(of: bytes[index])) }
      index += 1
    }
  }
}
