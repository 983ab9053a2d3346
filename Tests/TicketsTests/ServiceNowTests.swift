import Diagnostics
import Notation
import Testing

@testable import Tickets

@Suite struct ServiceNowTests {
  private func read(_ text: String) -> TicketReading {
    TicketReader().read(SourceFile(path: "records.json", text: Text(text)))
  }

  @Test(arguments: [
    #"{"result":[{"number":"RITM1","short_description":"A","cat_item":"Keep-up","opened_at":"2015-12-01 15:12:44","variables":{"release":"v1"}}]}"#,
    #"{"result":[{"number":{"display_value":"RITM1","value":"RITM1"},"short_description":{"display_value":"A","value":"A"},"cat_item":{"display_value":"Keep-up","value":"9f"},"opened_at":{"display_value":"2015-12-01 09:12:44","value":"2015-12-01 15:12:44"},"variables":{"release":{"display_value":"v1","value":"v1"}}}]}"#,
    #"[{"number":"RITM1","short_description":"A","cat_item":{"display_value":"Keep-up","link":"https://x/9f"},"opened_at":"2015-12-01 15:12:44","variables":{"release":"v1"}}]"#,
    #"{"number":"RITM1","short_description":"A","cat_item":"Keep-up","opened_at":"2015-12-01 15:12:44","variables":{"release":"v1"}}"#,
  ])
  func readsTheDisplayForms(json: String) throws {
    let ticket = try #require(read(json).tickets.first)
    #expect(read(json).diagnostics.isEmpty)
    #expect(ticket.number == "RITM1")
    #expect(ticket.formHint == "Keep-up")
    #expect(ticket.outerTitle?.text == "A")
    #expect(ticket.opened?.rfc3339() == "2015-12-01T15:12:44Z")
    #expect(ticket.entries.map { $0.key } == ["release"])
    #expect(ticket.entries[0].value.text == "v1")
    #expect(ticket.file.text(in: ticket.entries[0].value.range) == "\"v1\"")
  }

  @Test func gathersRowsOfManyRecords() {
    let json = #"""
      {"result":[
        {"sys_id":"a1","number":"RITM1"}, {"sys_id":"b2","number":"RITM2"},
        {"request_item":"b2","sc_item_option.item_option_new.name":"n_jobs","sc_item_option.item_option_new.question_text":"Jobs","sc_item_option.value":"5"},
        {"request_item":{"value":"a1","display_value":"RITM1"},"sc_item_option.item_option_new.name":"release","sc_item_option.value":"v1"}
      ]}
      """#
    let tickets = read(json).tickets
    #expect(tickets.map { $0.number } == ["RITM1", "RITM2"])
    #expect(tickets.map { $0.entries.map { $0.key } } == [["release"], ["n_jobs"]])
    #expect(tickets[1].entries[0].label == "Jobs")
  }

  @Test func readsATicketInTheDescription() throws {
    let json = "{\"number\":\"RITM1\",\"description\":\"### Release tag\\r\\n\\r\\nv\\u0031\\r\\n\"}"
    let ticket = try #require(read(json).tickets.first)
    #expect(ticket.format == .headings)
    #expect(ticket.number == "RITM1")
    #expect(ticket.entries.map { $0.value.text } == ["v1"])
    let origin = try #require(ticket.origin)
    #expect(origin.file.text(in: origin.range(of: ticket.entries[0].value.range)).hasPrefix("v\\"))
  }

  @Test func reportsErrorsAndEmptiness() {
    #expect(
      read(#"{"error":{"message":"User Not Authenticated"},"status":"failure"}"#).diagnostics.map { $0.rule } == [
        "records-incomplete"
      ])
    #expect(read(#"{"result":[{"number":"R1"}],"error":{"message":"Transaction cancelled"}}"#).tickets.count == 1)
    #expect(read(#"{"result":[]}"#).diagnostics.map { $0.rule } == ["ticket-not-recognised"])
    #expect(read(#"{"result":[{"number":"#).diagnostics.contains { $0.severity == .error })
  }
}
