/// What a finding says. It is changed only while one `Diagnostic` has it.
final class DiagnosticContent: @unchecked Sendable {
  var rule: Text
  var severity: Severity
  var message: Text
  var help: Text
  var clause = Text()
  var url = Text()
  var file: Text
  var field = Text()
  var start: SourceLocation
  var end: SourceLocation
  var excerpt = Text()
  var excerptColumn = 1
  var related: [RelatedPlace] = []
  var fixes: [Fix] = []

  init(rule: Text, severity: Severity, message: Text, help: Text, file: Text, start: SourceLocation, end: SourceLocation) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.help = help
    self.file = file
    self.start = start
    self.end = end
  }

  /// A copy.
  init(_ other: DiagnosticContent) {
    rule = other.rule
    severity = other.severity
    message = other.message
    help = other.help
    clause = other.clause
    url = other.url
    file = other.file
    field = other.field
    start = other.start
    end = other.end
    excerpt = other.excerpt
    excerptColumn = other.excerptColumn
    related = other.related
    fixes = other.fixes
  }

  func equals(_ other: DiagnosticContent) -> Bool {
    rule == other.rule && severity == other.severity && message == other.message && help == other.help
      && clause == other.clause && url == other.url && file == other.file && field == other.field && start == other.start
      && end == other.end && excerpt == other.excerpt && excerptColumn == other.excerptColumn && related == other.related
      && fixes == other.fixes
  }
}
