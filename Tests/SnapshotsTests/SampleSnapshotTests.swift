import Diagnostics
import Foundation
import Notation
import Snapshots
import Tickets
import Testing

@testable import sample_snapshots

/// The sample snapshots as a whole: made, kept, read.
@Suite struct SampleSnapshotTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Content/Snapshots").standardized

  @Test func theContentIsWhatTheGeneratorMakes() throws {
    for file in SampleWorld().files {
      let kept = try Data(contentsOf: folder.appendingPathComponent(file.name))
      #expect(Array(kept) == file.bytes, "\(file.name): run `swift run sample-snapshots Content/Snapshots`")
    }
  }

  @Test func everyRecordIsRead() {
    let records = SampleWorld().files.filter { $0.name.hasSuffix(String(SnapshotRecord.suffix)) }
    #expect(records.count == 5)
    for file in records {
      let (record, diagnostics) = SnapshotRecord.read(SourceFile(path: Text(file.name), bytes: file.bytes))
      #expect(record?.saysIncomplete == false)
      #expect(diagnostics.isEmpty)
    }
  }

  @Test func theQueueHasItsNumbers() throws {
    let (snapshot, diagnostics) = try jobs("condor_q.json", .jobQueue)
    #expect(diagnostics.isEmpty)
    #expect(snapshot.knowledge == .whole)
    #expect(snapshot.counts[.running] == 1748)
    #expect(snapshot.counts[.held] == 35)
    #expect(snapshot.counts[.idle] == 214)
    #expect(snapshot.counts[.completed] == 15)
    #expect(snapshot.counts.total == 2012)
    #expect(snapshot.pilots == 2)
    #expect(snapshot.duplicates == 1)
    #expect(snapshot.holds.first?.code == 34)
    #expect(snapshot.experiments.map(\.name) == ["nova", "dune", "minerva", "minos", "uboone"])
    #expect(snapshot.sites.count == 9)
  }

  @Test func theHistoryHasItsNumbers() throws {
    let (snapshot, diagnostics) = try jobs("condor_history.jsonl", .jobHistory)
    #expect(diagnostics.isEmpty)
    #expect(snapshot.counts.total == 3200)
    #expect(snapshot.counts.failed > 50)
    #expect(snapshot.counts.removedByUser > 30)
    #expect(snapshot.finished.completed.reduce(0, +) == snapshot.counts[.completed])
    #expect(snapshot.finished.completed.count <= 7 * 24 + 1)
    let efficiency = try #require(snapshot.efficiency.fraction)
    #expect(efficiency > 0.7 && efficiency < 0.95)
  }

  @Test func theRequestsHaveTheirNumbers() throws {
    var reader = RequestReader()
    for name in ["sc_item_option_mtom.json", "task_sla.json", "sc_req_item.json"] { reader.read(try file(name)) }
    let (snapshot, diagnostics) = reader.result()
    #expect(diagnostics.isEmpty)
    #expect(snapshot.isComplete)
    #expect(snapshot.strayRows == 0)
    #expect(snapshot.requests.count == 62)
    #expect(snapshot.open.count > 40)
    #expect(snapshot.requests.allSatisfy { $0.form != nil && !$0.clocks.isEmpty && $0.openedAt != nil && $0.state != .unknown })
    let unknown = snapshot.requests.flatMap(\.variables).filter { !VariableAliases.fields.contains($0.field) }
    #expect(unknown.isEmpty)
    let clocks = snapshot.requests.flatMap(\.clocks)
    #expect(clocks.contains { $0.hasBreached && $0.stage == .inProgress })
    #expect(clocks.contains { !$0.hasBreached && $0.stage == .inProgress && $0.businessPercentage ?? 0 >= 75 })
    #expect(clocks.contains { $0.stage == .paused })
  }

  @Test func aRevisionNamesWhatItReplaces() throws {
    var reader = RequestReader()
    for name in ["sc_req_item.json", "sc_item_option_mtom.json"] { reader.read(try file(name)) }
    let requests = reader.result().snapshot.requests
    let replaced = try #require(requests.compactMap { $0.field("supersedes") }.first)
    #expect(requests.first { $0.number == replaced }?.title == "NOvA reconstruction of period 2 with release S15-11-20")
  }

  @Test func noNameOfAnAccountIsPublished() throws {
    for (name, format) in [("condor_q.json", SnapshotFormat.jobQueue), ("condor_history.jsonl", .jobHistory)] {
      let text = String(describing: try jobs(name, format).snapshot)
      #expect(text.contains("nova"))
      #expect(!text.contains("novapro") && !text.contains("@"))
    }
  }

  @Test func streamedSumsAreThoseOfATree() throws {
    for (name, format) in [("condor_q.json", SnapshotFormat.jobQueue), ("condor_history.jsonl", .jobHistory)] {
      let bytes = try file(name).bytes
      let expected = TreeTally(bytes)
      for size in [997, 65_536] {
        var rest = bytes[...]
        let snapshot = JobReader.read(path: "t", format: format) {
          defer { rest = rest.dropFirst(size) }
          return Array(rest.prefix(size))
        }.snapshot
        #expect(
          JobStatus.allCases.map { snapshot.counts[$0] } == JobStatus.allCases.map { expected.byStatus[Int($0.rawValue)] ?? 0 })
        #expect(
          Dictionary(uniqueKeysWithValues: snapshot.experiments.map { ($0.name, $0.counts.total) }) == expected.byExperiment)
        #expect(Dictionary(uniqueKeysWithValues: snapshot.sites.map { ($0.name, $0.counts.total) }) == expected.bySite)
        #expect(snapshot.holds.reduce(0) { $0 + $1.count } == expected.byStatus[5] ?? 0)
      }
    }
  }

  private func file(_ name: String) throws -> SourceFile {
    SourceFile(path: Text(name), bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
  }

  private func jobs(_ name: String, _ format: SnapshotFormat) throws -> (snapshot: JobSnapshot, diagnostics: [Diagnostic]) {
    let record = SnapshotRecord.read(try file(name + String(SnapshotRecord.suffix))).record
    return JobReader.read(try file(name), format: format, record: record)
  }
}

/// The same sums, made the simple way: from the whole tree.
private struct TreeTally {
  var byStatus: [Int: Int] = [:]
  var byExperiment: [Text: Int] = [:]
  var bySite: [Text: Int] = [:]

  init(_ bytes: [UInt8]) {
    var seen: Set<Text> = []
    for ad in Self.ads(bytes) where ad["Cmd"]?.text != "./glidein_startup.sh" {
      guard seen.insert(ad["GlobalJobId"]?.text ?? "").inserted else { continue }
      byStatus[Int(ad["JobStatus"]?.text.description ?? "") ?? 0, default: 0] += 1
      let group = String(ad["AccountingGroup"]?.text ?? "").dropFirst("group_".count).split(separator: ".").first ?? ""
      byExperiment[Text(String(group)), default: 0] += 1
      let site = ad["MATCH_GLIDEIN_Site"]?.text ?? ad["MATCH_EXP_JOB_GLIDEIN_Site"]?.text
      if let site, !String(site).hasPrefix("$$") { bySite[site, default: 0] += 1 }
    }
  }

  private static func ads(_ bytes: [UInt8]) -> [Node] {
    if bytes.first == UInt8(ascii: "[") { return JSONReader.read(SourceFile(path: "t", bytes: bytes)).node?.elements ?? [] }
    return bytes.split(separator: 0x0A).compactMap { JSONReader.read(SourceFile(path: "t", bytes: Array($0))).node }
  }
}
