import CMark
import Diagnostics

/// Reads a paragraph's source beside its tree, to find where each link lies.
struct InlineAligner {
  private let source: Bytes
  private let end: Int
  private let hasMasks: Bool
  private var cursor: Int
  private var ranges: [Node: SourceRange] = [:]
  private var open: [(node: Node, start: Int)] = []

  /// The ranges of a block's links and images.
  static func ranges(of block: Node, in source: Bytes, from range: SourceRange, masks: Bool) -> [Node: SourceRange] {
    let start = max(0, min(range.start, source.count))
    var aligner = InlineAligner(source: source, end: max(start, min(range.end, source.count)), hasMasks: masks, cursor: start)
    aligner.skipDefinitions()
    aligner.walk(block)
    return aligner.ranges
  }

  private init(source: Bytes, end: Int, hasMasks: Bool, cursor: Int) {
    self.source = source
    self.end = end
    self.hasMasks = hasMasks
    self.cursor = cursor
  }

  /// Passes the reference definitions that libcmark took from the paragraph's beginning.
  private mutating func skipDefinitions() {
    while cursor < end, source[cursor] == UInt8(ascii: "[") {
      let line = source[cursor..<end].prefix { $0 != UInt8(ascii: "\n") }
      guard let close = line.firstIndex(of: UInt8(ascii: "]")), close + 1 < line.endIndex, line[close + 1] == UInt8(ascii: ":")
      else { return }
      cursor = min(end, line.endIndex + 1)
      while cursor < end, isSpace(source[cursor]) { cursor += 1 }
    }
  }

  private mutating func walk(_ block: Node) {
    guard var node = cmark_node_first_child(block) else { return }
    while true {
      enter(node)
      if let child = cmark_node_first_child(node) {
        node = child
        continue
      }
      leave(node)
      while true {
        if let next = cmark_node_next(node) {
          node = next
          break
        }
        guard let parent = cmark_node_parent(node), parent != block else { return }
        node = parent
        leave(node)
      }
    }
  }

  private mutating func enter(_ node: Node) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: skipText(Bytes(terminatedBy: cmark_node_get_literal(node)))
    case CMARK_NODE_CODE: skipCode()
    case CMARK_NODE_HTML_INLINE:
      seek(UInt8(ascii: "<"))
      cursor = min(end, cursor + Bytes(terminatedBy: cmark_node_get_literal(node)).count)
    case CMARK_NODE_EMPH, CMARK_NODE_STRONG: skipDelimiters(node)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK:
      seek(UInt8(ascii: "\n"))
      cursor = min(end, cursor + 1)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      let isImage = cmark_node_get_type(node) == CMARK_NODE_IMAGE
      while cursor < end, !(isImage ? isImageStart(cursor) : isLinkStart(cursor)) { cursor += isEscape(cursor) ? 2 : 1 }
      open.append((node, cursor))
      cursor = min(end, cursor + (isImage ? 2 : 1))
    default: break
    }
  }

  private mutating func leave(_ node: Node) {
    let type = cmark_node_get_type(node)
    if type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG { return skipDelimiters(node) }
    guard type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE, let (opened, start) = open.popLast(), opened == node else {
      return
    }
    if start < end, source[start] == UInt8(ascii: "<") {
      seek(UInt8(ascii: ">"))
      cursor = min(end, cursor + 1)
    } else {
      while cursor < end, source[cursor] != UInt8(ascii: "]") { cursor += isEscape(cursor) ? 2 : 1 }
      cursor = min(end, cursor + 1)
      skipTarget(node)
    }
    ranges[node] = SourceRange(min(start, end), cursor)
  }

  private func isImageStart(_ index: Int) -> Bool {
    index + 1 < end && source[index] == UInt8(ascii: "!") && source[index + 1] == UInt8(ascii: "[")
  }

  private func isLinkStart(_ index: Int) -> Bool { source[index] == UInt8(ascii: "[") || source[index] == UInt8(ascii: "<") }

  private func isEscape(_ index: Int) -> Bool { source[index] == UInt8(ascii: "\\") && index + 1 < end }

  private mutating func seek(_ byte: UInt8) {
    while cursor < end, source[cursor] != byte { cursor += 1 }
  }

  private mutating func skipDelimiters(_ node: Node) {
    while cursor < end, source[cursor] != UInt8(ascii: "*"), source[cursor] != UInt8(ascii: "_") { cursor += 1 }
    cursor = min(end, cursor + (cmark_node_get_type(node) == CMARK_NODE_STRONG ? 2 : 1))
  }

  private mutating func skipCode() {
    seek(UInt8(ascii: "`"))
    var length = 0
    while cursor < end, source[cursor] == UInt8(ascii: "`") { (cursor, length) = (cursor + 1, length + 1) }
    while cursor < end {
      seek(UInt8(ascii: "`"))
      var run = 0
      while cursor < end, source[cursor] == UInt8(ascii: "`") { (cursor, run) = (cursor + 1, run + 1) }
      if run == length { return }
    }
  }

  /// Passes the source of some text: each byte stands for itself, behind a backslash, or for a character reference.
  private mutating func skipText(_ text: Bytes) {
    var index = 0
    while index < text.count, cursor < end {
      let same = commonLength(text, index)
      index += same
      cursor += same
      guard index < text.count, cursor < end else { return }
      let wanted = hasMasks ? Mask.original(of: text[index]) : text[index]
      if source[cursor] == wanted, !(wanted == UInt8(ascii: "&") && isReference(cursor)) {
        cursor += wanted == UInt8(ascii: "\\") && isEscape(cursor) && source[cursor + 1] == wanted ? 2 : 1
        index += 1
      } else if isEscape(cursor), source[cursor + 1] == wanted {
        cursor += 2
        index += 1
      } else if source[cursor] == UInt8(ascii: "&"), isReference(cursor) {
        seek(UInt8(ascii: ";"))
        cursor = min(end, cursor + 1)
        index += 1
        while index < text.count, text[index] & 0xC0 == 0x80 { index += 1 }
      } else {
        cursor += 1
      }
    }
  }

  /// How many bytes from here on stand for themselves.
  private func commonLength(_ text: Bytes, _ start: Int) -> Int {
    guard let wanted = text.baseAddress, let given = source.baseAddress else { return 0 }
    let limit = min(text.count - start, end - cursor)
    var length = 0
    while length < limit {
      let byte = given[cursor + length]
      if byte != wanted[start + length] || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&") { break }
      length += 1
    }
    return length
  }

  private func isReference(_ start: Int) -> Bool {
    var index = start + 1
    while index < end, index - start < 34, isAlphanumeric(source[index]) || source[index] == UInt8(ascii: "#") { index += 1 }
    return index > start + 1 && index < end && source[index] == UInt8(ascii: ";")
  }

  /// Passes `(address "title")`, `[label]` or `[]` behind a link's text, if that is what gives its address.
  private mutating func skipTarget(_ node: Node) {
    guard cursor < end else { return }
    if source[cursor] == UInt8(ascii: "["), let close = source[cursor..<end].firstIndex(of: UInt8(ascii: "]")) {
      cursor = close + 1
    } else if source[cursor] == UInt8(ascii: "(") {
      skipInlineTarget()
    }
  }

  private mutating func skipInlineTarget() {
    var index = cursor + 1
    var depth = 1
    var quote: UInt8?
    if index < end, source[index] == UInt8(ascii: "<"), let close = source[index..<end].firstIndex(of: UInt8(ascii: ">")) {
      index = close
    }
    while index < end {
      let byte = source[index]
      if isEscape(index) {
        index += 2
        continue
      }
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), isSpace(source[index - 1]) {
        quote = byte
      } else if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return cursor = index + 1 }
      }
      index += 1
    }
  }
}
