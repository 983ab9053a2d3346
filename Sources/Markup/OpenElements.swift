import Diagnostics

/// The elements of a page's raw HTML that are open. What a block opens ends with the block, so that the page's own elements stay whole.
struct OpenElements {
  /// One of them: what it is called in the page, and in the HTML.
  struct Element {
    var name: [UInt8]
    var written: [UInt8]
  }

  /// How many may be open; nobody writes more, and each tag is compared with all of them.
  static let most = 200

  /// From the outermost in.
  private(set) var open: [Element] = []
  /// The blocks that are being written: how many elements were open where each began, and whether it takes no blocks in it.
  private var blocks: [(floor: Int, isPhrasing: Bool)] = []
  /// How many stay open behind the block, where a tag in it ended elements around it.
  private var outer: Int?

  /// How many were open where the block began.
  var floor: Int { blocks.last?.floor ?? 0 }

  /// Whether the block is a paragraph or a heading.
  var isInPhrasing: Bool { blocks.last?.isPhrasing ?? false }

  /// Whether a link is open.
  var hasLink: Bool { !open.isEmpty && open.contains { Text($0.written).equals("a") } }

  mutating func append(_ element: Element) { open.append(element) }

  /// Takes the elements from an index on off, and returns their names in the HTML from the innermost out.
  mutating func close(from index: Int) -> [[UInt8]] {
    defer { open.removeLast(open.count - index) }
    return open[index...].reversed().map(\.written)
  }

  /// Notes that an element around the block ends where the block does.
  mutating func closeLater(from index: Int) { outer = min(outer ?? index, index) }

  mutating func enterBlock(isPhrasing: Bool) { blocks.append((open.count, isPhrasing)) }

  /// Ends a block. Returns the index of the first element that ends with it.
  mutating func leaveBlock() -> Int {
    blocks.removeLast()
    guard let index = outer, index >= floor else { return open.count }
    outer = nil
    return min(index, open.count)
  }
}

extension TreeRenderer {
  /// Whether a link is open: there are no links in links.
  var isInLink: Bool { openLinks > 0 || elements.hasLink }

  /// Begins a block that holds what raw HTML opens in it.
  @inline(__always) mutating func enterElements(isPhrasing: Bool = false) {
    if options.rawHTML == .filtered { elements.enterBlock(isPhrasing: isPhrasing) }
  }

  /// Begins words with a mark-up of their own.
  @inline(__always) mutating func enterInlineElements() {
    if options.rawHTML == .filtered { elements.enterBlock(isPhrasing: elements.isInPhrasing) }
  }

  /// Closes what raw HTML opened in a block; the block's own closing tag comes behind it.
  @inline(__always) mutating func closeElements() {
    if elements.open.count > elements.floor { closeElements(from: elements.floor) }
  }

  /// Ends a block whose closing tag is written.
  @inline(__always) mutating func leaveElements() {
    if options.rawHTML == .filtered { closeElements(from: elements.leaveBlock()) }
  }

  /// Writes everything in a node, and closes what raw HTML opened in it.
  mutating func walkWhole(_ node: Node) {
    enterElements()
    walk(childrenOf: node)
    closeElements()
    leaveElements()
  }

  mutating func closeElements(from index: Int) {
    for name in elements.close(from: index) {
      out.append("</")
      out.append(name)
      out.append(">")
    }
  }
}
