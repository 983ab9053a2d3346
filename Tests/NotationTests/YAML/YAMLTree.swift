import Diagnostics
import Notation
import Yams

/// A document as texts, lists and mappings, to compare readers: what a plain text means is another question.
indirect enum YAMLTree: Equatable {
  case text(String)
  case list([YAMLTree])
  case map([String], [YAMLTree])

  /// What our reader made of a value.
  init(_ node: Notation.Node) {
    switch node.value {
    case .list(let elements): self = .list(elements.map(YAMLTree.init))
    case .map(let entries): self = .map(entries.map { String($0.key) }, entries.map { YAMLTree($0.value) })
    default: self = .text(String(node.text))
    }
  }

  /// What Yams made of a value; nil if it uses what a text tree cannot say.
  init?(_ node: Yams.Node) {
    switch node {
    case .scalar(let scalar): self = .text(scalar.string)
    case .sequence(let sequence):
      let elements = sequence.compactMap(YAMLTree.init)
      guard elements.count == sequence.count else { return nil }
      self = .list(elements)
    case .mapping(let mapping):
      let keys = mapping.compactMap(\.key.scalar?.string)
      let values = mapping.compactMap { YAMLTree($0.value) }
      guard keys.count == mapping.count, values.count == mapping.count else { return nil }
      self = .map(keys, values)
    case .alias: return nil
    }
  }
}

/// Where the scalars of a document begin, in the order of the text: `line:column` and the text.
func places(_ node: Notation.Node, _ lines: LineTable) -> [String] {
  switch node.value {
  case .list(let elements): return elements.flatMap { places($0, lines) }
  case .map(let entries):
    return entries.flatMap { ["\(place(lines.location(of: $0.keyRange.start))) \($0.key)"] + places($0.value, lines) }
  // Where an empty value stands is a question of taste.
  case .null where node.text.isEmpty: return []
  default: return ["\(place(lines.location(of: node.range.start))) \(node.text)"]
  }
}

func places(_ node: Yams.Node) -> [String] {
  switch node {
  case .scalar(let scalar):
    guard let mark = scalar.mark, !(scalar.string.isEmpty && scalar.style == .plain) else { return [] }
    return ["\(mark.line):\(mark.column) \(scalar.string)"]
  case .sequence(let sequence): return sequence.flatMap { places($0) }
  case .mapping(let mapping): return mapping.flatMap { places($0.key) + places($0.value) }
  case .alias: return []
  }
}

private func place(_ location: SourceLocation) -> String { "\(location.line):\(location.column)" }

/// What both readers make of a text.
enum YAMLComparison: Equatable {
  /// Both read it and agree, or both find it empty.
  case same
  /// Both refuse it.
  case bothRefuse
  /// Ours refuses it, with a reason.
  case oursRefuses(String)
  /// Only ours reads it.
  case onlyOursReads
  /// They read different values.
  case differ(String)

  init(_ text: String) {
    let reading = YAMLReader.read(SourceFile(path: "test.yml", text: Text(text)))
    let theirs: Yams.Node?
    do { theirs = try Yams.compose(yaml: text) } catch {
      self = reading.diagnostics.isEmpty ? .onlyOursReads : .bothRefuse
      return
    }
    guard reading.diagnostics.isEmpty else {
      self =
        reading.diagnostics.allSatisfy { !$0.message.isEmpty }
        ? .oursRefuses("\(reading.diagnostics[0].message)") : .differ("no reason")
      return
    }
    // A document without content is no value for us and an empty text for Yams.
    let ours = reading.node.map(YAMLTree.init) ?? (theirs == nil ? nil : .text(""))
    let tree = theirs.flatMap(YAMLTree.init)
    guard ours == tree else {
      self = .differ("ours \(String(describing: ours)), Yams \(String(describing: tree))")
      return
    }
    let lines = LineTable(Array(text.utf8))
    let (here, there) = (reading.node.map { places($0, lines) } ?? [], theirs.map { places($0) } ?? [])
    self = here == there ? .same : .differ("places: ours \(here), Yams \(there)")
  }
}
