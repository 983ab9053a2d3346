import CMark
import Diagnostics

typealias Node = OpaquePointer

/// Writes libcmark's tree as HTML. Walks without recursion, so that depth costs no stack.
struct TreeRenderer: ~Copyable {
  var out = ByteBuffer(capacity: 1 << 17)
  var plain = ByteBuffer(capacity: 1 << 12)
  var page = RenderedPage()
  var options = RenderOptions()
  var isSite = false
  var features = InlineFeatures()
  /// The image whose description is being written; in it only text is.
  var image: Node?
  /// How many links are open.
  var links = 0
  var heading = HeadingState()

  /// The HTML of a document.
  mutating func render(
    _ root: Node, _ preparation: borrowing Preparation, _ source: UnsafeBufferPointer<UInt8>, _ options: RenderOptions,
    _ sink: inout DiagnosticSink
  ) -> RenderedPage {
    out.removeAll()
    page = RenderedPage()
    self.options = options
    isSite = options.dialect == .opos
    features = preparation.inlines
    walk(childrenOf: root)
    page.html = out.array()
    page.diagnostics = sink.diagnostics
    return page
  }

  /// Writes everything in a node, but not the node's own tags.
  mutating func walk(childrenOf root: Node) {
    guard var node = cmark_node_first_child(root) else { return }
    while true {
      if enter(node) {
        if let child = cmark_node_first_child(node) {
          node = child
          continue
        }
        leave(node)
      }
      while true {
        if let next = cmark_node_next(node) {
          node = next
          break
        }
        guard let parent = cmark_node_parent(node), parent != root else { return }
        node = parent
        leave(node)
      }
    }
  }

  /// Writes what stands before a node's content, or the whole of a leaf. Returns whether it has content to write.
  private mutating func enter(_ node: Node) -> Bool {
    false
  }

  private mutating func leave(_ node: Node) {
  }
}

struct HeadingState {}
