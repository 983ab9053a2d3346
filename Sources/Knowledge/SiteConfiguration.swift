import Diagnostics
import Notation
import ServiceLevels

/// What `site.yml` says about the site as a whole.
public struct SiteConfiguration: Sendable {
  /// The site's title.
  public var title: Text = "Knowledge base"
  /// One sentence about it.
  public var description = Text()
  /// The group that runs the service.
  public var group = Text()
  /// The absolute URL of the root, with a slash at its end, for feeds and the site map; empty where unknown.
  public var baseURL = Text()
  /// The language of the pages, as BCP 47 has it.
  public var language: Text = "en"
  /// Working hours, holidays and the zone they are in.
  public var calendar = BusinessCalendar.alwaysOpen
  /// The service desk's name.
  public var serviceDeskName = Text()
  /// Where tickets are opened.
  public var serviceDeskURL = Text()
  /// Where mail goes.
  public var serviceDeskEmail = Text()
  /// The header's links.
  public var navigation: [NavigationItem] = []
  /// The banner that labels sample content; empty for a real site.
  public var sample = Text()
  /// An instant at which the site's clock stands still, for sample content.
  public var clock: Timestamp?
  /// Whether pages may hold HTML, filtered by an allow-list.
  public var allowsRawHTML = false
  /// Under which licence the content stands.
  public var licence = Text()
  /// Where the content's repository can be seen.
  public var repositoryURL = Text()
  /// Where the source of a page can be changed: its path is written behind it; empty where unknown.
  public var editURL = Text()
  /// Whether the repository is asked when pages were changed: then what a page says depends on more than the content.
  public var readsHistory = false
  /// How often pages are to be read through; nil where nobody asks for it.
  public var reviews: ReviewIntervals?
  /// The file as it was read, for the rules' `site`.
  public var node = Node(.map([]), range: SourceRange(0, 0))
  /// The calendar files that `holidays` names, relative to the content folder.
  public var holidayFiles: [HolidayFileName] = []
  /// Whether there is a `site.yml`. Without one, faults of content are warnings, so that any folder of Markdown gives a site.
  public var isConfigured = false
  /// Whether the folder is a wiki of GitHub, whose links have their text before their page.
  public var isWiki = false

  /// The configuration of a folder without `site.yml`.
  public init() {}

  /// The configuration, with the title of the first page for a site that has none.
  public func named(after pages: [Page]) -> SiteConfiguration {
    var site = self
    guard !isConfigured, title.equals("Knowledge base"), let first = pages.first(where: { $0.output.equals("index.html") }),
      !["Home", "README", "Index"].contains(first.title)
    else {
      return site
    }
    site.title = first.title
    return site
  }

  /// A calendar file with holidays.
  public struct HolidayFileName: Sendable, Hashable {
    /// Its path, relative to the content folder.
    public var path: Text
    /// Where `site.yml` names it.
    public var range: SourceRange
  }

  /// A link of the header.
  public struct NavigationItem: Sendable, Hashable {
    /// What the link says.
    public var title: Text
    /// The content path or output path it leads to, or the folder of a section.
    public var target: Text
    /// Where it is written.
    public var range: SourceRange

    /// The output paths that the target may mean: a page's, or a folder's first page.
    public var outputs: [Text] {
      let output = SitePath.output(ofContent: target)
      return [output, output.isEmpty ? "index.html" : output + "/index.html"]
    }
  }
}

extension SiteConfiguration {
  /// Reads `site.yml`.
  public static func read(_ file: SourceFile) -> (SiteConfiguration, [Diagnostic]) {
    var site = SiteConfiguration()
    site.isConfigured = true
    var sink = DiagnosticSink(file)
    let reading = YAMLReader.read(file)
    sink.append(contentsOf: reading.diagnostics)
    if let node = reading.node {
      site.node = node
      var keys = MapReader(node, subject: "the site's configuration", &sink)
      site.readTexts(&keys, &sink)
      site.readServiceDesk(&keys, &sink)
      site.readNavigation(&keys, &sink)
      for key: Text in ["time_zone", "working_hours", "holidays"] { _ = keys.node(key) }
      site.calendar = BusinessCalendar.read(site: node, &sink)
      site.holidayFiles = (node["holidays"]?.elements ?? []).compactMap { $0["calendar"] }.map {
        HolidayFileName(path: $0.text, range: $0.range)
      }
      site.readClock(&keys, &sink)
      site.allowsRawHTML = keys.bool("raw_html", &sink) ?? false
      site.readHistory(&keys, &sink)
      keys.reportUnknownKeys(&sink)
    }
    return (site, sink.diagnostics)
  }

  /// Adds the holidays of calendar files to the calendar, and to what rules and the browser's module see of `site.yml`, in the place of the entries that
  /// name the files.
  ///
  /// - Parameters:
  ///   - files: the content of each of `holidayFiles`; nil for one that is not there.
  ///   - file: the file that names them.
  /// - Returns: what is wrong with them.
  public mutating func addHolidays(of files: [SourceFile?], namedIn file: SourceFile) -> [Diagnostic] {
    var sink = DiagnosticSink(file)
    var holidays = calendar.holidays
    var nodes: [Node] = []
    for (name, content) in zip(holidayFiles, files) {
      guard let content else {
        sink.report(
          "holiday-file", at: name.range, "there is no calendar \(name.path.visible.quoted)",
          help: "name an iCalendar file of the content folder, such as `holidays.ics`")
        continue
      }
      let read = HolidayFile.read(content, zone: calendar.zone)
      sink.append(contentsOf: read.diagnostics)
      holidays += read.holidays
      nodes += read.holidays.map { $0.node(at: name.range) }
    }
    calendar = BusinessCalendar(zone: calendar.zone, week: calendar.week, holidays: holidays)
    guard case .map(var entries) = node.value, let at = entries.firstIndex(where: { $0.key.equals("holidays") }) else {
      return sink.diagnostics
    }
    let days = entries[at].value
    entries[at].value = Node(.list(days.elements.filter { $0["calendar"] == nil } + nodes), range: days.range)
    node = Node(.map(entries), range: node.range)
    return sink.diagnostics
  }

  private mutating func readTexts(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    title = keys.requiredText("title", &sink)
    description = keys.text("description", &sink) ?? Text()
    group = keys.text("group", &sink) ?? title
    baseURL = keys.text("base_url", &sink) ?? Text()
    if !baseURL.isEmpty, !baseURL.hasSuffix("/") { baseURL += "/" }
    language = keys.text("language", &sink) ?? "en"
    sample = keys.text("sample", &sink) ?? Text()
    licence = keys.text("licence", &sink) ?? Text()
    repositoryURL = keys.text("repository_url", &sink) ?? Text()
    editURL = keys.text("edit_url", &sink) ?? Text()
    reviews = keys.node("reviews").map { ReviewIntervals($0, &sink) }
  }

  private mutating func readServiceDesk(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    guard let node = keys.node("service_desk") else { return }
    var desk = MapReader(node, subject: "`service_desk`", &sink)
    serviceDeskName = desk.text("name", &sink) ?? Text()
    serviceDeskURL = desk.text("url", &sink) ?? Text()
    serviceDeskEmail = desk.text("email", &sink) ?? Text()
    desk.reportUnknownKeys(&sink)
  }

  private mutating func readNavigation(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    for element in keys.list("navigation", &sink) {
      var item = MapReader(element, subject: "a navigation entry", &sink)
      let title = item.requiredText("title", &sink)
      let page = item.node("page")
      let section = item.node("section")
      item.reportUnknownKeys(&sink)
      guard let target = page ?? section else {
        sink.report("key-missing", at: element.range, "a navigation entry needs `page` or `section`")
        continue
      }
      navigation.append(NavigationItem(title: title, target: target.text, range: target.range))
    }
  }

  private mutating func readHistory(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    guard let node = keys.node("history") else { return }
    readsHistory = node.text.equals("git")
    if !readsHistory {
      sink.report(
        "value-type", at: node.range, "`\(node.text.visible)` is no history that can be read",
        help: "write `history: git`, or leave it out")
    }
  }

  private mutating func readClock(_ keys: inout MapReader, _ sink: inout DiagnosticSink) {
    guard let node = keys.node("clock") else { return }
    clock = Timestamp(rfc3339: node.text)
    if clock == nil {
      sink.report(
        "value-type", at: node.range, "`\(node.text.visible)` is not an instant",
        help: "write it as `2015-12-02T16:20:00Z` (RFC 3339)")
    }
  }
}
