import Diagnostics

/// A template as it is written, before it is known which view it shows.
indirect enum TemplateNode: Sendable {
  case literal([UInt8])
  case variable(TemplateName, escaped: Bool)
  case section(TemplateName, inverted: Bool, [TemplateNode])
  case partial(TemplateName, indentation: [UInt8])
}

/// A name in a tag, with its place.
struct TemplateName: Sendable {
  var text: Text
  var range: SourceRange
}

/// Reads the Mustache language: variables, sections, inverted sections, partials, comments and set delimiters, with the
/// specification's rules for tags that stand alone on a line. Lambdas and inheritance are not in it.
struct TemplateParser {
  private let bytes: [UInt8]
  private let indentation: [UInt8]
  private var sink: DiagnosticSink
  private var position = 0
  private var opening: [UInt8] = Array("{{".utf8)
  private var closing: [UInt8] = Array("}}".utf8)
  private var sections: [OpenSection] = []
  private var nodes: [TemplateNode] = []

  /// Reads a file; every line gets the indentation of the partial tag that includes it.
  static func parse(_ file: SourceFile, indentation: [UInt8] = []) -> (nodes: [TemplateNode], diagnostics: [Diagnostic]) {
    var parser = TemplateParser(file, indentation)
    parser.run()
    return (parser.nodes, parser.sink.diagnostics)
  }

  private init(_ file: SourceFile, _ indentation: [UInt8]) {
    bytes = file.bytes
    self.indentation = indentation
    sink = DiagnosticSink(file)
  }

  private struct OpenSection {
    var name: TemplateName
    var inverted: Bool
    var before: [TemplateNode]
  }

  private struct Tag {
    var sigil: UInt8
    var start: Int
    var end: Int
    var content: SourceRange
  }
}

extension TemplateParser {
  private mutating func run() {
    while let start = find(opening, from: position) {
      guard let tag = tag(at: start) else { return }
      accept(tag)
    }
    literal(upTo: bytes.count)
    for section in sections.reversed() {
      sink.report(
        Rule.syntax, at: section.name.range, Message.unclosed(section.name.text), help: Message.closeIt(section.name.text))
      nodes = section.before + nodes
    }
  }

  private mutating func tag(at start: Int) -> Tag? {
    let inside = start + opening.count
    let sigil = inside < bytes.count ? bytes[inside] : 0
    let ending: [UInt8]
    switch sigil {
    case UInt8(ascii: "{"): ending = [UInt8(ascii: "}")] + closing
    case UInt8(ascii: "="): ending = [UInt8(ascii: "=")] + closing
    default: ending = closing
    }
    let isPlain = !Self.sigils.contains(sigil)
    let first = isPlain ? inside : inside + 1
    guard let end = find(ending, from: first) else {
      sink.report(Rule.syntax, at: SourceRange(start, inside), Message.unclosedTag(Text(ending)))
      return nil
    }
    return Tag(
      sigil: isPlain ? 0 : sigil, start: start, end: end + ending.count, content: trimmed(SourceRange(first, end)))
  }

  private mutating func accept(_ tag: Tag) {
    let isVariable = tag.sigil == 0 || tag.sigil == UInt8(ascii: "{") || tag.sigil == UInt8(ascii: "&")
    let line = isVariable ? nil : standaloneLine(of: tag)
    literal(upTo: line?.start ?? tag.start)
    position = line?.end ?? tag.end
    switch tag.sigil {
    case UInt8(ascii: "!"): return
    case UInt8(ascii: "="): setDelimiters(tag)
    default:
      guard let name = name(of: tag) else { return }
      accept(tag, name, indentation: line.map { Array(bytes[$0.start..<tag.start]) } ?? [])
    }
  }

  private mutating func accept(_ tag: Tag, _ name: TemplateName, indentation: [UInt8]) {
    switch tag.sigil {
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      sections.append(OpenSection(name: name, inverted: tag.sigil == UInt8(ascii: "^"), before: nodes))
      nodes = []
    case UInt8(ascii: "/"): close(name)
    case UInt8(ascii: ">"): nodes.append(.partial(name, indentation: self.indentation + indentation))
    case UInt8(ascii: "<"), UInt8(ascii: "$"):
      sink.report(Rule.syntax, at: name.range, Message.inheritance, help: Message.usePartials)
    default: nodes.append(.variable(name, escaped: tag.sigil == 0))
    }
  }

  private mutating func close(_ name: TemplateName) {
    guard let section = sections.last else {
      sink.report(Rule.syntax, at: name.range, Message.neverOpened(name.text))
      return
    }
    if section.name.text != name.text {
      let opened = sink.location(of: section.name.range.start)
      let place = RelatedPlace(message: Message.openedHere(section.name.text), file: sink.file.path, location: opened)
      sink.report(
        Rule.syntax, at: name.range, Message.mismatch(expected: section.name.text, found: name.text), related: [place])
    }
    sections.removeLast()
    nodes = section.before + [.section(section.name, inverted: section.inverted, nodes)]
  }

  private mutating func setDelimiters(_ tag: Tag) {
    let parts = bytes[tag.content.start..<tag.content.end].split { Self.blanks.contains($0) }
    guard parts.count == 2, !parts.contains(where: { $0.contains(UInt8(ascii: "=")) }) else {
      sink.report(Rule.syntax, at: SourceRange(tag.start, tag.end), Message.delimiters)
      return
    }
    opening = Array(parts[0])
    closing = Array(parts[1])
  }

  private mutating func name(of tag: Tag) -> TemplateName? {
    let text = Text(bytes[tag.content.start..<tag.content.end])
    if text.isEmpty {
      sink.report(Rule.syntax, at: SourceRange(tag.start, tag.end), Message.emptyTag)
      return nil
    }
    if text.utf8.contains(where: { Self.blanks.contains($0) || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
      sink.report(Rule.syntax, at: tag.content, Message.badName(text))
      return nil
    }
    return TemplateName(text: text, range: tag.content)
  }
}

extension TemplateParser {
  private static let sigils = Array("#^/>!&={<$".utf8)
  private static let blanks = Array(" \t\r\n".utf8)

  /// The whole line of a tag that stands alone on it, with its line end.
  private func standaloneLine(of tag: Tag) -> SourceRange? {
    var start = tag.start
    while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
    guard start == 0 || bytes[start - 1] == UInt8(ascii: "\n"), start >= position else { return nil }
    var end = tag.end
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count else { return SourceRange(start, end) }
    return bytes[end] == UInt8(ascii: "\n") ? SourceRange(start, end + 1) : nil
  }

  private mutating func literal(upTo end: Int) {
    guard end > position else { return }
    if indentation.isEmpty {
      nodes.append(.literal(Array(bytes[position..<end])))
    } else {
      nodes.append(.literal(indented(position..<end)))
    }
  }

  private func indented(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    for index in range {
      if index == 0 || bytes[index - 1] == UInt8(ascii: "\n") { result += indentation }
      result.append(bytes[index])
    }
    return result
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= pattern.count, start <= bytes.count - pattern.count else { return nil }
    return (start...(bytes.count - pattern.count)).first { index in
      bytes[index] == pattern[0] && bytes[index..<(index + pattern.count)].elementsEqual(pattern)
    }
  }

  private func trimmed(_ range: SourceRange) -> SourceRange {
    var range = range
    while range.start < range.end, Self.blanks.contains(bytes[range.start]) { range.start += 1 }
    while range.end > range.start, Self.blanks.contains(bytes[range.end - 1]) { range.end -= 1 }
    return range
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

private enum Rule {
  static let syntax: Text = "template-syntax"
}

private enum Message {
  static let emptyTag: Text = "the tag has no name"
  static let delimiters: Text = "expected two delimiters, as in `{{=<% %>=}}`"
  static let inheritance: Text = "template inheritance is not supported"
  static let usePartials: Text = "Use a partial, `{{> name}}`, for what pages share."
  static func unclosed(_ name: Text) -> Text { "section `\(name)` is never closed" }
  static func closeIt(_ name: Text) -> Text { "Close it with `{{/\(name)}}`." }
  static func unclosedTag(_ ending: Text) -> Text { "the tag is never closed: expected `\(ending)`" }
  static func neverOpened(_ name: Text) -> Text { "section `\(name)` is closed but was never opened" }
  static func openedHere(_ name: Text) -> Text { "`\(name)` was opened here" }
  static func mismatch(expected: Text, found: Text) -> Text { "expected `{{/\(expected)}}`, found `{{/\(found)}}`" }
  static func badName(_ name: Text) -> Text { "`\(name)` is not a name" }
}
