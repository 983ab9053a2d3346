import CMark

/// Where strikethrough begins and ends in the texts of the paragraph that is being written.
struct Strikes {
  /// A `~` or `~~` that means something.
  struct Run {
    var offset: Int
    var length: Int
    var opens: Bool
  }

  private var runs: [Node: [Run]] = [:]
  private var planned: Set<Node> = []

  /// The runs of a text node, the last first. The first text of a parent makes the plan for all of them.
  mutating func runs(of node: Node) -> [Run] {
    if let parent = cmark_node_parent(node), planned.insert(parent).inserted { plan(parent) }
    return (runs[node] ?? []).sorted { $0.offset > $1.offset }
  }

  private struct Delimiter {
    var node: Node
    var offset: Int
    var length: Int
    var opens: Bool
    var closes: Bool
  }

  /// Pairs the delimiters in the texts of a parent as cmark-gfm does: the nearest opener counts, and its length must be the closer's.
  private mutating func plan(_ parent: Node) {
    var openers: [Delimiter] = []
    var child = cmark_node_first_child(parent)
    while let node = child {
      child = cmark_node_next(node)
      guard cmark_node_get_type(node) == CMARK_NODE_TEXT else { continue }
      for delimiter in delimiters(in: node) {
        if delimiter.closes, let opener = openers.last {
          openers.removeLast()
          if opener.length == delimiter.length { pair(opener, delimiter) }
        } else if delimiter.opens {
          openers.append(delimiter)
        }
      }
    }
  }

  private mutating func pair(_ opener: Delimiter, _ closer: Delimiter) {
    runs[opener.node, default: []].append(Run(offset: opener.offset, length: opener.length, opens: true))
    runs[closer.node, default: []].append(Run(offset: closer.offset, length: closer.length, opens: false))
  }

  private func delimiters(in node: Node) -> [Delimiter] {
    let text = Bytes(terminatedBy: cmark_node_get_literal(node))
    var found: [Delimiter] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "~") else {
        index += 1
        continue
      }
      var end = index + 1
      while end < text.count, text[end] == UInt8(ascii: "~") { end += 1 }
      if end - index <= 2 {
        let before = index > 0 ? CharacterClass(before: index, in: text) : CharacterClass(of: cmark_node_previous(node))
        let after = end < text.count ? CharacterClass(at: end, in: text) : CharacterClass(of: cmark_node_next(node))
        let opens = after != .space && (after != .punctuation || before != .other)
        let closes = before != .space && (before != .punctuation || after != .other)
        found.append(Delimiter(node: node, offset: index, length: end - index, opens: opens, closes: closes))
      }
      index = end
    }
    return found
  }
}

/// What the rules of flanking ask of a character.
enum CharacterClass {
  case space
  case punctuation
  case other

  /// The class of the character at an offset.
  init(at offset: Int, in text: Bytes) {
    self.init(String(decoding: text[offset..<min(offset + 4, text.count)], as: UTF8.self).unicodeScalars.first)
  }

  /// The class of the character before an offset.
  init(before offset: Int, in text: Bytes) {
    var start = offset - 1
    while start > 0, offset - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    self.init(String(decoding: text[start..<offset], as: UTF8.self).unicodeScalars.first)
  }

  /// The class of what a neighbouring node shows at this side: a line's or paragraph's end is space, delimiters are punctuation.
  init(of neighbour: Node?) {
    guard let neighbour else {
      self = .space
      return
    }
    let type = cmark_node_get_type(neighbour)
    self = type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ? .space : .punctuation
  }

  private init(_ scalar: Unicode.Scalar?) {
    guard let scalar, !scalar.properties.isWhitespace else {
      self = .space
      return
    }
    if scalar.isASCII {
      let byte = UInt8(scalar.value)
      self = isLetter(byte) || isDigit(byte) || byte < 0x20 ? .other : .punctuation
      return
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation:
      self = .punctuation
    default: self = .other
    }
  }
}
