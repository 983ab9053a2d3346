import Diagnostics
import Notation

/// How ServiceNow writes what a form's field holds: boxes as `true`, tables as JSON in a text.
enum RecordAnswers {
  /// The answer as the field's type asks for it.
  static func answer(_ node: Node, for field: FormField) -> Node {
    switch field.type {
    case .list: return table(node) ?? node
    case .choices:
      guard case .listed(let options) = field.options, options.count == 1, let isTicked = isTicked(node) else {
        return table(node) ?? node
      }
      return Node(.list(isTicked ? [Node(.string(options[0]), text: options[0], range: node.range)] : []), range: node.range)
    default: return node
    }
  }

  /// Whether a box is ticked; nil for an answer that is no box.
  static func isTicked(_ node: Node) -> Bool? {
    switch node.text.trimmed().asciiLowercased() {
    case "true", "1", "yes", "on", "checked": true
    case "false", "0", "no", "off", "": false
    default: nil
    }
  }

  /// The rows of a table as a list of texts: a JSON text such as `[{"run": "18420"}]`, or the same as JSON in the record; nil for anything else.
  private static func table(_ node: Node) -> Node? {
    if case .list(let elements) = node.value {
      return elements.contains { !$0.entries.isEmpty }
        ? Node(.list(elements.map { cells(of: $0, in: nil) }), range: node.range) : nil
    }
    guard node.text.utf8.first == UInt8(ascii: "["),
      case .list(let rows)? = JSONReader.read(SourceFile(path: "", text: node.text)).node?.value
    else { return nil }
    return Node(.list(rows.map { cells(of: $0, in: node) }), range: node.range)
  }

  /// The cells of a row as one text with blanks between them.
  ///
  /// - Parameter outer: the text in which the row stands; nil if its places are the file's.
  private static func cells(of row: Node, in outer: Node?) -> Node {
    var result: Node?
    for cell in row.entries.isEmpty ? [row] : row.entries.map({ $0.value.answer }) where !cell.text.trimmedRange.isEmpty {
      let range = outer?.sourceRange(ofText: cell.range.start..<cell.range.end) ?? cell.range
      let moved = Node(.string(cell.text), text: cell.text, range: range)
      result = result?.joined(with: moved) ?? moved
    }
    return result ?? Node(.string(""), range: outer.map { SourceRange($0.range.start, $0.range.start) } ?? row.range)
  }
}
