import Diagnostics

/// Turns templates into instructions for one kind of view and reports every name that the view does not have.
struct TemplateCompiler {
  private(set) var diagnostics: [Diagnostic] = []
  private let files: [Text: SourceFile]
  private let parsed: ParsedTemplates
  private var program = TemplateProgram()
  private var scopes: [Scope]
  private var including: [Text] = []
  private var sinks: [DiagnosticSink] = []
  /// Where the section ends that was read last.
  private var lastEnd = 0

  /// What a name can refer to inside a section.
  private enum Scope {
    /// The names of a record that is on the stack when the template runs.
    case record(TemplateSchema)
    /// The `.` of a section over a text, which needs nothing on the stack; `level` is how many records lie below it.
    case text(TemplatePath, level: Int, kind: TemplateSchema.Kind)
  }

  private struct Resolution {
    var path: TemplatePath
    var kind: TemplateSchema.Kind
  }

  /// A compiler of templates that show views of a schema.
  ///
  /// - Parameter parsed: What has been read of the files for other views.
  init(files: [Text: SourceFile], parsed: ParsedTemplates, schema: TemplateSchema) {
    (self.files, self.parsed) = (files, parsed)
    scopes = [.record(schema)]
    program.size = schema.size
  }

  /// The instructions of a template with all its partials.
  mutating func compile(_ name: Text) -> TemplateProgram {
    guard files[name] != nil else {
      let message = Message.missing(name, nearest: name.nearestSpelling(among: files.keys.sorted()))
      diagnostics.append(Diagnostic(rule: Rule.partial, severity: .error, message: message, file: "\(name).html"))
      return program
    }
    include(name, indentation: [])
    return program
  }
}

extension TemplateCompiler {
  private mutating func include(_ name: Text, indentation: [UInt8]) {
    guard let file = files[name] else { return }
    let parsed = parsed.parse(file, indentation: indentation)
    including.append(name)
    sinks.append(DiagnosticSink(file))
    emit(parsed.nodes)
    including.removeLast()
    let sink = sinks.removeLast()
    for diagnostic in parsed.diagnostics + sink.diagnostics where !diagnostics.contains(diagnostic) {
      diagnostics.append(diagnostic)
    }
  }

  private mutating func emit(_ nodes: [TemplateNode]) {
    for node in nodes {
      switch node {
      case .literal(let bytes): emit(literal: bytes)
      case .variable(let name, let escaped): emit(variable: name, escaped: escaped)
      case .section(let name, let inverted, let body): emit(section: name, inverted: inverted, body)
      case .partial(let name, let indentation): emit(partial: name, indentation)
      }
    }
  }

  private mutating func emit(literal bytes: [UInt8]) {
    let start = program.literals.count
    program.literals += bytes
    if case .literal(let before)? = program.instructions.last, before.upperBound == start, !endsSection {
      program.instructions[program.instructions.count - 1] = .literal(before.lowerBound..<program.literals.count)
    } else {
      program.instructions.append(.literal(start..<program.literals.count))
    }
  }

  /// Whether a section ends just here, so that the last literal belongs to it and cannot grow.
  private var endsSection: Bool { lastEnd == program.instructions.count }

  private mutating func emit(variable name: TemplateName, escaped: Bool) {
    guard let found = resolve(name) else { return }
    switch (found.kind, escaped) {
    case (.text, true): program.instructions.append(.escaped(found.path))
    case (.html, false): program.instructions.append(.raw(found.path))
    case (.text, false): report(Rule.escaping, name, Message.textUnescaped(name.text), help: Message.write("{{\(name.text)}}"))
    case (.html, true): report(Rule.escaping, name, Message.markupEscaped(name.text), help: Message.write("{{{\(name.text)}}}"))
    default:
      report(
        Rule.name, name, Message.notAText(name.text, found.kind.noun), help: Message.write("{{#\(name.text)}}…{{/\(name.text)}}"))
    }
  }

  private mutating func emit(section name: TemplateName, inverted: Bool, _ body: [TemplateNode]) {
    guard let found = resolve(name) else { return }
    let start = program.instructions.count
    program.instructions.append(.section(found.path, end: start))
    let scope = inverted ? nil : scope(inside: found)
    if let scope { scopes.append(scope) }
    emit(body)
    if scope != nil { scopes.removeLast() }
    let end = program.instructions.count
    lastEnd = end
    program.instructions[start] =
      switch (inverted, found.kind) {
      case (true, _): .inverted(found.path, end: end)
      case (false, .record): .part(found.path, end: end)
      case (false, .list(let schema)): .list(found.path, end: end, size: max(schema.size, 1))
      case (false, _): .section(found.path, end: end)
      }
  }

  private mutating func emit(partial name: TemplateName, _ indentation: [UInt8]) {
    if including.contains(name.text) {
      report(Rule.partial, name, Message.recursion(name.text))
    } else if files[name.text] == nil {
      report(Rule.partial, name, Message.missing(name.text, nearest: name.text.nearestSpelling(among: files.keys.sorted())))
    } else {
      include(name.text, indentation: indentation)
    }
  }

  private func scope(inside found: Resolution) -> Scope? {
    switch found.kind {
    case .record(let schema), .list(let schema): .record(schema)
    case .text, .html: .text(found.path, level: recordCount, kind: found.kind)
    case .flag: nil
    }
  }

  private var recordCount: Int { scopes.reduce(0) { if case .record = $1 { $0 + 1 } else { $0 } } }
}

extension TemplateCompiler {
  private mutating func resolve(_ name: TemplateName) -> Resolution? {
    if name.text == "." { return resolveItem(name) }
    let parts = name.text.utf8.contains(UInt8(ascii: ".")) ? name.text.split(at: UInt8(ascii: ".")) : [name.text]
    var depth = 0
    for scope in scopes.reversed() {
      guard case .record(let schema) = scope else { continue }
      if let index = schema.index(of: parts[0]) {
        return follow(parts, name, TemplatePath(depth: depth, place: schema.places[index]), schema.fields[index].kind)
      }
      depth += 1
    }
    reportUnknown(parts[0], name, among: visibleNames)
    return nil
  }

  private mutating func resolveItem(_ name: TemplateName) -> Resolution? {
    switch scopes.last {
    case .text(var path, let level, let kind)?:
      path.depth += recordCount - level
      return Resolution(path: path, kind: kind)
    case .record(let schema)?:
      if let index = schema.index(of: ".") {
        return Resolution(path: TemplatePath(depth: 0, place: schema.places[index]), kind: schema.fields[index].kind)
      }
    case nil: break
    }
    report(Rule.name, name, Message.noItem, help: "")
    return nil
  }

  private mutating func follow(
    _ parts: [Text], _ name: TemplateName, _ path: TemplatePath, _ kind: TemplateSchema.Kind
  ) -> Resolution? {
    if parts.count == 1 { return Resolution(path: path, kind: kind) }
    var path = path
    var kind = kind
    for (before, part) in zip(parts, parts.dropFirst()) {
      guard case .record(let schema) = kind else {
        report(Rule.name, name, Message.noParts(before, kind.noun))
        return nil
      }
      guard let index = schema.index(of: part) else {
        reportUnknown(part, name, among: schema.fields.map(\.name), in: before)
        return nil
      }
      path.place += 1 + schema.places[index]
      kind = schema.fields[index].kind
    }
    return Resolution(path: path, kind: kind)
  }

  private var visibleNames: [Text] {
    scopes.reversed().flatMap { scope -> [Text] in
      if case .record(let schema) = scope { schema.fields.map(\.name) } else { [] }
    }
  }

  private mutating func reportUnknown(_ part: Text, _ name: TemplateName, among names: [Text], in owner: Text? = nil) {
    let nearest = part.nearestSpelling(among: names)
    report(
      Rule.name, name, Message.unknown(part, in: owner, nearest: nearest),
      help: nearest == nil ? Message.choices(names) : "")
  }

  private mutating func report(_ rule: Text, _ name: TemplateName, _ message: Text, help: Text = "") {
    sinks[sinks.count - 1].report(rule, at: name.range, message, help: help)
  }
}

extension TemplateSchema.Kind {
  fileprivate var noun: Text {
    switch self {
    case .text: "a text"
    case .html: "markup"
    case .flag: "a condition"
    case .record: "a part with names of its own"
    case .list: "a list"
    }
  }
}

private enum Rule {
  static let name: Text = "template-name"
  static let partial: Text = "template-partial"
  static let escaping: Text = "template-escaping"
}

private enum Message {
  static let noItem: Text = "`.` needs a section over a text or over a list of texts"
  static func write(_ tag: Text) -> Text { "Write `\(tag)`." }
  static func textUnescaped(_ name: Text) -> Text { "`\(name)` is a text and must be escaped" }
  static func markupEscaped(_ name: Text) -> Text { "`\(name)` is markup and must not be escaped" }
  static func notAText(_ name: Text, _ noun: Text) -> Text { "`\(name)` is \(noun), not a text" }
  static func noParts(_ name: Text, _ noun: Text) -> Text { "`\(name)` is \(noun) and has no names of its own" }
  static func recursion(_ name: Text) -> Text { "partial `\(name)` includes itself" }
  static func missing(_ name: Text, nearest: Text?) -> Text {
    nearest.map { "there is no template `\(name)`; did you mean `\($0)`?" } ?? "there is no template `\(name)`"
  }
  static func unknown(_ name: Text, in owner: Text?, nearest: Text?) -> Text {
    let place: Text = owner.map { " in `\($0)`" } ?? ""
    return nearest.map { "unknown name `\(name)`\(place); did you mean `\($0)`?" } ?? "unknown name `\(name)`\(place)"
  }
  static func choices(_ names: [Text]) -> Text {
    let shown = names.prefix(12).reduce(into: Text()) { list, name in list += list.isEmpty ? "`\(name)`" : ", `\(name)`" }
    return "Names here: \(shown)\(names.count > 12 ? ", …" : "" as Text)."
  }
}
