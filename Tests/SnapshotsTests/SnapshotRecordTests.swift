import Diagnostics
import Notation
import Snapshots
import Testing

@Suite struct SnapshotRecordTests {
  @Test func readsWhatItWrites() {
    let record = SnapshotRecord(
      format: .jobHistory, source: "HTCondor schedulers", command: "condor_history -jsonl",
      taken: Timestamp(rfc3339: "2015-12-02T16:10:00Z"), exitStatus: 0, isComplete: true, standardError: "a\n\"b\"")
    let (read, diagnostics) = SnapshotRecord.read(SourceFile(path: "r", bytes: record.json()))
    #expect(read == record)
    #expect(diagnostics.isEmpty)
  }

  @Test func everyFormatHasAName() {
    for format in SnapshotFormat.allCases { #expect(SnapshotFormat(name: format.name) == format) }
  }

  @Test func reportsWhatIsWrong() {
    let (record, diagnostics) = SnapshotRecord.read(
      SourceFile(path: "r", text: "{\"format\": \"condor_qq\",\n \"taken\": \"yesterday\",\n \"comand\": \"x\"}"))
    #expect(record == nil)
    #expect(diagnostics.map(\.start.line) == [1, 2, 3])
    #expect(diagnostics.first?.help == "did you mean `condor_q`?")
    #expect(diagnostics.first?.start.column == 12)
  }
}
