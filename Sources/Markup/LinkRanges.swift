import CMark
import Diagnostics

/// The exact places of the links of one paragraph.
struct LocatedLinks {
  /// The paragraph, heading or cell that `ranges` are of.
  var block: Node?
  var ranges: [Node: SourceRange] = [:]
}

extension TreeRenderer {
  /// The exact range of a link or image in the file.
  ///
  /// libcmark's own is right where the paragraph is one line. Where it is more, its line can be wrong behind a code span or a title of
  /// several lines, and its column where a line is indented differently; so the source is read again beside the tree.
  mutating func linkRange(of node: Node) -> SourceRange {
    var block = node
    while let parent = cmark_node_parent(block), cmark_node_get_type(parent).rawValue > CMARK_NODE_LAST_BLOCK.rawValue {
      block = parent
    }
    guard let leaf = cmark_node_parent(block) else { return range(of: node) }
    if cmark_node_get_start_line(leaf) == cmark_node_get_end_line(leaf) { return range(of: node) }
    if located.block != leaf {
      located.block = leaf
      located.ranges = InlineAligner.ranges(of: leaf, in: source, from: range(of: leaf), masks: prepared.features.masks)
    }
    return located.ranges[node] ?? range(of: leaf)
  }
}
