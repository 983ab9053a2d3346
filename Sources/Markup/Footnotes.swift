import CMark
import Diagnostics

/// The footnotes of a page: where they are defined, and in which order they are referred to.
struct Footnotes {
  private(set) var numbers: [[UInt8]: Int] = [:]
  private(set) var order: [[UInt8]] = []
  private(set) var references: [[UInt8]: Int] = [:]
  private var definitions: [[UInt8]: Node] = [:]
  private var known: Set<[UInt8]> = []

  /// No footnotes, but those that the page will define.
  init(_ notes: [Note] = []) {
    for note in notes {
      if case .footnote(let label) = note.kind { known.insert(label.folded) }
    }
  }

  /// Whether the page defines a label.
  func isKnown(_ label: [UInt8]) -> Bool { known.contains(label.folded) }

  /// Notes where a label is defined; the first place counts.
  mutating func define(_ label: [UInt8], _ node: Node) {
    if definitions[label.folded] == nil { definitions[label.folded] = node }
  }

  /// The number of a label that is referred to, and how often it has been.
  mutating func refer(to label: [UInt8]) -> (number: Int, occurrence: Int) {
    let key = label.folded
    references[key, default: 0] += 1
    if let number = numbers[key] { return (number, references[key] ?? 1) }
    order.append(key)
    numbers[key] = order.count
    return (order.count, 1)
  }

  /// The quote that defines a label.
  func definition(of key: [UInt8]) -> Node? { definitions[key] }
}

extension [UInt8] {
  fileprivate var folded: [UInt8] { map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }
}

extension TreeRenderer {
  /// Writes the number that refers to a footnote.
  mutating func footnoteReference(_ label: [UInt8]) {
    guard footnotes.isKnown(label), image == nil, !isInLink else {
      let text = [UInt8(ascii: "["), UInt8(ascii: "^")] + label + [UInt8(ascii: "]")]
      return text.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    }
    let (number, occurrence) = footnotes.refer(to: label)
    out.append("<sup class=\"footnote-ref\"><a href=\"#")
    writeFootnoteID("fn", number, 1)
    out.append("\" id=\"")
    writeFootnoteID("fnref", number, occurrence)
    out.append("\">")
    out.append(decimal: number)
    out.append("</a></sup>")
  }

  /// Writes the footnotes that the page refers to, in that order.
  mutating func writeFootnotes() {
    guard !footnotes.order.isEmpty else { return }
    freshLine()
    out.append(
      isSite ? "<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n" : "<section class=\"footnotes\">\n<ol>\n")
    var index = 0
    while index < footnotes.order.count {
      let key = footnotes.order[index]
      index += 1
      out.append("<li id=\"")
      writeFootnoteID("fn", index, 1)
      out.append("\">\n")
      if let quote = footnotes.definition(of: key) { walk(childrenOf: quote) }
      writeBackReference(key, index)
      out.append("</li>\n")
    }
    out.append("</ol>\n</section>\n")
  }

  private mutating func writeFootnoteID(_ kind: StaticString, _ number: Int, _ occurrence: Int) {
    options.idPrefix.utf8.withUnsafeBufferPointer { out.appendEscapingURL($0) }
    out.append(kind)
    out.append(decimal: number)
    if occurrence > 1 {
      out.append("-")
      out.append(decimal: occurrence)
    }
  }

  private mutating func writeBackReference(_ key: [UInt8], _ number: Int) {
    let closing: StaticString = "</p>\n"
    let endsInParagraph = out.count >= 5 && Bytes(rebasing: out.bytes[(out.count - 5)...]).begins(with: closing)
    if endsInParagraph {
      out.truncate(to: out.count - 5)
      out.append(" ")
    }
    for occurrence in 1...max(1, footnotes.references[key] ?? 1) {
      if occurrence > 1 { out.append(" ") }
      out.append("<a href=\"#")
      writeFootnoteID("fnref", number, occurrence)
      out.append(
        isSite ? "\" class=\"footnote-backref\" aria-label=\"Back to the text\">↩</a>" : "\" class=\"footnote-backref\">↩</a>")
    }
    out.append(endsInParagraph ? "</p>\n" : "\n")
  }
}
