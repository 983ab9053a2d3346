import Diagnostics

/// The elements and attributes of raw HTML that a site lets through: none that runs, loads or restyles anything.
enum HTMLAllowList {
  /// Whether an element is let through.
  static func allows(_ element: [UInt8]) -> Bool { elements.contains(String(decoding: element, as: UTF8.self)) }

  /// Whether an element has no content.
  static func isVoid(_ element: [UInt8]) -> Bool {
    ["br", "hr", "img", "wbr", "col"].contains(String(decoding: element, as: UTF8.self))
  }

  /// Whether an element may stand in a paragraph.
  static func isPhrasing(_ element: [UInt8]) -> Bool { phrasing.contains(String(decoding: element, as: UTF8.self)) }

  /// Whether an element is a block that holds no blocks.
  static func holdsWords(_ element: [UInt8]) -> Bool {
    ["p", "h1", "h2", "h3", "h4", "h5", "h6"].contains(String(decoding: element, as: UTF8.self))
  }

  /// Whether an attribute of an element is let through.
  static func allows(_ attribute: [UInt8], of element: [UInt8]) -> Bool {
    let name = String(decoding: attribute, as: UTF8.self)
    if everywhere.contains(name) || name.hasPrefix("aria-") { return true }
    return of[String(decoding: element, as: UTF8.self)]?.contains(name) ?? false
  }

  private static let elements: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details",
    "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li",
    "mark",
    "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td",
    "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
  ]
  private static let phrasing: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
  ]
  private static let everywhere: Set<String> = ["id", "class", "title", "lang", "dir", "role"]
  private static let of: [String: Set<String>] = [
    "a": ["href", "name"],
    "img": ["src", "alt", "width", "height"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"],
    "ol": ["start", "type", "reversed"], "li": ["value"], "details": ["open"], "time": ["datetime"], "col": ["span"],
    "colgroup": ["span"],
  ]
}

/// Character references in the attributes of raw HTML.
enum CharacterReferences {
  /// The text with numeric references and the named ones of ASCII resolved, so that no address can hide its scheme behind them.
  static func resolved(_ bytes: [UInt8]) -> Text {
    guard bytes.contains(UInt8(ascii: "&")) else { return Text(bytes) }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"), let (scalar, end) = reference(bytes, index) {
        result += Array(String(Character(scalar)).utf8)
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return Text(result)
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "colon": ":", "tab": "\t", "newline": "\n", "sol": "/",
    "num": "#",
    "lpar": "(", "rpar": ")", "period": ".",
  ]

  private static func reference(_ bytes: [UInt8], _ start: Int) -> (Unicode.Scalar, Int)? {
    var end = start + 1
    while end < bytes.count, end - start < 12, isAlphanumeric(bytes[end]) || bytes[end] == UInt8(ascii: "#") { end += 1 }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    let next = end < bytes.count && bytes[end] == UInt8(ascii: ";") ? end + 1 : end
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { ($0, next) }
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map { ($0, next) } }
    return named[name.lowercased()].map { ($0, next) }
  }
}
