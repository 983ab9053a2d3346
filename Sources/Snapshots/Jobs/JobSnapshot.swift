import Diagnostics
import Notation

/// What a snapshot of HTCondor says, added up: no single job, and of their attributes only those on an allow-list.
///
/// Names of people, distinguished names, addresses and principals never get here.
public struct JobSnapshot: Hashable, Sendable {
  /// How much of the truth is here.
  public enum Knowledge: UInt8, Hashable, Sendable {
    /// All that the command had to say.
    case whole
    /// A part: the snapshot was cut short, or its record says so. The numbers are lower bounds.
    case incomplete
    /// Nothing: zero bytes, or no JSON. Not the same as no jobs.
    case unknown
  }

  /// What was asked: the queue, its totals, or the history.
  public var format: SnapshotFormat
  /// How the snapshot was taken; nil without a record.
  public var record: SnapshotRecord?
  /// How much is known.
  public var knowledge = Knowledge.whole
  /// Jobs by status.
  public var counts = JobCounts()
  /// Jobs by experiment, the most first.
  public var experiments: [JobGroup] = []
  /// Jobs that have a site, by site, the most first.
  public var sites: [JobGroup] = []
  /// Jobs that have a campaign (POMS), by campaign, the most first.
  public var campaigns: [JobGroup] = []
  /// Held jobs by reason, the most first.
  public var holds: [HoldGroup] = []
  /// Minutes in the queue before the first start; for idle jobs up to the snapshot.
  public var wait = Histogram(bounds: [5, 15, 30, 60, 120, 240, 480, 1440], unit: "min")
  /// Wall time in hours; of running jobs so far.
  public var wallTime = Histogram(bounds: [0.25, 0.5, 1, 2, 4, 8, 12, 24], unit: "h")
  /// Memory used in percent of memory asked for.
  public var memory = Histogram(bounds: [25, 50, 75, 90, 100, 125], unit: "%")
  /// Jobs that ended, by the hour.
  public var finished = JobSeries()
  /// Processor time over wall time of the jobs that completed.
  public var efficiency = Efficiency()
  /// Pilots that were left out (`glidein_startup.sh`): they are machines for jobs, not jobs.
  public var pilots = 0
  /// Ads that were left out because a job of the same `GlobalJobId` came before.
  public var duplicates = 0

  /// A snapshot without jobs.
  public init(format: SnapshotFormat, record: SnapshotRecord? = nil) {
    self.format = format
    self.record = record
  }
}

/// HTCondor's `JobStatus`.
public enum JobStatus: UInt8, Hashable, Sendable, CaseIterable {
  /// Waits for a machine.
  case idle = 1
  /// Runs.
  case running = 2
  /// Taken out of the queue, or about to be.
  case removed = 3
  /// Ended by itself.
  case completed = 4
  /// Will not run until somebody releases it.
  case held = 5
  /// Has run; its output is being transferred.
  case transferringOutput = 6
  /// Stopped on its machine.
  case suspended = 7

  /// The word for readers.
  public var name: Text {
    switch self {
    case .idle: "idle"
    case .running: "running"
    case .removed: "removed"
    case .completed: "completed"
    case .held: "held"
    case .transferringOutput: "transferring output"
    case .suspended: "suspended"
    }
  }
}

/// Jobs by status, and how those that ended did.
public struct JobCounts: Hashable, Sendable {
  private var byStatus = [Int](repeating: 0, count: 8)
  /// Completed with an exit code other than 0, or by a signal.
  public var failed = 0
  /// Removed by the one who submitted them or an operator (`condor_rm`); not a fault.
  public var removedByUser = 0

  /// No jobs.
  public init() {}

  /// All jobs, those with an unknown status included.
  public var total: Int { byStatus.reduce(0, +) }
  /// Jobs whose status is missing or no number from 1 to 7.
  public var unknownStatus: Int {
    get { byStatus[0] }
    set { byStatus[0] = newValue }
  }

  /// Jobs of a status.
  public subscript(status: JobStatus) -> Int {
    get { byStatus[Int(status.rawValue)] }
    set { byStatus[Int(status.rawValue)] = newValue }
  }

  /// Adds the counts of another group.
  public static func += (left: inout JobCounts, right: JobCounts) {
    for index in left.byStatus.indices { left.byStatus[index] += right.byStatus[index] }
    left.failed += right.failed
    left.removedByUser += right.removedByUser
  }
}

/// Jobs that have a name in common: an experiment, a site, a campaign.
public struct JobGroup: Hashable, Sendable {
  /// The name; `(other)` for what came after too many names, `(none)` for none.
  public var name: Text
  /// The jobs by status.
  public var counts = JobCounts()
  /// Of those that completed.
  public var efficiency = Efficiency()

  /// A group without jobs.
  public init(name: Text) { self.name = name }
}

/// Jobs held for one reason.
public struct HoldGroup: Hashable, Sendable {
  /// `HoldReasonCode`; 0 if missing.
  public var code: Int
  /// `HoldReasonSubCode`; 0 if missing.
  public var subcode: Int
  /// How many.
  public var count: Int
  /// The experiments concerned, the most first.
  public var experiments: [Text]

  /// Held jobs.
  public init(code: Int, subcode: Int, count: Int = 0, experiments: [Text] = []) {
    self.code = code
    self.subcode = subcode
    self.count = count
    self.experiments = experiments
  }

  /// What the code means.
  public var reason: HoldReason { HoldReason(code: code, subcode: subcode) }
}

/// Values counted in classes.
public struct Histogram: Hashable, Sendable {
  /// Upper bounds of all classes but the last, rising; a value on a bound belongs below it.
  public let bounds: [Double]
  /// The unit of values and bounds.
  public let unit: Text
  /// How many values in each class: one more than `bounds`.
  public private(set) var counts: [Int]
  /// Jobs that should have a value and have none.
  public var unknown = 0

  /// No values yet.
  public init(bounds: [Double], unit: Text) {
    self.bounds = bounds
    self.unit = unit
    counts = [Int](repeating: 0, count: bounds.count + 1)
  }

  /// Counts a value.
  public mutating func add(_ value: Double) { counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1 }
}

/// Processor time over wall time.
public struct Efficiency: Hashable, Sendable {
  /// User and system time of the jobs' last runs, in seconds.
  public var processorSeconds = 0.0
  /// Wall time times processors asked for, in seconds, evicted runs included.
  public var wallSeconds = 0.0
  /// How many jobs that is.
  public var jobs = 0

  /// No jobs.
  public init() {}

  /// The efficiency as a fraction; nil without jobs.
  public var fraction: Double? { wallSeconds > 0 ? processorSeconds / wallSeconds : nil }

  /// What a reader must know about the number.
  public static let note: Text =
    "Processor time does not count runs that were evicted, wall time does: the true efficiency is higher."
}

/// Jobs that ended, by the hour (UTC).
public struct JobSeries: Hashable, Sendable {
  /// When the first hour begins, in seconds since 1970; a whole hour.
  public var start: Int64 = 0
  /// How many completed in each hour.
  public var completed: [Int] = []
  /// How many of those failed.
  public var failed: [Int] = []
  /// How many completed before the first hour.
  public var earlier = 0

  /// No hours.
  public init() {}

  /// The days of a time zone, each with what completed and what of it failed.
  public func days(in zone: TimeZoneRule) -> [Day] {
    var days: [Day] = []
    for (index, count) in completed.enumerated() {
      let time = Timestamp(clamping: start + Int64(index) * 3600)
      let date = time.civil(atOffset: zone.offset(at: time)).date
      if days.last?.date != date { days.append(Day(date: date, completed: 0, failed: 0)) }
      days[days.count - 1].completed += count
      days[days.count - 1].failed += failed[index]
    }
    return days
  }

  /// What ended on a day.
  public struct Day: Hashable, Sendable {
    /// The day.
    public var date: CivilDate
    /// How many completed.
    public var completed: Int
    /// How many of those failed.
    public var failed: Int
  }
}
