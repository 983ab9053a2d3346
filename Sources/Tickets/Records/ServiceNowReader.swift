import Diagnostics
import Notation

/// Reads ServiceNow records as the Table API gives them, in its three display forms.
///
/// A file holds `{"result": […]}`, a list of records, or one record, once or several times one after the other. The answers to a form are a
/// record's variables, or rows of `sc_item_option_mtom` and `sc_multi_row_question_answer` beside the records. One record at a time is in memory
/// as JSON.
struct ServiceNowReader {
  private let file: SourceFile
  private let limits: TicketReader.Limits

  private var scanner: JSONScanner
  private var tickets: [TicketContent] = []
  /// The names by which each ticket's rows may call its record.
  private var names: [Text: Int] = [:]
  private var answers = RowsByRecord()
  private var hasError = false
  private var recordCount = 0

  init(_ file: SourceFile, _ limits: TicketReader.Limits) {
    self.file = file
    self.limits = limits
    scanner = JSONScanner(file.bytes, options: JSONOptions(manyTexts: true))
  }

  /// The tickets of the file.
  mutating func read(_ sink: inout DiagnosticSink) -> [TicketContent] {
    var hasText = false
    while true {
      let step = scanner.next()
      if step == .end { break }
      guard step != .fault, readValue(step, &sink) else {
        if let fault = scanner.fault { sink.report(fault.rule, at: fault.range, fault.message, help: fault.help) }
        break
      }
      hasText = true
    }
    addRows()
    if tickets.isEmpty, hasText, !hasError, !sink.hasErrors {
      sink.report(
        "ticket-not-recognised", at: SourceRange(0, 0), "the file holds no ServiceNow record",
        help: "a file of records is what the Table API answers: `{\"result\": [{\"number\": …}]}`")
    }
    return tickets
  }
}

/// Walking through the answers.
extension ServiceNowReader {
  /// Reads an answer, a record or a list of either; false after a fault.
  private mutating func readValue(_ step: JSONToken, _ sink: inout DiagnosticSink) -> Bool {
    switch step {
    case .arrayStart: readList(&sink)
    case .objectStart: readObject(&sink)
    default: scanner.skipValue(after: step)
    }
  }

  private mutating func readList(_ sink: inout DiagnosticSink) -> Bool {
    while true {
      let step = scanner.next()
      if step == .arrayEnd { return true }
      guard step != .fault, readValue(step, &sink) else { return false }
    }
  }

  /// Reads an object: what holds records under a known name is walked through, anything else is a record.
  private mutating func readObject(_ sink: inout DiagnosticSink) -> Bool {
    let start = scanner.range.start
    var entries: [Node.Entry] = []
    var isAnswer = false
    while true {
      let step = scanner.next()
      if step == .objectEnd { break }
      guard step == .key else { return false }
      let key = scanner.text
      let place = scanner.range
      if ServiceNowReader.holdsRecords(key), entries.isEmpty || isAnswer {
        isAnswer = true
        guard readValue(scanner.next(), &sink) else { return false }
        continue
      }
      guard let value = readNode(&sink) else { return false }
      if key.equals("error"), isAnswer || entries.isEmpty {
        reportError(value, &sink)
      } else if let first = entries.first(where: { $0.key == key }) {
        reportTwice(key, place, first.keyRange, &sink)
      } else if entries.count < limits.fieldCount {
        entries.append(Node.Entry(key: key, keyRange: place, value: value))
      }
    }
    if !isAnswer, !entries.isEmpty, !(hasError && entries.count == 1) {
      take(Node(.map(entries), range: SourceRange(start, scanner.range.end)), &sink)
    } else {
      // The status beside a result, or variables beside records.
      for entry in entries where isAnswer { takeRows(entry.value) }
    }
    return true
  }

  private mutating func readNode(_ sink: inout DiagnosticSink) -> Node? {
    var repeated: [(Text, SourceRange, SourceRange)] = []
    let node = scanner.node(after: .key) { repeated.append(($0, $1, $2)) }
    for (key, place, first) in repeated { reportTwice(key, place, first, &sink) }
    return node
  }

  private static func holdsRecords(_ key: Text) -> Bool {
    switch key {
    case "result", "records", "sc_req_item", "sc_item_option_mtom", "sc_multi_row_question_answer": true
    default: false
    }
  }

  private func reportTwice(_ key: Text, _ place: SourceRange, _ first: SourceRange, _ sink: inout DiagnosticSink) {
    let related = RelatedPlace(message: "first written here", file: file.path, location: sink.location(of: first.start))
    sink.report(
      "json-duplicate-key", at: place, "the key `\(key.visible)` is written twice", help: "keep one of the two",
      related: [related])
  }

  private mutating func reportError(_ error: Node, _ sink: inout DiagnosticSink) {
    if case .null = error.value { return }
    hasError = true
    let message = error["message"]?.text ?? error.text
    sink.report(
      "records-incomplete", at: error.range,
      "ServiceNow reports an error: \(message.isEmpty ? "no reason given" : message.visible)",
      help: "the records in this answer may be incomplete: ask again")
  }
}

/// What the objects are.
extension ServiceNowReader {
  private mutating func take(_ node: Node, _ sink: inout DiagnosticSink) {
    if let row = RecordRow(node) { return answers.add(row) }
    recordCount += 1
    guard recordCount <= limits.recordCount else {
      if recordCount == limits.recordCount + 1 {
        sink.report(
          "ticket-too-large", at: SourceRange(node.range.start, node.range.start),
          "the file holds more than \(limits.recordCount) records; from here on they are not read",
          help: "split the file, or ask ServiceNow with `sysparm_limit` and `sysparm_offset`")
      }
      return
    }
    for key in ["sys_id", "number"] as [Text] {
      for name in node[key]?.referenceNames ?? [] { names[name] = tickets.count }
    }
    tickets.append(ServiceNowRecord(node, file).ticket)
  }

  private mutating func takeRows(_ node: Node) {
    for element in node.elements {
      if let row = RecordRow(element) { answers.add(row) }
    }
  }

  /// Gives each row to the record that it belongs to. Rows without records are tickets of their own.
  private mutating func addRows() {
    for group in answers.groups {
      var index = group.names.compactMap { names[$0] }.first
      if index == nil, recordCount == 0 || recordCount == tickets.count {
        index = tickets.count
        tickets.append(TicketContent(format: .serviceNow, file: file))
        tickets[tickets.count - 1].number = group.names.first { $0.isRecordNumber } ?? ""
      }
      guard let index else { continue }
      // The description of a record whose answers are rows is not a ticket in itself.
      if tickets[index].format != .serviceNow { continue }
      tickets[index].add(group.rows)
    }
  }
}
