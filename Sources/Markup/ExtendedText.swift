import CMark
import Diagnostics

extension TreeRenderer {
  /// Writes a text node in which there may be more than libcmark knows.
  mutating func extendedText(_ node: Node) {
    var bytes = literal(of: node)
    if node == heading.last { bytes = Bytes(rebasing: bytes[..<heading.lastLength]) }
    if node == heading.first { bytes = Bytes(rebasing: bytes[heading.firstSkipped...]) }
    escaped(bytes, isText: true)
  }
}
