import Diagnostics
import Notation
import Tickets

/// A request as a ServiceNow snapshot shows it: a requested item (`sc_req_item`) with its answers and clocks.
public struct Request: Hashable, Sendable {
  /// Such as `RITM0010001`.
  public var number: Text = ""
  /// ServiceNow's identifier: 32 hexadecimal digits.
  public var sysID: Text = ""
  /// The short description.
  public var title: Text = ""
  /// The long description.
  public var summary: Text = ""
  /// The catalogue item as ServiceNow displays it, such as `Keep-up`.
  public var catalogueItem: Text = ""
  /// Whether work on it is over.
  public var state = RequestState.unknown
  /// The state as ServiceNow displays it, or as its code if that is all there is.
  public var stateText: Text = ""
  /// Where in the flow it is: `waiting_for_approval`, `fulfillment`…
  public var stage: Text = ""
  /// `not requested`, `requested`, `approved`, `rejected`; underscores become spaces.
  public var approval: Text = ""
  /// 1, critical, to 5, planning.
  public var priority: Int?
  /// When it was opened.
  public var openedAt: Timestamp?
  /// When it was last changed.
  public var updatedAt: Timestamp?
  /// When it is due.
  public var dueAt: Timestamp?
  /// When it was closed.
  public var closedAt: Timestamp?
  /// The group that works on it, as ServiceNow displays it, or its identifier.
  public var assignmentGroup: Text = ""
  /// How many times it was given to another group.
  public var reassignmentCount = 0
  /// The answers to the form's questions, in the form's order as far as it is known.
  public var variables: [RequestVariable] = []
  /// The clocks of the service levels.
  public var clocks: [SLAClock] = []
  /// The snapshot's file.
  public var file: Text = ""
  /// Where in the file the record begins, in bytes.
  public var offset = 0

  /// A request of which nothing is known.
  public init() {}

  /// The form's id, if an answer says it.
  public var form: Text? { field("form") }

  /// The experiment as the answer has it: an id or an alias.
  public var experiment: Text? { field("experiment") }

  /// The answer for a ticket's field; nil if there is none.
  public func field(_ name: Text) -> Text? { variables.first { $0.field == name && !$0.value.isEmpty }?.value }

  /// The answers as fields of a ticket, empty ones left out, and what the record itself says: `title`, `description`, `created`.
  public var fields: [RequestField] {
    var fields = variables.filter { !$0.value.isEmpty }.map { RequestField(name: $0.field, value: $0.value) }
    func add(_ name: Text, _ value: Text) {
      if !value.isEmpty, !fields.contains(where: { $0.name == name }) { fields.append(RequestField(name: name, value: value)) }
    }
    add("title", title)
    add("description", summary)
    add("created", openedAt?.civil().date.iso8601 ?? "")
    return fields
  }
}

extension Request {
  /// The answers that pages may show: known fields of tickets, no addresses of people.
  public var publishableFields: [RequestField] { fields.filter { VariableAliases.publishable.contains($0.name) } }
}

/// A field of a request, as a ticket has it.
public struct RequestField: Hashable, Sendable {
  /// The field's name, such as `release`.
  public var name: Text
  /// What was written; lists have one element a line.
  public var value: Text

  /// A field.
  public init(name: Text, value: Text) {
    self.name = name
    self.value = value
  }
}

/// An answer to a question of the catalogue item.
public struct RequestVariable: Hashable, Sendable {
  /// The variable's name in ServiceNow, such as `release_tag`.
  public var name: Text
  /// The question as the requester read it; may be empty.
  public var questionText: Text
  /// The ticket's field that it answers, such as `release`; the name itself where no alias is known.
  public var field: Text
  /// What was answered.
  public var value: Text

  /// An answer.
  public init(name: Text, questionText: Text, field: Text, value: Text) {
    self.name = name
    self.questionText = questionText
    self.field = field
    self.value = value
  }
}

/// How far a request is.
public enum RequestState: UInt8, Hashable, Sendable, CaseIterable {
  /// Not started because something is awaited.
  case pending
  /// Not begun.
  case open
  /// Being worked on.
  case inProgress
  /// Done.
  case closedComplete
  /// Ended without the result.
  case closedIncomplete
  /// Withdrawn, or not worked on.
  case closedSkipped
  /// A code that the table does not know.
  case unknown

  /// Whether work is still expected. An unknown state counts as open: better shown than lost.
  public var isOpen: Bool {
    switch self {
    case .closedComplete, .closedIncomplete, .closedSkipped: false
    default: true
    }
  }

  /// The word for readers.
  public var name: Text {
    switch self {
    case .pending: "pending"
    case .open: "open"
    case .inProgress: "in progress"
    case .closedComplete: "closed complete"
    case .closedIncomplete: "closed incomplete"
    case .closedSkipped: "closed skipped"
    case .unknown: "unknown"
    }
  }
}

/// A clock of a service level (`task_sla`).
public struct SLAClock: Hashable, Sendable {
  /// What runs.
  public enum Stage: UInt8, Hashable, Sendable {
    /// Time runs.
    case inProgress
    /// Time stands still, mostly because we wait for the requester.
    case paused
    /// The target was met or the work ended.
    case completed
    /// No longer counted.
    case cancelled
    /// A word that is not known.
    case unknown
  }

  /// What it measures, as ServiceNow displays it: `First answer`.
  public var name: Text = ""
  /// Whether it runs.
  public var stage = Stage.unknown
  /// Whether the target has passed.
  public var hasBreached = false
  /// When it began.
  public var start: Timestamp?
  /// When it ended; nil while it runs.
  public var end: Timestamp?
  /// When the target passes.
  public var plannedEnd: Timestamp?
  /// Share of the target used in business time, in percent; may exceed 100.
  public var businessPercentage: Double?
  /// Business time used, in seconds.
  public var businessElapsed: Int64?
  /// Business time left, in seconds; 0 once breached.
  public var timeLeft: Int64?

  /// A clock of which nothing is known.
  public init() {}
}

/// The requests of a set of ServiceNow files.
public struct RequestSnapshot: Hashable, Sendable {
  /// In the order of the files; each number once.
  public var requests: [Request] = []
  /// How the requested items were taken; nil if no file was read.
  public var record: SnapshotRecord?
  /// Whether all that was asked for is there.
  public var isComplete = true
  /// Answers or clocks whose request is not in the snapshot.
  public var strayRows = 0

  /// A snapshot without requests.
  public init() {}

  /// Those on which work is still expected.
  public var open: [Request] { requests.filter(\.state.isOpen) }
}
