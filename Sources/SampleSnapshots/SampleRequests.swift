/// The requests of the sample world as the three ServiceNow tables have them.
struct SampleRequests {
  private(set) var items = ""
  private(set) var options = ""
  private(set) var clocks = ""

  init() {
    var random = SeededRandom(seed: 5563)
    let records = SampleQueue.requests.enumerated().map { index, request in
      SampleRecord(request, number: "RITM\(String(repeating: "0", count: 2))\(10_001 + index)", random: &random)
    }
    items = Self.answer(records.map(\.item))
    options = Self.answer(records.flatMap(\.options))
    clocks = Self.answer(records.flatMap(\.clocks))
  }

  /// A Table API answer, a record to a line.
  private static func answer(_ records: [String]) -> String { "{\"result\":[\n" + records.joined(separator: ",\n") + "\n]}\n" }
}

/// One request with its identifiers and times.
struct SampleRecord {
  private let request: SampleRequest
  private let number: String
  private let id: String
  private let opened: Int
  private let answered: Int
  private let decided: Int
  private let closed: Int
  private let ids: [String]

  static let now = SampleClock.time("2015-12-02 16:05:00")

  init(_ request: SampleRequest, number: String, random: inout SeededRandom) {
    self.request = request
    self.number = number
    id = random.hexadecimal(32)
    ids = (0..<3).map { _ in random.hexadecimal(32) }
    opened = SampleClock.time(request.opened)
    let level = SampleLevel(priority: request.priority)
    answered = SampleClock.after(random.int(level.answer / 10...level.answer * 11 / 10), from: opened)
    decided = SampleClock.after(random.int(level.decision / 5...level.decision), from: opened)
    closed = SampleClock.after(9 * 3600 * random.int(4...6), from: decided)
  }

  /// The row of `sc_req_item`, with raw and displayed values.
  var item: String {
    let changed = [answered, decided, isClosed ? closed : opened].filter { $0 <= Self.now }.max() ?? opened
    return record([
      both("sys_id", id), both("number", number), both("short_description", request.title), both("description", request.details),
      both("cat_item", Self.catalogue[request.form] ?? "", ids[0]),
      reference("request", "REQ" + number.dropFirst(4), ids[1], table: "sc_request"), both("state", state.name, state.code),
      both("stage", stage.name, stage.code), both("approval", "Not Yet Requested", "not requested"),
      both("priority", Self.priorities[request.priority] ?? "", "\(request.priority)"), time("opened_at", opened),
      time("sys_updated_on", changed), both("due_date", ""),
      isClosed ? time("closed_at", min(closed, Self.now)) : both("closed_at", ""),
      reference("assignment_group", "Offline Production Operations", "5563aa01d0c0ffee5563aa01d0c0ffee", table: "sys_user_group"),
      both("reassignment_count", "\(request.reassignments)"), both("quantity", "1"),
    ])
  }

  /// The rows of `sc_item_option_mtom`: one an answer, raw, without reference links.
  var options: [String] {
    request.answers.map { field, value in
      let (name, question) = SampleQuestion.table[field] ?? (field, field)
      return record([
        member("request_item", id), member("sc_item_option.item_option_new.name", name),
        member("sc_item_option.item_option_new.question_text", question), member("sc_item_option.value", value),
      ])
    }
  }

  /// The rows of `task_sla`: the first answer, and the decision.
  var clocks: [String] {
    let level = SampleLevel(priority: request.priority)
    var rows = [clock("First answer", level.answer, end: answered <= Self.now || request.progress != .open ? answered : nil)]
    if request.form != "question" {
      rows.append(clock("Decision on a request", level.decision, end: isDecided ? decided : nil))
    }
    return rows
  }
}

extension SampleRecord {
  private var isClosed: Bool { request.progress == .done || request.progress == .skipped }
  private var isDecided: Bool { isClosed || request.progress == .running }

  private var state: (name: String, code: String) {
    switch request.progress {
    case .open: ("Open", "1")
    case .waiting: ("Pending", "-5")
    case .running: ("Work in Progress", "2")
    case .done: ("Closed Complete", "3")
    case .skipped: ("Closed Skipped", "7")
    }
  }

  private var stage: (name: String, code: String) {
    switch request.progress {
    case .open, .waiting: ("Waiting for Approval", "waiting_for_approval")
    case .running: ("Fulfillment", "fulfillment")
    case .done, .skipped: ("Completed", "completed")
    }
  }

  private func clock(_ name: String, _ target: Int, end: Int?) -> String {
    let isPaused = end == nil && request.progress == .waiting
    // A pause began one working day after the request, when a question went out.
    let until = min(end ?? (isPaused ? SampleClock.after(9 * 3600, from: opened) : Self.now), Self.now)
    let used = SampleClock.working(from: opened, to: until)
    let stage = end != nil ? ("Completed", "completed") : isPaused ? ("Paused", "paused") : ("In progress", "in_progress")
    let hundredths = used * 10_000 / target
    return record([
      reference("task", number, id, table: "task"), both("sla", name, name == "First answer" ? Self.firstAnswer : Self.decision),
      both("stage", stage.0, stage.1), both("active", "\(end == nil)"), both("has_breached", "\(used > target)"),
      time("start_time", opened), end.map { time("end_time", min($0, Self.now)) } ?? both("end_time", ""),
      time("planned_end_time", SampleClock.after(target, from: opened)),
      both("business_percentage", "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"),
      duration("business_duration", used), duration("business_time_left", max(0, target - used)),
    ])
  }

  private static let firstAnswer = "5563bb01d0c0ffee5563bb01d0c0ffee"
  private static let decision = "5563bb02d0c0ffee5563bb02d0c0ffee"
  private static let priorities = [1: "1 - Critical", 2: "2 - High", 3: "3 - Moderate", 4: "4 - Low", 5: "5 - Planning"]
  private static let catalogue = [
    "keep-up": "Keep-up", "calibration": "Calibration", "simulation": "Simulation", "reprocessing": "Reprocessing",
    "question": "Question",
  ]
}

extension SampleRecord {
  private func record(_ members: [String]) -> String { "{" + members.joined(separator: ",") + "}" }

  private func member(_ name: String, _ value: String) -> String { "\(quoted(name)):\(quoted(value))" }

  private func both(_ name: String, _ display: String, _ value: String? = nil) -> String {
    "\(quoted(name)):{\"display_value\":\(quoted(display)),\"value\":\(quoted(value ?? display))}"
  }

  private func reference(_ name: String, _ display: String, _ value: String, table: String) -> String {
    let link = "https://servicedesk.example.org/api/now/v2/table/\(table)/\(value)"
    return "\(quoted(name)):{\"display_value\":\(quoted(display)),\"value\":\(quoted(value)),\"link\":\(quoted(link))}"
  }

  private func time(_ name: String, _ time: Int) -> String { both(name, SampleClock.displayed(time), SampleClock.stored(time)) }

  /// A duration is stored as the time that long after 1970 began.
  private func duration(_ name: String, _ seconds: Int) -> String {
    let parts = [(seconds / 86_400, "Day"), (seconds / 3600 % 24, "Hour"), (seconds / 60 % 60, "Minute")]
    let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " ")
    return both(name, words.isEmpty ? "0 Seconds" : words, SampleClock.stored(seconds))
  }
}

/// The targets of the agreement, in working seconds.
struct SampleLevel {
  let answer: Int
  let decision: Int

  init(priority: Int) {
    let hours = [1: (1, 4), 2: (2, 9), 3: (4, 27), 4: (9, 45), 5: (18, 90)][priority] ?? (4, 27)
    answer = hours.0 * 3600
    decision = hours.1 * 3600
  }
}

/// What the catalogue item asks for each field: the variable's name and its question.
enum SampleQuestion {
  static let table: [String: (name: String, question: String)] = [
    "form": ("request_type", "Kind of request"), "experiment": ("experiment", "Experiment"),
    "requester": ("requester_role", "Requester"), "group": ("physics_group", "Physics group"),
    "contact": ("contact_email", "Contact"), "approver": ("approved_by", "Approved by"),
    "campaign": ("campaign_name", "Campaign"),
    "purpose": ("purpose", "Purpose"), "priority": ("requested_priority", "Priority"),
    "justification": ("priority_reason", "Why this priority"), "repository": ("repository_url", "Repository"),
    "package": ("package_name", "Package"), "release": ("release_tag", "Release tag"),
    "configuration": ("fcl_files", "Configuration files"), "access_group": ("commit_group", "Commit group"),
    "input_dataset": ("input_definition", "Input dataset"), "run_list": ("run_list", "Runs"),
    "events": ("n_events", "Number of events"),
    "files": ("n_files", "Number of files"), "output_dataset": ("output_definition", "Output dataset"),
    "output_location": ("output_path", "Output location"), "registration": ("registered_in", "Registered in"),
    "size_per_event": ("event_size", "Size per event"), "jobs": ("n_jobs", "Number of jobs"),
    "memory": ("memory_per_job", "Memory per job"), "disk": ("disk_per_job", "Disk per job"), "cpus": ("n_cpus", "Cores per job"),
    "walltime": ("expected_lifetime", "Longest run time of a job"), "time_per_event": ("event_time", "Time per event"),
    "test_job": ("test_job_id", "Test job"), "valid_from": ("valid_from", "First day"),
    "valid_until": ("valid_until", "Last day"),
    "needed_by": ("needed_by", "Needed by"), "supersedes": ("supersedes", "Replaces"),
  ]
}
