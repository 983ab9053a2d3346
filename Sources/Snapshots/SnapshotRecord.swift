import Diagnostics
import Notation

/// What is known about how a snapshot was taken.
///
/// It stands beside the snapshot `NAME` as `NAME.record.json`: an object with the keys `format`, `source`, `command`, `taken` (RFC 3339),
/// `exit_status`, `complete` and `stderr`. All but `format` and `taken` may be left out.
public struct SnapshotRecord: Hashable, Sendable {
  /// What the file holds.
  public var format: SnapshotFormat
  /// The system that was asked, in words: `HTCondor schedulers`.
  public var source: Text
  /// The command that was run, without secrets.
  public var command: Text
  /// When the answer was there; nil if the record does not say.
  public var taken: Timestamp?
  /// The command's exit status; nil if not recorded.
  public var exitStatus: Int?
  /// Whether the one who took it saw the whole answer; nil if not recorded.
  public var isComplete: Bool?
  /// What the command wrote to standard error, shortened.
  public var standardError: Text

  /// A record.
  public init(
    format: SnapshotFormat, source: Text = "", command: Text = "", taken: Timestamp? = nil, exitStatus: Int? = nil,
    isComplete: Bool? = nil, standardError: Text = ""
  ) {
    self.format = format
    self.source = source
    self.command = command
    self.taken = taken
    self.exitStatus = exitStatus
    self.isComplete = isComplete
    self.standardError = standardError
  }

  /// Whether the record says that the command failed or that its answer is not whole.
  public var saysIncomplete: Bool { isComplete == false || exitStatus ?? 0 != 0 }
}

/// What a snapshot holds.
public enum SnapshotFormat: UInt8, Hashable, Sendable, CaseIterable {
  /// ServiceNow Table API, requested items.
  case requestedItems
  /// ServiceNow Table API, answers to the questions of requested items.
  case itemOptions
  /// ServiceNow Table API, clocks of service levels.
  case taskSLAs
  /// `condor_q -json`.
  case jobQueue
  /// `condor_q -totals -json`.
  case jobTotals
  /// `condor_history -json` or `-jsonl`.
  case jobHistory

  /// The word in a record's `format`.
  public var name: Text {
    switch self {
    case .requestedItems: "servicenow-sc_req_item"
    case .itemOptions: "servicenow-sc_item_option_mtom"
    case .taskSLAs: "servicenow-task_sla"
    case .jobQueue: "condor_q"
    case .jobTotals: "condor_q-totals"
    case .jobHistory: "condor_history"
    }
  }

  /// The format of a name, or nil.
  public init?(name: Text) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// Whether the file is about requests, not jobs.
  public var isAboutRequests: Bool { rawValue <= Self.taskSLAs.rawValue }
}

extension SnapshotRecord {
  /// What a record's file name ends with, after the name of the snapshot.
  public static let suffix: Text = ".record.json"

  /// Reads a record file; nil, with findings, if it is not one.
  public static func read(_ file: SourceFile) -> (record: SnapshotRecord?, diagnostics: [Diagnostic]) {
    let reading = JSONReader.read(file)
    var sink = DiagnosticSink(file)
    sink.append(contentsOf: reading.diagnostics)
    guard let node = reading.node else { return (nil, sink.diagnostics) }
    var map = MapReader(node, subject: "a snapshot's record", &sink)
    let record = SnapshotRecord(
      format: format(&map, &sink), source: map.text("source", &sink) ?? "", command: map.text("command", &sink) ?? "",
      taken: taken(&map, &sink), exitStatus: map.integer("exit_status", &sink).map { Int(truncatingIfNeeded: $0) },
      isComplete: map.bool("complete", &sink), standardError: map.text("stderr", &sink) ?? "")
    map.reportUnknownKeys(&sink)
    return (sink.hasErrors ? nil : record, sink.diagnostics)
  }

  /// The record as its file.
  public func json() -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.object {
      $0.member("format", format.name)
      if !source.isEmpty { $0.member("source", source) }
      if !command.isEmpty { $0.member("command", command) }
      if let taken { $0.member("taken", taken.rfc3339()) }
      if let exitStatus { $0.member("exit_status", Int64(exitStatus)) }
      if let isComplete { $0.member("complete", isComplete) }
      $0.member("stderr", standardError)
    }
    writer.newline()
    return writer.bytes
  }

  private static func format(_ map: inout MapReader, _ sink: inout DiagnosticSink) -> SnapshotFormat {
    let name = map.requiredText("format", &sink)
    if let format = SnapshotFormat(name: name) { return format }
    let names = SnapshotFormat.allCases.map(\.name)
    if let node = map.node("format"), !name.isEmpty {
      let help: Text = name.nearestSpelling(among: names).map { "did you mean `\($0)`?" } ?? "write one of \(list(names))"
      sink.report("snapshot-record", at: node.range, "no such format of a snapshot: `\(name)`", help: help)
    }
    return .jobQueue
  }

  private static func taken(_ map: inout MapReader, _ sink: inout DiagnosticSink) -> Timestamp? {
    let text = map.requiredText("taken", &sink)
    if let taken = Timestamp(rfc3339: text) { return taken }
    if let node = map.node("taken"), !text.isEmpty {
      sink.report(
        "snapshot-record", at: node.range, "expected a date and time with its zone, not `\(text)`",
        help: "write it as RFC 3339 does: `2015-12-02T16:10:00Z`")
    }
    return nil
  }
}

/// Names in backquotes with commas between.
func list(_ names: [Text]) -> Text {
  var result = Text()
  for (index, name) in names.enumerated() { result += index == 0 ? "`\(name)`" : ", `\(name)`" }
  return result
}
