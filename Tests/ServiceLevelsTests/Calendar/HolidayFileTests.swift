import Diagnostics
import Notation
import TestSupport
import Testing

@testable import ServiceLevels

/// Holidays from iCalendar files.
@Suite struct HolidayFileTests {
  private let zone = TimeZoneRule("America/Chicago")!

  /// The holidays of one event as texts, and the findings with what they point at.
  private func read(_ event: String) -> (holidays: [String], findings: [String]) {
    let file = SourceFile(
      path: "h.ics",
      text: Text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n\(event.replacing("\n", with: "\r\n"))\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
      ))
    return read(file)
  }

  private func read(_ file: SourceFile) -> (holidays: [String], findings: [String]) {
    let read = HolidayFile.read(file, zone: zone)
    let holidays = read.holidays.map { holiday in
      let days = holiday.first == holiday.last ? holiday.first.iso8601 : "\(holiday.first.iso8601)/\(holiday.last.iso8601)"
      return
        "\(days) \(holiday.name)\(holiday.open.isEmpty ? "" : " open \(Text.joined(holiday.open.map { $0.text }, separator: ","))")"
    }
    let findings = read.diagnostics.map { finding in
      "\(finding.rule) «\(file.text(in: SourceRange(finding.start.offset, finding.end.offset)))» \(finding.message)"
    }
    return (holidays, findings)
  }

  @Test(
    arguments: [
      ("DTSTART;VALUE=DATE:20151126\nDTEND;VALUE=DATE:20151128\nSUMMARY:Thanksgiving", ["2015-11-26/2015-11-27 Thanksgiving"]),
      (
        "DTSTART;VALUE=DATE:20151225\nSUMMARY:Christ\n mas\\, and\\; \\\\ mo\n\tre\\nyet",
        ["2015-12-25 Christmas, and; \\ more yet"]
      ),
      ("dtstart;value=date:20151225\nsummary;language=en;X-A=\"a:b;c\":x", ["2015-12-25 x"]),
      ("DTSTART:20151225\nDURATION:P1W", ["2015-12-25/2015-12-31 "]),
      ("DTSTART;VALUE=DATE:20151225\nSTATUS:CANCELLED", []),
      // With times: the rest of a day, UTC and other places by our clocks, over midnight.
      ("DTSTART:20151224T120000\nDTEND:20151224T170000\nSUMMARY:Eve", ["2015-12-24 Eve open 00:00-12:00,17:00-24:00"]),
      ("DTSTART:20151224T180000Z\nDURATION:PT5H30M", ["2015-12-24  open 00:00-12:00,17:30-24:00"]),
      (
        "DTSTART;TZID=Europe/Zurich:20151224T190000\nDTEND;TZID=Europe/Zurich:20151227T070000",
        [
          "2015-12-24  open 00:00-12:00", "2015-12-25/2015-12-26 ",
        ]
      ),
      ("DTSTART:20151224T000000\nDTEND:20151225T123015", ["2015-12-24 ", "2015-12-25  open 12:30:15-24:00"]),
      // Again and again.
      ("DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:C", ["2015-12-25 C", "2016-12-25 C", "2017-12-25 C"]),
      (
        "DTSTART;VALUE=DATE:20151126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20171231",
        ["2015-11-26 ", "2016-11-24 ", "2017-11-23 "]
      ),
      (
        "DTSTART;VALUE=DATE:20160530\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3",
        ["2016-05-30 ", "2017-05-29 ", "2018-05-28 "]
      ),
      ("DTSTART;VALUE=DATE:20160229\nRRULE:FREQ=YEARLY;UNTIL=20250101", ["2016-02-29 ", "2020-02-29 ", "2024-02-29 "]),
      (
        "DTSTART;VALUE=DATE:20151224\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20151225,20151226",
        ["2015-12-24 ", "2015-12-27 "]
      ),
      ("DTSTART;VALUE=DATE:20151231\nRRULE:FREQ=YEARLY;BYYEARDAY=-1;INTERVAL=2;COUNT=2", ["2015-12-31 ", "2017-12-31 "]),
      (
        "DTSTART;VALUE=DATE:20151229\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-3;COUNT=2",
        ["2015-12-29 ", "2016-01-27 "]
      ),
      ("DTSTART;VALUE=DATE:20151229\nRDATE;VALUE=DATE:20160101,20160704", ["2015-12-29 ", "2016-01-01 ", "2016-07-04 "]),
      (
        "DTSTART;TZID=America/Chicago:20151224T120000\nDTEND;TZID=America/Chicago:20151225T000000\nRRULE:FREQ=YEARLY;UNTIL=20161224T175959Z",
        ["2015-12-24  open 00:00-12:00"]
      ),
      (
        "DTSTART:20151224T120000\nDURATION:PT12H\nRRULE:FREQ=YEARLY;COUNT=3\nEXDATE:20161224T180000Z",
        ["2015-12-24  open 00:00-12:00", "2017-12-24  open 00:00-12:00"]
      ),
    ] as [(String, [String])])
  func reads(event: String, holidays: [String]) {
    let found = read(event)
    #expect(found.holidays == holidays)
    #expect(found.findings == [])
  }

  @Test func aRuleWithoutEndIsFollowedUntil2100() {
    let found = read("DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=YEARLY").holidays
    #expect(found.count == 86 && found.last == "2100-12-25 ")
  }

  @Test(arguments: [
    ("SUMMARY:x", "calendar-event «VEVENT» the event has no `DTSTART`"),
    ("DTSTART;VALUE=DATE:20150230", "calendar-event «20150230» `20150230` is no day that exists"),
    ("DTSTART;VALUE=DATE:2015-12-25", "calendar-event «2015-12-25» `2015-12-25` is no day that exists"),
    (
      "DTSTART;VALUE=DATE:20151225\nDTEND;VALUE=DATE:20151225",
      "calendar-event «20151225» the event ends when it begins, or before"
    ),
    ("DTSTART;VALUE=DATE:20151225\nDTEND;VALUE=DATE:20991225", "calendar-event «20991225» the event takes more than ten years"),
    (
      "DTSTART;VALUE=DATE:20151225\nDTEND:20151225T120000",
      "calendar-event «20151225T120000» `DTEND` is a date with a time if and only if `DTSTART` is one"
    ),
    ("DTSTART;VALUE=DATE:20151225\nDURATION:PT4H", "calendar-event «PT4H» `PT4H` is not the length of this event"),
    ("DTSTART:20151225T120000", "calendar-event «20151225T120000» the event ends when it begins, or before"),
    ("DTSTART;VALUE=DATE:20151225\nDTSTART;VALUE=DATE:20151226", "calendar-event «DTSTART» `DTSTART` is given twice"),
    (
      "DTSTART;TZID=Europe/Zurch:20151225T120000\nDURATION:PT1H",
      "time-zone-unknown «Europe/Zurch» `Europe/Zurch` is not a time zone"
    ),
    (
      "DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=YEARLY;BYWEEKNO=20",
      "calendar-recurrence «BYWEEKNO=20» `BYWEEKNO` is not supported"
    ),
    ("DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=HOURLY", "calendar-recurrence «FREQ=HOURLY» `FREQ=HOURLY` is not supported"),
    (
      "DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=YEAR\n LY;BYMO\n NTH=13",
      "calendar-recurrence «BYMO\r\n NTH=13» `BYMONTH` takes months from 1 to 12"
    ),
    ("DTSTART;VALUE=DATE:20151225\nRRULE:COUNT=2", "calendar-recurrence «COUNT=2» the recurrence has no `FREQ`"),
    (
      "DTSTART;VALUE=DATE:20151225\nRRULE:FREQ=WEEKLY;BYDAY=2MO",
      "calendar-recurrence «FREQ=WEEKLY;BYDAY=2MO» the n-th weekday is one of a month or a year"
    ),
    ("DTSTART;VALUE=DATE:20151225\nEXRULE:FREQ=YEARLY", "calendar-recurrence «EXRULE» `EXRULE` is not supported"),
    (
      "DTSTART;VALUE=DATE:20151225\nEXDATE;VALUE=DATE:20151226",
      "calendar-recurrence «20151226» the event does not take place then anyway"
    ),
    (
      "DTSTART;VALUE=DATE:20151225\nRDATE;VALUE=PERIOD:20151226T000000Z/P1D",
      "calendar-event «PERIOD» `VALUE=PERIOD` is not supported"
    ),
    (
      "DTSTART;VALUE=DATE:20151225\nDESCRIPTION\n \n  x",
      "calendar-syntax «DESCRIPTION\r\n \r\n  x» `DESCRIPTION x` is no line of a calendar"
    ),
    ("DTSTART;VALUE=DATE:20151225\nX;A=\"b:c", "calendar-syntax «X;A=\"b:c» `X;A=\"b:c` is no line of a calendar"),
    ("DTSTART;VALUE=DATE:20151225\nEND:VALARM", "calendar-syntax «VALARM» `END:VALARM` ends nothing"),
    (
      "DTSTART;VALUE=DATE:20151124\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2",
      "calendar-recurrence «FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2» the first day, 2015-11-24, does not follow the recurrence"
    ),
    (
      "DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY\nRDATE:20151225",
      "calendar-recurrence «VEVENT» the calendar has more than 20000 holidays"
    ),
  ])
  func reports(event: String, finding: String) { #expect(read(event).findings == [finding]) }

  @Test func anEventMayReplaceAnOccurrence() {
    let text: Text = """
      BEGIN:VCALENDAR
      BEGIN:VTIMEZONE
      TZID:America/Chicago
      BEGIN:STANDARD
      DTSTART:19701101T020000
      END:STANDARD
      END:VTIMEZONE
      BEGIN:VEVENT
      UID:a
      DTSTART;VALUE=DATE:20151225
      RRULE:FREQ=YEARLY;COUNT=3
      SUMMARY:Christmas
      END:VEVENT
      BEGIN:VEVENT
      UID:a
      RECURRENCE-ID;VALUE=DATE:20161225
      DTSTART;VALUE=DATE:20161226
      SUMMARY:Christmas (observed)
      BEGIN:VALARM
      TRIGGER:-PT15M
      END:VALARM
      END:VEVENT
      END:VCALENDAR
      """
    let found = read(SourceFile(path: "h.ics", bytes: [0xEF, 0xBB, 0xBF] + text.utf8))
    #expect(found.holidays == ["2015-12-25 Christmas", "2017-12-25 Christmas", "2016-12-26 Christmas (observed)"])
    #expect(found.findings == [])
  }

  @Test(arguments: [
    ("", "calendar-empty «» this calendar has no events"),
    ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar-empty «» this calendar has no events"),
    ("<html>\n", "calendar-syntax «<html>» `<html>` is no line of a calendar"),
    ("VERSION:2.0\nBEGIN:VCALENDAR\n", "calendar-syntax «VERSION» `VERSION` stands outside of any component"),
    ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20151225", "calendar-syntax «VEVENT» `VEVENT` never ends"),
  ])
  func refuses(text: String, finding: String) { #expect(read(SourceFile(path: "h.ics", text: Text(text))).findings == [finding]) }

  @Test func hostileCalendarsAreBounded() {
    let many = SourceFile(
      path: "h.ics",
      text: Text(
        "BEGIN:VCALENDAR\n"
          + String(
            repeating: "BEGIN:VEVENT\nDTSTART:00010101\nRRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2\nEND:VEVENT\n", count: 1000)
          + "END:VCALENDAR\n"))
    #expect(read(many).findings.count <= 101)
    let deep = SourceFile(path: "h.ics", text: Text(String(repeating: "BEGIN:X\n", count: 100_000)))
    #expect(read(deep).findings.count == 2)
    let broken = SourceFile(path: "h.ics", text: Text(String(repeating: "x\n", count: 100_000)))
    #expect(read(broken).findings.count == 50)
    let folded = SourceFile(path: "h.ics", text: Text("BEGIN:VCALENDAR\nX:" + String(repeating: "\n x", count: 20_000)))
    #expect(read(folded).findings.count == 1)
    #expect(read(SourceFile(path: "h.ics", bytes: [0xFF, 0x0A])).findings.count == 1)
    #expect(read(SourceFile(path: "h.ics", bytes: [UInt8](repeating: 0, count: 5 << 20))).findings.count == 1)
    var random = SeededGenerator(seed: 5545)
    let sound = Text(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=US/Central:20151225T120000\r\nDURATION:P1DT2H\r\nRRULE:FREQ=YEARLY;BYDAY=-1MO,2TU;BYSETPOS=1;COUNT=3\r\nEXDATE:20161225T120000\r\n folded\r\nSUMMARY:a\\,b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).utf8
    for _ in 0..<500 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        if random.oneIn(2) { bytes[index] = UInt8.random(in: 0...255, using: &random) } else { bytes.remove(at: index) }
      }
      _ = read(SourceFile(path: "h.ics", bytes: bytes))
    }
  }
}
