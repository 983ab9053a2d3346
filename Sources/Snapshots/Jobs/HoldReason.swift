import Diagnostics

/// What HTCondor's `HoldReasonCode` means (HTCondor manual, job ClassAd attributes).
public struct HoldReason: Hashable, Sendable {
  /// The manual's name for it: `JobOutOfResources`.
  public var name: Text
  /// What happened, in words.
  public var meaning: Text
  /// Whether something went wrong; false where somebody wanted it, or it passes by itself.
  public var isFault = true

  /// The meaning of a code, and of a subcode where HTCondor defines it.
  public init(code: Int, subcode: Int = 0) {
    switch code {
    case 1: self.init("UserRequest", "somebody held the job with condor_hold", isFault: false)
    case 15: self.init("SubmittedOnHold", "the job was submitted on hold", isFault: false)
    case 16: self.init("SpoolingInput", "input files are being copied to the scheduler", isFault: false)
    case 34: self = Self.outOfResources(subcode)
    default:
      let known = Self.faults.first { $0.code == code }
      self.init(known?.name ?? "Unknown", known?.meaning ?? (code == 0 ? "no reason is given" : "a code that we do not know"))
    }
  }

  private init(_ name: Text, _ meaning: Text, isFault: Bool = true) {
    self.name = name
    self.meaning = meaning
    self.isFault = isFault
  }

  private static func outOfResources(_ subcode: Int) -> HoldReason {
    switch subcode {
    case 102: HoldReason("JobOutOfResources", "the job used more memory than it asked for")
    case 104: HoldReason("JobOutOfResources", "the job used more disk than it asked for")
    default: HoldReason("JobOutOfResources", "the job used more of a resource than it asked for")
    }
  }

  private struct Fault: Sendable {
    var code: Int
    var name: Text
    var meaning: Text

    init(_ code: Int, _ name: Text, _ meaning: Text) {
      self.code = code
      self.name = name
      self.meaning = meaning
    }
  }

  private static let faults = [
    Fault(3, "JobPolicy", "the job's own PeriodicHold expression was met"),
    Fault(4, "CorruptedCredential", "the job's credential cannot be used"),
    Fault(5, "JobPolicyUndefined", "a policy expression of the job could not be evaluated"),
    Fault(6, "FailedToCreateProcess", "the executable could not be started"),
    Fault(7, "UnableToOpenOutput", "the file for standard output could not be opened"),
    Fault(8, "UnableToOpenInput", "the file for standard input could not be opened"),
    Fault(9, "UnableToOpenOutputStream", "the stream of standard output could not be opened"),
    Fault(10, "UnableToOpenInputStream", "the stream of standard input could not be opened"),
    Fault(11, "InvalidTransferAck", "the end of a file transfer was not confirmed"),
    Fault(12, "TransferOutputError", "output files could not be transferred"),
    Fault(13, "TransferInputError", "input files could not be transferred"),
    Fault(14, "IwdError", "the job's initial directory cannot be used"),
    Fault(17, "JobShadowMismatch", "the scheduler's parts are of different versions"),
    Fault(18, "InvalidTransferGoAhead", "the scheduler refused a file transfer"),
    Fault(19, "HookPrepareJobFailure", "the site's preparation of the job failed"),
    Fault(20, "MissedDeferredExecutionTime", "the time at which the job should have started has passed"),
    Fault(21, "StartdHeldJob", "the machine held the job"),
    Fault(22, "UnableToInitUserLog", "the job's log could not be opened"),
    Fault(23, "FailedToAccessUserAccount", "the account of the job cannot be used"),
    Fault(24, "NoCompatibleShadow", "the scheduler cannot run this kind of job"),
    Fault(25, "InvalidCronSettings", "the job's times of execution are not valid"),
    Fault(26, "SystemPolicy", "a limit of the pool was met, mostly memory, disk or run time"),
    Fault(27, "SystemPolicyUndefined", "a policy expression of the pool could not be evaluated"),
    Fault(32, "MaxTransferInputSizeExceeded", "the input files are larger than allowed"),
    Fault(33, "MaxTransferOutputSizeExceeded", "the output files are larger than allowed"),
    Fault(35, "InvalidDockerImage", "the container image cannot be used"),
    Fault(36, "FailedToCheckpoint", "the job could not save its state"),
    Fault(46, "JobDurationExceeded", "the job was on its machine longer than allowed"),
    Fault(47, "JobExecuteExceeded", "the job ran longer than allowed"),
  ]
}
