import Diagnostics

extension RenderedPage {
  /// The HTML with every slot filled by the closure, which appends what belongs there.
  public func filled(_ fill: (Slot, inout [UInt8]) -> Void) -> [UInt8] {
    if slots.isEmpty { return html }
    var result: [UInt8] = []
    result.reserveCapacity(html.count + 64 * slots.count)
    appendFilled(to: &result, fill)
    return result
  }

  /// HTML with these slots, which may be kept apart from them, with every slot filled by the closure, which is given the slot's number too.
  public func filled(html: UnsafeBufferPointer<UInt8>, _ fill: (Int, Slot, inout [UInt8]) -> Void) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(html.count + 64 * slots.count)
    append(html, to: &result, fill)
    return result
  }

  /// Appends the HTML with every slot filled by the closure, which appends what belongs there.
  public func appendFilled(to result: inout [UInt8], _ fill: (Slot, inout [UInt8]) -> Void) {
    html.withUnsafeBufferPointer { html in append(html, to: &result) { fill($1, &$2) } }
  }

  private func append(
    _ html: UnsafeBufferPointer<UInt8>, to result: inout [UInt8], _ fill: (Int, Slot, inout [UInt8]) -> Void
  ) {
    // Looked at where they are: a copy of a slot counts references to each of its texts.
    slots.withUnsafeBufferPointer { slots in
      var start = 0
      for number in slots.indices {
        result.append(contentsOf: UnsafeBufferPointer(rebasing: html[start..<slots[number].offset]))
        fill(number, slots[number], &result)
        start = slots[number].offset
      }
      result.append(contentsOf: UnsafeBufferPointer(rebasing: html[start...]))
    }
  }
}

extension Slot {
  /// The attribute that carries the address: `href` or `src`; nil for a fence and a reference.
  public var attribute: StaticString? {
    switch kind {
    case .link, .wikiLink, .term: "href"
    case .image: "src"
    case .fence, .reference: nil
    }
  }

  /// The address as written: destination and fragment.
  public var address: Text {
    guard let fragment else { return destination }
    return "\(destination)#\(fragment)"
  }
}

extension [UInt8] {
  /// Appends ` name="url"` with the URL percent-encoded and escaped as libcmark does.
  public mutating func appendAttribute(_ name: StaticString, _ url: Text) { appendAttribute(name, url.utf8[...]) }

  /// Appends ` name="url"` with the URL percent-encoded and escaped as libcmark does.
  public mutating func appendAttribute(_ name: StaticString, _ url: ArraySlice<UInt8>) {
    append(UInt8(ascii: " "))
    name.withUTF8Buffer { append(contentsOf: $0) }
    append(UInt8(ascii: "="))
    append(UInt8(ascii: "\""))
    url.withUnsafeBufferPointer { url in
      if url.allSatisfy(\.isSafeInURL) { return append(contentsOf: url) }
      var buffer = ByteBuffer(capacity: url.count * 3 + 16)
      buffer.appendEscapingURL(url)
      buffer.appendContents(to: &self)
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends a text with `&`, `<`, `>` and `"` as character references.
  public mutating func appendEscapingHTML(_ text: Text) {
    var buffer = ByteBuffer(capacity: text.utf8.count + 64)
    text.utf8.withUnsafeBufferPointer { buffer.appendEscapingHTML($0) }
    buffer.appendContents(to: &self)
  }
}
