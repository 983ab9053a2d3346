import CMark
import Diagnostics

/// What is known of the heading that is being written.
struct OpenHeading {
  /// The text node that ends in `{#id}`, and how much of it is text.
  var last: Node?
  var lastLength = 0
  /// The text node that begins with the number, and how much of it is number and space.
  var first: Node?
  var firstSkipped = 0
  /// Where the content begins in the HTML.
  var contentStart = 0
  /// How many slots and external links there were before.
  var linksBefore = 0
}

extension TreeRenderer {
  /// Writes the tag that opens a heading, in a site's page with its id.
  mutating func openHeading(_ node: Node) {
    freshLine()
    let level = cmark_node_get_heading_level(node)
    out.append("<h")
    out.append(UInt8(ascii: "0") + UInt8(level))
    if isSite { siteHeading(node, Int(level)) }
    out.append(">")
    enterElements(isPhrasing: true)
    if isSite { headingNumber() }
  }

  /// Writes the tag that closes a heading, in a site's page with a link to it.
  mutating func closeHeading(_ node: Node) {
    if isSite { finishHeading(node) }
    out.append("</h")
    out.append(UInt8(ascii: "0") + UInt8(cmark_node_get_heading_level(node)))
    out.append(">\n")
  }

  private mutating func siteHeading(_ node: Node, _ level: Int) {
    finishSection(at: range(of: node).start)
    var text = plainText(of: node).utf8
    heading = OpenHeading()
    var explicit: [UInt8] = []
    if let last = cmark_node_last_child(node), cmark_node_get_type(last) == CMARK_NODE_TEXT,
      let attributes = HeadingAttributes(literal(of: last))
    {
      heading.last = last
      heading.lastLength = attributes.textLength
      let literalLength = Mask.restored(literal(of: last), isText: true).count
      let kept = Mask.restored(Bytes(rebasing: literal(of: last)[..<attributes.textLength]), isText: true).count
      text.removeLast(min(text.count, literalLength - kept))
      explicit = attributes.id
    }
    let range = range(of: node)
    let id = ids.id(explicit: explicit, text: text) { duplicate in
      let help: Text = "links lead to the first; give this heading an id of its own"
      sink.report("duplicate-anchor", .error, at: range, "the id `\(Text(duplicate))` is used twice in this page", help: help)
    }
    let number = HeadingNumber(text, level: level)
    if let first = cmark_node_first_child(node), cmark_node_get_type(first) == CMARK_NODE_TEXT, let number {
      heading.first = first
      heading.firstSkipped = number.skipped
    }
    page.headings.append(
      Heading(
        level: level, id: options.idPrefix + Text(id), number: heading.first == nil ? "" : Text(number?.number ?? []),
        text: Text(heading.first == nil ? text : Array(text.dropFirst(number?.skipped ?? 0))), html: "", range: range,
        offset: out.count - 2))
    out.append(" id=\"")
    out.append(options.idPrefix.utf8)
    id.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("\"")
    let heard = heardLevel(of: level)
    if heard < level {
      out.append(" aria-level=\"")
      out.append(UInt8(ascii: "0") + UInt8(heard))
      out.append("\"")
    }
  }

  /// The level at which a heading is heard. Who skips one means how large the heading looks; those who listen would look for what is missing between.
  private mutating func heardLevel(of level: Int) -> Int {
    while let last = openHeadings.last, last.level >= level { openHeadings.removeLast() }
    // The title stands above all.
    let heard = level == 1 ? 1 : (openHeadings.last?.heard ?? 1) + 1
    openHeadings.append((level, heard))
    return heard
  }

  private mutating func headingNumber() {
    guard let current = page.headings.last else { return }
    if !current.number.isEmpty {
      out.append("<span class=\"number\">")
      out.append(current.number.utf8)
      out.append("</span> ")
    }
    heading.contentStart = out.count
    heading.linksBefore = page.slots.count + page.externalLinks.count
  }

  private mutating func finishHeading(_ node: Node) {
    guard let index = page.headings.indices.last else { return }
    let html = Bytes(rebasing: out.bytes[heading.contentStart...])
    if html.isSame(as: page.headings[index].text.utf8) {
      // Most have no markup: both are one text then.
      page.headings[index].html = page.headings[index].text
    } else if heading.linksBefore == page.slots.count + page.externalLinks.count, !html.contains(" id=\"") {
      page.headings[index].html = Text(Array(html))
    } else {
      var escaped: [UInt8] = []
      escaped.appendEscapingHTML(page.headings[index].text)
      page.headings[index].html = Text(escaped)
    }
    heading = OpenHeading()
    if page.headings[index].level > 1, !elements.hasLink {
      out.append("<a class=\"anchor\" href=\"#")
      page.headings[index].id.utf8.withUnsafeBufferPointer { out.appendEscapingURL($0) }
      out.append("\" aria-hidden=\"true\" tabindex=\"-1\"></a>")
    }
    sectionStart = page.headings[index].range.end
  }
}

extension Heading {
  /// The id that a heading with this text gets.
  public static func id(ofText text: Text) -> Text { Text(HeadingIDs.id(of: text.utf8)) }
}

/// The attributes at the end of a heading: `{#id}` or `{: #id .class key=value }`; only the id counts.
struct HeadingAttributes {
  /// How much of the text is before them.
  var textLength: Int
  /// The id; empty if only classes are given.
  var id: [UInt8] = []

  init?(_ text: Bytes) {
    guard let last = text.last, last == UInt8(ascii: "}"), let brace = text.lastIndex(of: UInt8(ascii: "{")) else { return nil }
    var words = Mask.restored(Bytes(rebasing: text[(brace + 1)..<(text.count - 1)]), isText: true)
      .split(whereSeparator: isSpace)
    if let first = words.first, first.first == UInt8(ascii: ":") {
      if first.count == 1 { words.removeFirst() } else { words[0] = first.dropFirst() }
    }
    guard !words.isEmpty else { return nil }
    for word in words {
      // `data-toc-label="Short"` is for other generators.
      if let equals = word.firstIndex(of: UInt8(ascii: "=")), equals > word.startIndex, isLetter(word[word.startIndex]) {
        continue
      }
      guard word.count > 1, word.first == UInt8(ascii: "#") || word.first == UInt8(ascii: ".") else { return nil }
      if word.first == UInt8(ascii: "#") { id = Array(word.dropFirst()) }
    }
    var end = brace
    while end > 0, isSpace(text[end - 1]) { end -= 1 }
    textLength = end
  }
}

/// The number that a heading's text begins with: `4.3 Release tag`, `2. Scope`, and below the title `2 Scope`.
struct HeadingNumber {
  /// `4.3`
  var number: [UInt8]
  /// The length of the number and what separates it from the title.
  var skipped: Int

  init?(_ text: [UInt8], level: Int) {
    var end = 0
    var dots = 0
    while end < text.count, isDigit(text[end]) || (text[end] == UInt8(ascii: ".") && end > 0 && isDigit(text[end - 1])) {
      if text[end] == UInt8(ascii: ".") { dots += 1 }
      end += 1
    }
    guard end > 0, end + 1 < text.count, text[end] == UInt8(ascii: " ") else { return nil }
    let endsInDot = text[end - 1] == UInt8(ascii: ".")
    let next = text[end + 1]
    if dots == 0 {
      guard level > 1, end <= 2, next >= 0x41 && next <= 0x5A || next >= 0x80 else { return nil }
    }
    number = Array(text[..<(endsInDot ? end - 1 : end)])
    skipped = end + 1
  }
}
