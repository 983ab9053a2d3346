import Diagnostics
import Knowledge
import Notation

extension SiteContext {
  /// The day that it is at the site.
  var today: CivilDate { catalog.site.calendar.zone.civil(at: now).date }

  /// The pages whose review is due, overdue or was never done, by who keeps them.
  func renderReviews(at path: Text, into output: inout [UInt8]) {
    var view = ReviewPage()
    view.layout = layout(at: path, title: "Reviews", kind: "reviews")
    let (open, current) = (reviews.filter { $0.state != .current }, reviews.filter { $0.state == .current })
    view.summary = "\(Wording.plural(open.count, "page")) to read through; \(Wording.plural(current.count, "page")) up to date."
    view.calendarURL = url(from: path, to: .reviewCalendar)
    var owners: [Text] = []
    for review in open where !owners.contains(catalog.pages[review.page].owner) {
      owners.append(catalog.pages[review.page].owner)
    }
    view.groups = owners.map { owner in
      var group = ReviewGroup()
      group.owner = owner.isEmpty ? "Nobody" : owner
      group.rows = open.filter { catalog.pages[$0.page].owner == owner }.map { row(of: $0, from: path) }
      return group
    }
    templates.review.render(view, into: &output)
  }

  private func row(of review: Review, from path: Text) -> ReviewRow {
    let page = catalog.pages[review.page]
    var row = ReviewRow()
    row.page = Link(page.title, SitePath.url(from: path, to: page.output))
    if let reviewed = page.reviewed { row.reviewed = SortableText(Wording.date(reviewed), key: reviewed.iso8601) }
    if let due = review.due { row.due = SortableText(Wording.date(due), key: due.iso8601) }
    switch review.state {
    case .overdue: row.state = StateBadge("overdue", tone: "error")
    case .never: row.state = StateBadge("never reviewed", tone: "warning")
    case .soon: row.state = StateBadge("due soon", tone: "warning")
    case .current: row.state = StateBadge("current", tone: "ok")
    }
    return row
  }

  /// What an overdue page says of itself; empty for another.
  func overdueNote(of index: Int) -> Text {
    guard let due = overdue[index] else { return "" }
    let days = today.daysSinceEpoch - due.daysSinceEpoch
    return
      "This page was to be read through by \(Wording.date(due)), \(Wording.plural(days, "day")) ago. Some of it may no longer hold."
  }

  /// The reviews as a calendar (RFC 5545): an event of a day for each page.
  func renderReviewCalendar(into output: inout [UInt8]) {
    var lines: [Text] = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//opos//reviews//EN",
      "X-WR-CALNAME:\(SiteContext.calendarText("Reviews: " + catalog.site.title))",
    ]
    let stamp = SiteContext.compact(now)
    let host: Text =
      baseURL.isEmpty
      ? "opos" : Text(baseURL.utf8.split(separator: UInt8(ascii: "/")).dropFirst().first.map { Array($0) } ?? Array("opos".utf8))
    for review in reviews {
      guard let due = review.due else { continue }
      let page = catalog.pages[review.page]
      lines += ["BEGIN:VEVENT", "UID:\(SiteContext.calendarText("review-" + page.output + "@" + host))", "DTSTAMP:\(stamp)"]
      lines += ["DTSTART;VALUE=DATE:\(SiteContext.compact(due))", "DTEND;VALUE=DATE:\(SiteContext.compact(due.adding(days: 1)))"]
      lines.append("SUMMARY:\(SiteContext.calendarText("Review: " + page.title))")
      if !page.owner.isEmpty { lines.append("DESCRIPTION:\(SiteContext.calendarText("Kept by " + page.owner))") }
      if !baseURL.isEmpty { lines.append("URL:\(baseURL)\(SitePath.url(from: "", to: page.output))") }
      lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    }
    lines.append("END:VCALENDAR")
    for line in lines { output.append(calendarLine: line) }
  }

  /// A text with what has a meaning in calendars escaped, on one line.
  private static func calendarText(_ text: Text) -> Text {
    var bytes: [UInt8] = []
    for byte in text.visible.utf8 {
      if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte == 0x0A ? 0x20 : byte)
    }
    return Text(bytes)
  }

  private static func compact(_ date: CivilDate) -> Text { Text(date.iso8601.utf8.filter { $0 != UInt8(ascii: "-") }) }

  private static func compact(_ instant: Timestamp) -> Text {
    let bytes = instant.rfc3339().utf8.prefix(19).filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ":") }
    return Text(bytes) + "Z"
  }
}

extension [UInt8] {
  /// Appends a line of a calendar: at most 75 bytes before each line end, folded between characters.
  fileprivate mutating func append(calendarLine line: Text) {
    var width = 0
    let bytes = line.utf8
    for (index, byte) in bytes.enumerated() {
      var end = index + 1
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      if byte & 0xC0 != 0x80, width + end - index > 75 {
        append(contentsOf: [0x0D, 0x0A, 0x20])
        width = 1
      }
      append(byte)
      width += 1
    }
    append(contentsOf: [0x0D, 0x0A])
  }
}
