import CMark
import CMarkArena
import Diagnostics
import Glibc

extension TreeRenderer {
  /// Writes a text node in which there may be more than libcmark knows.
  mutating func extendedText(_ node: Node) {
    let text = literal(of: node)
    let start = node == heading.first ? heading.firstSkipped : skippedText(node)
    let end = node == heading.last ? heading.lastLength : text.count
    guard start < end else { return }
    guard isExtended, needsCare(text) else { return words(Bytes(rebasing: text[start..<end]), of: node) }
    let strikes = prepared.features.strikethrough && text.contains(UInt8(ascii: "~")) ? self.strikes.runs(of: node) : []
    write(TextPart(node: node, text: text, end: end, strikes: strikes, written: start))
  }

  /// Whether there may be more in a text. It only looks, and is `mutating` all the same: where a renderer that can change is lent, all of its kilobyte is copied.
  private mutating func needsCare(_ text: Bytes) -> Bool {
    guard let base = text.baseAddress else { return false }
    let features = prepared.features
    return (features.schemes && memchr(base, 0x3A, text.count) != nil)
      || (features.strikethrough && memchr(base, 0x7E, text.count) != nil)
      || (features.addresses && memchr(base, 0x40, text.count) != nil)
      || (features.hosts && memchr(base, 0x77, text.count) != nil)
      || (features.braces && (memchr(base, 0x7B, text.count) != nil || text.contains("--8<--")))
      || (features.marks && memchr(base, 0x3D, text.count) != nil)
      || (features.keys && memchr(base, 0x2B, text.count) != nil)
      || (features.shortcodes && memchr(base, 0x3A, text.count) != nil)
      || (features.masks && memchr(base, CInt(Mask.openingBracket), text.count) != nil)
  }

  /// The text that is being written, and how far it is.
  struct TextPart {
    var node: Node
    var text: Bytes
    var end: Int
    var strikes: [Strikes.Run]
    var written: Int
  }

  private mutating func write(_ part: consuming TextPart) {
    var index = part.written
    while index < part.end {
      let next = special(at: index, &part)
      index = next ?? index + 1
    }
    flush(&part, to: part.end)
  }

  mutating func flush(_ part: inout TextPart, to end: Int) {
    if end > part.written { words(Bytes(rebasing: part.text[part.written..<end]), of: part.node) }
    part.written = end
  }

  /// Writes what begins at an offset, if it is more than text. Returns the offset behind it.
  private mutating func special(at index: Int, _ part: inout TextPart) -> Int? {
    switch part.text[index] {
    case UInt8(ascii: "~"): return strike(at: index, &part)
    case UInt8(ascii: "{"), UInt8(ascii: "-"):
      guard prepared.features.braces else { return nil }
      return brace(at: index, &part)
    case UInt8(ascii: "=") where prepared.features.marks: return mark(at: index, &part)
    case UInt8(ascii: "+") where prepared.features.keys: return keys(at: index, &part)
    case UInt8(ascii: ":"):
      if prepared.features.shortcodes, let end = shortcode(at: index, &part) { return end }
      guard !isInLink else { return nil }
      guard let range = BareLinks.scheme(at: index, in: part.text, from: part.written) else { return nil }
      return bareLink(range, prefix: "", &part)
    case UInt8(ascii: "w") where mayBeginHost(index, part) && !isInLink:
      guard let range = BareLinks.host(at: index, in: part.text) else { return nil }
      return bareLink(range, prefix: "http://", &part)
    case UInt8(ascii: "@") where !isInLink:
      guard let range = BareLinks.mail(at: index, in: part.text, from: part.written) else { return nil }
      return bareLink(range, prefix: "mailto:", &part)
    case Mask.openingBracket:
      guard let token = BracketToken(part.text, at: index, textFirst: options.wikiLinksBeginWithText) else { return nil }
      if embeds(token, at: index, &part) { return token.end }
      flush(&part, to: index)
      write(token, at: range(of: part.node).start + index)
      part.written = token.end
      return token.end
    default: return nil
    }
  }

  /// Writes `![[image.png]]` as an image, and `![[Page]]` as a link, if a link in brackets has the sign of one. Returns whether it has.
  private mutating func embeds(_ token: BracketToken, at index: Int, _ part: inout TextPart) -> Bool {
    guard case .wikiLink(let link) = token.kind, index > part.written, part.text[index - 1] == UInt8(ascii: "!"), !isInLink
    else { return false }
    flush(&part, to: index - 1)
    part.written = token.end
    let start = range(of: part.node).start + index
    guard link.isImage else {
      write(token, at: start)
      return true
    }
    out.append("<img")
    addSlot(.image, link.address, text: link.text, range: range(of: link, near: start))
    out.append(" alt=\"")
    link.description.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("\" />")
    return true
  }

  private mutating func strike(at index: Int, _ part: inout TextPart) -> Int? {
    while let run = part.strikes.last, run.offset < index { part.strikes.removeLast() }
    guard let run = part.strikes.last, run.offset == index else { return nil }
    flush(&part, to: index)
    if run.opens { _ = opened("<del>") } else { closed("</del>") }
    part.written = index + run.length
    return part.written
  }

  /// Leaves out attributes, and reports what another generator would replace.
  private mutating func brace(at index: Int, _ part: inout TextPart) -> Int? {
    noteForeignSyntax(at: index, in: part.text, of: part.node)
    if let end = role(at: index, &part) { return end }
    guard let end = endOfAttributes(at: index, in: part.text, of: part.node), end <= part.end else { return nil }
    flush(&part, to: index)
    let list = Bytes(rebasing: part.text[index..<end])
    if index == 0 { resizeImage(before: part.node, by: list) }
    writeAnchor(ofAttributes: list)
    part.written = end
    return end
  }

  private func mayBeginHost(_ index: Int, _ part: TextPart) -> Bool {
    guard index > 0 else {
      guard let before = cmark_node_previous(part.node) else { return true }
      let type = cmark_node_get_type(before)
      return isLineEnd(before) || type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG
    }
    let before = part.text[index - 1]
    return isSpace(before) || before == UInt8(ascii: "*") || before == UInt8(ascii: "_") || before == UInt8(ascii: "~")
      || before == UInt8(ascii: "(")
  }

  private mutating func bareLink(_ range: Range<Int>, prefix: Text, _ part: inout TextPart) -> Int? {
    guard !range.isEmpty, range.lowerBound >= part.written, range.upperBound <= part.end else { return nil }
    flush(&part, to: range.lowerBound)
    let shown = restored(Bytes(rebasing: part.text[range]))
    let url = prefix + shown
    out.append("<a href=\"")
    url.utf8.withUnsafeBufferPointer { out.appendEscapingURL($0) }
    out.append("\">")
    shown.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("</a>")
    if isSite {
      let start = self.range(of: part.node).start + range.lowerBound
      page.externalLinks.append(ExternalLink(url: url, text: shown, range: SourceRange(start, start + range.count)))
    }
    part.written = range.upperBound
    return range.upperBound
  }
}

extension TreeRenderer {
  /// Whether a node is a soft or a hard line break.
  func isLineEnd(_ node: Node?) -> Bool {
    let type = cmark_node_get_type(node)
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK
  }

  /// How much of a text node is written already: the box of a task.
  func skippedText(_ node: Node) -> Int { node == task ? 4 : 0 }

  /// Writes a wiki link or a reference to a footnote.
  private mutating func write(_ token: BracketToken, at offset: Int) {
    switch token.kind {
    case .footnote(let label): footnoteReference(label)
    case .wikiLink(let link): wikiLink(link, at: offset)
    }
  }

  private mutating func wikiLink(_ link: WikiLink, at offset: Int) {
    if link.isContents { return }
    if isInLink { return link.text.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) } }
    out.append("<a")
    addSlot(.wikiLink, link.address, text: link.text, range: range(of: link, near: offset))
    out.append(">")
    link.text.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("</a>")
  }

  /// The range of a wiki link in the file. libcmark's place is a hint: escapes before it shift its column, and its line can be wrong.
  mutating func range(of link: WikiLink, near hint: Int) -> SourceRange {
    let written = [UInt8(ascii: "["), UInt8(ascii: "[")] + link.content + [UInt8(ascii: "]"), UInt8(ascii: "]")]
    let isNear = hint >= wikiCursor && hint <= source.count && !source[wikiCursor..<hint].contains(UInt8(ascii: "\n"))
    let start = source.firstOccurrence(of: written, from: isNear ? hint : wikiCursor) ?? min(max(hint, 0), source.count)
    let end = min(start + written.count, source.count)
    wikiCursor = end
    return SourceRange(start, end)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where words of a text first stand in it; nil where they do not.
  public func firstRange(ofWords words: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let baseAddress, let wanted = words.baseAddress,
      let found = cmark_page_find_words(baseAddress, count, wanted, words.count)
    else { return nil }
    let start = UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    return start..<start + words.count
  }
}

extension Bytes {
  /// Where some bytes first stand, at or after an offset.
  func firstOccurrence(of wanted: [UInt8], from start: Int) -> Int? {
    guard let baseAddress, start >= 0, start <= count else { return nil }
    return cmark_page_find(baseAddress + start, count - start, wanted, wanted.count).map {
      UnsafeRawPointer($0) - UnsafeRawPointer(baseAddress)
    }
  }
}
