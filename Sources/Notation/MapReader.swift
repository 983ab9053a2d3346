import Diagnostics

/// Reads a mapping key by key and reports what does not fit: absent, unknown and wrongly typed keys.
public struct MapReader {
  /// The mapping.
  public let node: Node

  private let subject: Text
  private var asked: [Text] = []

  /// A reader of a mapping; a node of another kind is reported and read as an empty mapping.
  ///
  /// - Parameters:
  ///   - node: The mapping.
  ///   - subject: What it is, for messages: `the site's configuration`.
  ///   - sink: Where findings go.
  public init(_ node: Node, subject: Text, _ sink: inout DiagnosticSink) {
    self.node = node
    self.subject = subject
    switch node.value {
    case .map: break
    default: sink.report("value-type", at: node.range, "\(subject) is a mapping of keys to values")
    }
  }

  /// The node of a key; nil where it is absent or null.
  public mutating func node(_ key: Text) -> Node? {
    asked.append(key)
    guard let value = node[key] else { return nil }
    if case .null = value.value { return nil }
    return value
  }

  /// The text of a scalar.
  public mutating func text(_ key: Text, _ sink: inout DiagnosticSink) -> Text? {
    guard let value = node(key) else { return nil }
    return scalar(value, key, &sink)
  }

  /// The text of a scalar that must be there.
  public mutating func requiredText(_ key: Text, _ sink: inout DiagnosticSink) -> Text {
    if let found = text(key, &sink), !found.isEmpty { return found }
    if node[key].map({ $0.text.isEmpty }) ?? true {
      sink.report("key-missing", at: node[key]?.range ?? startOfNode, "\(subject) needs `\(key)`")
    }
    return Text()
  }

  /// `true` or `false`.
  public mutating func bool(_ key: Text, _ sink: inout DiagnosticSink) -> Bool? {
    guard let value = node(key) else { return nil }
    guard case .bool(let flag) = value.value else {
      sink.report("value-type", at: value.range, "`\(key)` is `true` or `false`")
      return nil
    }
    return flag
  }

  /// A whole number.
  public mutating func integer(_ key: Text, _ sink: inout DiagnosticSink) -> Int64? {
    guard let value = node(key) else { return nil }
    guard case .int(let number) = value.value else {
      sink.report("value-type", at: value.range, "`\(key)` is a whole number")
      return nil
    }
    return number
  }

  /// The texts of a list of scalars; a lone scalar counts as a list of one.
  public mutating func texts(_ key: Text, _ sink: inout DiagnosticSink) -> [Text] {
    guard let value = node(key) else { return [] }
    var texts: [Text] = []
    for element in elements(value, key, lone: true, &sink) {
      if let text = scalar(element, key, &sink) { texts.append(text) }
    }
    return texts
  }

  /// The elements of a list.
  public mutating func list(_ key: Text, _ sink: inout DiagnosticSink) -> [Node] {
    guard let value = node(key) else { return [] }
    return elements(value, key, lone: false, &sink)
  }

  /// Reports the keys that nobody asked for, with the nearest right spelling.
  public func reportUnknownKeys(as severity: Severity = .error, _ sink: inout DiagnosticSink) {
    for entry in node.entries where !asked.contains(entry.key) {
      let nearest = entry.key.nearestSpelling(among: asked)
      let help: Text = nearest.map { "did you mean `\($0)`?" } ?? "known keys: \(knownKeys)"
      let fixes = nearest.map { near in
        [Fix(title: "rename the key to `\(near)`", safe: true, edits: [sink.edit(entry.keyRange, to: near)])]
      }
      sink.report(
        "key-unknown", severity, at: entry.keyRange, "\(subject) has no key `\(entry.key.visible)`", help: help,
        fixes: fixes ?? [])
    }
  }

  private var knownKeys: Text {
    var list = Text()
    for (index, key) in asked.enumerated() { list += index == 0 ? "`\(key)`" : ", `\(key)`" }
    return list
  }

  private var startOfNode: SourceRange { SourceRange(node.range.start, node.range.start) }

  private func scalar(_ value: Node, _ key: Text, _ sink: inout DiagnosticSink) -> Text? {
    switch value.value {
    case .list, .map:
      sink.report("value-type", at: value.range, "`\(key)` is a text, not a list or mapping")
      return nil
    default: return value.text
    }
  }

  private func elements(_ value: Node, _ key: Text, lone: Bool, _ sink: inout DiagnosticSink) -> [Node] {
    switch value.value {
    case .list(let elements): return elements
    case .map: break
    default: if lone { return [value] }
    }
    sink.report("value-type", at: value.range, "`\(key)` is a list")
    return []
  }
}
