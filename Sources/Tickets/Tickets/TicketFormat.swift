import Diagnostics

/// The ways in which a ticket may be written.
public enum TicketFormat: UInt8, Hashable, Sendable, CaseIterable {
  /// Markdown with YAML front matter; the body is the description.
  case markdown
  /// A YAML mapping of fields.
  case yaml
  /// `### Label` headings with the answers below, as GitHub renders issue forms.
  case headings
  /// An e-mail that carries one of the above.
  case email
  /// ServiceNow records as the Table API gives them.
  case serviceNow

  /// The word for it in messages and options.
  public var name: Text {
    switch self {
    case .markdown: "markdown"
    case .yaml: "yaml"
    case .headings: "headings"
    case .email: "email"
    case .serviceNow: "servicenow"
    }
  }
}

extension TicketFormat {
  /// The format of some bytes by their content; nil if nothing is recognised.
  ///
  /// JSON begins with a bracket, an e-mail with header lines, front matter with `---` and a closing `---`; a heading line makes it
  /// headings, a `key:` line YAML.
  public static func detect(_ bytes: [UInt8]) -> TicketFormat? {
    var lines = LineScanner(bytes)
    guard let first = lines.firstWithText() else { return nil }
    if bytes[first.start] == UInt8(ascii: "{") || bytes[first.start] == UInt8(ascii: "[") { return .serviceNow }
    if FrontMatter.find(in: bytes) != nil { return .markdown }
    if EmailHeaders.begins(bytes, at: first.start) { return .email }
    if lines.isDocumentStart(first) || lines.isKey(first) { return .yaml }
    if bytes[first.start] == UInt8(ascii: "#"), !HeadingText.isHeading(bytes, first) { return commented(lines) }
    return HeadingText.hasHeading(bytes) || HeadingText.hasLooseHeading(bytes) ? .headings : nil
  }

  /// A file that begins with a YAML comment, `# …`, which is also how a Markdown title looks.
  private static func commented(_ lines: LineScanner) -> TicketFormat? {
    if HeadingText.hasHeading(lines.bytes) { return .headings }
    var lines = lines
    while let line = lines.next() {
      if lines.isKey(line) { return .yaml }
    }
    return HeadingText.hasLooseHeading(lines.bytes) ? .headings : nil
  }
}
