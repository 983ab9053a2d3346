import Diagnostics

/// Takes from an SVG of Graphviz what draws, and nothing that runs, loads, links or styles.
///
/// Black becomes the colour of the text, so that a drawing without colours of its own follows the theme.
struct DrawingFilter {
  /// Most elements of a drawing.
  private static let mostElements = 20_000
  private static let elements: Set<Text> = [
    "svg", "g", "text", "tspan", "path", "polygon", "polyline", "ellipse", "circle", "rect", "line",
  ]
  /// Elements of which nothing is kept, whatever is in them.
  private static let dropped: Set<Text> = ["title", "defs", "style", "script", "image", "foreignObject", "metadata", "desc"]
  private static let attributes: Set<Text> = [
    "viewBox", "width", "height", "transform", "points", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2",
    "text-anchor", "font-size", "font-weight", "font-style", "text-decoration", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "fill-opacity", "stroke-opacity",
  ]

  private var output: [UInt8] = []
  private var open: [Text] = []
  private var hidden = 0
  private var count = 0
  private var hasColours = false

  /// The markup of a drawing, and whether it has colours of its own; nil if the text is no SVG that we know.
  static func filtered(_ svg: [UInt8]) -> (html: [UInt8], hasColours: Bool)? {
    var filter = DrawingFilter()
    guard filter.read(svg), filter.open.isEmpty, !filter.output.isEmpty else { return nil }
    return (filter.output, filter.hasColours)
  }

  private mutating func read(_ svg: [UInt8]) -> Bool {
    var index = 0
    while index < svg.count {
      guard svg[index] == UInt8(ascii: "<") else {
        let end = svg[index...].firstIndex(of: UInt8(ascii: "<")) ?? svg.count
        text(svg[index..<end])
        index = end
        continue
      }
      guard let end = Self.end(ofMarkupAt: index, in: svg) else { return false }
      if svg[index + 1] != UInt8(ascii: "!"), svg[index + 1] != UInt8(ascii: "?"), !tag(svg[(index + 1)..<(end - 1)]) {
        return false
      }
      index = end
    }
    return true
  }

  /// The offset behind a tag, a comment, or a declaration.
  private static func end(ofMarkupAt start: Int, in svg: [UInt8]) -> Int? {
    guard start + 2 < svg.count else { return nil }
    if svg[start...].starts(with: "<!--".utf8) {
      var index = start + 4
      while index + 2 < svg.count {
        if svg[index] == 0x2D, svg[index + 1] == 0x2D, svg[index + 2] == UInt8(ascii: ">") { return index + 3 }
        index += 1
      }
      return nil
    }
    var quote: UInt8?
    for index in start..<svg.count {
      if let open = quote {
        if svg[index] == open { quote = nil }
      } else if svg[index] == UInt8(ascii: "\"") || svg[index] == UInt8(ascii: "'") {
        quote = svg[index]
      } else if svg[index] == UInt8(ascii: ">") {
        return index + 1
      }
    }
    return nil
  }

  /// Text is kept in `text` elements; its references are Graphviz's own, and an ampersand that begins none is made one.
  private mutating func text(_ bytes: ArraySlice<UInt8>) {
    guard hidden == 0, open.last == "text" || open.last == "tspan" else { return }
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ">"): output.append(literal: "&gt;")
      case UInt8(ascii: "&") where !Self.isReference(bytes[index...]): output.append(literal: "&amp;")
      default: output.append(bytes[index])
      }
    }
  }

  private static func isReference(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let end = bytes.prefix(12).firstIndex(of: UInt8(ascii: ";")), end > bytes.startIndex + 1 else { return false }
    return bytes[(bytes.startIndex + 1)..<end].allSatisfy { isWordByte($0) || $0 == UInt8(ascii: "#") }
  }

  private mutating func tag(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "/") { return close(Text(bytes.dropFirst()).trimmed()) }
    count += 1
    guard count <= Self.mostElements, open.count < 64 else { return false }
    let isEmpty = bytes.last == UInt8(ascii: "/")
    let body = isEmpty ? bytes.dropLast() : bytes
    let name = Text(body.prefix { isWordByte($0) || $0 == UInt8(ascii: ":") })
    let isKept = hidden == 0 && Self.elements.contains(name)
    if isKept {
      output.append(UInt8(ascii: "<"))
      output += name.utf8
      if open.isEmpty { output.append(literal: " focusable=\"false\" aria-hidden=\"true\"") }
      attributes(of: name, body.dropFirst(name.utf8.count))
      if isEmpty { output.append(literal: "/>") } else { output.append(literal: ">") }
    }
    if isEmpty { return true }
    open.append(name)
    if Self.dropped.contains(name) { hidden += 1 }
    return true
  }

  private mutating func close(_ name: Text) -> Bool {
    guard open.popLast() == name else { return false }
    if Self.dropped.contains(name) { hidden -= 1 }
    if hidden == 0, Self.elements.contains(name) {
      output.append(literal: "</")
      output += name.utf8
      output.append(literal: ">")
    }
    return true
  }

  private mutating func attributes(of element: Text, _ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")), equals + 1 < rest.endIndex {
      let name = Text(rest[..<equals]).trimmed()
      let quote = rest[equals + 1]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = rest[(equals + 2)...].firstIndex(of: quote)
      else { return }
      write(name, Text(rest[(equals + 2)..<end]))
      rest = rest[(end + 1)...]
    }
  }

  private mutating func write(_ name: Text, _ value: Text) {
    guard Self.attributes.contains(name), value.utf8.allSatisfy(Self.isPlain), !value.hasPrefix("url") else { return }
    var value = value
    if name.equals("fill") || name.equals("stroke") {
      switch value {
      case "black", "#000000": value = "currentColor"
      // The paper that Graphviz puts behind a drawing.
      case "white", "#ffffff", "transparent", "none": value = "none"
      default: hasColours = true
      }
    }
    output.append(UInt8(ascii: " "))
    output += name.utf8
    output.append(literal: "=\"")
    output += value.utf8
    output.append(literal: "\"")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == 0x20 || [0x23, 0x25, 0x28, 0x29, 0x2B, 0x2C, 0x2E, 0x0A].contains(byte)
  }
}

/// Whether a byte is of a name: a letter, a digit, `-` or `_`.
private func isWordByte(_ byte: UInt8) -> Bool {
  byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte >= 0x30 && byte <= 0x39 || byte == 0x2D || byte == 0x5F
}
