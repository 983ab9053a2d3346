import Diagnostics
import Knowledge

/// A template as a build had it.
struct TemplateMemory: Sendable, Hashable {
  /// Its name.
  var name: Text
  /// A fingerprint of its file.
  var content: UInt64

  /// The templates of a theme.
  static func all(_ files: [SourceFile]) -> [TemplateMemory] {
    files.map { TemplateMemory(name: TemplateSet.name(of: $0.path), content: Fingerprint.of($0.bytes)) }
  }
}

/// Which templates are not those of the last build, or show one that is not.
struct ChangedTemplates: Sendable {
  private var names: Set<Text> = []

  /// None.
  init() {}

  /// What differs between the templates of a theme and those that the last build had.
  init(_ files: [SourceFile], since before: [TemplateMemory]) {
    names = Set(Set(TemplateMemory.all(files)).symmetricDifference(before).map(\.name))
    if names.isEmpty { return }
    let partials = files.map {
      (TemplateSet.name(of: $0.path), TemplateNode.partials(in: TemplateParser.parse($0, indentation: []).nodes))
    }
    var count = 0
    while count < names.count {
      count = names.count
      for (name, shown) in partials where shown.contains(where: names.contains) { names.insert(name) }
    }
  }

  /// Whether one of some templates is another.
  func contains(anyOf wanted: [Text]) -> Bool { !names.isEmpty && wanted.contains(where: names.contains) }
}

extension TemplateNode {
  /// The templates that some nodes show.
  fileprivate static func partials(in nodes: [TemplateNode]) -> [Text] {
    nodes.flatMap { node -> [Text] in
      switch node {
      case .partial(let name, _): [name.text]
      case .section(_, _, let body): partials(in: body)
      case .literal, .variable: []
      }
    }
  }
}
