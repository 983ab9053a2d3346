/// How bad a finding is.
public enum Severity: UInt8, Hashable, Sendable, Comparable, CaseIterable {
  /// Worth knowing.
  case info
  /// Probably wrong; does not stop a build.
  case warning
  /// Wrong.
  case error

  /// The word used in rules, options and reports.
  public var name: Text {
    switch self {
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }

  /// The severity of a word, or nil.
  public init?(name: Text) {
    switch name {
    case "info": self = .info
    case "warning": self = .warning
    case "error": self = .error
    default: return nil
    }
  }

  /// From `info` up to `error`.
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// One finding, with its place in a file.
///
/// A value that stands alone: it carries the place in lines and columns and the line to show, so that a report needs nothing else. What it says
/// is kept in one object that copies share until one of them changes.
public struct Diagnostic: Sendable {
  private var content: DiagnosticContent

  /// A finding at a place that is already known in lines and columns.
  public init(
    rule: Text, severity: Severity, message: Text, help: Text = "", clause: Text = "", url: Text = "", file: Text,
    start: SourceLocation, end: SourceLocation, excerpt: Text = "", related: [RelatedPlace] = [], fixes: [Fix] = []
  ) {
    content = DiagnosticContent(rule: rule, severity: severity, message: message, help: help, file: file, start: start, end: end)
    content.clause = clause
    content.url = url
    content.excerpt = excerpt
    content.related = related
    content.fixes = fixes
  }

  /// A finding about a file as a whole, or about something that is not in a file.
  public init(rule: Text, severity: Severity, message: Text, help: Text = "", file: Text) {
    let start = SourceLocation(line: 1, column: 1, offset: 0)
    content = DiagnosticContent(
      rule: rule, severity: severity, message: message, help: help, file: file, start: start, end: start)
  }

  /// What the finding says, for a change of it alone.
  private var own: DiagnosticContent {
    mutating get {
      if !isKnownUniquelyReferenced(&content) { content = DiagnosticContent(content) }
      return content
    }
  }
}

extension Diagnostic {
  /// Kebab-case identifier of the problem: a rule of the SLA or a check of the tool.
  public var rule: Text {
    get { content.rule }
    set { own.rule = newValue }
  }

  /// How bad it is.
  public var severity: Severity {
    get { content.severity }
    set { own.severity = newValue }
  }

  /// What is wrong: lower case, no full stop, the user's text in backquotes.
  public var message: Text {
    get { content.message }
    set { own.message = newValue }
  }

  /// How to mend it; empty if the message says it.
  public var help: Text {
    get { content.help }
    set { own.help = newValue }
  }

  /// The SLA clause that says so, such as `4.3`; empty if none does.
  public var clause: Text {
    get { content.clause }
    set { own.clause = newValue }
  }

  /// Where the clause can be read; empty if nowhere.
  public var url: Text {
    get { content.url }
    set { own.url = newValue }
  }

  /// The file's name, as in `SourceFile.path`; empty if the finding has no file.
  public var file: Text {
    get { content.file }
    set { own.file = newValue }
  }

  /// The ticket's field that it is about, where its place does not say so: one that is missing, or that a rule names; else empty.
  public var field: Text {
    get { content.field }
    set { own.field = newValue }
  }

  /// Where the finding begins.
  public var start: SourceLocation {
    get { content.start }
    set { own.start = newValue }
  }

  /// Where it ends; equal to `start` for a place between two characters.
  public var end: SourceLocation {
    get { content.end }
    set { own.end = newValue }
  }

  /// The line at `start`, without its line end, for the excerpt; secrets in it are already masked.
  public var excerpt: Text {
    get { content.excerpt }
    set { own.excerpt = newValue }
  }

  /// The column at which `excerpt` begins: 1, or more for a part of a long line.
  public var excerptColumn: Int {
    get { content.excerptColumn }
    set { own.excerptColumn = newValue }
  }

  /// Other places that explain it, such as a first definition.
  public var related: [RelatedPlace] {
    get { content.related }
    set { own.related = newValue }
  }

  /// Ways to mend the file.
  public var fixes: [Fix] {
    get { content.fixes }
    set { own.fixes = newValue }
  }
}

extension Diagnostic: Hashable {
  /// Whether both say the same.
  public static func == (left: Diagnostic, right: Diagnostic) -> Bool {
    left.content === right.content || left.content.equals(right.content)
  }

  /// Hashes what mostly differs.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rule)
    hasher.combine(start)
    hasher.combine(message)
  }
}

/// A second place that explains a finding.
public struct RelatedPlace: Hashable, Sendable {
  /// What is there: `first defined here`.
  public var message: Text
  /// The file's name.
  public var file: Text
  /// The place.
  public var location: SourceLocation

  /// A second place.
  public init(message: Text, file: Text, location: SourceLocation) {
    self.message = message
    self.file = file
    self.location = location
  }
}

/// A way to mend a file.
public struct Fix: Hashable, Sendable {
  /// What it does: ``replace `head` by `R25-11-01` ``.
  public var title: Text
  /// Whether it keeps the meaning, so that `--fix` may apply it unasked.
  public var safe: Bool
  /// The replacements, in file order, without overlap.
  public var edits: [Edit]

  /// A fix of some edits.
  public init(title: Text, safe: Bool, edits: [Edit]) {
    self.title = title
    self.safe = safe
    self.edits = edits
  }
}

/// The replacement of a part of a file.
public struct Edit: Hashable, Sendable {
  /// Where the replaced part begins.
  public var start: SourceLocation
  /// Where it ends.
  public var end: SourceLocation
  /// What stands there afterwards.
  public var text: Text

  /// A replacement.
  public init(start: SourceLocation, end: SourceLocation, text: Text) {
    self.start = start
    self.end = end
    self.text = text
  }
}
