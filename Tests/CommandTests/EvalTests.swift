import Testing

/// `opos eval` on a ticket: the expression has what a rule has.
@Suite struct EvalTests {
  private let ticket = "Content/Examples/good/keep-up.md"

  @Test(arguments: [
    ("ticket.form", #"{"string":"keep-up"}"#), ("has(ticket.events)", #"{"bool":false}"#),
    ("businessDays(now, now)", #"{"int":"0"}"#), ("now", #"{"timestamp":"2015-12-02T16:20:00Z"}"#),
    ("ticket.experiment in experiments", #"{"bool":true}"#),
  ])
  func anExpressionHasWhatARuleHas(expression: String, expected: String) throws {
    let outcome = try OposCommand.run(["eval", "--ticket", ticket, "--now", "2015-12-02T16:20:00Z", "--", expression])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output == expected + "\n")
  }

  @Test(arguments: [
    ("ticket.relaese", "relaese"), ("1 / 0", "division by zero"), ("ticket.events", "ticket.events"),
  ])
  func anErrorIsSaid(expression: String, expected: String) throws {
    let outcome = try OposCommand.run(["eval", "--ticket", ticket, "--", expression])
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(expected), "\(outcome.messages)")
  }

  @Test(arguments: [
    ["eval", "--ticket", "no-such-file.md", "--", "1"], ["eval", "--form", "keep-up", "--", "1"],
    ["eval", "--ticket", "-", "--form", "keepup", "--", "1"], ["eval", "--batch", "--ticket", "-"],
  ])
  func wrongArgumentsAreRefused(arguments: [String]) throws { #expect(try OposCommand.run(arguments).status == 2) }

  @Test func standardInputIsATicket() throws {
    let outcome = try OposCommand.run(
      ["eval", "--ticket", "-", "--form", "question", "--", "ticket.title"], input: "title: How?\n")
    #expect(outcome.output == "{\"string\":\"How?\"}\n", "\(outcome.messages)")
  }
}
