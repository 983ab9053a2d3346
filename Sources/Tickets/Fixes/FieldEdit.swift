import Diagnostics
import Notation

/// Edits that give a ticket's field a new value. They hold plain text, which `FixWriter` puts into the file's notation.
public enum FieldEdit {
  /// The edit that makes a field a single text; none if it is that already, or if its value is a list.
  public static func edits(of field: Field, to text: Text, in ticket: Ticket, _ sink: inout DiagnosticSink) -> [Edit] {
    switch field.node.value {
    case .list, .map: return []
    default: break
    }
    let node = trimmed(field.node)
    guard !text.isEmpty, text != node.text, canStand(field, in: ticket) else { return [] }
    return [sink.edit(node.range, to: text)]
  }

  /// The edits that make a field a list of texts: of the items that differ if there are as many as before, else of the whole list.
  public static func edits(of field: Field, to texts: [Text], in ticket: Ticket, _ sink: inout DiagnosticSink) -> [Edit] {
    let items = ListSpelling.items(field.node, isChoice: field.index.map { ticket.form.fields[$0].type == .choices } ?? false)
    guard !texts.isEmpty, !texts.contains(where: { $0.isEmpty || $0.utf8.contains(0x0A) }), canStand(field, in: ticket) else {
      return []
    }
    guard texts.count == items.count else { return whole(field, texts, ticket, &sink) }
    var edits: [Edit] = []
    for (item, text) in zip(items, texts) where item.text != text { edits.append(sink.edit(item.range, to: text)) }
    return edits
  }

  /// A list written anew: as many lines or, in flow style, as many items as there are texts.
  private static func whole(_ field: Field, _ texts: [Text], _ ticket: Ticket, _ sink: inout DiagnosticSink) -> [Edit] {
    let range = field.node.range
    guard case .list = field.node.value, ticket.format != .serviceNow else {
      let node = trimmed(field.node)
      let text = Text.joined(texts, separator: ticket.format == .yaml || ticket.format == .markdown ? ", " : "\n")
      return text == node.text ? [] : [sink.edit(node.range, to: text)]
    }
    let items = texts.map { YAML.scalar($0) }
    let bytes = ticket.file.bytes
    if bytes[range.start] == UInt8(ascii: "[") {
      return [sink.edit(range, to: "[" + Text.joined(items, separator: ", ") + "]")]
    }
    var lineStart = range.start
    while lineStart > 0, bytes[lineStart - 1] == 0x20 { lineStart -= 1 }
    guard lineStart == 0 || bytes[lineStart - 1] == 0x0A || bytes[lineStart - 1] == 0x0D else { return [] }
    let lineEnd: Text = lineStart > 1 && bytes[lineStart - 2] == 0x0D ? "\r\n" : "\n"
    let margin = Text([UInt8](repeating: 0x20, count: range.start - lineStart))
    return [sink.edit(range, to: "- " + Text.joined(items, separator: lineEnd + margin + "- "))]
  }

  /// Whether the field has a place of its own in the text: an e-mail's subject has none.
  private static func canStand(_ field: Field, in ticket: Ticket) -> Bool {
    field.keyRange.end > field.keyRange.start || (ticket.origin == nil && field.node.range.end > field.node.range.start)
  }

  private static func trimmed(_ node: Node) -> Node {
    let range = node.text.trimmedRange
    return range.count == node.text.count || range.isEmpty ? node : node.part(range)
  }
}
