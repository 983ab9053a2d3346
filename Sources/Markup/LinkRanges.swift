import CMark
import Diagnostics

/// The exact places of a paragraph's links.
struct LocatedLinks {
}

extension TreeRenderer {
  /// The exact range of a link or image in the file.
  mutating func linkRange(of node: Node) -> SourceRange { range(of: node) }
}
