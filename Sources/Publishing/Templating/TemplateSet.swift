import Diagnostics
import Synchronization

/// The templates of a site: each can be compiled for a view, and each can be a partial of another.
struct TemplateSet: Sendable {
  private let files: [Text: SourceFile]
  private let parsed = ParsedTemplates()
  /// Whether the templates are known to have no errors, so that none need be compiled that no page uses.
  private let isTrusted: Bool

  /// Templates under their names: the file's name without folders and without the `.html`.
  ///
  /// - Parameter isTrusted: Whether the templates were compiled before without errors.
  init(_ files: [SourceFile], isTrusted: Bool = false) {
    self.isTrusted = isTrusted
    self.files = Dictionary(files.map { (Self.name(of: $0.path), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names, in byte order.
  var names: [Text] { files.keys.sorted() }

  /// The template of a name, compiled for a kind of view, with the findings; nil if there were errors.
  ///
  /// Findings already in `diagnostics`, such as one in a partial that several pages share, are not added again.
  func compile<View: TemplateView>(_ name: Text, for view: View.Type, _ diagnostics: inout [Diagnostic]) -> Template<View>? {
    if isTrusted {
      return Template { [files, parsed] in
        var compiler = TemplateCompiler(files: files, parsed: parsed, schema: TemplateSchema(of: view))
        return compiler.compile(name)
      }
    }
    var compiler = TemplateCompiler(files: files, parsed: parsed, schema: TemplateSchema(of: view))
    let program = compiler.compile(name)
    for diagnostic in compiler.diagnostics where !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    return compiler.diagnostics.contains { $0.severity == .error } ? nil : Template(program: program)
  }

  static func name(of path: Text) -> Text {
    let base = path.utf8.split(separator: UInt8(ascii: "/")).last ?? []
    let ending = Array(".html".utf8)
    return Text(base.suffix(ending.count).elementsEqual(ending) ? base.dropLast(ending.count) : base)
  }
}

/// Templates as they were read: most pages have the same partials, each of which is read once.
final class ParsedTemplates: Sendable {
  private let known = Mutex<[Text: Parsed]>([:])

  /// The parts of a template, and what is wrong with it.
  typealias Parsed = (nodes: [TemplateNode], diagnostics: [Diagnostic])

  /// A file as the parser reads it. One that is indented, as few are, is read anew.
  func parse(_ file: SourceFile, indentation: [UInt8]) -> Parsed {
    guard indentation.isEmpty else { return TemplateParser.parse(file, indentation: indentation) }
    if let parsed = known.withLock({ $0[file.path] }) { return parsed }
    let parsed = TemplateParser.parse(file, indentation: indentation)
    known.withLock { $0[file.path] = parsed }
    return parsed
  }
}
