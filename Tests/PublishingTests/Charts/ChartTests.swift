import Diagnostics
import Testing

@testable import Publishing

private func text(_ chart: HTML) -> String { String(decoding: chart.bytes, as: UTF8.self) }

@Suite struct Bars {
  @Test func aStackedBarIsDividedInProportion() {
    let parts = [
      ChartPart("running", 3, series: "s-running"), ChartPart("none", 0, series: "s-idle"),
      ChartPart("held", 1, series: "s-held"),
    ]
    #expect(
      text(Charts.stackedBar(parts)) == """
        <svg class="chart-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" focusable="false"><title>3 running, 1 held</title>\
        <rect class="track" x="0" y="0" width="1000" height="12"/><rect class="s-running" x="0" y="0" width="750" height="12"/>\
        <rect class="s-held" x="750" y="0" width="250" height="12"/></svg>
        """)
  }

  @Test func asMuchAsOneOfAMillionCanBeSeen() {
    let chart = text(
      Charts.stackedBar([ChartPart("a", 1_000_000, series: "c-1"), ChartPart("b", 1, series: "c-2")], title: "All"))
    #expect(chart.contains("<rect class=\"c-2\" x=\"992.1\" y=\"0\" width=\"7.9\" height=\"12\"/>"))
    #expect(chart.contains("<title>All</title><desc>1,000,000 a, 1 b</desc>"))
  }

  @Test func nothingLeavesTheTrack() {
    #expect(text(Charts.stackedBar([])).contains("<title>none</title><rect class=\"track\""))
    #expect(!text(Charts.bar(0, of: 0, series: "c-1", title: "none")).contains("c-1"))
  }

  @Test(arguments: [
    (0.5, "<rect class=\"t-active\" x=\"0\" y=\"0\" width=\"500\" height=\"12\"/></svg>"),
    (1.0, "<rect class=\"t-active\" x=\"0\" y=\"0\" width=\"1000\" height=\"12\"/></svg>"),
    (1.25, "width=\"1000\" height=\"12\"/><line class=\"limit\" x1=\"800\" y1=\"0\" x2=\"800\" y2=\"12\"/></svg>"),
    (100, "<line class=\"limit\" x1=\"333.3\" y1=\"0\" x2=\"333.3\" y2=\"12\"/></svg>"),
    (0, "<rect class=\"track\" x=\"0\" y=\"0\" width=\"1000\" height=\"12\"/></svg>"),
    (-1, "<rect class=\"track\" x=\"0\" y=\"0\" width=\"1000\" height=\"12\"/></svg>"),
  ]) func aClockShowsTheLimitOnlyBeyondIt(used: Double, ending: String) {
    #expect(text(Charts.clock(used: used, tone: "active", title: "t")).hasSuffix(ending))
  }

  @Test func titlesAreEscaped() {
    #expect(text(Charts.bar(1, of: 2, series: "c-1", title: "a < b & c")).contains("<title>a &lt; b &amp; c</title>"))
  }
}

@Suite struct Plots {
  @Test func columnsAreStackedAndUnknownOnesHatched() {
    let series = [
      ChartSeries("a", series: "c-1", values: [2, nil]), ChartSeries("b", series: "c-2", values: [2, nil]),
    ]
    let chart = text(Charts.columns(series, labels: ["x", "y"], title: "t"))
    #expect(chart.contains("<rect class=\"c-1\" x=\"191\" y=\"115\" width=\"44\" height=\"87\"/>"))
    #expect(chart.contains("<rect class=\"c-2\" x=\"191\" y=\"28\" width=\"44\" height=\"87\"/>"))
    #expect(chart.contains("<rect class=\"unknown\" x=\"513\" y=\"28\" width=\"44\" height=\"174\"/>"))
  }

  @Test func anUnknownValueBreaksALine() {
    let chart = text(
      Charts.lines([ChartSeries("a", series: "c-1", values: [1, 2, nil, 3])], labels: ["0", "1", "2", "3"], title: "t"))
    #expect(chart.contains("<polyline class=\"line c-1\" points=\"52,144 266.7,86\"/>"))
    #expect(chart.contains("<circle class=\"line c-1\" cx=\"696\" cy=\"28\" r=\"2\"/>"))
  }

  @Test(arguments: [
    (0.0, 1.0), (1, 1), (4, 4), (7, 8), (41, 60), (730, 800), (1748, 2000), (99_999, 100_000), (100_001, 150_000),
  ]) func theScaleEndsAtARoundNumber(largest: Double, maximum: Double) {
    #expect(Plot(largest: largest, unit: "").maximum == maximum)
  }

  @Test func aSparklineEndsInADot() {
    let chart = text(Charts.sparkline([0, 10], series: "s-held", title: "t"))
    #expect(chart.hasSuffix("points=\"4,21 116,3\"/><circle class=\"s-held\" cx=\"116\" cy=\"3\" r=\"2.5\"/></svg>"))
    #expect(!text(Charts.sparkline([1, nil], series: "s-held", title: "t")).contains("r=\"2.5\""))
  }
}

@Suite struct Weeks {
  @Test func hoursAndTheMomentAreDrawn() {
    let days = [WorkingDay("Mon", hours: 480..<960), WorkingDay("Tue", hours: 480..<960, isHoliday: true)]
    let chart = text(Charts.week(days, now: (day: 0, minute: 720), title: "t"))
    #expect(chart.components(separatedBy: "class=\"open\"").count == 2)
    #expect(chart.contains("<rect class=\"open\" x=\"16.3\" y=\"20\" width=\"15.3\" height=\"10\"/>"))
    #expect(chart.contains("<line class=\"now\" x1=\"24\" y1=\"16\" x2=\"24\" y2=\"34\"/>"))
  }
}

@Suite struct ChartNumbers {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345")])
  func thousandsAreGrouped(value: Int, expected: String) { #expect(String(grouped(value)) == expected) }

  @Test(arguments: [(0.04, "0"), (0.05, "0.1"), (12.34, "12.3"), (-0.26, "-0.3"), (7.0, "7")])
  func coordinatesHaveAtMostOneDecimal(value: Double, expected: String) { #expect(String(tenths(value)) == expected) }
}
