import Diagnostics
import Notation

/// What somebody has filled into a form: a text for each field, as typed.
public struct FormAnswers: Hashable, Sendable {
  /// The answer to a field.
  public struct Answer: Hashable, Sendable {
    /// The field's name.
    public var name: Text
    /// What was typed; a list has one entry a line, boxes that are ticked stand one to a line.
    public var text: Text

    /// An answer.
    public init(name: Text, text: Text) {
      self.name = name
      self.text = text
    }
  }

  /// A rule that the ticket asks to be excepted from.
  public struct Exception: Hashable, Sendable {
    /// The rule's id.
    public var rule: Text
    /// Why.
    public var reason: Text

    /// An exception.
    public init(rule: Text, reason: Text) {
      self.rule = rule
      self.reason = reason
    }
  }

  /// The form's id.
  public var form: Text
  /// The answers, in any order, each name once.
  public var answers: [Answer]
  /// The exceptions, each rule once.
  public var exceptions: [Exception]

  /// Answers to a form.
  public init(form: Text, answers: [Answer] = [], exceptions: [Exception] = []) {
    self.form = form
    self.answers = answers
    self.exceptions = exceptions
  }

  /// The answers of `{"form": …, "answers": {NAME: TEXT, …}, "exceptions": {RULE: REASON, …}}`; what does not fit is left out.
  public init(json node: Node) {
    self.init(form: node["form"]?.text ?? "")
    for entry in node["answers"]?.entries ?? [] { answers.append(Answer(name: entry.key, text: entry.value.text)) }
    for entry in node["exceptions"]?.entries ?? [] {
      exceptions.append(Exception(rule: entry.key, reason: entry.value.text.trimmed()))
    }
  }
}

extension FormAnswers {
  /// The answers as `{NAME: TEXT, …}`.
  public func appendAnswers(to writer: inout JSONWriter) {
    writer.object { writer in for answer in answers { writer.member(answer.name, answer.text) } }
  }

  /// The answers as a ticket's fields, in the form's order, with the exceptions that have a reason at the end.
  ///
  /// - Parameter isShown: for each field of the form whether it is asked; answers to others are left out.
  public func fields(of form: Form, where isShown: [Bool]) -> [(name: Text, value: Node)] {
    var fields: [(name: Text, value: Node)] = []
    for (index, field) in form.fields.enumerated() where isShown[index] {
      guard let answer = answers.first(where: { $0.name == field.name }), let node = field.node(typed: answer.text) else {
        continue
      }
      fields.append((name: field.name, value: node))
    }
    let excepted = exceptions.filter { !$0.reason.isEmpty }
    if !excepted.isEmpty {
      let maps = excepted.map { exception in Node.map([("rule", .typed(exception.rule)), ("reason", .typed(exception.reason))]) }
      fields.append((name: "exceptions", value: Node(.list(maps), range: SourceRange(0, 0))))
    }
    return fields
  }
}

extension FormField {
  /// What was typed as the value to write into a ticket; nil for nothing.
  func node(typed text: Text) -> Node? {
    let text = text.trimmed()
    if text.isEmpty { return nil }
    switch type {
    case .list: return .list(ListSpelling.items(.typed(text), isChoice: false).map { $0.text })
    case .choices: return .list(Node.typed(text).lines.map { $0.text })
    case .integer, .number: return text.isPlainNumber ? Node(.int(0), text: text, range: SourceRange(0, 0)) : .typed(text)
    default: return .typed(text)
    }
  }

  /// A value as it is typed into the form: the other way round.
  public func typed(_ node: Node) -> Text {
    if case .list(let elements) = node.value { return Text.joined(elements.map { $0.text }, separator: "\n") }
    return node.text.trimmed()
  }
}

extension Node {
  /// A text that stands in no file.
  fileprivate static func typed(_ text: Text) -> Node { Node(.string(text), text: text, range: SourceRange(0, text.count)) }

  fileprivate static func list(_ texts: [Text]) -> Node? {
    texts.isEmpty ? nil : Node(.list(texts.map { .typed($0) }), range: SourceRange(0, 0))
  }

  fileprivate static func map(_ entries: [(key: Text, value: Node)]) -> Node {
    Node(.map(entries.map { Entry(key: $0.key, keyRange: SourceRange(0, 0), value: $0.value) }), range: SourceRange(0, 0))
  }
}

extension Text {
  /// Whether the text is a decimal number as YAML and people write it alike, so that it needs no quotes.
  fileprivate var isPlainNumber: Bool {
    var digits = utf8[...]
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard digits.count <= 15, let whole = parts.first, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
    return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { $0.isASCIIDigit } }
  }
}
