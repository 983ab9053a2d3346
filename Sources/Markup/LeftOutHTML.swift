import Diagnostics

/// Elements of raw HTML that are known, but not let through: they load, run or restyle something, or only say how a text looks.
enum LeftOutHTML {
  /// What is done about an element.
  enum Treatment {
    /// Its tags are left out, and its content stays.
    case tags
    /// It is left out with its content, which is no text.
    case whole
    /// A link to what it would load stands in its place.
    case link
  }

  /// What is done about an element; nil for a name that HTML does not know, such as `<user_name>` in a text.
  static func treatment(of element: [UInt8]) -> Treatment? {
    let name = Text(element)
    if ["style", "script", "template", "object"].contains(name) { return .whole }
    if ["iframe", "video", "audio", "embed"].contains(name) { return .link }
    return tags.contains(name) ? .tags : nil
  }

  private static let tags: Set<Text> = [
    "center", "font", "big", "tt", "nobr", "strike", "acronym", "blink", "marquee", "noscript", "picture", "source", "track",
    "button",
    "form", "input", "label", "legend", "fieldset", "select", "option", "textarea", "progress", "meter", "map", "area", "section",
    "article", "header", "footer", "nav", "main", "aside", "address", "hgroup", "data", "output", "param", "base", "link", "meta",
    "svg", "path", "g", "rect", "circle", "ellipse", "polygon", "polyline", "defs", "use", "symbol",
  ]
}

extension TreeRenderer {
  /// Passes over a tag that is known but not let through, or writes a link in its place. Returns the offset behind what was passed over; nil for a tag
  /// that is text.
  mutating func leaveOut(_ tag: HTMLTag, in html: Bytes, at index: Int, of range: SourceRange) -> Int? {
    switch LeftOutHTML.treatment(of: tag.name) {
    case nil: return options.readsComponents && (0x41...0x5A).contains(html[index + (tag.isClosing ? 2 : 1)]) ? tag.end : nil
    case .tags: return tag.end
    case .whole:
      noteLeftOut(tag.name, at: range)
      return tag.isClosing ? tag.end : end(of: tag, in: html)
    case .link:
      if !tag.isClosing { writeLink(inPlaceOf: tag, at: range) }
      return tag.end
    }
  }

  private func end(of tag: HTMLTag, in html: Bytes) -> Int {
    var index = tag.end
    while index < html.count {
      if html[index] == UInt8(ascii: "<"), let other = HTMLTag(html, at: index), other.isClosing, other.name == tag.name {
        return other.end
      }
      index += 1
    }
    return html.count
  }

  private mutating func writeLink(inPlaceOf tag: HTMLTag, at range: SourceRange) {
    func value(_ name: StaticString) -> Text? {
      tag.attributes.first { Text($0.name).equals(name) }?.value.map { CharacterReferences.resolved($0) }
    }
    guard isSite, !isInLink, let url = value("src"), !url.isEmpty else { return }
    let name = value("title") ?? (Text(tag.name).equals("iframe") ? "embedded page" : Text(tag.name))
    out.append("<a")
    place(.link, url, text: name, range: range)
    out.append(">")
    name.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("</a>")
  }

  private mutating func noteLeftOut(_ element: [UInt8], at range: SourceRange) {
    let message: Text = "the element `\(Text(element))` is left out: pages have one look, and run nothing of their own"
    if sink.diagnostics.contains(where: { $0.message == message }) { return }
    sink.report("html-left-out", .info, at: SourceRange(range.start, min(range.start + 1, source.count)), message)
  }
}
