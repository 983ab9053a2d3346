import Diagnostics
import Notation

/// A row of `sc_item_option_mtom` or `sc_multi_row_question_answer`: an answer of a request, or a cell of one.
struct RecordRow {
  /// The record that it belongs to, by any of its names.
  let record: Node
  /// What is answered: the variable's name, and the question as the requester read it.
  let name: Node?
  let question: Node?
  /// The answer.
  let value: Node
  /// Which row of a table it is a cell of; nil for an answer of its own.
  let tableRow: Text?

  /// The row that a record is; nil for other records.
  init?(_ node: Node) {
    guard let record = node["request_item"] ?? node["parent_id"] else { return nil }
    guard let value = node["sc_item_option.value"] ?? node["value"] else { return nil }
    self.record = record
    // The name of the table is what the form asks for; the column's only tells its cells apart.
    name =
      node["variable_set.internal_name"] ?? node["variable_set.name"] ?? node["sc_item_option.item_option_new.name"]
      ?? node["item_option_new.name"]
    question =
      node["variable_set.title"] ?? node["sc_item_option.item_option_new.question_text"] ?? node["item_option_new.question_text"]
    self.value = value
    tableRow = node["row_index"]?.answer.text
  }

  /// The row as something that the ticket says.
  var entry: TicketContent.Entry {
    let name = name?.answer
    let label = question?.shown
    let answer = value.answer
    let key = name.flatMap { $0.text.isEmpty ? nil : $0 } ?? label ?? answer
    return TicketContent.Entry(
      key: key.text, keyRange: key.range, value: answer, label: label?.text ?? "", shownRange: value.shownBeside)
  }
}

/// Rows by the record that they belong to, in the order in which records were first named.
struct RowsByRecord {
  /// The rows of a record and the names that they have for it.
  struct Group {
    var names: [Text]
    var rows: [RecordRow] = []
  }

  private(set) var groups: [Group] = []
  private var indices: [Text: Int] = [:]

  mutating func add(_ row: RecordRow) {
    let names = row.record.referenceNames
    if let index = names.compactMap({ indices[$0] }).first {
      groups[index].rows.append(row)
      return
    }
    for name in names { indices[name] = groups.count }
    groups.append(Group(names: names, rows: [row]))
  }
}

extension TicketContent {
  /// Adds the answers of some rows; the cells of a table's row are one answer, and the rows of a table a list.
  mutating func add(_ rows: [RecordRow]) {
    var tables: [(index: Int, row: Text, answers: [Node])] = []
    for row in rows {
      let entry = row.entry
      guard let tableRow = row.tableRow else {
        entries.append(entry)
        continue
      }
      guard let known = tables.firstIndex(where: { entries[$0.index].key == entry.key }) else {
        tables.append((entries.count, tableRow, [entry.value]))
        entries.append(entry)
        continue
      }
      if tables[known].row == tableRow, let last = tables[known].answers.popLast() {
        tables[known].answers.append(last.joined(with: entry.value))
      } else {
        tables[known].row = tableRow
        tables[known].answers.append(entry.value)
      }
    }
    for table in tables { entries[table.index].value = Node(.list(table.answers), range: entries[table.index].value.range) }
  }
}

extension Node {
  /// The raw value of a field in any of the display forms; the displayed one where the raw one is only an identifier.
  var answer: Node {
    guard case .map = value else { return self }
    let raw = self["value"]
    let shown = self["display_value"]
    guard let raw, !raw.text.isEmpty || shown == nil else { return shown ?? raw ?? Node(.null, range: range) }
    if let shown, !shown.text.isEmpty, raw.text.areIdentifiers { return shown }
    return raw
  }

  /// Where the displayed text of a field stands whose answer is the raw one.
  var shownBeside: SourceRange? {
    guard let raw = self["value"], let shown = self["display_value"], case .string = shown.value, answer.range == raw.range else {
      return nil
    }
    return shown.range
  }

  /// The displayed value of a field in any of the display forms.
  var shown: Node {
    guard case .map = value else { return self }
    if let shown = self["display_value"], !shown.text.isEmpty { return shown }
    return self["value"] ?? Node(.null, range: range)
  }

  /// The texts by which a reference may be known.
  var referenceNames: [Text] {
    [self["value"]?.text ?? "", self["display_value"]?.text ?? "", text].filter { !$0.isEmpty }
  }

  /// Two cells as one text, with a blank between them; its place is that of the first.
  func joined(with other: Node) -> Node {
    if other.text.isEmpty { return self }
    if text.isEmpty { return other }
    let text = text + " " + other.text
    return Node(.string(text), text: text, range: range)
  }
}

extension Text {
  /// Whether the text is one or more identifiers of ServiceNow: 32 hexadecimal digits each, with commas between.
  fileprivate var areIdentifiers: Bool {
    guard count >= 32 else { return false }
    for (index, byte) in utf8.enumerated() {
      let isComma = index % 33 == 32
      guard isComma ? byte == UInt8(ascii: ",") : byte.isASCIIDigit || (byte >= 0x61 && byte <= 0x66) else { return false }
    }
    return count % 33 == 32
  }

  /// Whether the text is a number such as `RITM0010001`.
  var isRecordNumber: Bool {
    let digits = utf8.drop { $0 >= 0x41 && $0 <= 0x5A }
    return digits.count >= 4 && digits.count < utf8.count && digits.allSatisfy { $0.isASCIIDigit }
  }
}
