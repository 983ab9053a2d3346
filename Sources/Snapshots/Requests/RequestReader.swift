import Diagnostics
import Notation
import Tickets

/// Reads the requests of a set of ServiceNow snapshots: Table API answers of `sc_req_item`, `sc_item_option_mtom` and `task_sla`.
///
/// The files may come in any order and any `sysparm_display_value`; what a record is, its fields say.
public struct RequestReader {
  /// What differs from one ServiceNow to the next.
  public struct Options: Sendable {
    /// Which variable answers which field.
    public var aliases = VariableAliases.usual
    /// What codes of `state` mean beyond, or instead of, the usual ones.
    public var states: [Text: RequestState] = [:]
    /// The zone of displayed times, for snapshots that have no raw ones; UTC if nil.
    public var displayZone: TimeZoneRule?
    /// Whether answers of requests that are closed are passed over, as far as the files with the requests are read before those with answers.
    public var onlyOpenAnswers = false

    /// The usual table of names and codes.
    public init() {}
  }

  private let options: Options
  private var requests: [Request] = []
  private var indices: [Text: Int] = [:]
  private var answers: [Text: [RequestVariable]] = [:]
  private var clocks: [Text: [SLAClock]] = [:]
  private var record: SnapshotRecord?
  private var isComplete = true
  private var diagnostics: [Diagnostic] = []

  /// A reader that has read nothing yet.
  public init(options: Options = Options()) { self.options = options }

  /// Reads one file, in memory that grows with its requests only.
  ///
  /// - Parameters:
  ///   - path: The file's name for diagnostics.
  ///   - record: How it was taken.
  ///   - more: The next piece of the file, some 64 KiB; empty at its end.
  public mutating func read(path: Text, record: SnapshotRecord? = nil, more: @escaping () -> [UInt8]) {
    if record?.saysIncomplete == true { isComplete = false }
    if self.record == nil || record?.format == .requestedItems { self.record = record ?? self.record }
    let closed = options.onlyOpenAnswers ? closedKeys : []
    var answer = ServiceNowAnswer(
      path: path,
      isUnwanted: { first in
        !closed.isEmpty && first.key.equals("request_item")
          && closed.contains(ServiceNowField(first.value, isDisplayed: false).raw)
      }, more: more)
    while let node = answer.next() { take(node, path) }
    diagnostics += answer.diagnostics
    if !answer.isComplete { isComplete = false }
  }

  /// The same for a file in memory.
  public mutating func read(_ file: SourceFile, record: SnapshotRecord? = nil) {
    var rest = file.bytes[...]
    read(path: file.path, record: record) {
      defer { rest = rest.dropFirst(1 << 16) }
      return Array(rest.prefix(1 << 16))
    }
  }

  /// The requests of all files, with their answers and clocks, and what was wrong.
  public func result() -> (snapshot: RequestSnapshot, diagnostics: [Diagnostic]) {
    var snapshot = RequestSnapshot()
    snapshot.record = record
    snapshot.isComplete = isComplete
    snapshot.requests = requests
    var rowCount = answers.values.reduce(0) { $0 + $1.count } + clocks.values.reduce(0) { $0 + $1.count }
    for index in snapshot.requests.indices {
      for key in [snapshot.requests[index].sysID, snapshot.requests[index].number] where !key.isEmpty {
        snapshot.requests[index].variables += answers[key] ?? []
        snapshot.requests[index].clocks += clocks[key] ?? []
        rowCount -= (answers[key]?.count ?? 0) + (clocks[key]?.count ?? 0)
      }
    }
    snapshot.strayRows = rowCount
    return (snapshot, diagnostics)
  }
}

extension RequestReader {
  /// By what rows refer to the requests that are closed, of those that were read so far.
  private var closedKeys: Set<Text> {
    var keys: Set<Text> = []
    for request in requests where !request.state.isOpen {
      keys.insert(request.sysID)
      keys.insert(request.number)
    }
    return keys
  }

  private mutating func take(_ node: Node, _ path: Text) {
    let isDisplayed = isDisplayForm(node)
    func field(_ name: StaticString) -> ServiceNowField { ServiceNowField(node[name], isDisplayed: isDisplayed) }
    if node["request_item"] != nil {
      answers[field("request_item").raw, default: []].append(variable(field))
    } else if node["task"] != nil {
      clocks[field("task").raw, default: []].append(clock(field))
    } else if node["number"] != nil {
      add(request(node, field, path), node)
    } else {
      report(.warning, path, "a record of ServiceNow has neither a number nor a request that it belongs to")
    }
  }

  /// Whether plain strings of a record are displayed values: its state is a word, or a reference has no raw value.
  private func isDisplayForm(_ node: Node) -> Bool {
    if let state = node["state"], case .string = state.value, let first = state.text.utf8.first {
      return !(first == UInt8(ascii: "-") || first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9"))
    }
    return node.entries.contains { $0.value["display_value"] != nil && $0.value["value"] == nil }
  }

  private mutating func add(_ request: Request, _ node: Node) {
    guard !request.number.isEmpty else {
      return report(.warning, request.file, "a request has no number and is left out")
    }
    guard let index = indices[request.number] else {
      indices[request.number] = requests.count
      requests.append(request)
      return
    }
    report(.info, request.file, "the request `\(request.number)` is there twice: the one changed last counts")
    let isNewer = requests[index].updatedAt ?? Timestamp(clamping: 0) < request.updatedAt ?? Timestamp(clamping: 0)
    if isNewer { requests[index] = request }
  }

  private func request(_ node: Node, _ field: (StaticString) -> ServiceNowField, _ path: Text) -> Request {
    var request = Request()
    request.file = path
    request.offset = node.range.start
    request.number = field("number").raw
    request.sysID = field("sys_id").raw
    request.title = field("short_description").shown
    request.summary = field("description").shown
    request.catalogueItem = field("cat_item").shown
    request.state = state(field("state"))
    request.stateText = field("state").shown
    request.stage = field("stage").raw
    request.approval = Text(field("approval").raw.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })
    request.priority = priority(field("priority"))
    request.openedAt = field("opened_at").time(zone: options.displayZone)
    request.updatedAt = field("sys_updated_on").time(zone: options.displayZone)
    request.dueAt = field("due_date").time(zone: options.displayZone)
    request.closedAt = field("closed_at").time(zone: options.displayZone)
    request.assignmentGroup = field("assignment_group").shown
    request.reassignmentCount = field("reassignment_count").integer ?? 0
    request.variables = inlineVariables(node)
    return request
  }

  /// Answers in the record itself: a `variables` object, or dot-walked fields `variables.NAME`.
  private func inlineVariables(_ node: Node) -> [RequestVariable] {
    let prefix: Text = "variables."
    let walked = node.entries.filter { $0.key.utf8.starts(with: prefix.utf8) }.map { entry in
      (name: Text(entry.key.utf8.dropFirst(prefix.utf8.count)), value: entry.value)
    }
    let nested = (node["variables"]?.entries ?? []).map { (name: $0.key, value: $0.value) }
    return (nested + walked).map { name, value in
      let text = ServiceNowField(value, isDisplayed: false).raw
      return RequestVariable(name: name, questionText: "", field: options.aliases.field(for: name), value: text)
    }
  }

  private func variable(_ field: (StaticString) -> ServiceNowField) -> RequestVariable {
    let question = field("sc_item_option.item_option_new.question_text").shown
    let name = field("sc_item_option.item_option_new.name").raw
    return RequestVariable(
      name: name, questionText: question, field: options.aliases.field(for: name.isEmpty ? question : name),
      value: field("sc_item_option.value").raw)
  }

  private func clock(_ field: (StaticString) -> ServiceNowField) -> SLAClock {
    var clock = SLAClock()
    clock.name = field("sla").shown
    clock.stage = Self.stage(field("stage").raw.lowercased)
    clock.hasBreached = field("has_breached").bool || field("stage").raw.lowercased == "breached"
    clock.start = field("start_time").time(zone: options.displayZone)
    clock.end = field("end_time").time(zone: options.displayZone)
    clock.plannedEnd = field("planned_end_time").time(zone: options.displayZone)
    clock.businessPercentage = field("business_percentage").number
    clock.businessElapsed = field("business_duration").seconds
    clock.timeLeft = field("business_time_left").seconds
    return clock
  }

  private static func stage(_ name: Text) -> SLAClock.Stage {
    switch name {
    case "in_progress", "in progress", "breached": .inProgress
    case "paused": .paused
    case "completed", "achieved": .completed
    case "cancelled", "canceled": .cancelled
    default: .unknown
    }
  }

  /// `3`, or `3 - Moderate` as it is displayed.
  private func priority(_ field: ServiceNowField) -> Int? {
    guard let digit = field.raw.utf8.first, digit >= UInt8(ascii: "1"), digit <= UInt8(ascii: "5") else { return nil }
    return Int(digit - 0x30)
  }

  private func state(_ field: ServiceNowField) -> RequestState {
    for text in [field.value, field.display] where !text.isEmpty {
      if let state = options.states[text] ?? Self.state(text.lowercased) { return state }
    }
    return .unknown
  }

  /// Codes of `sc_req_item` and its displayed words. Skipped is 4 or 7 in some places, so it can be set.
  private static func state(_ code: Text) -> RequestState? {
    switch code {
    case "-5", "pending", "on hold": .pending
    case "1", "open", "new": .open
    case "2", "work in progress", "in progress": .inProgress
    case "3", "closed complete": .closedComplete
    case "4", "closed incomplete": .closedIncomplete
    case "5", "7", "closed skipped", "closed cancelled": .closedSkipped
    default: nil
    }
  }

  private mutating func report(_ severity: Severity, _ path: Text, _ message: Text) {
    diagnostics.append(Diagnostic(rule: "snapshot-record-unclear", severity: severity, message: message, file: path))
  }
}
