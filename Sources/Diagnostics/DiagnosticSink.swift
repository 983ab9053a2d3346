/// Collects the findings of one file and turns byte offsets into places.
///
/// The line table is made at the first finding, so a file without findings costs nothing.
public struct DiagnosticSink: Sendable {
  /// The file that the offsets refer to.
  public let file: SourceFile

  /// What was found so far, in order of finding.
  public private(set) var diagnostics: [Diagnostic] = []

  private var lines: LineTable?

  /// An empty collection for a file.
  ///
  /// - Parameter lines: the file's lines, where they are known already.
  public init(_ file: SourceFile, lines: LineTable? = nil) {
    self.file = file
    self.lines = lines
  }

  /// Whether an error is among the findings.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Records a finding at a range of the file.
  public mutating func report(
    _ rule: Text, _ severity: Severity = .error, at range: SourceRange, _ message: Text, help: Text = "",
    related: [RelatedPlace] = [], fixes: [Fix] = []
  ) {
    var diagnostic = Diagnostic(rule: rule, severity: severity, message: message, help: help, file: file.path)
    place(&diagnostic, at: range)
    diagnostic.related = related
    diagnostic.fixes = fixes
    diagnostics.append(diagnostic)
  }

  /// Records a finding that already has its place.
  public mutating func append(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Records findings that already have their places.
  public mutating func append(contentsOf others: [Diagnostic]) { diagnostics.append(contentsOf: others) }

  /// Forgets what was found.
  public mutating func removeAll() { diagnostics = [] }

  /// Gives a finding its file, place and excerpt.
  public mutating func place(_ diagnostic: inout Diagnostic, at range: SourceRange) {
    let table = table()
    diagnostic.file = file.path
    diagnostic.start = table.location(of: range.start)
    diagnostic.end = table.location(of: max(range.start, range.end))
    (diagnostic.excerpt, diagnostic.excerptColumn) = table.excerpt(around: range.start)
  }

  /// The place of an offset.
  public mutating func location(of offset: Int) -> SourceLocation { table().location(of: offset) }

  /// The edit that replaces a range of the file.
  public mutating func edit(_ range: SourceRange, to text: Text) -> Edit {
    let table = table()
    return Edit(start: table.location(of: range.start), end: table.location(of: range.end), text: text)
  }

  private mutating func table() -> LineTable {
    if let lines { return lines }
    let made = LineTable(file)
    lines = made
    return made
  }
}
