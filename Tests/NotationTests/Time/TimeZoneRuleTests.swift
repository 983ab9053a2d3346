import Diagnostics
import Foundation
import Notation
import TestSupport
import Testing

/// Years in which a zone's clocks followed one rule throughout.
struct Era: Sendable, CustomTestStringConvertible {
  var rule: String
  var name: String
  var years: ClosedRange<Int>

  init(_ rule: String, _ name: String, _ years: ClosedRange<Int>) {
    self.rule = rule
    self.name = name
    self.years = years
  }

  var testDescription: String { "\(name) \(years)" }

  /// From 1970 to 2100 where the zone's history has a rule; the changes of the law between them belong to neither side.
  static let all = [
    Era("CST6CDT,M4.5.0,M10.5.0", "America/Chicago", 1970...1973), Era("CST6CDT,M4.5.0,M10.5.0", "America/Chicago", 1976...1986),
    Era("CST6CDT,M4.1.0,M10.5.0", "America/Chicago", 1987...2006), Era("CST6CDT", "America/Chicago", 2007...2100),
    Era("CST6CDT,M3.2.0,M11.1.0", "America/Chicago", 2007...2100), Era("CET-1", "Europe/Zurich", 1970...1980),
    Era("CET-1CEST,M3.5.0,M9.5.0/3", "Europe/Zurich", 1981...1995),
    Era("CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Zurich", 1996...2100), Era("ACST-9:30", "Australia/Adelaide", 1970...1970),
    Era("ACST-9:30ACDT,M10.5.0,M3.5.0/3", "Australia/Adelaide", 1995...2005),
    Era("ACST-9:30ACDT,M10.1.0,M4.1.0/3", "Australia/Adelaide", 2009...2100),
    Era("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "Australia/Lord_Howe", 2009...2100),
    Era("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "Pacific/Chatham", 2008...2100), Era("UTC0", "UTC", 1970...2100),
    Era("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "America/Nuuk", 2025...2100),
    Era("IST-2IDT,M3.4.4/26,M10.5.0", "Asia/Jerusalem", 2014...2100),
    Era("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "America/Santiago", 2023...2100),
    Era("<+0330>-3:30<+0430>,J80/24,J264/24", "Asia/Tehran", 2017...2019),
    Era("IST-1GMT0,M10.5.0,M3.5.0/1", "Europe/Dublin", 1996...2100),
    Era("NST3:30NDT,M3.2.0,M11.1.0", "America/St_Johns", 2012...2100),
  ]
}

@Suite struct TimeZoneRuleTests {
  /// Every change and everything around it, and the clocks at thousands of moments between.
  @Test(arguments: Era.all)
  func agreesWithFoundation(era: Era) throws {
    let rule = try #require(TimeZoneRule(posix: Text(era.rule)))
    let zone = try #require(TimeZone(identifier: era.name))
    let first = seconds(ofYear: era.years.lowerBound)
    let last = seconds(ofYear: era.years.upperBound + 1)
    var ours: [Int64] = []
    var second = rule.period(at: first).end
    while second < last {
      ours.append(second)
      second = rule.period(at: second).end
    }
    var theirs: [Int64] = []
    var date = Date(timeIntervalSince1970: Double(first))
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next.timeIntervalSince1970 < Double(last) {
      theirs.append(Int64(next.timeIntervalSince1970))
      date = next
    }
    #expect(ours == theirs)
    var random = SeededGenerator(seed: UInt64(bitPattern: first))
    let moments = (0..<2_000).map { _ in Int64.random(in: first..<last, using: &random) }
    for second in moments + ours.flatMap({ [$0 - 1, $0, $0 + 1] }) {
      let instant = try #require(Timestamp(seconds: second))
      #expect(rule.offset(at: instant) == zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
  }

  @Test func knowsTheNamesOfZones() throws {
    let names = [
      "America/Chicago", "US/Central", "Europe/Zurich", "Australia/Adelaide", "Australia/Lord_Howe", "UTC", "Etc/GMT+5",
      "Etc/GMT-14",
      "Asia/Kathmandu", "America/St_Johns", "Europe/London", "Asia/Tokyo", "Pacific/Chatham", "America/Argentina/Buenos_Aires",
      "GMT",
    ]
    for name in names {
      let rule = try #require(TimeZoneRule(Text(name)))
      let zone = try #require(TimeZone(identifier: name))
      for second in stride(from: Int64(1_767_225_600), to: 1_900_000_000, by: 999_999) {
        let instant = try #require(Timestamp(seconds: second))
        #expect(rule.offset(at: instant) == zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
      }
    }
    #expect(TimeZoneRule.nearestName(to: "America/Chicgo") == "America/Chicago")
    #expect(TimeZoneRule.nearestName(to: "the moon") == nil)
    for none in ["", "Chicago", "america/chicago", "America", "M3.2.0", " ", "Etc/GMT+25", "EST5EDT,"] as [Text] {
      #expect(TimeZoneRule(none) == nil)
    }
  }

  /// What the clocks show leads back to the instant; of a time that they show twice, to the first of both.
  @Test(arguments: Era.all)
  func findsTheInstantOfATime(era: Era) throws {
    let rule = try #require(TimeZoneRule(posix: Text(era.rule)))
    var random = SeededGenerator(seed: 5545)
    for _ in 0..<300 {
      let change = rule.period(at: .random(in: 0..<4_000_000_000, using: &random)).start
      guard change > 0 else { return }
      let second = change + Int64.random(in: -10_000...10_000, using: &random)
      let instant = try #require(Timestamp(seconds: second))
      let found = rule.instant(of: rule.civil(at: instant))
      #expect(found <= instant)
      #expect(rule.civil(at: found) == rule.civil(at: instant))
      let gap = Int64(rule.period(at: change - 1).offset - rule.period(at: change).offset)
      #expect(found == instant || instant.since(found).seconds == gap)
    }
  }

  @Test func shiftsATimeThatIsSkipped() throws {
    let rule = try #require(TimeZoneRule(posix: "CST6CDT,M3.2.0,M11.1.0"))
    let skipped = try #require(CivilDateTime(iso8601: "2015-03-08T02:30"))
    #expect(rule.instant(of: skipped).rfc3339() == "2015-03-08T08:30:00Z")
    #expect(rule.civil(at: rule.instant(of: skipped)).iso8601 == "2015-03-08T03:30:00")
  }

  /// The days of a year on which the clocks change, and at what hour of UTC.
  @Test(
    arguments: [
      ("AAA0BBB,J59,J60", 2015, ["2015-02-28T02:00:00Z", "2015-03-01T01:00:00Z"]),
      ("AAA0BBB,J59,J60", 2016, ["2016-02-28T02:00:00Z", "2016-03-01T01:00:00Z"]),
      ("AAA0BBB,58,59", 2015, ["2015-02-28T02:00:00Z", "2015-03-01T01:00:00Z"]),
      ("AAA0BBB,58,59", 2016, ["2016-02-28T02:00:00Z", "2016-02-29T01:00:00Z"]),
      ("AAA0BBB,J1/0,J365/24", 2016, ["2016-01-01T00:00:00Z", "2016-12-31T23:00:00Z"]),
      ("AAA0BBB,100,365/0", 2016, ["2016-04-10T02:00:00Z", "2016-12-30T23:00:00Z"]),
      ("AAA0BBB,M2.5.1/-1,M2.5.1/167:59:59", 2016, ["2016-02-28T23:00:00Z", "2016-03-06T22:59:59Z"]),
      ("AAA-0:00:30BBB-1:30,M6.1.3/0:0:10,M9.5.6/-167", 2015, ["2015-06-02T23:59:40Z", "2015-09-18T23:30:00Z"]),
    ] as [(Text, Int, [Text])])
  func readsDaysOfChange(text: Text, year: Int, changes: [Text]) throws {
    let rule = try #require(TimeZoneRule(posix: text))
    var found: [Text] = []
    var second = rule.period(at: seconds(ofYear: year) - 1).end
    while second < seconds(ofYear: year + 1) {
      found.append(Timestamp(clamping: second).rfc3339())
      second = rule.period(at: second).end
    }
    #expect(found == changes)
  }

  /// RFC 8536, section 3.3.1: a rule for daylight saving time all year round.
  @Test func keepsASummerWithoutEnd() throws {
    let rule = try #require(TimeZoneRule(posix: "XXX3EDT4,0/0,J365/23"))
    for second in stride(from: Int64(0), to: 4_000_000_000, by: 1_234_567) {
      #expect(rule.offset(at: Timestamp(clamping: second)) == -4 * 3600)
    }
    for year in 2014...2030 {
      for second in seconds(ofYear: year) - 90_000...seconds(ofYear: year) + 90_000 where second % 600 < 2 {
        #expect(rule.offset(at: Timestamp(clamping: second)) == -4 * 3600)
      }
    }
  }

  /// Rules that nobody has, in which a beginning and an end may fall together, overtake each other or come twice.
  @Test func partsTimeWithoutGapsByAnyRule() throws {
    var random = SeededGenerator(seed: 2038)
    func day() -> String {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: "J\(Int.random(in: 1...365, using: &random))"
      case 1: "\(Int.random(in: 0...365, using: &random))"
      default:
        "M\(Int.random(in: 1...12, using: &random)).\(Int.random(in: 1...5, using: &random)).\(Int.random(in: 0...6, using: &random))"
      }
    }
    func time() -> String { random.oneIn(2) ? "/\(Int.random(in: -167...167, using: &random))" : "" }
    for _ in 0..<400 {
      let offsets = (0..<2).map { _ in Int.random(in: -24...24, using: &random) }
      let text = "AAA\(offsets[0])BBB\(offsets[1]),\(day())\(time()),\(day())\(time())"
      let rule = try #require(TimeZoneRule(posix: Text(text)), "\(text)")
      for _ in 0..<20 {
        let second = Int64.random(in: -3_000_000_000...6_000_000_000, using: &random)
        let period = rule.period(at: second)
        #expect(period.start <= second && second < period.end, "\(text)")
        #expect(rule.period(at: period.start) == period && rule.period(at: period.end - 1) == period, "\(text)")
        #expect(
          rule.period(at: period.end).start == period.end && rule.period(at: period.start - 1).end == period.start, "\(text)")
        #expect(period.end - period.start <= 3 * 366 * 86_400, "\(text)")
      }
    }
  }

  @Test(arguments: [
    "", "CST", "CS6", "CST6CDT,", "CST6CDT,M3.2.0", "CST6CDT,M3.2.0,", "CST6CDT,M13.2.0,M11.1.0", "CST6CDT,M3.6.0,M11.1.0",
    "CST6CDT,M3.2.7,M11.1.0", "CST6CDT,J0,J300", "CST6CDT,J366,J300", "CST6CDT,366,300", "CST25", "CST6:60",
    "CST6CDT,M3.2.0/168,M11.1.0",
    "CST6CDT,M3.2.0,M11.1.0,", "<+03-3", "<+0>3", "CST6 CDT", "CST6CDT,M3.2.0,M11.1.0 ", "CST+-6", "C5T6",
    "CST6CDT,M3.0.0,M11.1.0",
    "CST99999999999999999999", "CST6CDT,M3..0,M11.1.0", "CST6CDT,M3.2.0/,M11.1.0",
  ])
  func refuses(text: String) {
    #expect(TimeZoneRule(posix: Text(text)) == nil)
  }

  private func seconds(ofYear year: Int) -> Int64 { Int64(CivilDate(year: year, month: 1, day: 1)!.daysSinceEpoch) * 86_400 }
}
