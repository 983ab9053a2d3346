import Diagnostics
import Notation
import Snapshots

/// All sample snapshots with their records.
struct SampleWorld {
  let files: [SampleFile]

  init() {
    let requests = SampleRequests()
    let jobs = SampleJobs()
    files = [
      Self.file(
        "sc_req_item.json", requests.items, .requestedItems, "ServiceNow", "2015-12-02T16:05:12Z",
        "curl --netrc 'https://servicedesk.example.org/api/now/v2/table/sc_req_item?sysparm_display_value=all&sysparm_limit=1000'"
      ),
      Self.file(
        "sc_item_option_mtom.json", requests.options, .itemOptions, "ServiceNow", "2015-12-02T16:05:31Z",
        "curl --netrc 'https://servicedesk.example.org/api/now/v2/table/sc_item_option_mtom?sysparm_exclude_reference_link=true'"),
      Self.file(
        "task_sla.json", requests.clocks, .taskSLAs, "ServiceNow", "2015-12-02T16:05:40Z",
        "curl --netrc 'https://servicedesk.example.org/api/now/v2/table/task_sla?sysparm_display_value=all'"),
      Self.file(
        "condor_q.json", jobs.queue, .jobQueue, "HTCondor schedulers", "2015-12-02T16:10:00Z",
        "condor_q -global -allusers -json -attributes " + SampleJobs.queueAttributes),
      Self.file(
        "condor_history.jsonl", jobs.history, .jobHistory, "HTCondor schedulers", "2015-12-02T16:15:00Z",
        "condor_history -jsonl -since 'CompletionDate < 1448467200' -attributes " + SampleJobs.historyAttributes),
    ].flatMap { $0 }
  }

  private static func file(
    _ name: String, _ text: String, _ format: SnapshotFormat, _ source: Text, _ taken: Text, _ command: String
  ) -> [SampleFile] {
    let record = SnapshotRecord(
      format: format, source: source, command: Text(command), taken: Timestamp(rfc3339: taken), exitStatus: 0, isComplete: true)
    return [
      SampleFile(name: name, bytes: Array(text.utf8)),
      SampleFile(name: name + String(SnapshotRecord.suffix), bytes: record.json()),
    ]
  }
}

/// A text as a JSON string.
func quoted(_ text: String) -> String {
  var bytes: [UInt8] = []
  JSONWriter.append(quoted: Text(text), to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}
