import Diagnostics
import Notation

/// Reads ServiceNow records as the Table API gives them, in its three display forms.
///
/// A file holds `{"result": […]}`, a list of records, or one record. The answers to a form are a record's `variables` object, or rows of
/// `sc_item_option_mtom` beside the records.
enum ServiceNowReader {
  static func read(_ file: SourceFile, _ sink: inout DiagnosticSink) -> [TicketContent] {
    let reading = JSONReader.read(file)
    sink.append(contentsOf: reading.diagnostics)
    guard let root = reading.node else { return [] }
    reportError(root, &sink)
    var records: [Node] = []
    var rows: [Node] = []
    for node in list(root) {
      guard case .map = node.value else { continue }
      if node["request_item"] != nil, node[Row.value] != nil || node[Row.name] != nil {
        rows.append(node)
      } else {
        records.append(node)
      }
    }
    if records.isEmpty, rows.isEmpty, !sink.hasErrors {
      sink.report(
        "ticket-not-recognised", at: root.range, "the file holds no ServiceNow record",
        help: "a file of records is what the Table API answers: `{\"result\": [{\"number\": …}]}`")
      return []
    }
    let byRecord = RowsByRecord(rows)
    var tickets = records.map { ticket($0, byRecord.rows(of: $0), file) }
    if records.isEmpty { tickets = byRecord.groups.map { ticket(nil, $0, file) } }
    return tickets
  }

  /// The records of an answer, whatever it is wrapped in.
  private static func list(_ root: Node) -> [Node] {
    if case .list(let nodes) = root.value { return nodes.flatMap { $0["result"] == nil ? [$0] : list($0) } }
    guard let result = root["result"] ?? root["records"] else {
      return root.entries.isEmpty || root["error"] != nil ? [] : [root]
    }
    var nodes = result.elements
    if case .map = result.value { nodes = [result] }
    for key in ["variables", "sc_item_option_mtom", "sc_req_item"] as [Text] { nodes += root[key]?.elements ?? [] }
    return nodes
  }

  private static func reportError(_ root: Node, _ sink: inout DiagnosticSink) {
    guard let error = root["error"], case .map = error.value else { return }
    let message = error["message"]?.text ?? "no reason given"
    sink.report(
      "records-incomplete", at: error.range, "ServiceNow reports an error: \(message.visible)",
      help: "the records in this answer may be incomplete: ask again")
  }

  private static func ticket(_ record: Node?, _ rows: [Node], _ file: SourceFile) -> TicketContent {
    var content = TicketContent(format: .serviceNow, file: file)
    if let record {
      for entry in record["variables"]?.entries ?? [] {
        content.entries.append(.init(key: entry.key, keyRange: entry.keyRange, value: entry.value.answer))
      }
    }
    for row in rows { content.entries.append(Row.entry(row)) }
    guard let record else { return content }
    content.number = record["number"]?.answer.text ?? ""
    content.formHint = record["cat_item"]?.shown.text ?? ""
    content.outerTitle = nonEmpty(record["short_description"]?.answer)
    content.outerDescription = nonEmpty(record["description"]?.answer)
    content.opened = (record["opened_at"] ?? record["sys_created_on"]).flatMap { instant($0.answer.text) }
    return content.entries.isEmpty ? described(content) : content
  }

  private static func nonEmpty(_ node: Node?) -> Node? { node.flatMap { $0.text.isEmpty ? nil : $0 } }

  /// A record without variables whose description is a ticket in itself.
  private static func described(_ content: TicketContent) -> TicketContent {
    guard let node = content.outerDescription, let format = TicketFormat.detect(node.text.utf8), format != .serviceNow,
      format != .email
    else { return content }
    let map = (0...node.text.count).map { Int32(node.sourceRange(ofText: $0..<$0).start) }
    let text = SourceFile(path: content.file.path, bytes: node.text.utf8)
    var sink = DiagnosticSink(text)
    var inner = TicketReader.read(text, as: format, origin: TextOrigin(file: content.file, map: map, isExact: false), &sink)
    guard !sink.hasErrors else { return content }
    inner.number = content.number
    inner.formHint = content.formHint
    inner.opened = content.opened
    inner.outerTitle = content.outerTitle.map { Node(.string($0.text), text: $0.text, range: SourceRange(0, 0)) }
    return inner
  }

  /// `2015-12-01 15:12:44`, in UTC.
  private static func instant(_ text: Text) -> Timestamp? {
    guard text.count == 19 else { return nil }
    var bytes = text.utf8
    bytes[10] = UInt8(ascii: "T")
    return Timestamp(rfc3339: Text(bytes) + "Z")
  }
}

/// A row of `sc_item_option_mtom`: one answer of one request.
private enum Row {
  static var name: Text { "sc_item_option.item_option_new.name" }
  static var label: Text { "sc_item_option.item_option_new.question_text" }
  static var value: Text { "sc_item_option.value" }

  static func entry(_ row: Node) -> TicketContent.Entry {
    let name = row[Row.name]?.answer
    let label = row[Row.label]?.answer
    let value = row[Row.value]?.answer ?? Node(.null, range: SourceRange(row.range.start, row.range.start))
    let key = name.flatMap { $0.text.isEmpty ? nil : $0 } ?? label ?? value
    return TicketContent.Entry(key: key.text, keyRange: key.range, value: value, label: label?.text ?? "")
  }
}

/// Rows by the request that they belong to.
private struct RowsByRecord {
  private(set) var groups: [[Node]] = []
  private var indices: [Text: Int] = [:]

  init(_ rows: [Node]) {
    for row in rows {
      guard let item = row["request_item"] else { continue }
      if let index = item.names.compactMap({ indices[$0] }).first {
        groups[index].append(row)
      } else {
        for name in item.names { indices[name] = groups.count }
        groups.append([row])
      }
    }
  }

  func rows(of record: Node) -> [Node] {
    let names = (record["sys_id"]?.names ?? []) + (record["number"]?.names ?? [])
    return names.compactMap { indices[$0] }.first.map { groups[$0] } ?? []
  }
}

extension Node {
  /// The raw value of a field in any of the display forms.
  fileprivate var answer: Node { self["value"] ?? self["display_value"] ?? self }

  /// The displayed value of a field in any of the display forms.
  fileprivate var shown: Node { self["display_value"] ?? self["value"] ?? self }

  /// The texts by which a reference may be known.
  fileprivate var names: [Text] {
    [self["value"]?.text ?? "", self["display_value"]?.text ?? "", text].filter { !$0.isEmpty }
  }
}
