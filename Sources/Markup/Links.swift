import CMark
import Diagnostics

extension TreeRenderer {
  /// Writes the tag that opens a link; in a site's page an address that depends on other pages becomes a slot.
  mutating func openLink(_ node: Node) {
    openLinks += 1
    if isSite { return openSiteLink(node) }
    out.append("<a href=\"")
    address(bytes(cmark_node_get_url(node)))
    title(bytes(cmark_node_get_title(node)))
    out.append("\">")
  }

  /// Writes the tag that closes a link.
  mutating func closeLink(_ node: Node) {
    openLinks -= 1
    if !isLinkLeftOut { out.append("</a>") }
    isLinkLeftOut = false
  }

  private mutating func openSiteLink(_ node: Node) {
    let url = restored(bytes(cmark_node_get_url(node)))
    let text = plainText(of: node)
    if elements.hasLink {
      isLinkLeftOut = true
      if cmark_node_first_child(node) == nil { write(LinkName.of(url)) }
      return
    }
    out.append("<a")
    place(.link, url, text: text, range: linkRange(of: node))
    let titleText = bytes(cmark_node_get_title(node))
    if titleText.count > 0 {
      out.append(" title=\"")
      escaped(titleText, isText: false)
      out.append("\"")
    }
    out.append(">")
    if cmark_node_first_child(node) == nil { write(LinkName.of(url)) }
  }

  private mutating func write(_ words: Text) { words.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) } }

  /// Writes a complete address as an attribute, or leaves a slot for one that the site knows.
  mutating func place(_ kind: Slot.Kind, _ url: Text, text: Text, range: SourceRange) {
    if ForeignSyntax.isAddress(url.utf8) { return placeNothing(kind, range: range) }
    switch AddressKind(url.utf8, isImage: kind == .image) {
    case .dangerous:
      let help: Text = "use `https:`, `mailto:` or the path of a file"
      let shown = url.count > 80 ? Text(url.utf8.prefix(80)).visible + "…" : url
      sink.report("unsafe-link", .error, at: range, "the address `\(shown)` could run a script", help: help)
    case .complete:
      out.append(kind == .image ? " src=\"" : " href=\"")
      withOneHash(url.utf8).withUnsafeBufferPointer { out.appendEscapingURL($0) }
      out.append("\"")
      page.externalLinks.append(ExternalLink(url: url, text: text, range: range))
    case .relative:
      addSlot(kind, url, text: text, range: range)
    }
  }

  /// An address in which what follows the first `#` has no other, as RFC 3986 wants it.
  private func withOneHash(_ url: [UInt8]) -> [UInt8] {
    let sign = UInt8(ascii: "#")
    guard let first = url.firstIndex(of: sign), url[(first + 1)...].contains(sign) else { return url }
    return url[...first] + url[(first + 1)...].flatMap { $0 == sign ? Array("%23".utf8) : [$0] }
  }

  /// Writes an address that another generator would make: none leads anywhere here.
  private mutating func placeNothing(_ kind: Slot.Kind, range: SourceRange) {
    noteForeignSyntax(ForeignSyntax.variable, at: range)
    // A picture without an address would be no HTML.
    if kind == .image { out.append(" src=\"data:,\"") }
  }

  /// Leaves a slot for an address.
  mutating func addSlot(_ kind: Slot.Kind, _ url: Text, text: Text, range: SourceRange) {
    let hash = url.utf8.firstIndex(of: UInt8(ascii: "#"))
    let destination = hash.map { Text(url.utf8[..<$0]) } ?? url
    let fragment = hash.map { Text(url.utf8[($0 + 1)...]) }
    page.slots.append(
      Slot(
        kind: kind, offset: out.count, destination: destination, fragment: fragment, text: text, range: range,
        heading: page.headings.indices.last))
  }

  /// Writes the tag of an image up to its description.
  mutating func openImage(_ node: Node) {
    image = node
    if isSite {
      if openElsewhere(node) { return }
      out.append("<img")
      let url = restored(bytes(cmark_node_get_url(node)))
      let text = plainText(of: node)
      place(.image, url, text: text, range: linkRange(of: node))
      out.append(" alt=\"")
      descriptionStart = out.count
      if text.isEmpty, let name = nameOfLink(around: node) { write(name) }
    } else {
      out.append("<img src=\"")
      address(bytes(cmark_node_get_url(node)))
      out.append("\" alt=\"")
    }
  }

  /// What a link is called that has nothing but a picture without a description in it.
  private func nameOfLink(around image: Node) -> Text? {
    guard let link = cmark_node_parent(image), cmark_node_get_type(link) == CMARK_NODE_LINK,
      cmark_node_next(image) == nil, cmark_node_previous(image) == nil
    else { return nil }
    return LinkName.of(restored(bytes(cmark_node_get_url(link))))
  }

  /// Writes the rest of an image's tag.
  mutating func closeImage(_ node: Node) {
    image = nil
    if isElsewhere {
      isElsewhere = false
      if !isInLink { out.append("</a>") }
      return
    }
    let width = takeWidth(fromDescriptionAt: descriptionStart)
    let paragraph = cmark_node_parent(node)
    let isCaption = paragraph.map { cmark_node_get_type($0) == CMARK_NODE_PARAGRAPH && isFigure($0) && !isInTightList($0) }
    if isCaption != true { title(bytes(cmark_node_get_title(node))) }
    if let width {
      out.append("\" width=\"")
      out.append(decimal: width)
    }
    out.append("\" />")
  }

  /// A picture of another site is not shown, for readers' browsers ask nobody else: a link leads to it. Returns whether that was written.
  private mutating func openElsewhere(_ node: Node) -> Bool {
    let url = restored(bytes(cmark_node_get_url(node)))
    guard AddressKind(url.utf8, isImage: true).isElsewhere(url) else { return false }
    let text = plainText(of: node)
    elsewhere(url, text: text, range: linkRange(of: node))
    isElsewhere = true
    if text.isEmpty { out.append("picture") }
    return true
  }

  /// Begins the link to a picture of another site, but in a link.
  mutating func elsewhere(_ url: Text, text: Text, range: SourceRange) {
    page.externalLinks.append(ExternalLink(url: url, text: text, range: range))
    if isInLink { return }
    out.append("<a href=\"")
    url.utf8.withUnsafeBufferPointer { out.appendEscapingURL($0) }
    out.append("\">")
  }

  private mutating func address(_ url: Bytes) {
    if !prepared.features.masks { return out.appendEscapingURL(url) }
    Mask.restored(url, isText: false).withUnsafeBufferPointer { out.appendEscapingURL($0) }
  }

  /// Writes a title attribute; the quote that closes the attribute before is still to be written, and so is its own.
  private mutating func title(_ title: Bytes) {
    if title.count == 0 { return }
    out.append("\" title=\"")
    escaped(title, isText: false)
  }
}

/// What the site has to do about an address.
enum AddressKind {
  /// It could run a script.
  case dangerous
  /// It has a scheme or a host of its own.
  case complete
  /// It leads to another page or file of the site, or to a place in the page.
  case relative

  /// Looks at an address as browsers do: leading spaces, tabs and line ends do not count.
  ///
  /// - Parameter isImage: Whether it is shown as an image: in one an SVG's scripts do not run.
  init(_ url: [UInt8], isImage: Bool = false) {
    if url.withUnsafeBufferPointer(Self.isPlainPath) {
      self = .relative
      return
    }
    let significant = url.filter { $0 > 0x20 }
    if significant.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
      self = .complete
      return
    }
    guard let colon = significant.firstIndex(of: UInt8(ascii: ":")), let first = significant.first, isLetter(first),
      significant[..<colon].allSatisfy(Self.isSchemePart)
    else {
      self = .relative
      return
    }
    let lower = significant.prefix(32).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let isPicture = isImage && lower.starts(with: Array("data:image/svg+xml".utf8))
    self = Self.isDangerous(lower) && !isPicture ? .dangerous : .complete
  }

  /// Whether a byte that no scheme has comes before any colon, as in most addresses. White space, which does not count, says nothing.
  private static func isPlainPath(_ url: Bytes) -> Bool {
    for (index, byte) in url.enumerated() where !(index == 0 ? isLetter(byte) : isSchemePart(byte)) {
      return byte > 0x20 && byte != UInt8(ascii: ":") && (index > 0 || byte != UInt8(ascii: "/"))
    }
    return true
  }

  private static func isSchemePart(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// Whether a picture with this address would be asked of another site.
  func isElsewhere(_ url: Text) -> Bool { self == .complete && !url.asciiLowercased().hasPrefix("data:") }

  private static func isDangerous(_ url: [UInt8]) -> Bool {
    if url.starts(with: Array("data:".utf8)) {
      let images = ["data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp"]
      return !images.contains { url.starts(with: Array($0.utf8)) }
    }
    return ["javascript:", "vbscript:"].contains { url.starts(with: Array($0.utf8)) }
  }
}

@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
