import Diagnostics
import Notation
import Testing

@testable import ServiceLevels

@Suite struct CalendarReadingTests {
  private func read(_ text: Text) -> (calendar: BusinessCalendar, diagnostics: [Diagnostic]) {
    let file = SourceFile(path: "site.yml", text: text)
    var sink = DiagnosticSink(file)
    let node = YAMLReader.read(file).node ?? Node(.map([]), range: SourceRange(0, 0))
    return (BusinessCalendar.read(site: node, &sink), sink.diagnostics)
  }

  private func interval(_ start: Int, _ end: Int) -> BusinessCalendar.Interval {
    BusinessCalendar.Interval(start: start * 60, end: end * 60)
  }

  @Test func readsHoursOfEveryShape() {
    let (calendar, diagnostics) = read(
      """
      time_zone: Australia/Lord_Howe
      working_hours:
        monday: 08:00-12:00, 13:00-17:30
        tue: ["00:00-6:00", 22:00–24:00]
        wednesday: closed
        thursday:
        friday: "00:00 - 24:00"
      holidays:
        - 2015-12-24
        - date: 2015-12-25
          name: Christmas
        - from: 2015-12-30
          until: 2016-01-02
      """)
    #expect(diagnostics == [])
    #expect(calendar.zone.civil(at: Timestamp(clamping: 1_800_000_000)).iso8601 == "2027-01-15T19:00:00")
    #expect(
      calendar.week == [
        [interval(480, 720), interval(780, 1050)], [interval(0, 360), interval(1320, 1440)], [], [], [interval(0, 1440)], [], [],
      ])
    #expect(
      calendar.holidays.map { "\($0.first.iso8601) \($0.last.iso8601) \($0.name)" } as [Text] == [
        "2015-12-24 2015-12-24 ", "2015-12-25 2015-12-25 Christmas", "2015-12-30 2016-01-02 ",
      ])
  }

  @Test func readsYearlyAndShortDays() throws {
    let (calendar, diagnostics) = read(
      """
      working_hours: {friday: "08:00-17:00", thursday: "08:00-17:00"}
      holidays:
        - yearly: 12-25
          name: Christmas
        - yearly: 02-29
        - date: 2015-12-24
          open: 08:00-10:00, 11:30-12:00
        - calendar: holidays.ics
      """)
    #expect(diagnostics == [])
    #expect(calendar.holidays.count == 131 + 32 + 1)
    func hours(_ from: Text, _ to: Text) throws -> Double {
      calendar.businessHours(from: try #require(Timestamp(rfc3339: from)), to: try #require(Timestamp(rfc3339: to)))
    }
    #expect(try hours("2015-12-23T00:00:00Z", "2015-12-27T00:00:00Z") == 2.5)
    #expect(try hours("2015-12-24T09:00:00Z", "2015-12-24T11:45:00Z") == 1.25)
    #expect(try hours("2014-12-24T00:00:00Z", "2014-12-27T00:00:00Z") == 9)
    let node = Node(.map([]), range: SourceRange(0, 0))
    for holiday in calendar.holidays {
      let written = Node(
        .map([
          Node.Entry(key: "holidays", keyRange: node.range, value: Node(.list([holiday.node(at: node.range)]), range: node.range))
        ]), range: node.range)
      var sink = DiagnosticSink(SourceFile(path: "x", text: ""))
      #expect(BusinessCalendar.read(site: written, &sink).holidays == [holiday] && sink.diagnostics == [])
    }
  }

  /// The mistakes, each where it stands.
  @Test(
    arguments: [
      ("working_hours: {monday: «8-17»}", "working-hours", "`8-17` is not a span of hours"),
      ("working_hours: {monday: «25:00-26:00»}", "working-hours", "`25:00-26:00` is not a span of hours"),
      ("working_hours: {monday: «08:00-24:01»}", "working-hours", "`08:00-24:01` is not a span of hours"),
      ("working_hours: {monday: «08:00-08:00»}", "working-hours", "`08:00-08:00` is a span that does not end after it begins"),
      ("working_hours: {monday: «22:00-06:00»}", "working-hours", "`22:00-06:00` is a span that does not end after it begins"),
      (
        "working_hours: {monday: \"08:00-12:00, «11:00-17:00»\"}", "working-hours",
        "`11:00-17:00` is not after the span before it"
      ),
      ("working_hours: {monday: [08:00-12:00, «noon»]}", "working-hours", "`noon` is not a span of hours"),
      ("working_hours: {«mondy»: 08:00-12:00}", "key-unknown", "`mondy` is not a weekday"),
      ("working_hours: {monday: 08:00-12:00, «mon»: 08:00-12:00}", "key-twice", "`monday` has its hours already"),
      ("working_hours: «08:00-17:00»", "working-hours", "`working_hours` maps weekdays to hours"),
      ("time_zone: «America/Chicgo»", "time-zone-unknown", "`America/Chicgo` is not a time zone"),
      ("holidays: «2015-12-25»", "value-type", "`holidays` is a list"),
      ("holidays: [{date: «25.12.2015»}]", "value-not-a-date", "`25.12.2015` is not a date"),
      ("holidays: [{date: «2015-02-30»}]", "value-not-a-date", "`2015-02-30` is not a date"),
      (
        "holidays: [{from: 2015-12-25, until: «2015-12-24»}]", "holiday-range",
        "a holiday ends on or after its first day, within ten years"
      ),
      (
        "holidays: [{from: 2015-12-25, until: «2115-12-24»}]", "holiday-range",
        "a holiday ends on or after its first day, within ten years"
      ),
      (
        "holidays: [{date: «2015-12-25», from: 2015-12-24}]", "holiday-range",
        "a holiday has `date`, or `from` and `until`, or `yearly`, or `calendar`, not several of them"
      ),
      ("holidays: [«{name: x}»]", "key-missing", "a holiday needs `date`, or `from` and `until`, or `yearly`, or `calendar`"),
      ("holidays: [{yearly: «13-25»}]", "value-not-a-date", "`13-25` is not a day of every year"),
      ("holidays: [{yearly: 12-25, open: «8 to 12»}]", "working-hours", "`8 to 12` is not a span of hours"),
      ("holidays: [{date: 2015-12-25, «nmae»: x}]", "key-unknown", "a holiday has no key `nmae`"),
    ] as [(String, Text, Text)])
  func reportsAMistake(marked: String, rule: Text, message: Text) throws {
    let bytes = Array(marked.utf8)
    let open = try #require(Text(bytes).firstIndex(of: "«"))
    let close = try #require(Text(bytes).firstIndex(of: "»"))
    let text = Text(Array(bytes[..<open] + bytes[(open + 2)..<close] + bytes[(close + 2)...]))
    let found = read(text).diagnostics
    #expect(found.map { $0.rule } == [rule])
    #expect(found.map { $0.message } == [message])
    #expect(found.map { SourceRange($0.start.offset, $0.end.offset) } == [SourceRange(open, close - 2)])
  }
}
