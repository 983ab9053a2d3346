import Diagnostics

/// A tag of a program's component in a page of MDX: `<Card title="A" cols={2}>`, `</Tabs>`. Elements of HTML have small letters.
struct ComponentTag {
  /// The name in small letters.
  let name: [UInt8]
  let isClosing: Bool
  /// Whether nothing stands in it: `<Frame />`.
  private(set) var isAlone = false
  /// The offset behind `>`.
  private(set) var end: Int
  private var attributes: [(name: [UInt8], value: [UInt8])] = []

  /// A longer tag is none, nor is a longer expression in it: a page may begin many.
  static let longest = 2_000
  private static let longestExpression = 500

  /// Reads the tag that a text begins with; nil if there is none.
  init?(_ text: Bytes) {
    guard text.count > 2, text[0] == UInt8(ascii: "<") else { return nil }
    isClosing = text[1] == UInt8(ascii: "/")
    end = isClosing ? 2 : 1
    guard (0x41...0x5A).contains(text[end]) else { return nil }
    let start = end
    while end < text.count, isAlphanumeric(text[end]) || text[end] == UInt8(ascii: ".") { end += 1 }
    name = text[start..<end].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let limit = min(text.count, ComponentTag.longest)
    if isClosing { while end < limit, isSpace(text[end]) { end += 1 } }
    while end < limit, text[end] != UInt8(ascii: ">") {
      if isClosing || !takeAttribute(Bytes(rebasing: text[..<limit])) { return nil }
    }
    guard end < limit else { return nil }
    end += 1
  }

  /// The text of an attribute, the first of these that it has.
  func value(of names: StaticString...) -> [UInt8]? {
    for name in names {
      if let found = attributes.first(where: { Text($0.name).equals(name) }) { return found.value }
    }
    return nil
  }

  /// Takes what is between two attributes, or one of them; false if it is neither.
  private mutating func takeAttribute(_ text: Bytes) -> Bool {
    isAlone = false
    switch text[end] {
    case 0x20, 0x09, 0x0A, 0x0D: end += 1
    case UInt8(ascii: "/"):
      isAlone = true
      end += 1
    case UInt8(ascii: "{"): return takeExpression(text)
    default:
      let start = end
      while end < text.count, isAlphanumeric(text[end]) || text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "_") {
        end += 1
      }
      let name = Array(text[start..<end])
      if name.isEmpty { return false }
      guard end < text.count, text[end] == UInt8(ascii: "=") else {
        attributes.append((name, []))
        return true
      }
      end += 1
      return takeValue(of: name, text)
    }
    return true
  }

  private mutating func takeValue(of name: [UInt8], _ text: Bytes) -> Bool {
    guard end < text.count else { return false }
    let quote = text[end]
    if quote == UInt8(ascii: "{") { return takeExpression(text) }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
    let value = text[(end + 1)...].prefix { $0 != quote }
    guard value.endIndex < text.count else { return false }
    attributes.append((name, Array(value)))
    end = value.endIndex + 1
    return true
  }

  /// Takes an expression in braces, which nobody evaluates here.
  private mutating func takeExpression(_ text: Bytes) -> Bool {
    var depth = 0
    let limit = min(text.count, end + ComponentTag.longestExpression)
    while end < limit {
      switch text[end] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        let quoted = text[(end + 1)...].prefix(ComponentTag.longestExpression).prefix { [quote = text[end]] in $0 != quote }
        end = min(quoted.endIndex, limit - 1)
      default: break
      }
      end += 1
      if depth == 0 { return true }
    }
    return false
  }
}

extension ComponentTag {
  /// What is made of a component with text in it: a box, a tab, or the text alone.
  var note: Note {
    let title = value(of: "title", "label", "summary")
    switch Text(name) {
    case "tab", "tabitem": return Note(kind: .tab(title: title ?? value(of: "value", "name") ?? []))
    case "accordion", "expandable": return box(Array("details".utf8), title)
    case "callout", "admonition", "aside":
      return box(value(of: "type", "kind").flatMap { BoxKind.named($0) } ?? Array("note".utf8), title)
    default: return BoxKind.named(name).map { box($0, title) } ?? Note(kind: .wrapper)
    }
  }

  /// A line of Markdown that says what a component without a box is called, and leads where it leads; nil if it is not called anything.
  var titleLine: [UInt8]? {
    guard let title = value(of: "title", "label", "summary", "header"), !title.isEmpty, !title.contains(0x0A) else { return nil }
    var words: [UInt8] = []
    for byte in title {
      // Text, whatever it looks like; references are read as in a program.
      let isMark = byte > 0x20 && byte < 0x7F && !isAlphanumeric(byte)
      if isMark, byte != UInt8(ascii: "&"), byte != UInt8(ascii: "#"), byte != UInt8(ascii: ";") {
        words.append(UInt8(ascii: "\\"))
      }
      words.append(byte)
    }
    let unfit: Set<UInt8> = [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), 0x0A]
    guard let url = value(of: "href", "to"), !url.isEmpty, !url.contains(where: unfit.contains) else {
      return Array("**".utf8) + words + Array("**".utf8)
    }
    return Array("[".utf8) + words + Array("](<".utf8) + url + Array(">)".utf8)
  }

  private func box(_ kind: [UInt8], _ title: [UInt8]?) -> Note {
    let folds = Text(kind).equals("details")
    return Note(kind: .admonition(kind: kind, title: title.flatMap { $0.isEmpty ? nil : $0 }, folds: folds, isOpen: false))
  }

  /// Whether a line is a tag that closes a component, with nothing behind it.
  static func closes(_ line: Bytes, _ name: [UInt8]) -> Bool {
    guard let tag = ComponentTag(line), tag.isClosing, tag.name == name else { return false }
    return line[tag.end...].allSatisfy(isSpace)
  }
}
