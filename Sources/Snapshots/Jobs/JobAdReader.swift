import Diagnostics
import Notation

/// Reads job ads one by one from HTCondor's JSON (`jsonSink.cpp`).
struct JobAdReader {
  var scanner: JSONScanner
  var groups = NameTable()
  var sites = NameTable()
  var campaigns = NameTable()

  private let attributes = JobAttributeTable()

  init(more: @escaping () -> [UInt8]) {
    scanner = JSONScanner(options: JSONOptions(repairsText: true, manyTexts: true), more: more)
  }

  /// The next ad: an element of an array, or a text of its own; nil at the end, or at a fault.
  mutating func next() -> JobAd? {
    while true {
      switch scanner.next() {
      case .objectStart: return ad()
      case .arrayStart, .arrayEnd: continue
      case .end, .fault: return nil
      // What is no ad is passed over: null where an ad was asked for in vain.
      default: continue
      }
    }
  }

  private mutating func ad() -> JobAd? {
    var ad = JobAd()
    while true {
      let step = scanner.next()
      guard step == .key else { return step == .objectEnd ? ad : nil }
      guard let attribute = attributes[scanner.contentBytes] else {
        guard scanner.skipValue(after: .key) else { return nil }
        continue
      }
      let value = scanner.next()
      switch value {
      case .objectStart, .arrayStart: guard scanner.skipValue(after: value) else { return nil }
      case .fault: return nil
      default: set(attribute, value, &ad)
      }
    }
  }

  private mutating func set(_ attribute: JobAttribute, _ value: JSONToken, _ ad: inout JobAd) {
    switch attribute {
    case .jobStatus: ad.status = integer(value)
    case .qDate: ad.queued = time(value)
    case .jobStartDate: ad.started = time(value)
    case .jobCurrentStartDate: ad.currentStart = time(value)
    case .completionDate: ad.completed = time(value)
    case .remoteWallClockTime: ad.wallSeconds = number(value)
    case .remoteUserCpu: ad.userSeconds = number(value)
    case .remoteSysCpu: ad.systemSeconds = number(value)
    case .requestCpus: ad.cpus = number(value)
    case .requestMemory: ad.requestedMemory = number(value)
    case .memoryUsage: ad.memoryUsage = number(value)
    case .residentSetSizeRaw: ad.residentSize = number(value)
    case .residentSetSize: ad.roundedResidentSize = number(value)
    case .holdReasonCode: ad.holdCode = integer(value)
    case .holdReasonSubCode: ad.holdSubcode = integer(value)
    case .exitCode: ad.exitCode = integer(value)
    default: setText(attribute, value, &ad)
    }
  }

  private mutating func setText(_ attribute: JobAttribute, _ value: JSONToken, _ ad: inout JobAd) {
    if attribute == .exitBySignal {
      if value == .yes || value == .no { ad.endedBySignal = value == .yes }
      return
    }
    guard value == .string, !isExpression else { return }
    switch attribute {
    case .removeReason: ad.isRemovedByUser = contains("via condor_rm")
    case .cmd: ad.isPilot = contains("glidein_startup.sh")
    case .globalJobId: ad.globalKey = KeySet.hash(scanner.contentBytes)
    case .jobsubJobId: ad.jobsubKey = KeySet.hash(scanner.contentBytes)
    case .accountingGroup: ad.group = experiment.map { groups.index(of: $0) }
    case .jobsubGroup: ad.jobsubGroup = name.map { groups.index(of: $0) }
    case .glideinSite: ad.matchedSite = name.map { sites.index(of: $0) }
    case .expectedGlideinSite: ad.expectedSite = name.map { sites.index(of: $0) }
    case .campaignName: ad.campaign = name.map { campaigns.index(of: $0) }
    default: break
    }
  }
}

extension JobAdReader {
  /// Whether the string stands for an expression that was not evaluated: `"\/Expr(…)\/"`.
  private var isExpression: Bool {
    let bytes = scanner.contentBytes
    return bytes.starts(with: Self.escapedExpression) || bytes.starts(with: Self.plainExpression)
  }

  private static let escapedExpression = Array("\\/Expr(".utf8)
  private static let plainExpression = Array("/Expr(".utf8)

  /// A number, also one in a string: `MATCH_EXP_…` attributes are strings where `MATCH_…` are numbers.
  private func number(_ token: JSONToken) -> Double? {
    switch token {
    case .number: scanner.double
    case .string: parseDouble(Text(scanner.contentBytes))
    default: nil
    }
  }

  private func integer(_ token: JSONToken) -> Int64? {
    if token == .number, let integer = scanner.integer { return integer }
    return number(token).flatMap { Int64(exactly: $0) }
  }

  /// Seconds since 1970; 0 stands for none.
  private func time(_ token: JSONToken) -> Int64? { integer(token).flatMap { $0 > 0 ? $0 : nil } }

  private func contains(_ part: StaticString) -> Bool {
    let bytes = scanner.contentBytes
    let length = part.utf8CodeUnitCount
    guard bytes.count >= length else { return false }
    return (bytes.startIndex...bytes.endIndex - length).contains { start in
      part.withUTF8Buffer { $0.elementsEqual(bytes[start..<start + length]) }
    }
  }

  /// A name that may be published; nil for none and for macros that were not replaced (`$$(GLIDEIN_Site:Unknown)`).
  private var name: Text? {
    let text = scanner.text
    guard !text.isEmpty, text.utf8[0] != UInt8(ascii: "$"), text != "Unknown", text != "undefined" else { return nil }
    return isHarmless(text) ? text : NameTable.withheld
  }

  /// The experiment of `group_nova.prod.novapro`: what follows it may be a user's name and is never read.
  private var experiment: Text? {
    guard var text = name, text != NameTable.withheld else { return nil }
    if text.utf8.starts(with: Self.groupPrefix) { text.utf8.removeFirst(Self.groupPrefix.count) } else { return nil }
    text = Text(text.utf8.prefix { $0 != UInt8(ascii: ".") })
    return text.isEmpty ? nil : text
  }

  private static let groupPrefix = Array("group_".utf8)

  /// Whether a name looks like one of a thing: no address, no path of a distinguished name, not too long.
  private func isHarmless(_ text: Text) -> Bool {
    text.utf8.count <= 128
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: " "):
          true
        default: false
        }
      }
  }
}
