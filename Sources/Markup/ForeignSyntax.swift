import CMark
import Diagnostics
import Glibc

/// What other generators would replace while they build a page. It stays as it is written, and is reported as a note.
enum ForeignSyntax {
  /// The rule of the notes.
  static let rule: Text = "foreign-syntax"

  /// What begins at an offset, if it is any of these.
  static func message(at index: Int, in text: Bytes) -> (message: Text, length: Int)? {
    let rest = Bytes(rebasing: text[index...])
    if rest.begins(with: "{%"), closes(rest, UInt8(ascii: "%")) { return ("a Liquid or Jinja tag is shown as text", 2) }
    if rest.begins(with: "{{#"), closes(rest, UInt8(ascii: "}")) { return ("an mdBook directive is shown as text", 3) }
    if rest.begins(with: "{{"), closes(rest, UInt8(ascii: "}")) { return (variable, 2) }
    if rest.begins(with: "--8<--") { return ("a MkDocs snippet is shown as text", 6) }
    return nil
  }

  /// What is said of a template's variable.
  static let variable: Text = "a template's variable is shown as text"

  /// Whether an address is made by a template: `{{ page.url }}`.
  static func isAddress(_ url: [UInt8]) -> Bool {
    url.contains(UInt8(ascii: "{")) && (url.contains(literal: "{{") || url.contains(literal: "{%"))
  }

  /// A longer one is none: a page may begin many.
  private static let longest = 1_000

  private static func closes(_ text: Bytes, _ sign: UInt8) -> Bool {
    guard let base = text.baseAddress else { return false }
    var index = 3
    let end = min(text.count, longest)
    while index < end, let found = memchr(base + index, CInt(UInt8(ascii: "}")), end - index) {
      index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if text[index - 1] == sign { return true }
      index += 1
    }
    return false
  }
}

extension TreeRenderer {
  /// Reports what another generator would replace, each kind once a page.
  mutating func noteForeignSyntax(at index: Int, in text: Bytes, of node: Node) {
    guard let (message, length) = ForeignSyntax.message(at: index, in: text) else { return }
    let start = min(range(of: node).start + index, source.count)
    noteForeignSyntax(message, at: SourceRange(start, min(start + length, source.count)))
  }

  /// Reports what another generator would make something of, each kind once a page.
  mutating func noteForeignSyntax(_ message: Text, at range: SourceRange) {
    if sink.diagnostics.contains(where: { $0.rule == ForeignSyntax.rule && $0.message == message }) { return }
    sink.report(
      ForeignSyntax.rule, .info, at: range, message, help: "this generator reads Markdown only; write the text itself")
  }

  /// Whether a paragraph is left out: a mark where other generators put a contents list, which each page has beside it, attributes alone, or the
  /// imports of a page that is a program as well, or a label.
  mutating func isLeftOut(_ paragraph: Node) -> Bool {
    guard isSite, let text = cmark_node_first_child(paragraph), cmark_node_get_type(text) == CMARK_NODE_TEXT else { return false }
    let words = literal(of: text)
    guard let first = words.first else { return false }
    if first == UInt8(ascii: "i"), words.begins(with: "import ") { return isImport(paragraph) }
    if first == UInt8(ascii: ":"), words.begins(with: "::: "), words.count > 4, isLetter(words[4]) {
      noteForeignSyntax("a directive that makes text is shown as text", at: range(of: paragraph))
      page.anchors.append(RenderedPage.anyAnchor)
    }
    guard cmark_node_next(text) == nil else { return false }
    if first == UInt8(ascii: "{") { return AttributeList.isAll(of: words) }
    if first == UInt8(ascii: "(") { return Label.name(in: words) != nil }
    guard first == UInt8(ascii: "[") || first == Mask.openingBracket else { return false }
    let written = Mask.restored(words, isText: true)
    return ["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]"].contains { Text(written).equals($0) }
  }

  /// Whether each line of a paragraph is JavaScript's `import … from '…'`.
  private mutating func isImport(_ paragraph: Node) -> Bool {
    let text = plainText(of: paragraph).utf8
    return text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: ";") }).allSatisfy { line in
      let words = Text(line).trimmed()
      guard let last = words.utf8.last, last == UInt8(ascii: "'") || last == UInt8(ascii: "\"") else { return false }
      return words.hasPrefix("import ") && (words.utf8.contains(literal: " from '") || words.utf8.contains(literal: " from \""))
    }
  }
}
