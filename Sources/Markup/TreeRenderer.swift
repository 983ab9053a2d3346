import CMark
import Diagnostics

typealias Node = OpaquePointer
typealias Bytes = UnsafeBufferPointer<UInt8>

/// Writes libcmark's tree as HTML. Walks without recursion, so that depth costs no stack.
struct TreeRenderer: ~Copyable {
  var out = ByteBuffer(capacity: 1 << 17)
  var plain = ByteBuffer(capacity: 1 << 12)
  var page = RenderedPage()
  var options = RenderOptions()
  var prepared = Prepared()
  var source = Bytes(start: nil, count: 0)
  var sink = DiagnosticSink(SourceFile(path: "", bytes: []))
  /// Whether the page is in the site's own dialect.
  var isSite = false
  /// Whether the dialect is more than CommonMark.
  var hasExtensions = false
  /// Whether text needs more than escaping.
  var isExtended = false
  /// The image whose description is being written: in it only text is.
  var image: Node?
  /// Where its description begins in the HTML.
  var descriptionStart = 0
  /// Whether that image is another site's, and so only a link to it.
  var isElsewhere = false
  /// How many links are open; there are no links in links.
  var openLinks = 0
  /// Whether the innermost stands in a link of raw HTML, and so is only its text.
  var isLinkLeftOut = false
  /// What the open block quotes became.
  var quotes: [Quote] = []
  var heading = OpenHeading()
  /// The headings that the next one may stand below, and at which level each is heard.
  var openHeadings: [(level: Int, heard: Int)] = []
  var ids = HeadingIDs()
  var strikes = Strikes()
  var located = LocatedLinks()
  /// The last of the nodes that were written out of turn: the walk goes on behind it.
  var resume: Node?
  var elements = OpenElements()
  /// Whether a block of raw HTML is being written, and no tag among words.
  var isInHTMLBlock = false
  var footnotes = Footnotes()
  var tableCount = 0
  var terms = PageTerms()
  /// The text that begins with the box of a task.
  var task: Node?
  /// The role of the code span that follows.
  var role: Role?
  /// Where the last wiki link ended in the file.
  var wikiCursor = 0
  /// The words of the section so far, and where it began.
  var sectionText = ByteBuffer(capacity: 1 << 13)
  var sectionStart = 0

  /// The HTML of a document, which `keep` takes where there is one.
  mutating func render(
    _ root: Node, _ prepared: Prepared, _ source: Bytes, _ options: RenderOptions, _ sink: DiagnosticSink,
    keepingHTML keep: ((Bytes) -> Void)?
  ) -> RenderedPage {
    reset(prepared, source, options, sink)
    if let place = prepared.firstComponent { noteComponent(at: place) }
    walk(childrenOf: root)
    finishSection(at: source.count)
    closeElements()
    writeFootnotes()
    closeElements()
    if let keep { keep(out.bytes) } else { page.html = out.array() }
    page.trim()
    page.diagnostics = self.sink.diagnostics
    defer { reset(Prepared(), Bytes(start: nil, count: 0), options, DiagnosticSink(SourceFile(path: "", bytes: []))) }
    return page
  }

  private mutating func reset(_ prepared: Prepared, _ source: Bytes, _ options: RenderOptions, _ sink: DiagnosticSink) {
    out.removeAll()
    page = RenderedPage()
    self.options = options
    self.prepared = prepared
    self.source = source
    self.sink = sink
    isSite = options.dialect == .opos
    hasExtensions = options.dialect != .commonMark
    isExtended = prepared.features.any
    image = nil
    openLinks = 0
    isLinkLeftOut = false
    quotes.removeAll(keepingCapacity: true)
    heading = OpenHeading()
    openHeadings.removeAll(keepingCapacity: true)
    resetTerms()
    ids = HeadingIDs()
    strikes = Strikes()
    located = LocatedLinks()
    task = nil
    role = nil
    resume = nil
    tableCount = 0
    elements = OpenElements()
    footnotes = Footnotes(prepared.notes)
    wikiCursor = prepared.lineStarts.first.map { max(0, min($0, source.count)) } ?? 0
    sectionText.removeAll()
    sectionStart = prepared.lineStarts.first ?? 0
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
      } else if let last = resume {
        node = last
        resume = nil
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
    if image != nil { return enterDescription(node) }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: text(node)
    case CMARK_NODE_SOFTBREAK: out.append(UInt8(ascii: "\n"))
    case CMARK_NODE_LINEBREAK: out.append("<br />\n")
    case CMARK_NODE_CODE: code(node)
    case CMARK_NODE_HTML_INLINE: inlineHTML(node)
    case CMARK_NODE_EMPH: return opened("<em>")
    case CMARK_NODE_STRONG: return opened("<strong>")
    case CMARK_NODE_LINK:
      if isSite, cmark_node_first_child(node) == nil, bytes(cmark_node_get_url(node)).isEmpty { return false }
      openLink(node)
      enterInlineElements()
      return true
    case CMARK_NODE_IMAGE:
      openImage(node)
      return true
    default: return enterBlock(node)
    }
    return false
  }

  private mutating func leave(_ node: Node) {
    if let image {
      if node == image { closeImage(node) }
      return
    }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_EMPH: closed("</em>")
    case CMARK_NODE_STRONG: closed("</strong>")
    case CMARK_NODE_LINK:
      closeElements()
      closeLink(node)
      leaveElements()
    default: leaveBlock(node)
    }
  }

  mutating func opened(_ tag: StaticString) -> Bool {
    out.append(tag)
    enterInlineElements()
    return true
  }

  mutating func closed(_ tag: StaticString) {
    closeElements()
    out.append(tag)
    leaveElements()
  }

  /// Writes text in an image's description.
  private mutating func enterDescription(_ node: Node) -> Bool {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE: escaped(literal(of: node), isText: true)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: out.append(UInt8(ascii: " "))
    default: return true
    }
    return false
  }
}

extension TreeRenderer {
  /// A node's text.
  func literal(of node: Node) -> Bytes { bytes(cmark_node_get_literal(node)) }

  /// The bytes of one of libcmark's strings.
  func bytes(_ string: UnsafePointer<CChar>?) -> Bytes { Bytes(terminatedBy: string) }

  /// Begins a line, unless one has just begun.
  @inline(__always) mutating func freshLine() {
    if !out.isAtLineStart { out.append(UInt8(ascii: "\n")) }
  }

  /// The file range of a block's lines from its first byte; without the last line end.
  func range(of node: Node) -> SourceRange {
    let start = prepared.offset(line: cmark_node_get_start_line(node), column: cmark_node_get_start_column(node))
    let end = prepared.offset(line: cmark_node_get_end_line(node), column: cmark_node_get_end_column(node) + 1)
    return SourceRange(start, max(start, end))
  }
}
