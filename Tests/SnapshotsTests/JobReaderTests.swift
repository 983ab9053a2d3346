import Diagnostics
import Notation
import Snapshots
import Testing

@Suite struct JobReaderTests {
  @Test func zeroBytesAreUnknownNotNoJobs() {
    for text in ["", " \n\n"] as [Text] {
      let (snapshot, diagnostics) = read(text)
      #expect(snapshot.knowledge == .unknown)
      #expect(diagnostics.map(\.rule) == ["snapshot-unknown"])
      #expect(diagnostics.map(\.severity) == [.warning])
    }
  }

  @Test func anEmptyListAndEmptyQueuesAreNoJobs() {
    for text in ["[\n]\n", "[]", "All queues are empty\n"] as [Text] {
      let (snapshot, diagnostics) = read(text)
      #expect(snapshot.knowledge == .whole)
      #expect(snapshot.counts.total == 0)
      #expect(diagnostics.isEmpty)
    }
  }

  @Test func emptyQueuesOfAFailedCommandAreUnknown() {
    let failed = SnapshotRecord(format: .jobQueue, exitStatus: 1)
    #expect(read("All queues are empty\n", record: failed).snapshot.knowledge == .unknown)
    #expect(read("[{\"JobStatus\": 1}]", record: failed).snapshot.knowledge == .incomplete)
  }

  @Test func aMessageInPlaceOfJSONIsAnError() {
    let (snapshot, diagnostics) = read("-- Failed to fetch ads from: <10.0.0.1>\nmore\n")
    #expect(snapshot.knowledge == .unknown)
    #expect(diagnostics.map(\.message) == ["expected JSON from HTCondor, not `-- Failed to fetch ads from: <10.0.0.1>`"])
  }

  @Test func aDumpCutShortKeepsWhatWasRead() {
    let (snapshot, diagnostics) = read("[\n{\"JobStatus\": 2},\n{\"JobStatus\": 1},\n{\"JobStatus\": 5, \"Hold")
    #expect(snapshot.knowledge == .incomplete)
    #expect(snapshot.counts.total == 2)
    #expect(diagnostics.map(\.message) == ["the snapshot is cut short after 2 jobs"])
    #expect(diagnostics.first?.start == SourceLocation(line: 4, column: 23, offset: 60))
    #expect(diagnostics.first?.excerpt == "{\"JobStatus\": 5, \"Hold")
  }

  @Test func everyStatusHasAName() {
    let ads = (1...7).map { "{\"JobStatus\":\($0)}" } + ["{\"JobStatus\":9}", "{}", "{\"JobStatus\":\"\\/Expr(x)\\/\"}"]
    let counts = read(Text("[\(ads.joined(separator: ","))]")).snapshot.counts
    #expect(JobStatus.allCases.map { counts[$0] } == [1, 1, 1, 1, 1, 1, 1])
    #expect(counts.unknownStatus == 3)
    #expect(counts.total == 10)
    #expect(JobStatus(rawValue: 6)?.name == "transferring output")
  }

  @Test func namesIgnoreCase() {
    let snapshot = read("[{\"JOBSTATUS\":2,\"jobsub_GROUP\":\"nova\",\"match_glidein_site\":\"FNAL\"}]").snapshot
    #expect(snapshot.experiments.map(\.name) == ["nova"])
    #expect(snapshot.sites.map(\.name) == ["FNAL"])
  }

  @Test func aNestedAttributeOfTheSameNameIsNotTheJobs() {
    #expect(read("[{\"Nested\":{\"JobStatus\":5},\"List\":[{\"JobStatus\":4}],\"JobStatus\":2}]").snapshot.counts[.running] == 1)
  }

  @Test func takesTheExperimentAndNeverTheUser() {
    let ads: Text = """
      [{"JobStatus":1,"AccountingGroup":"group_minerva.prod.minervapro"},
       {"JobStatus":1,"AccountingGroup":"group_nova.novapro","Jobsub_Group":"nova"},
       {"JobStatus":1,"Owner":"novapro","User":"novapro@fnal.gov"}]
      """
    #expect(read(ads).snapshot.experiments.map(\.name) == ["(none)", "minerva", "nova"])
  }

  @Test func takesTheSiteFromEitherAttribute() {
    let ads: Text = """
      [{"JobStatus":2,"MATCH_GLIDEIN_Site":"FNAL_GPGrid"},{"JobStatus":2,"MATCH_EXP_JOB_GLIDEIN_Site":"FNAL_GPGrid"},
       {"JobStatus":2,"MATCH_EXP_JOB_GLIDEIN_Site":"$$(GLIDEIN_Site:Unknown)"},
       {"JobStatus":2,"MATCH_GLIDEIN_Site":"\\/Expr(GLIDEIN_Site)\\/","MATCH_EXP_JOB_GLIDEIN_Site":"Nebraska"}]
      """
    let sites = read(ads).snapshot.sites
    #expect(sites.map(\.name) == ["FNAL_GPGrid", "Nebraska"])
    #expect(sites.map(\.counts.total) == [2, 1])
  }

  @Test func withholdsWhatLooksLikeAPerson() {
    let ads: Text = """
      [{"JobStatus":2,"MATCH_GLIDEIN_Site":"/DC=org/CN=Some One","POMS4_CAMPAIGN_NAME":"someone@example.org"}]
      """
    let snapshot = read(ads).snapshot
    #expect(snapshot.sites.map(\.name) == ["(withheld)"])
    #expect(snapshot.campaigns.map(\.name) == ["(withheld)"])
  }

  @Test func memoryThatIsAnExpressionIsTheResidentSetRoundedUp() {
    let ad: (String) -> Text = { Text("[{\"JobStatus\":2,\"RequestMemory\":100,\($0)}]") }
    let expression = #""MemoryUsage":"\/Expr(((ResidentSetSize + 1023) \/ 1024))\/""#
    // 76801 KiB are 76 MiB, above three quarters; 76800 KiB are 75 MiB, on the bound.
    #expect(read(ad("\(expression),\"ResidentSetSize_RAW\":76801")).snapshot.memory.counts == [0, 0, 0, 1, 0, 0, 0])
    #expect(read(ad("\(expression),\"ResidentSetSize\":76800")).snapshot.memory.counts == [0, 0, 1, 0, 0, 0, 0])
    #expect(read(ad("\"MemoryUsage\":20")).snapshot.memory.counts == [1, 0, 0, 0, 0, 0, 0])
    #expect(read(ad(expression)).snapshot.memory.unknown == 1)
    let unevaluated: Text = #"[{"JobStatus":2,"MemoryUsage":20,"RequestMemory":"\/Expr(2 * 1024)\/"}]"#
    #expect(read(unevaluated).snapshot.memory.unknown == 1)
  }

  @Test func leavesOutPilotsAndDuplicates() {
    let ads: Text = """
      [{"JobStatus":2,"Cmd":"./glidein_startup.sh"},
       {"JobStatus":2,"GlobalJobId":"a#1.0#9","ClusterId":1,"ProcId":0},{"JobStatus":2,"GlobalJobId":"a#1.0#9"},
       {"JobStatus":2,"GlobalJobId":"b#1.0#9","ClusterId":1,"ProcId":0}]
      """
    let snapshot = read(ads).snapshot
    #expect(snapshot.counts.total == 2)
    #expect(snapshot.pilots == 1)
    #expect(snapshot.duplicates == 1)
  }

  @Test func removalsByUsersAreNoFaults() {
    let ads: Text = """
      [{"JobStatus":3,"RemoveReason":"via condor_rm (by user novapro)"},{"JobStatus":3,"RemoveReason":"PeriodicRemove evaluated to TRUE"},
       {"JobStatus":4,"ExitCode":1,"ExitBySignal":false},{"JobStatus":4,"ExitBySignal":true,"ExitSignal":9},
       {"JobStatus":4,"ExitCode":0,"ExitBySignal":false},{"JobStatus":4}]
      """
    let counts = read(ads, format: .jobHistory).snapshot.counts
    #expect(counts.removedByUser == 1)
    #expect(counts[.removed] == 2)
    #expect(counts.failed == 2)
    #expect(counts[.completed] == 4)
  }

  @Test func groupsHeldJobsByReason() {
    let ads: Text = """
      [{"JobStatus":5,"HoldReasonCode":34,"HoldReasonSubCode":102,"Jobsub_Group":"nova"},
       {"JobStatus":5,"HoldReasonCode":34,"HoldReasonSubCode":102,"Jobsub_Group":"minos"},
       {"JobStatus":5,"HoldReasonCode":34,"HoldReasonSubCode":102,"Jobsub_Group":"nova"},
       {"JobStatus":5},{"JobStatus":2,"HoldReasonCode":1}]
      """
    let holds = read(ads).snapshot.holds
    #expect(holds.map(\.count) == [3, 1])
    #expect(holds.first?.experiments == ["nova", "minos"])
    #expect(holds.first?.reason.meaning == "the job used more memory than it asked for")
    #expect(holds.last?.reason.meaning == "no reason is given")
  }

  @Test func measuresEfficiencyOfCompletedJobs() throws {
    let ads: Text = """
      {"JobStatus":4,"RemoteWallClockTime":100.0,"RemoteUserCpu":70.0,"RemoteSysCpu":5.0,"RequestCpus":1}
      {"JobStatus":4,"RemoteWallClockTime":100,"RemoteUserCpu":300,"RemoteSysCpu":0.0,"RequestCpus":4}
      {"JobStatus":4,"RemoteWallClockTime":0.0,"RemoteUserCpu":1.0,"RemoteSysCpu":0.0}
      {"JobStatus":2,"RemoteWallClockTime":100.0,"RemoteUserCpu":1.0,"RemoteSysCpu":0.0}
      """
    let efficiency = read(ads, format: .jobHistory).snapshot.efficiency
    #expect(efficiency.jobs == 2)
    #expect(try #require(efficiency.fraction) == 0.75)
  }

  @Test func countsWaitingUpToTheSnapshotAndZeroAsNever() throws {
    let taken = Timestamp(clamping: 1_449_072_600)
    let ads: Text = """
      [{"JobStatus":1,"QDate":1449072000,"JobStartDate":0},{"JobStatus":2,"QDate":1449060000,"JobStartDate":1449067200,
       "JobCurrentStartDate":1449068400},{"JobStatus":1,"QDate":0}]
      """
    let snapshot = read(ads, record: SnapshotRecord(format: .jobQueue, taken: taken)).snapshot
    #expect(snapshot.wait.counts == [0, 1, 0, 0, 1, 0, 0, 0, 0])
    #expect(snapshot.wait.unknown == 1)
    #expect(snapshot.wallTime.counts.firstIndex(of: 1) == 3)
  }

  @Test func countsWhatEndedByHourAndDay() throws {
    let taken = try #require(Timestamp(rfc3339: "2015-12-02T16:10:00Z"))
    func ad(_ time: Text, _ code: Int) throws -> Text {
      "{\"JobStatus\":4,\"ExitCode\":\(code),\"CompletionDate\":\(try #require(Timestamp(rfc3339: time)).seconds)}\n"
    }
    let ads = try ad("2015-12-02T16:00:00Z", 0) + ad("2015-12-02T15:59:59Z", 1) + ad("2015-12-02T04:00:00Z", 0)
    let series = read(ads, format: .jobHistory, record: SnapshotRecord(format: .jobHistory, taken: taken)).snapshot.finished
    #expect(series.completed == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1])
    #expect(series.failed.reduce(0, +) == 1)
    let days = series.days(in: try #require(TimeZoneRule(posix: "CST6CDT,M3.2.0,M11.1.0")))
    #expect(days.map(\.date.iso8601) == ["2015-12-01", "2015-12-02"])
    #expect(days.map(\.completed) == [1, 2])
  }

  @Test func readsTotalsOfAllUsers() {
    let ads: Text = """
      [{"MyType":"Summary","Jobs":10,"Idle":1,"Running":2,"Held":3,"Removed":0,"Completed":4,"Suspended":0,
      "AllusersJobs":1862,"AllusersIdle":64,"AllusersRunning":1748,"AllusersHeld":35}]
      """
    let snapshot = read(ads, format: .jobTotals).snapshot
    #expect(snapshot.counts[.idle] == 64)
    #expect(snapshot.counts[.running] == 1748)
    #expect(snapshot.counts[.held] == 35)
    #expect(snapshot.counts[.completed] == 4)
    #expect(read("[]", format: .jobTotals).snapshot.knowledge == .unknown)
  }

  @Test func readsLatinOneNamesAndTheAnswersOfSeveralSchedulers() {
    var bytes = Text("[{\"JobStatus\":2,\"Owner\":\"Jos").utf8
    bytes += [0xE9] + Text("\",\"MATCH_GLIDEIN_Site\":\"FNAL\"}]\n[{\"JobStatus\":1}]\n").utf8
    let (snapshot, diagnostics) = JobReader.read(SourceFile(path: "q.json", bytes: bytes), format: .jobQueue)
    #expect(snapshot.counts.total == 2)
    #expect(snapshot.knowledge == .whole)
    #expect(diagnostics.map(\.rule) == ["snapshot-text"])
  }

  private func read(
    _ text: Text, format: SnapshotFormat = .jobQueue, record: SnapshotRecord? = nil
  ) -> (snapshot: JobSnapshot, diagnostics: [Diagnostic]) {
    JobReader.read(SourceFile(path: "condor_q.json", text: text), format: format, record: record)
  }
}
