import Diagnostics
import Notation

/// What stands between the `---` lines at the top of a page.
public struct FrontMatter: Sendable, Hashable {
  /// The page's title; empty where the first heading gives it.
  public var title = Text()
  /// One sentence about the page.
  public var description = Text()
  /// The version that the page says it has; empty where it says none.
  public var version = Text()
  /// Words that pages share.
  public var tags: [Text] = []
  /// The role that keeps the page right.
  public var owner = Text()
  /// When somebody last read it through.
  public var reviewed: CivilDate?
  /// The place among the pages of its folder, in thousandths: lower ones come first; nil for none.
  public var weight: Int64?
  /// Former paths or other titles of the page.
  public var aliases: [Text] = []
  /// Whether the page is left out of a normal build.
  public var isDraft = false
  /// The template to use; empty for the usual one.
  public var layout = Text()
  /// Whether the contents list is shown.
  public var showsContents = true
  /// Where `tags` stand, for findings.
  public var range = SourceRange(0, 0)

  /// The front matter of a page without any.
  public init() {}
}

extension FrontMatter {
  /// Reads the front matter of a page.
  ///
  /// - Parameters:
  ///   - sink: The page's findings; what is wrong with the front matter goes there.
  ///   - unknownKeys: How bad a key is that this program does not know.
  /// - Returns: The front matter and the offset of the first byte after it.
  public static func read(_ sink: inout DiagnosticSink, unknownKeys: Severity = .error) -> (FrontMatter, bodyStart: Int) {
    let bytes = sink.file.bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = line(of: bytes, at: start), isFence(bytes[first.content], "---") else {
      return unknownKeys == .error ? (FrontMatter(), start) : TOMLFrontMatter.read(bytes, from: start)
    }
    var position = first.next
    while let current = line(of: bytes, at: position) {
      if isFence(bytes[current.content], "---") || isFence(bytes[current.content], "...") {
        let range = SourceRange(first.next, position)
        // In a page that was not written for us it may be a line across and a heading.
        if unknownKeys != .error, isProse(bytes, range) { return (FrontMatter(), start) }
        return (read(range, &sink, unknownKeys), current.next)
      }
      position = current.next
    }
    sink.report(
      "front-matter-open", .warning, at: SourceRange(start, start + 3), "the front matter has no end",
      help: "close it by a line of `---`; until then the page is read as text")
    return (FrontMatter(), start)
  }

  private static func read(_ range: SourceRange, _ sink: inout DiagnosticSink, _ unknownKeys: Severity) -> FrontMatter {
    var matter = FrontMatter()
    matter.range = range
    let reading = YAMLReader.read(sink.file, in: range)
    sink.append(contentsOf: reading.diagnostics)
    guard let node = reading.node else { return matter }
    if case .null = node.value { return matter }
    var keys = MapReader(node, subject: "the front matter", &sink)
    matter.title = keys.text(Key.title, &sink) ?? Text()
    matter.description = keys.text(Key.description, &sink) ?? Text()
    matter.version = keys.text(Key.version, &sink) ?? Text()
    matter.tags = keys.texts(Key.tags, &sink)
    matter.owner = keys.text(Key.owner, &sink) ?? Text()
    matter.reviewed = keys.date(Key.reviewed, &sink, severity: unknownKeys)
    matter.weight = keys.integer(Key.weight, &sink).map(thousandths)
    matter.aliases = keys.texts(Key.aliases, &sink)
    matter.isDraft = keys.bool(Key.draft, &sink) ?? false
    matter.layout = keys.text(Key.layout, &sink) ?? Text()
    matter.showsContents = keys.bool(Key.toc, &sink) ?? true
    if unknownKeys != .error { matter.takeForeignKeys(&keys) }
    keys.reportUnknownKeys(as: unknownKeys, &sink)
    return matter
  }

  /// The keys, made once: every page is asked for all of them.
  private enum Key {
    static let title: Text = "title"
    static let description: Text = "description"
    static let version: Text = "version"
    static let tags: Text = "tags"
    static let owner: Text = "owner"
    static let reviewed: Text = "reviewed"
    static let weight: Text = "weight"
    static let aliases: Text = "aliases"
    static let draft: Text = "draft"
    static let layout: Text = "layout"
    static let toc: Text = "toc"
  }

  private static func thousandths(_ weight: Int64) -> Int64 {
    let (product, overflow) = weight.multipliedReportingOverflow(by: 1000)
    return overflow ? (weight < 0 ? .min : .max) : product
  }

  /// A place among siblings as other generators write it, in thousandths: it may have a fraction. nil if it is no number.
  public static func place(_ text: Text) -> Int64? {
    guard let place = Double(String(text)), abs(place) < 1e12 else { return nil }
    return Int64((place * 1000).rounded())
  }

  /// Takes what other generators call the place among siblings and former addresses.
  private mutating func takeForeignKeys(_ keys: inout MapReader) {
    let places: [Text] = ["sidebar_position", "nav_order", "order"]
    for key in places {
      if let node = keys.node(key), weight == nil { weight = FrontMatter.place(node.text) }
    }
    let addresses: [Text] = ["permalink", "slug", "redirect_from"]
    for key in addresses {
      guard let node = keys.node(key) else { continue }
      let names = if case .list(let items) = node.value { items.map(\.text) } else { [node.text] }
      aliases += names.filter { $0.hasPrefix("/") }
    }
  }

  /// Whether there is text, and no line of it is a key with its colon.
  private static func isProse(_ bytes: [UInt8], _ range: SourceRange) -> Bool {
    var hasText = false
    var position = range.start
    while position < range.end, let current = line(of: bytes, at: position) {
      let content = bytes[current.content]
      let isKey = content.indices.contains { index in
        content[index] == UInt8(ascii: ":") && (index + 1 == content.endIndex || content[index + 1] == 0x20)
      }
      if isKey { return false }
      if content.contains(where: { $0 != 0x20 && $0 != 0x09 }), content.first != UInt8(ascii: "#") { hasText = true }
      position = current.next
    }
    return hasText
  }

  static func isFence(_ line: ArraySlice<UInt8>, _ fence: StaticString) -> Bool {
    fence.withUTF8Buffer { line.starts(with: $0) } && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  static func line(of bytes: [UInt8], at start: Int) -> (content: Range<Int>, next: Int)? {
    guard start < bytes.count else { return nil }
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    var next = min(end + 1, bytes.count)
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { next += 1 }
    return (start..<end, next)
  }
}

extension MapReader {
  /// A date in ISO 8601's form.
  public mutating func date(_ key: Text, _ sink: inout DiagnosticSink, severity: Severity = .error) -> CivilDate? {
    guard let value = node(key) else { return nil }
    if let date = CivilDate(iso8601: value.text) { return date }
    sink.report(
      "value-not-a-date", severity, at: value.range, "`\(value.text.visible)` is not a date", help: "write it as `2015-12-02`")
    return nil
  }
}
