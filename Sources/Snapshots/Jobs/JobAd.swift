import Diagnostics
import Notation

/// What is kept of one job ad while it is added up: numbers, and names as indices.
struct JobAd {
  var status: Int64?
  var queued: Int64?
  var started: Int64?
  var currentStart: Int64?
  var completed: Int64?
  var wallSeconds: Double?
  var userSeconds: Double?
  var systemSeconds: Double?
  var cpus: Double?
  var requestedMemory: Double?
  var memoryUsage: Double?
  var residentSize: Double?
  var roundedResidentSize: Double?
  var holdCode: Int64?
  var holdSubcode: Int64?
  var exitCode: Int64?
  var endedBySignal: Bool?
  var isRemovedByUser = false
  var isPilot = false
  var globalKey: UInt64?
  var jobsubKey: UInt64?
  var group: NameTable.Index?
  var jobsubGroup: NameTable.Index?
  var matchedSite: NameTable.Index?
  var expectedSite: NameTable.Index?
  var campaign: NameTable.Index?

  var experiment: NameTable.Index? { jobsubGroup ?? group }
  var site: NameTable.Index? { matchedSite ?? expectedSite }
  /// What tells the job from all others.
  var key: UInt64? { globalKey ?? jobsubKey }

  /// Memory used in MiB: `MemoryUsage`, or what HTCondor's expression for it says, the resident set's KiB rounded up.
  var memoryUsed: Double? {
    if let memoryUsage { return memoryUsage }
    guard let kibibytes = residentSize ?? roundedResidentSize, kibibytes > 0 else { return nil }
    return (kibibytes / 1024).rounded(.up)
  }

  /// Whether a completed job did not do what it should; nil if the ad does not say.
  var hasFailed: Bool? {
    if endedBySignal == true { return true }
    return exitCode.map { $0 != 0 }
  }
}

/// The attributes that are looked at; whatever else an ad says is passed over unread.
enum JobAttribute: UInt8, CaseIterable {
  case jobStatus, qDate, jobStartDate, jobCurrentStartDate, completionDate, remoteWallClockTime, remoteUserCpu, remoteSysCpu
  case requestCpus, requestMemory, memoryUsage, residentSetSizeRaw, residentSetSize, holdReasonCode, holdReasonSubCode, exitCode
  case exitBySignal, removeReason, cmd, globalJobId, jobsubJobId, accountingGroup, jobsubGroup, glideinSite, expectedGlideinSite
  case campaignName

  /// The name in lower case: ClassAd names ignore case, and JSON keeps any one spelling.
  var name: StaticString {
    switch self {
    case .jobStatus: "jobstatus"
    case .qDate: "qdate"
    case .jobStartDate: "jobstartdate"
    case .jobCurrentStartDate: "jobcurrentstartdate"
    case .completionDate: "completiondate"
    case .remoteWallClockTime: "remotewallclocktime"
    case .remoteUserCpu: "remoteusercpu"
    case .remoteSysCpu: "remotesyscpu"
    case .requestCpus: "requestcpus"
    case .requestMemory: "requestmemory"
    case .memoryUsage: "memoryusage"
    case .residentSetSizeRaw: "residentsetsize_raw"
    case .residentSetSize: "residentsetsize"
    case .holdReasonCode: "holdreasoncode"
    case .holdReasonSubCode: "holdreasonsubcode"
    case .exitCode: "exitcode"
    case .exitBySignal: "exitbysignal"
    case .removeReason: "removereason"
    case .cmd: "cmd"
    case .globalJobId: "globaljobid"
    case .jobsubJobId: "jobsubjobid"
    case .accountingGroup: "accountinggroup"
    case .jobsubGroup: "jobsub_group"
    case .glideinSite: "match_glidein_site"
    case .expectedGlideinSite: "match_exp_job_glidein_site"
    case .campaignName: "poms4_campaign_name"
    }
  }
}

/// Finds attributes by name, whatever its case, in constant time and without copying it.
struct JobAttributeTable {
  /// One more than the attribute's raw value, or 0.
  private var slots = [UInt8](repeating: 0, count: 256)

  init() {
    for attribute in JobAttribute.allCases {
      var slot = attribute.name.withUTF8Buffer { Self.hash($0) }
      while slots[Int(slot)] != 0 { slot &+= 1 }
      slots[Int(slot)] = attribute.rawValue + 1
    }
  }

  subscript(name: ArraySlice<UInt8>) -> JobAttribute? {
    name.withUnsafeBufferPointer { buffer in
      var slot = Self.hash(buffer)
      while slots[Int(slot)] != 0 {
        if let attribute = JobAttribute(rawValue: slots[Int(slot)] - 1), Self.same(attribute.name, buffer) { return attribute }
        slot &+= 1
      }
      return nil
    }
  }

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte | 0x20)) &* 16_777_619 }
    return UInt8(truncatingIfNeeded: hash ^ hash >> 16)
  }

  private static func same(_ lowercased: StaticString, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lowercased.utf8CodeUnitCount == name.count else { return false }
    for index in 0..<name.count {
      var byte = name[index]
      if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { byte |= 0x20 }
      if byte != lowercased.utf8Start[index] { return false }
    }
    return true
  }
}
