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
      if prepared.features.masks { plain.append(plainMasked(bytes)) } else { plain.append(bytes) }
    case CMARK_NODE_CODE: plain.append(restored(literal(of: node)).utf8)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: plain.append(UInt8(ascii: " "))
    default: break
    }
  }

  private func plainMasked(_ bytes: Bytes) -> [UInt8] { Mask.restored(bytes, isText: true) }
}
