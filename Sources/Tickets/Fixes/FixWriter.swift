import Diagnostics
import Notation

/// Writes fixes in the notation of the file that they change.
///
/// Readers and rules say which plain text stands where afterwards. Here it gets what the place asks for: quotes where YAML would read something
/// else, escapes in a JSON string, the old quotes around a key.
public struct FixWriter {
  private let content: TicketContent
  /// The places of answers for which `12` means the number and not the text.
  private let numbers: [SourceRange]

  /// A writer for the text of a ticket.
  ///
  /// - Parameters:
  ///   - content: the ticket as read; edits refer to its file.
  ///   - ticket: the ticket with its form, if that is known.
  public init(_ content: TicketContent, _ ticket: Ticket) {
    self.content = content
    numbers = ticket.fields.filter { field in
      field.index.map { ticket.form.fields[$0].type.isNumeric } ?? false
    }.map { $0.node.range }
  }

  /// The fix with its edits as they must stand in the file; nil if one of them cannot stand in its place.
  public func written(_ fix: Fix, _ sink: inout DiagnosticSink) -> Fix? {
    var written = fix
    for index in fix.edits.indices {
      let edit = fix.edits[index]
      let range = SourceRange(edit.start.offset, edit.end.offset)
      guard let replacement = replacement(range, edit.text) else { return nil }
      written.edits[index] = sink.edit(replacement.range, to: replacement.text)
      if let shown = shownReplacement(range, edit.text) { written.edits.append(sink.edit(shown.range, to: shown.text)) }
    }
    return written
  }
}

/// What stands instead of a part of the file.
private typealias Replacement = (range: SourceRange, text: Text)

extension FixWriter {
  private var bytes: [UInt8] { content.file.bytes }

  private func replacement(_ range: SourceRange, _ text: Text) -> Replacement? {
    for entry in content.entries {
      if entry.keyRange == range, entry.headingLine == nil { return key(range, text) }
      guard entry.value.range.start <= range.start, range.end <= entry.value.range.end else { continue }
      if entry.headingLine == nil { return inside(entry.value, range, text) }
      return entry.isExceptions ? key(range, text) : raw(range, text)
    }
    return content.format == .yaml || content.format == .serviceNow ? nil : raw(range, text)
  }

  /// What a ServiceNow record displays, after an edit of the value beside it. Where only a part of the value changes it is left alone: it may be
  /// written in another way.
  private func shownReplacement(_ range: SourceRange, _ text: Text) -> Replacement? {
    let entry = content.entries.first { $0.shownRange != nil && $0.value.range == range }
    return entry?.shownRange.map { ($0, text.jsonString) }
  }

  /// A text that stands as it is; none that would begin another answer.
  private func raw(_ range: SourceRange, _ text: Text) -> Replacement? {
    text.utf8.contains(0x0A) && HeadingText.hasHeading(text.utf8) ? nil : (range, text)
  }

  /// A key, or a scalar of YAML below a heading: in the quotes that it had.
  private func key(_ range: SourceRange, _ text: Text) -> Replacement? {
    if content.format == .serviceNow { return (range, text.jsonString) }
    switch range.start < range.end ? bytes[range.start] : 0 {
    case UInt8(ascii: "\""): return (range, YAML.quoted(text))
    case UInt8(ascii: "'"): return (range, YAML.needsEscape(text) ? YAML.quoted(text) : YAML.singleQuoted(text))
    default: return (range, YAML.scalar(text))
    }
  }

  /// The replacement in the scalar or key that a place lies in.
  private func inside(_ node: Node, _ range: SourceRange, _ text: Text) -> Replacement? {
    for element in node.elements where element.range.contains(range) { return inside(element, range, text) }
    for entry in node.entries {
      if entry.keyRange == range { return key(range, text) }
      if entry.value.range.contains(range) { return inside(entry.value, range, text) }
    }
    switch node.value {
    // A list or map as a whole: its writer knows the notation.
    case .list, .map: return node.range == range ? (range, text) : nil
    default: break
    }
    let scalar = ScalarEdit(node, bytes, isJSON: content.format == .serviceNow, isNumber: numbers.contains(node.range))
    return scalar.replacement(range, text)
  }
}

/// The change of a scalar, or of a part of it.
private struct ScalarEdit {
  /// How a scalar is written.
  private enum Style { case json, plain, singleQuoted, doubleQuoted, block, empty }

  private let node: Node
  private let bytes: [UInt8]
  private let isNumber: Bool
  private let style: Style

  init(_ node: Node, _ bytes: [UInt8], isJSON: Bool, isNumber: Bool) {
    self.node = node
    self.bytes = bytes
    self.isNumber = isNumber
    guard node.range.start < node.range.end else {
      style = .empty
      return
    }
    switch bytes[node.range.start] {
    case _ where isJSON: style = .json
    case UInt8(ascii: "\""): style = .doubleQuoted
    case UInt8(ascii: "'"): style = .singleQuoted
    case UInt8(ascii: "|"), UInt8(ascii: ">"): style = .block
    default: style = .plain
    }
  }

  func replacement(_ range: SourceRange, _ text: Text) -> Replacement? {
    if style == .empty { return (node.range, " " + scalar(text)) }
    if range == node.range { return (range, whole(text)) }
    guard let part = part(at: range) else { return nil }
    let changed = Text(Array(node.text.utf8[..<part.lowerBound]) + text.utf8 + Array(node.text.utf8[part.upperBound...]))
    if bytes[range.start..<range.end].elementsEqual(node.text.utf8[part]), let piece = piece(text) {
      return (range, piece)
    }
    return style == .block || (style == .plain && node.map != nil) ? nil : (node.range, whole(changed))
  }

  /// The part of the scalar's text that stands at a place.
  private func part(at range: SourceRange) -> Range<Int>? {
    let count = node.text.count
    guard let map = node.map else {
      let start = range.start - node.contentStart
      let end = range.end - node.contentStart
      return start >= 0 && end <= count && start <= end ? start..<end : nil
    }
    guard let start = map.firstIndex(where: { Int($0) == range.start }) else { return nil }
    guard let last = map.lastIndex(where: { Int($0) < range.end }), start <= last else { return nil }
    return node.sourceRange(ofText: start..<last + 1) == range ? start..<last + 1 : nil
  }

  /// The whole scalar with a new text.
  private func whole(_ text: Text) -> Text {
    switch style {
    case .json: text.jsonString
    case .singleQuoted where !YAML.needsEscape(text): YAML.singleQuoted(text)
    case .singleQuoted, .doubleQuoted: YAML.quoted(text)
    case .plain, .block, .empty: scalar(text)
    }
  }

  private func scalar(_ text: Text) -> Text {
    isNumber && parseDouble(text) != nil ? text : YAML.scalar(text)
  }

  /// A text as a part of the scalar as it is written; nil if the scalar must be written anew.
  private func piece(_ text: Text) -> Text? {
    switch style {
    case .json: return Text(text.jsonString.utf8.dropFirst().dropLast())
    case .plain: return parseDouble(text) != nil || YAML.scalar(text) == text ? text : nil
    case .block: return text.isEmpty || text.utf8[0].isASCIISpace || YAML.needsEscape(text) ? nil : text
    case .doubleQuoted:
      return YAML.quoted(text).utf8.dropFirst().dropLast().elementsEqual(text.utf8) ? text : nil
    case .singleQuoted: return YAML.needsEscape(text) || text.utf8.contains(UInt8(ascii: "'")) ? nil : text
    case .empty: return nil
    }
  }
}

extension FieldType {
  fileprivate var isNumeric: Bool { self == .integer || self == .number }
}

extension SourceRange {
  fileprivate func contains(_ part: SourceRange) -> Bool { start <= part.start && part.end <= end }
}

extension Text {
  /// The text as a JSON string.
  fileprivate var jsonString: Text {
    var bytes: [UInt8] = []
    JSONWriter.append(quoted: self, to: &bytes)
    return Text(bytes)
  }
}
