import CMark
import Diagnostics

extension TreeRenderer {
  /// Writes an HTML block as the options have it.
  mutating func htmlBlock(_ node: Node) {
    let html = literal(of: node)
    if hasExtensions, let mark = BlockMark(html) { return ownBlock(mark, node) }
    freshLine()
    switch options.rawHTML {
    case .passed: raw(html)
    case .filtered:
      if component(html, at: range(of: node)) { return freshLine() }
      let count = elements.open.count
      isInHTMLBlock = true
      filtered(html, at: range(of: node))
      isInHTMLBlock = false
      closeWords(from: count)
    case .escaped:
      if isComment(html) { return }
      reportRawHTML(html, at: range(of: node))
      out.append("<pre class=\"raw-html\">")
      escaped(html, isText: false)
      out.append("</pre>")
    }
    freshLine()
  }

  /// Writes an HTML tag in a paragraph as the options have it.
  mutating func inlineHTML(_ node: Node) {
    let html = literal(of: node)
    switch options.rawHTML {
    case .passed: raw(html)
    case .filtered: filtered(html, at: range(of: node))
    case .escaped:
      if isComment(html) { return }
      reportRawHTML(html, at: range(of: node))
      escaped(html, isText: false)
    }
  }

  /// Leaves out the tags of a program's components, such as `<TabItem label="A">`, but for what they are called. Returns whether the block has nothing else.
  private mutating func component(_ html: Bytes, at range: SourceRange) -> Bool {
    var labels: [[UInt8]] = []
    var index = 0
    while index < html.count {
      if isSpace(html[index]) {
        index += 1
        continue
      }
      guard html[index] == UInt8(ascii: "<"), let tag = HTMLTag(html, at: index), !HTMLAllowList.allows(tag.name) else {
        return false
      }
      let first = html[index + (tag.isClosing ? 2 : 1)]
      guard first >= 0x41, first <= 0x5A else { return false }
      labels += tag.attributes.filter { ["label", "title", "summary"].contains(Text($0.name)) }.compactMap(\.value)
      index = tag.end
    }
    noteComponent(at: range.start)
    for label in labels {
      out.append("<p class=\"tab-title\">")
      label.withUnsafeBufferPointer { escaped($0, isText: false) }
      out.append("</p>\n")
    }
    return true
  }

  /// Says that a component's text alone is shown.
  mutating func noteComponent(at place: Int) {
    noteForeignSyntax("a program's component is left out", at: SourceRange(place, min(place + 1, source.count)))
  }

  private mutating func raw(_ html: Bytes) {
    if prepared.features.masks { out.append(Mask.restored(html, isText: false)) } else { out.append(html) }
  }

  private func isComment(_ html: Bytes) -> Bool {
    guard html.begins(with: "<!--") else { return false }
    var end = html.count
    while end > 0, isSpace(html[end - 1]) { end -= 1 }
    return end >= 7 && html[end - 1] == UInt8(ascii: ">") && html[end - 2] == UInt8(ascii: "-")
      && html[end - 3] == UInt8(ascii: "-")
  }

  private mutating func reportRawHTML(_ html: Bytes, at range: SourceRange) {
    let tag = Text(Array(html.prefix { $0 != UInt8(ascii: "\n") }.prefix(40)))
    let help: Text = "write it in Markdown, or let HTML through in the site's configuration"
    sink.report("raw-html", .warning, at: range, "`\(tag)` is shown as text: raw HTML is off", help: help)
  }

  /// Writes the elements and attributes of the allow-list, and everything else as text.
  private mutating func filtered(_ html: Bytes, at range: SourceRange) {
    if prepared.features.masks {
      return Mask.restored(html, isText: false).withUnsafeBufferPointer { filter($0, at: range) }
    }
    filter(html, at: range)
  }

  private mutating func filter(_ html: Bytes, at range: SourceRange) {
    // Looked for once, and not behind each tag.
    let ends = isInHTMLBlock ? HTMLTag.lastEnds(in: html) : [:]
    var index = 0
    while index < html.count {
      let text = html[index...].prefix { $0 != UInt8(ascii: "<") }
      out.append(Bytes(rebasing: text))
      index += text.count
      guard index < html.count else { return }
      if Bytes(rebasing: html[index...]).begins(with: "<!--") {
        index = endOfComment(html, index)
      } else if let tag = HTMLTag(html, at: index), HTMLAllowList.allows(tag.name) {
        write(tag, at: range, endsLater: ends[tag.name].map { $0 > index } ?? false)
        index = tag.end
      } else if let tag = HTMLTag(html, at: index), let end = leaveOut(tag, in: html, at: index, of: range) {
        index = end
      } else {
        out.append("&lt;")
        index += 1
      }
    }
  }

  private func endOfComment(_ html: Bytes, _ start: Int) -> Int {
    var index = start + 4
    while index + 2 < html.count {
      if html[index] == UInt8(ascii: "-"), html[index + 1] == UInt8(ascii: "-"), html[index + 2] == UInt8(ascii: ">") {
        return index + 3
      }
      index += 1
    }
    return html.count
  }

  /// Writes an allowed tag, but for a closing tag that closes nothing: it could close an element of the site's own.
  ///
  /// - Parameter endsLater: Whether such an element ends in the same block of HTML: else Markdown's blocks stand in it.
  private mutating func write(_ tag: HTMLTag, at range: SourceRange, endsLater: Bool) {
    let isLink = Text(tag.name).equals("a")
    if tag.isClosing {
      return close(tag.name)
    }
    if Text(tag.name).equals("img"), writeElsewhere(tag, at: range) { return }
    if isLink, isInLink || !tag.attributes.contains(where: { Text($0.name).equals("href") }) {
      return writePlace(of: tag)
    }
    guard !HTMLAllowList.isPhrasing(tag.name) else { return open(tag, as: tag.name, at: range) }
    // A paragraph or a heading can hold no block.
    if elements.isInPhrasing { return out.append(" ") }
    if let paragraph = elements.open.lastIndex(where: { Text($0.written).equals("p") }), paragraph >= elements.floor {
      closeElements(from: paragraph)
    }
    let holdsBlocks = isInHTMLBlock && HTMLAllowList.holdsWords(tag.name) && !endsLater
    open(tag, as: holdsBlocks ? Array("div".utf8) : tag.name, at: range)
  }

  private mutating func open(_ tag: HTMLTag, as name: [UInt8], at range: SourceRange) {
    guard elements.open.count < OpenElements.most else { return }
    out.append("<")
    out.append(name)
    let hasClass = tag.attributes.contains { Text($0.name).equals("class") }
    let hasID = tag.attributes.contains { Text($0.name).equals("id") }
    for attribute in tag.attributes where !(hasID && Text(attribute.name).equals("name")) {
      if Text(attribute.name).equals("align"), !hasClass { alignment(attribute.value ?? []) }
      write(attribute, of: tag.name, at: range)
    }
    if Text(tag.name).equals("img") { describe(tag) }
    out.append(">")
    if !HTMLAllowList.isVoid(tag.name) { elements.append(OpenElements.Element(name: tag.name, written: name)) }
  }

  /// Gives a picture that has no description its title as one, or in a link the name of its file: nothing else may say where the link leads.
  private mutating func describe(_ image: HTMLTag) {
    func value(_ name: StaticString) -> [UInt8]? { image.attributes.first { Text($0.name).equals(name) }?.value }
    if value("alt") != nil { return }
    out.append(" alt=\"")
    if let title = value("title") {
      appendAttributeValue(title)
    } else if isInLink, let source = value("src") {
      LinkName.of(CharacterReferences.resolved(source)).utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    }
    out.append("\"")
  }

  /// Closes an element and those in it, or notes that it ends with the block.
  private mutating func close(_ name: [UInt8]) {
    guard let index = elements.open.lastIndex(where: { $0.name == name }) else { return }
    if index < elements.floor { elements.closeLater(from: index) } else { closeElements(from: index) }
  }

  /// Closes the elements for words that a block of HTML opened, for Markdown's blocks follow.
  private mutating func closeWords(from count: Int) {
    let isForWords = { (element: OpenElements.Element) in
      HTMLAllowList.isPhrasing(element.written) && !Text(element.written).equals("a")
    }
    if let index = elements.open[min(count, elements.open.count)...].firstIndex(where: isForWords) { closeElements(from: index) }
  }

  /// Writes the place that a link without an address names; what stands in it is text.
  private mutating func writePlace(of tag: HTMLTag) {
    let names = ["id", "name"].compactMap { name in tag.attributes.first { Text($0.name) == name }?.value }
    for value in names { page.anchors.append(CharacterReferences.resolved(value)) }
    guard let id = names.first(where: { ids.reserve(CharacterReferences.resolved($0).utf8) }) else { return }
    out.append("<span id=\"")
    appendAttributeValue(id)
    out.append("\"></span>")
  }

  /// HTML's older way to say where a text stands.
  private mutating func alignment(_ value: [UInt8]) {
    switch Text(value).asciiLowercased() {
    case "center", "middle": out.append(" class=\"align-center\"")
    case "right": out.append(" class=\"align-right\"")
    default: break
    }
  }

  /// Writes a link in the place of another site's picture. Returns whether it is one.
  private mutating func writeElsewhere(_ tag: HTMLTag, at range: SourceRange) -> Bool {
    func value(_ name: StaticString) -> Text? {
      tag.attributes.first { Text($0.name).equals(name) }?.value.map { CharacterReferences.resolved($0) }
    }
    guard isSite, let url = value("src"), AddressKind(url.utf8, isImage: true).isElsewhere(url) else { return false }
    let alternative = value("alt") ?? ""
    elsewhere(url, text: alternative, range: range)
    let shown = alternative.isEmpty ? "picture" : alternative
    shown.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    if !isInLink { out.append("</a>") }
    return true
  }

  private mutating func write(_ attribute: HTMLTag.Attribute, of element: [UInt8], at range: SourceRange) {
    guard HTMLAllowList.allows(attribute.name, of: element) else { return }
    let value = attribute.value ?? []
    switch (Text(element), Text(attribute.name)) {
    case ("a", "href"): return place(.link, CharacterReferences.resolved(value), text: "", range: range)
    case ("img", "src"): return place(.image, CharacterReferences.resolved(value), text: "", range: range)
    case (_, "id"), ("a", "name"):
      // `name` is HTML's older way to say `id`.
      let id = CharacterReferences.resolved(value)
      page.anchors.append(id)
      guard ids.reserve(id.utf8) else { return }
      out.append(" id=\"")
    case ("img", "width"), ("img", "height"): return writePixels(attribute.name, value)
    default:
      out.append(" ")
      out.append(attribute.name)
      guard attribute.value != nil else { return }
      out.append("=\"")
    }
    appendAttributeValue(value)
    out.append("\"")
  }

  /// Writes a size in pixels; any other one would be a style.
  private mutating func writePixels(_ name: [UInt8], _ value: [UInt8]) {
    let digits = value.prefix(while: isDigit)
    guard !digits.isEmpty, digits.count <= 5, ["", "px"].contains(Text(value.dropFirst(digits.count))) else { return }
    out.append(" ")
    out.append(name)
    out.append("=\"")
    out.append(Array(digits))
    out.append("\"")
  }

  /// Writes the value of an attribute as it was written, but for what would end it.
  private mutating func appendAttributeValue(_ value: [UInt8]) {
    for byte in value {
      switch byte {
      case UInt8(ascii: "\""): out.append("&quot;")
      case UInt8(ascii: "<"): out.append("&lt;")
      default: out.append(byte)
      }
    }
  }
}
