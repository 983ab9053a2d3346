/// Findings as a person reads them in a terminal: place, severity, message, excerpt with the place underlined, clause, help and fixes.
///
/// ```
/// request.md:5:10: error: release `develop` moves, so the work could not be repeated [release-tag-moves]
///   5 | release: develop
///     |          ^^^^^^^
///     = clause 4.3: https://opos.example/sla/#release-tag
///     = help: Tag the exact state that was validated, and name that tag.
/// ```
public struct TextReport: Sendable {
  /// Whether to colour the output with ANSI sequences.
  public var color: Bool
  /// Whether to print one line a finding, without excerpt and help.
  public var concise: Bool

  /// A report; plain and with excerpts unless told otherwise.
  public init(color: Bool = false, concise: Bool = false) {
    self.color = color
    self.concise = concise
  }

  /// The findings in the order given, each followed by an empty line unless `concise`.
  public func render(_ diagnostics: [Diagnostic]) -> Text {
    var output = Text()
    for diagnostic in diagnostics {
      output += render(diagnostic)
      if !concise { output += "\n" }
    }
    return output
  }

  /// One finding, with a line end after each line.
  public func render(_ diagnostic: Diagnostic) -> Text {
    var output = headline(diagnostic) + "\n"
    guard !concise else { return output }
    let margin = Text(diagnostic.start.line).count
    output += excerpt(diagnostic, margin: margin)
    if let clause = clause(diagnostic) { output += note(clause, margin: margin) }
    for line in lines(diagnostic.help) where !line.isEmpty { output += note("help: \(DisplayText.safe(line))", margin: margin) }
    for related in diagnostic.related {
      let place: Text = "\(DisplayText.safe(related.file)):\(related.location.line):\(related.location.column)"
      output += note("note: \(DisplayText.safe(related.message)) at \(place)", margin: margin)
    }
    for fix in diagnostic.fixes {
      output += note("\(fix.safe ? "fix" : "unsafe fix") available: \(DisplayText.safe(fix.title))", margin: margin)
    }
    return output
  }

  /// How many findings of each severity there are: ``2 errors, 1 warning``; empty for none.
  public static func summary(_ diagnostics: [Diagnostic]) -> Text {
    var parts: [Text] = []
    for severity in [Severity.error, .warning, .info] {
      let count = diagnostics.reduce(0) { $0 + ($1.severity == severity ? 1 : 0) }
      guard count > 0 else { continue }
      let noun: Text = severity == .info ? "note" : severity.name
      parts.append("\(count) \(noun)\(count == 1 ? "" : "s")")
    }
    return Text.joined(parts, separator: ", ")
  }
}

extension TextReport {
  private func headline(_ diagnostic: Diagnostic) -> Text {
    var place = DisplayText.safe(diagnostic.file)
    if !place.isEmpty { place += ":\(diagnostic.start.line):\(diagnostic.start.column): " }
    let severity = paint(diagnostic.severity.name, diagnostic.severity.color)
    let rule = paint("[\(DisplayText.safe(diagnostic.rule))]", .dim)
    return paint(place, .bold) + severity + ": " + DisplayText.safe(diagnostic.message) + " " + rule
  }

  private func excerpt(_ diagnostic: Diagnostic, margin: Int) -> Text {
    guard !diagnostic.file.isEmpty, !diagnostic.excerpt.isEmpty else { return "" }
    let window = ExcerptWindow(diagnostic)
    let gutter = spaces(margin + 3) + paint("|", .dim)
    var output: Text = "  " + paint("\(diagnostic.start.line) |", .dim) + " " + window.line + "\n"
    let carets = Text([UInt8](repeating: UInt8(ascii: "^"), count: window.length))
    output += gutter + " " + spaces(window.indent) + paint(carets, diagnostic.severity.color) + "\n"
    return output
  }

  private func clause(_ diagnostic: Diagnostic) -> Text? {
    switch (diagnostic.clause.isEmpty, diagnostic.url.isEmpty) {
    case (true, true): nil
    case (true, false): "see \(DisplayText.safe(diagnostic.url))"
    case (false, true): "clause \(DisplayText.safe(diagnostic.clause))"
    case (false, false): "clause \(DisplayText.safe(diagnostic.clause)): \(DisplayText.safe(diagnostic.url))"
    }
  }

  private func note(_ text: Text, margin: Int) -> Text { spaces(margin + 3) + paint("=", .dim) + " " + text + "\n" }

  private func lines(_ text: Text) -> [Text] { text.utf8.split(separator: 0x0A).map { Text($0) } }

  private func spaces(_ count: Int) -> Text { Text([UInt8](repeating: 0x20, count: count)) }

  private func paint(_ text: Text, _ color: TerminalColor) -> Text {
    self.color && !text.isEmpty ? "\u{1B}[\(color.rawValue)m" + text + "\u{1B}[0m" : text
  }
}

/// The parameters of the SGR sequences used.
private enum TerminalColor: Int {
  case bold = 1
  case dim = 2
  case red = 31
  case yellow = 33
  case blue = 34
}

extension Severity {
  fileprivate var color: TerminalColor {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .info: .blue
    }
  }
}
