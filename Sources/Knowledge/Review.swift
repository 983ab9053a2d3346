import Diagnostics
import Notation

/// How many days after a review a page is to be read through again: of the site, and of folders that differ.
public struct ReviewIntervals: Sendable, Hashable {
  /// The interval of the site, in days.
  public var days: Int64 = 365
  /// The intervals of folders with all that is below them, in days.
  public var folders: [Text: Int64] = [:]

  /// Reads the value of `reviews`: a map of `interval` and `sections`, in days.
  init(_ node: Node, _ sink: inout DiagnosticSink) {
    var keys = MapReader(node, subject: "`reviews`", &sink)
    if let days = keys.integer("interval", &sink) { self.days = ReviewIntervals.bounded(days, node["interval"], &sink) }
    for entry in keys.node("sections")?.entries ?? [] {
      guard case .int(let days) = entry.value.value else {
        sink.report("value-type", at: entry.value.range, "an interval is a number of days", help: "such as `90`")
        continue
      }
      folders[entry.key.hasSuffix("/") ? Text(entry.key.utf8.dropLast()) : entry.key] =
        ReviewIntervals.bounded(days, entry.value, &sink)
    }
    keys.reportUnknownKeys(&sink)
  }

  private static func bounded(_ days: Int64, _ node: Node?, _ sink: inout DiagnosticSink) -> Int64 {
    if (1...36_500).contains(days) { return days }
    sink.report("value-type", at: node?.range ?? SourceRange(0, 0), "an interval is 1 to 36500 days")
    return 365
  }

  /// The interval of a page's folder: that of the nearest folder above it that has one.
  func days(inFolder folder: Text) -> Int {
    var folder = folder
    while !folder.isEmpty {
      if let days = folders[folder] { return Int(days) }
      folder = SitePath.folder(of: folder)
    }
    return Int(days)
  }
}

/// When a page is to be read through again.
public struct Review: Sendable, Hashable {
  /// How far a review is.
  public enum State: Int, Sendable, Hashable, Comparable {
    /// It should have been done.
    case overdue
    /// Nobody has read the page through yet.
    case never
    /// It is due within thirty days.
    case soon
    /// There is time.
    case current

    /// Whether one is more urgent than the other.
    public static func < (left: State, right: State) -> Bool { left.rawValue < right.rawValue }
  }

  /// The page, as an index of `Catalog.pages`.
  public var page: Int
  /// The day on which it is due; nil for a page that was never reviewed.
  public var due: CivilDate?
  /// How far it is.
  public var state: State
}

extension Catalog {
  /// The reviews of all pages that somebody keeps or has reviewed, the most urgent first; none where `site.yml` asks for none.
  ///
  /// - Parameter today: The day that it is.
  public func reviews(on today: CivilDate) -> [Review] {
    guard let intervals = site.reviews else { return [] }
    let reviews = pages.indices.compactMap { index -> Review? in
      let page = pages[index]
      guard let reviewed = page.reviewed else {
        return page.owner.isEmpty ? nil : Review(page: index, due: nil, state: .never)
      }
      let due = reviewed.adding(days: intervals.days(inFolder: page.folder))
      return Review(page: index, due: due, state: due < today ? .overdue : due < today.adding(days: 30) ? .soon : .current)
    }
    return reviews.sorted { left, right in
      if left.state != right.state { return left.state < right.state }
      if let first = left.due, let second = right.due, first != second { return first < second }
      return pages[left.page].path < pages[right.page].path
    }
  }
}
