import Diagnostics
import Notation
import Snapshots
import Testing

@Suite struct RequestReaderTests {
  @Test func readsTheSameRequestInAllThreeDisplayForms() throws {
    let raw: Text = """
      {"result":[{"sys_id":"c36a","number":"RITM0010001","short_description":"Keep-up","cat_item":{"link":"https://x/9f1a","value":"9f1a"},
      "state":"2","stage":"fulfillment","priority":"3","opened_at":"2015-12-01 15:12:44","due_date":"","reassignment_count":"2",
      "assignment_group":""}]}
      """
    let all: Text = """
      {"result":[{"sys_id":{"display_value":"c36a","value":"c36a"},"number":{"display_value":"RITM0010001","value":"RITM0010001"},
      "short_description":{"display_value":"Keep-up","value":"Keep-up"},"cat_item":{"display_value":"New request","value":"9f1a"},
      "state":{"display_value":"Work in Progress","value":"2"},"stage":{"display_value":"Fulfillment","value":"fulfillment"},
      "priority":{"display_value":"3 - Moderate","value":"3"},
      "opened_at":{"display_value":"2015-12-01 09:12:44","value":"2015-12-01 15:12:44"},"due_date":{"display_value":"","value":""},
      "reassignment_count":{"display_value":"2","value":"2"},"assignment_group":{"display_value":"","value":""}}]}
      """
    let shown: Text = """
      {"result":[{"sys_id":"c36a","number":"RITM0010001","short_description":"Keep-up",
      "cat_item":{"display_value":"New request","link":"https://x/9f1a"},"state":"Work in Progress","stage":"fulfillment",
      "priority":"3 - Moderate","opened_at":"2015-12-01 09:12:44","due_date":"","reassignment_count":"2","assignment_group":""}]}
      """
    for text in [raw, all, shown] {
      let request = try #require(read(text, zone: "CST6CDT,M3.2.0,M11.1.0").snapshot.requests.first)
      #expect(request.number == "RITM0010001")
      #expect(request.sysID == "c36a")
      #expect(request.state == .inProgress)
      #expect(request.priority == 3)
      #expect(request.openedAt?.rfc3339() == "2015-12-01T15:12:44Z")
      #expect(request.dueAt == nil)
      #expect(request.reassignmentCount == 2)
      #expect(request.assignmentGroup == "")
    }
    #expect(read(all).snapshot.requests.first?.catalogueItem == "New request")
  }

  @Test func joinsAnswersAndClocks() throws {
    let rows: Text = """
      {"result":[
       {"request_item":"c36a","sc_item_option.item_option_new.name":"release_tag",
        "sc_item_option.item_option_new.question_text":"Release tag","sc_item_option.value":"R25-11-01"},
       {"request_item":{"display_value":"RITM1","value":"c36a","link":"https://x"},"sc_item_option.item_option_new.name":"n_events",
        "sc_item_option.value":"5,000,000"},
       {"request_item":{"link":"https://x","value":"beef"},"sc_item_option.item_option_new.name":"purpose","sc_item_option.value":"?"}]}
      """
    let clocks: Text = """
      {"result":[{"task":{"link":"https://x","value":"c36a"},"sla":{"display_value":"First answer","value":"77"},"stage":"in_progress",
      "has_breached":"true","planned_end_time":"2015-12-02 18:00:00","business_percentage":"142.5",
      "business_duration":"1970-01-01 08:00:00","business_time_left":{"value":"1970-01-01 03:00:00","display_value":"3 Hours"}}]}
      """
    var reader = RequestReader()
    reader.read(SourceFile(path: "rows", text: rows))
    reader.read(SourceFile(path: "slas", text: clocks))
    reader.read(SourceFile(path: "items", text: "{\"result\":[{\"number\":\"RITM1\",\"sys_id\":\"c36a\",\"state\":\"1\"}]}"))
    let (snapshot, diagnostics) = reader.result()
    let request = try #require(snapshot.requests.first)
    #expect(request.variables.map(\.field) == ["release", "events"])
    #expect(request.field("events") == "5,000,000")
    #expect(request.variables.first?.questionText == "Release tag")
    let clock = try #require(request.clocks.first)
    #expect(clock.name == "First answer")
    #expect(clock.stage == .inProgress)
    #expect(clock.hasBreached)
    #expect(clock.plannedEnd?.rfc3339() == "2015-12-02T18:00:00Z")
    #expect(clock.businessPercentage == 142.5)
    #expect(clock.businessElapsed == 28_800)
    #expect(clock.timeLeft == 10_800)
    #expect(snapshot.strayRows == 1)
    #expect(diagnostics.isEmpty)
  }

  @Test func passesOverAnswersOfClosedRequestsIfAsked() throws {
    let requests: Text = """
      {"result": [{"number": "RITM1", "sys_id": "a1", "state": "3"}, {"number": "RITM2", "sys_id": "b2", "state": "1"}, {}]}
      """
    let rows: Text = """
      {"result": [
      {"request_item": "a1", "sc_item_option.item_option_new.name": "release", "sc_item_option.value": {"deep": ["v1", {}]}},
      {"request_item": {"value": "b2", "link": "x"}, "sc_item_option.item_option_new.name": "release", "sc_item_option.value": "v2"},
      {"sc_item_option.item_option_new.name": "release", "request_item": "a1", "sc_item_option.value": "v3"}]}
      """
    var options = RequestReader.Options()
    options.onlyOpenAnswers = true
    for isOnlyOpen in [true, false] {
      options.onlyOpenAnswers = isOnlyOpen
      var reader = RequestReader(options: options)
      reader.read(SourceFile(path: "requests.json", text: requests))
      reader.read(SourceFile(path: "rows.json", text: rows))
      let (snapshot, diagnostics) = reader.result()
      #expect(diagnostics.count == 1 && snapshot.isComplete && snapshot.strayRows == 0)
      #expect(snapshot.requests.first { $0.number == "RITM2" }?.variables.map(\.value) == ["v2"])
      #expect(snapshot.requests.first { $0.number == "RITM1" }?.variables.count == (isOnlyOpen ? 1 : 2))
      #expect(snapshot.requests.map(\.offset) == [12, 63])
    }
  }

  @Test func readsVariablesInTheRecord() throws {
    let nested = try #require(
      read(#"{"result":[{"number":"RITM1","variables":{"u_release_tag":"v1","Memory per job":"2 GB"}}]}"#).snapshot.requests.first
    )
    #expect(nested.fields.map(\.name) == ["release", "memory"])
    let walked = try #require(
      read(#"{"result":[{"number":"RITM1","variables.fcl":"a.fcl\nb.fcl","variables.unheard_of":""}]}"#).snapshot.requests.first)
    #expect(walked.fields == [RequestField(name: "configuration", value: "a.fcl\nb.fcl")])
  }

  @Test func keepsRecordsThatCameWithAnError() {
    let text: Text = """
      {"result":[{"number":"RITM1","state":"1"}],
      "error":{"message":"Transaction cancelled: maximum execution time exceeded","detail":null},"status":"failure"}
      """
    let (snapshot, diagnostics) = read(text)
    #expect(snapshot.requests.count == 1)
    #expect(!snapshot.isComplete)
    #expect(
      diagnostics.map(\.message) == [
        "ServiceNow answered with an error: `Transaction cancelled: maximum execution time exceeded`"
      ])
    #expect(diagnostics.first?.start.line == 2)
  }

  @Test func keepsRecordsOfAnAnswerThatIsCutShort() {
    let (snapshot, diagnostics) = read("{\"result\":[{\"number\":\"RITM1\"},\n{\"number\":\"RITM2\",\"sta")
    #expect(snapshot.requests.map(\.number) == ["RITM1"])
    #expect(!snapshot.isComplete)
    #expect(diagnostics.map(\.rule) == ["snapshot-cut-short"])
    #expect(diagnostics.map(\.message) == ["the snapshot is cut short after 1 records"])
    #expect(diagnostics.first?.start == SourceLocation(line: 2, column: 23, offset: 53))
    #expect(diagnostics.first?.excerpt == "{\"number\":\"RITM2\",\"sta")
  }

  @Test func tellsNoRequestsFromNoAnswer() {
    #expect(read("{\"result\":[]}").snapshot.isComplete)
    for text in ["", "{}", "{\"status\":\"success\"}"] as [Text] {
      let (snapshot, diagnostics) = read(text)
      #expect(!snapshot.isComplete)
      #expect(diagnostics.map(\.rule) == ["snapshot-unknown"])
    }
  }

  @Test func joinsPagesAndKeepsTheNewerOfTwo() {
    let pages: Text = """
      {"result":[{"number":"RITM1","state":"1","sys_updated_on":"2015-12-01 10:00:00"}]}
      {"result":[{"number":"RITM1","state":"3","sys_updated_on":"2015-12-01 11:00:00"},{"number":"RITM2","state":"99"}]}
      """
    let (snapshot, diagnostics) = read(pages)
    #expect(snapshot.requests.map(\.state) == [.closedComplete, .unknown])
    #expect(snapshot.open.map(\.number) == ["RITM2"])
    #expect(diagnostics.map(\.severity) == [.info])
  }

  @Test func statesCanBeSet() {
    var options = RequestReader.Options()
    options.states = ["5": .closedIncomplete]
    var reader = RequestReader(options: options)
    reader.read(SourceFile(path: "t", text: #"{"result":[{"number":"R1","state":"5"},{"number":"R2","state":"7"}]}"#))
    #expect(reader.result().snapshot.requests.map(\.state) == [.closedIncomplete, .closedSkipped])
  }

  @Test func readsDisplayedDurations() throws {
    let text: Text = """
      {"result":[{"number":"RITM1","state":"Open","sys_id":"a"},{"task":"RITM1","sla":{"display_value":"Resolution","link":"x"},
      "stage":"Paused","business_time_left":"1 Day 4 Hours 23 Minutes","has_breached":"false"},
      {"task":"RITM1","stage":"breached","business_time_left":"soon"}]}
      """
    let clocks = try #require(read(text).snapshot.requests.first).clocks
    #expect(clocks.map(\.timeLeft) == [102_180, nil])
    #expect(clocks.map(\.stage) == [.paused, .inProgress])
    #expect(clocks.map(\.hasBreached) == [false, true])
  }

  @Test func showsNoAddressesOfPeople() throws {
    let text: Text = """
      {"result":[{"number":"RITM1","short_description":"Week 49","opened_at":"2015-12-01 15:12:44","opened_by":"someone",
      "variables":{"release_tag":"v1","contact":"a@example.org","favourite_colour":"blue"}}]}
      """
    let request = try #require(read(text).snapshot.requests.first)
    #expect(request.fields.map(\.name) == ["release", "contact", "favourite_colour", "title", "created"])
    #expect(request.publishableFields.map(\.name) == ["release", "title", "created"])
    #expect(request.field("created") == nil)
  }

  private func read(_ text: Text, zone: Text? = nil) -> (snapshot: RequestSnapshot, diagnostics: [Diagnostic]) {
    var options = RequestReader.Options()
    options.displayZone = zone.flatMap { TimeZoneRule(posix: $0) }
    var reader = RequestReader(options: options)
    reader.read(SourceFile(path: "sc_req_item.json", text: text))
    return reader.result()
  }
}
