import Diagnostics
import Notation

/// One record as a ticket: its answers, and what the record itself says.
struct ServiceNowRecord {
  private let node: Node
  private let file: SourceFile

  init(_ node: Node, _ file: SourceFile) {
    self.node = node
    self.file = file
  }

  /// The ticket; that of the record's description, if the record has no answers and the description is a ticket in itself.
  var ticket: TicketContent {
    var content = TicketContent(format: .serviceNow, file: file)
    content.entries = variables
    content.add((node["sc_item_option_mtom"]?.elements ?? []).compactMap { RecordRow($0.with("request_item")) })
    content.number = node["number"]?.answer.text ?? ""
    content.formHint = (node["cat_item"] ?? node["sc_cat_item"])?.shown.text ?? ""
    content.outerTitle = nonEmpty("short_description")
    content.outerDescription = nonEmpty("description")
    content.opened = (node["opened_at"] ?? node["sys_created_on"]).flatMap { ServiceNowRecord.instant($0.answer.text) }
    content.place = SourceRange(node.range.start, node.range.start + 1)
    return content.entries.isEmpty ? described(content) : content
  }

  /// The answers in the record itself: a `variables` object, a list of them as the Catalog API has it, or dot-walked `variables.NAME`.
  private var variables: [TicketContent.Entry] {
    var entries: [TicketContent.Entry] = []
    for entry in node["variables"]?.entries ?? [] {
      entries.append(
        .init(key: entry.key, keyRange: entry.keyRange, value: entry.value.answer, shownRange: entry.value.shownBeside))
    }
    for element in node["variables"]?.elements ?? [] {
      guard let name = element["name"] ?? element["label"] else { continue }
      let label = (element["label"] ?? element["question_text"])?.shown.text ?? ""
      entries.append(
        .init(
          key: name.answer.text, keyRange: name.answer.range, value: element.answer, label: label, shownRange: element.shownBeside
        ))
    }
    for entry in node.entries where entry.key.hasPrefix("variables.") {
      let place = SourceRange(entry.keyRange.start, entry.keyRange.end)
      entries.append(
        .init(
          key: Text(entry.key.utf8.dropFirst(10)), keyRange: place, value: entry.value.answer, shownRange: entry.value.shownBeside
        ))
    }
    return entries
  }

  private func nonEmpty(_ key: Text) -> Node? { node[key].flatMap { $0.shown.text.trimmedRange.isEmpty ? nil : $0.shown } }

  /// A record without answers whose description is a ticket in itself.
  private func described(_ content: TicketContent) -> TicketContent {
    guard let node = content.outerDescription, let format = TicketFormat.detect(node.text.utf8), format != .serviceNow,
      format != .email
    else { return content }
    let text = SourceFile(path: file.path, bytes: node.text.utf8)
    var sink = DiagnosticSink(text)
    var unused = HiddenSecrets()
    var inner = TicketReader.read(text, as: format, &sink, &unused)
    guard !sink.hasErrors, !inner.entries.isEmpty else { return content }
    inner.origin = TextOrigin(file: file, map: node.offsets, exact: SourceRange(0, 0))
    inner.number = content.number
    inner.formHint = content.formHint
    inner.opened = content.opened
    if let title = content.outerTitle { inner.appendTitle(title.text.utf8, map: title.offsets, in: file) }
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

extension Node {
  /// Where each byte of the text, and its end, stands in the file.
  fileprivate var offsets: [Int32] {
    (0...text.count).map { Int32(truncatingIfNeeded: sourceRange(ofText: $0..<$0).start) }
  }

  /// The same map with a key that rows beside a record have.
  fileprivate func with(_ key: Text) -> Node {
    guard self[key] == nil, case .map(let entries) = value else { return self }
    let place = Node(.null, range: range)
    return Node(.map(entries + [Entry(key: key, keyRange: range, value: place)]), range: range)
  }
}
