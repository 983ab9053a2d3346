import Diagnostics
import Notation

/// Adds job ads up. What it holds grows with the number of names and keys, both limited, not with the jobs.
struct JobTally {
  private var snapshot: JobSnapshot
  private let taken: Int64?
  private var keys = KeySet()
  private var experiments: [NameTable.Index: JobGroup] = [:]
  private var sites: [NameTable.Index: JobGroup] = [:]
  private var campaigns: [NameTable.Index: JobGroup] = [:]
  private var holds: [HoldKey: [NameTable.Index: Int]] = [:]

  private struct HoldKey: Hashable {
    var code: Int
    var subcode: Int
  }

  private static let none: NameTable.Index = -1

  init(_ snapshot: JobSnapshot) {
    self.snapshot = snapshot
    taken = snapshot.record?.taken?.seconds
  }

  /// Whether there were too many jobs to find duplicates among all of them.
  var hasUncheckedKeys: Bool { keys.isFull }

  mutating func add(_ ad: JobAd) {
    guard !ad.isPilot else {
      snapshot.pilots += 1
      return
    }
    if let key = ad.key, !keys.insert(key) {
      snapshot.duplicates += 1
      return
    }
    addToGroups(ad)
    addToHistograms(ad)
    addToSeries(ad)
    if ad.status == 5 {
      let key = HoldKey(code: bounded(ad.holdCode), subcode: bounded(ad.holdSubcode))
      if holds.count < 1024 || holds[key] != nil { holds[key, default: [:]][ad.experiment ?? Self.none, default: 0] += 1 }
    }
  }

  /// The sum, with names in place of indices.
  func result(_ reader: JobAdReader) -> JobSnapshot {
    var result = snapshot
    result.experiments = named(experiments, reader.groups)
    result.sites = named(sites, reader.sites)
    result.campaigns = named(campaigns, reader.campaigns)
    result.holds = holds.map { key, counts in
      let names = counts.map { (name($0.key, reader.groups), $0.value) }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
      return HoldGroup(
        code: key.code, subcode: key.subcode, count: counts.values.reduce(0, +), experiments: names.map(\.0))
    }
    result.holds.sort { ($1.count, $0.code, $0.subcode) < ($0.count, $1.code, $1.subcode) }
    result.finished.dropEmptyEnds()
    return result
  }
}

extension JobTally {
  private func bounded(_ code: Int64?) -> Int { Int(min(max(code ?? 0, 0), 99_999)) }

  private mutating func addToGroups(_ ad: JobAd) {
    Self.count(ad, &snapshot.counts)
    Self.measure(ad, &snapshot.efficiency)
    Self.add(ad, to: &experiments, at: ad.experiment ?? Self.none)
    if let site = ad.site { Self.add(ad, to: &sites, at: site) }
    if let campaign = ad.campaign { Self.add(ad, to: &campaigns, at: campaign) }
  }

  private static func add(_ ad: JobAd, to groups: inout [NameTable.Index: JobGroup], at index: NameTable.Index) {
    count(ad, &groups[index, default: JobGroup(name: "")].counts)
    measure(ad, &groups[index, default: JobGroup(name: "")].efficiency)
  }

  private static func count(_ ad: JobAd, _ counts: inout JobCounts) {
    guard let status = ad.status.flatMap({ UInt8(exactly: $0) }).flatMap(JobStatus.init) else {
      counts.unknownStatus += 1
      return
    }
    counts[status] += 1
    if status == .completed, ad.hasFailed == true { counts.failed += 1 }
    if status == .removed, ad.isRemovedByUser { counts.removedByUser += 1 }
  }

  private static func measure(_ ad: JobAd, _ efficiency: inout Efficiency) {
    guard ad.status == 4, let wall = ad.wallSeconds, wall > 0, let user = ad.userSeconds else { return }
    efficiency.processorSeconds += user + (ad.systemSeconds ?? 0)
    efficiency.wallSeconds += wall * max(ad.cpus ?? 1, 1)
    efficiency.jobs += 1
  }

  private mutating func addToHistograms(_ ad: JobAd) {
    let isWaiting = ad.status == 1 && ad.started == nil
    if let queued = ad.queued, let begin = ad.started ?? (isWaiting ? taken : nil), begin >= queued {
      snapshot.wait.add(Double(begin - queued) / 60)
    } else {
      snapshot.wait.unknown += 1
    }
    if let seconds = wallSeconds(ad) { snapshot.wallTime.add(seconds / 3600) }
    guard ad.status == 2 || ad.status == 4 else { return }
    if let used = ad.memoryUsed, let requested = ad.requestedMemory, requested > 0 {
      snapshot.memory.add(used / requested * 100)
    } else {
      snapshot.memory.unknown += 1
    }
  }

  /// Wall time of a job that ended; of one that runs, since its start.
  private func wallSeconds(_ ad: JobAd) -> Double? {
    if ad.status == 2, let taken, let start = ad.currentStart ?? ad.started, taken >= start { return Double(taken - start) }
    guard ad.status == 4, let wall = ad.wallSeconds, wall > 0 else { return nil }
    return wall
  }

  private mutating func addToSeries(_ ad: JobAd) {
    guard ad.status == 4, let time = ad.completed else { return }
    // HTCondor's history begins with the newest: without a record, its first job gives the last hour.
    if snapshot.finished.completed.isEmpty { snapshot.finished.cover(until: taken ?? time) }
    snapshot.finished.add(time, failed: ad.hasFailed == true)
  }

  private func name(_ index: NameTable.Index, _ table: NameTable) -> Text {
    index == Self.none ? NameTable.none : table.names[Int(index)]
  }

  private func named(_ groups: [NameTable.Index: JobGroup], _ table: NameTable) -> [JobGroup] {
    groups.map { index, group in
      var group = group
      group.name = name(index, table)
      return group
    }.sorted { $0.counts.total != $1.counts.total ? $0.counts.total > $1.counts.total : $0.name < $1.name }
  }
}

extension JobSeries {
  /// The longest time that is counted by the hour.
  private static let hours: Int64 = 31 * 24

  mutating func cover(until end: Int64) {
    start = (end / 3600 - Self.hours + 1) * 3600
    completed = [Int](repeating: 0, count: Int(Self.hours))
    failed = completed
  }

  mutating func add(_ time: Int64, failed hasFailed: Bool) {
    guard time >= start else {
      earlier += 1
      return
    }
    let hour = min(Int((time - start) / 3600), completed.count - 1)
    completed[hour] += 1
    if hasFailed { failed[hour] += 1 }
  }

  /// Leaves out hours before the first in which something ended.
  mutating func dropEmptyEnds() {
    guard earlier == 0 else { return }
    let empty = completed.prefix { $0 == 0 }.count
    completed.removeFirst(empty)
    failed.removeFirst(empty)
    start += Int64(empty) * 3600
  }
}
