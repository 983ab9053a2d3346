/// Jobs in the queue, and those that ended in the week before, as HTCondor writes them.
struct SampleJobs {
  let queue: String
  let history: String

  static let queueAttributes =
    "ClusterId,ProcId,GlobalJobId,JobStatus,QDate,JobStartDate,JobCurrentStartDate,EnteredCurrentStatus,AccountingGroup,Jobsub_Group,"
    + "Cmd,RequestCpus,RequestMemory,ResidentSetSize_RAW,MemoryUsage,HoldReason,HoldReasonCode,HoldReasonSubCode,"
    + "MATCH_GLIDEIN_Site,MATCH_EXP_JOB_GLIDEIN_Site,POMS4_CAMPAIGN_NAME"
  static let historyAttributes =
    "GlobalJobId,JobStatus,QDate,JobStartDate,CompletionDate,AccountingGroup,RemoteWallClockTime,RemoteUserCpu,RemoteSysCpu,"
    + "RequestCpus,RequestMemory,MemoryUsage,ResidentSetSize_RAW,ExitCode,ExitBySignal,RemoveReason,MATCH_GLIDEIN_Site,"
    + "POMS4_CAMPAIGN_NAME"

  init() {
    var queue = QueueMaker()
    self.queue = queue.text()
    var history = HistoryMaker()
    self.history = history.text()
  }
}

/// A campaign whose jobs are in the queue or were.
struct SampleCampaign {
  var name: String
  var experiment: String
  var script: String
  /// Share of the running jobs.
  var weight: Int
  /// Memory asked for, in MiB.
  var memory: Int
  /// Usual run time in minutes.
  var minutes: Int
  /// Processor time per 100 s of wall time.
  var efficiency: Int
  var cluster: Int
  /// No job ended before this time.
  var since = "2015-11-01 00:00:00"

  /// POMS names most campaigns; some groups submit without it.
  var isNamed = true

  var account: String {
    switch experiment {
    case "microboone": "uboonepro"
    default: experiment + "pro"
    }
  }

  var jobsubGroup: String { experiment == "microboone" ? "uboone" : experiment }

  static let all = [
    SampleCampaign(
      name: "keepup-fd-2015-w48", experiment: "nova", script: "nova_keepup.sh", weight: 300, memory: 2000, minutes: 190,
      efficiency: 84, cluster: 14_171_010),
    SampleCampaign(
      name: "keepup-nd-2015-w48", experiment: "nova", script: "nova_keepup.sh", weight: 80, memory: 1000, minutes: 125,
      efficiency: 88, cluster: 14_171_022),
    SampleCampaign(
      name: "mc-fd-fhc-nonswap", experiment: "nova", script: "nova_mc.sh", weight: 340, memory: 2500, minutes: 330,
      efficiency: 93, cluster: 14_171_041),
    SampleCampaign(
      name: "reco-me1a-v10r8p9", experiment: "minerva", script: "minerva_reco.sh", weight: 330, memory: 1500, minutes: 175,
      efficiency: 79, cluster: 14_171_056),
    SampleCampaign(
      name: "calib-s2s-me1a", experiment: "minerva", script: "minerva_calib.sh", weight: 90, memory: 1000, minutes: 85,
      efficiency: 61, cluster: 14_171_073),
    SampleCampaign(
      name: "keepup-minos-2015-w48", experiment: "minos", script: "minos_keepup.sh", weight: 130, memory: 900, minutes: 110,
      efficiency: 82, cluster: 14_171_090),
    SampleCampaign(
      name: "ntuple-oct-R3-14-2", experiment: "minos", script: "minos_ntuple.sh", weight: 70, memory: 1000, minutes: 70,
      efficiency: 58, cluster: 14_171_108),
    SampleCampaign(
      name: "mcc5-fd-beam", experiment: "dune", script: "dune_mcc5.sh", weight: 290, memory: 3500, minutes: 160, efficiency: 91,
      cluster: 14_171_120, since: "2015-11-30 15:00:00"),
    SampleCampaign(
      name: "mcc5-fd-supernova", experiment: "dune", script: "dune_mcc5.sh", weight: 100, memory: 3500, minutes: 95,
      efficiency: 86, cluster: 14_171_133, since: "2015-12-01 03:00:00"),
    SampleCampaign(
      name: "", experiment: "microboone", script: "uboone_test.sh", weight: 22, memory: 2000, minutes: 45, efficiency: 66,
      cluster: 14_171_150, isNamed: false),
  ]

  /// Sites, nearer ones more often.
  static let sites: [(String, weight: Int)] = [
    ("FNAL_GPGrid", 610), ("Nebraska", 85), ("MWT2", 70), ("UCSD", 55), ("SU-OG", 50), ("Wisconsin", 45), ("Michigan", 35),
    ("NOTRE_DAME", 30), ("OSC", 20),
  ]

  static let schedulers = ["fifebatch1.example.org", "fifebatch2.example.org"]
}

/// Why a sample job is held.
struct SampleHold {
  var code: Int
  var subcode: Int
  var text: String

  static let all: [(SampleHold, count: Int)] = [
    (SampleHold(code: 34, subcode: 102, text: "Error from slot1@example.org: memory usage exceeded request_memory"), 14),
    (SampleHold(code: 26, subcode: 4, text: "SYSTEM_PERIODIC_HOLD: run time exceeded"), 8),
    (SampleHold(code: 13, subcode: 2, text: "Transfer input files failure: No such file or directory"), 5),
    (SampleHold(code: 12, subcode: 28, text: "Transfer output files failure: No space left on device"), 3),
    (SampleHold(code: 34, subcode: 104, text: "Error from slot1@example.org: disk usage exceeded request_disk"), 2),
    (SampleHold(code: 6, subcode: 2, text: "Error from slot1@example.org: Failed to execute the job"), 1),
    (SampleHold(code: 1, subcode: 0, text: "via condor_hold (by user minervapro)"), 1),
    (SampleHold(code: 16, subcode: 0, text: "Spooling input data files"), 1),
  ]
}

/// An ad as HTCondor writes it: an expression is a string between `\/Expr(` and `)\/`, a real has a point.
struct SampleAd {
  private(set) var members: [String] = []

  mutating func add(_ name: String, _ number: Int) { members.append("\"\(name)\":\(number)") }

  mutating func add(_ name: String, _ text: String) { members.append("\"\(name)\":\(quoted(text))") }

  mutating func add(_ name: String, _ flag: Bool) { members.append("\"\(name)\":\(flag)") }

  mutating func add(_ name: String, real tenths: Int) { members.append("\"\(name)\":\(tenths / 10).\(tenths % 10)") }

  mutating func add(_ name: String, expression: String) { members.append("\"\(name)\":\"\\/Expr(\(expression))\\/\"") }

  /// Memory as HTCondor keeps it: `MemoryUsage` is an expression of the resident set's size.
  mutating func add(memoryUsed kibibytes: Int) {
    add("ResidentSetSize_RAW", kibibytes)
    add("MemoryUsage", expression: "((ResidentSetSize + 1023) / 1024)")
  }

  var line: String { "{" + members.joined(separator: ",") + "}" }
}
