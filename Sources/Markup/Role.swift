import CMark
import Diagnostics

/// What MyST writes before a code span to say what it is: ``{ref}`label` ``.
struct Role {
  /// How the text is shown.
  enum Style {
    /// As the name of something of a program.
    case code
    case plain
    case element(StaticString)
    /// Not at all: an icon, which would be a picture.
    case icon
  }

  /// The code span.
  var code: Node
  var style: Style

  /// The style of a role of this name; nil for a name that MyST does not know, and which may be a text's own.
  static func style(of name: Text) -> Style? {
    switch name {
    case "ref", "numref", "doc", "term", "any", "eq", "abbr", "guilabel", "menuselection", "cite", "cite:p", "cite:t", "dfn", "u",
      "index", "math":
      .plain
    case "kbd": .element("kbd")
    case "sub", "subscript": .element("sub")
    case "sup", "superscript": .element("sup")
    case "fa", "fas", "far", "fab", "octicon", "material-regular", "material-outlined", "material-round": .icon
    case "strong": .element("strong")
    case "emphasis": .element("em")
    case "code", "file", "command", "envvar", "option", "program", "samp", "download", "func", "class", "meth", "mod", "attr",
      "exc", "data", "obj", "const":
      .code
    default: name.utf8.contains(UInt8(ascii: ":")) ? .code : nil
    }
  }
}

extension TreeRenderer {
  /// Leaves out a role that a code span follows. Returns the offset behind it; nil if none begins at the offset.
  mutating func role(at index: Int, _ part: inout TextPart) -> Int? {
    guard part.end == part.text.count, part.text.last == UInt8(ascii: "}"), let next = cmark_node_next(part.node),
      cmark_node_get_type(next) == CMARK_NODE_CODE
    else { return nil }
    let name = part.text[(index + 1)..<(part.end - 1)]
    let isName = name.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }
    guard isName, let style = Role.style(of: Text(Array(name))) else { return nil }
    flush(&part, to: index)
    part.written = part.end
    role = Role(code: next, style: style)
    return part.end
  }

  /// Writes the code span of a role: of `text <target>` the text.
  mutating func write(_ role: Role, _ text: Bytes) {
    self.role = nil
    var shown = text[...]
    if let target = shown.lastIndex(of: UInt8(ascii: "<")), target > 0, shown.last == UInt8(ascii: ">") {
      shown = shown[..<target]
      while let last = shown.last, isSpace(last) { shown = shown.dropLast() }
    }
    switch role.style {
    case .plain: escaped(Bytes(rebasing: shown), isText: false)
    case .icon: break
    case .code: write(shown, in: "code")
    case .element(let name): write(shown, in: name)
    }
  }

  private mutating func write(_ text: Bytes.SubSequence, in element: StaticString) {
    out.append("<")
    out.append(element)
    out.append(">")
    escaped(Bytes(rebasing: text), isText: false)
    out.append("</")
    out.append(element)
    out.append(">")
  }
}
