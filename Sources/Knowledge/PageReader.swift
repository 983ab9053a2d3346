import Diagnostics
import Markup
import Notation

/// Reads pages; one reader a thread.
public struct PageReader {
  private let renderer = PageRenderer()
  private let shelves: PageBytes.Shelves
  private let options: RenderOptions
  private let agreementOptions: RenderOptions
  private var glossaryOptions: RenderOptions
  private let unknownKeys: Severity
  private let keepsSources: Bool

  /// A reader for the pages of a site.
  ///
  /// - Parameters:
  ///   - terms: The terms that the pages explain where they use them; a glossary defines its own.
  ///   - keepsSources: Whether all pages keep their files' bytes; else only those that show them, or are made of several files.
  ///   - store: Takes the HTML of many pages; nil where memory holds it. Nobody may look at a page's HTML while the reader reads others.
  public init(_ site: SiteConfiguration, terms: TermIndex? = nil, keepsSources: Bool = true, store: (any PageStore)? = nil) {
    self.keepsSources = keepsSources
    shelves = PageBytes.Shelves(store: store)
    let rawHTML: RawHTML = site.allowsRawHTML || !site.isConfigured ? .filtered : .escaped
    var options = RenderOptions(rawHTML: rawHTML, collectsSections: true)
    options.slotFences = Drawing.languages
    options.wikiLinksBeginWithText = site.isWiki
    glossaryOptions = options
    glossaryOptions.definesTerms = true
    options.terms = terms
    glossaryOptions.terms = terms
    self.options = options
    options.slotFences.append("rule")
    agreementOptions = options
    unknownKeys = site.isConfigured ? .error : .warning
  }

  /// Reads a page.
  ///
  /// - Parameter composition: The page with what it includes, if it does; `file` is its text then.
  public func read(_ file: SourceFile, isAgreement: Bool, composition: Composition? = nil) -> Page {
    var sink = DiagnosticSink(file)
    let (matter, start) = FrontMatter.read(&sink, unknownKeys: unknownKeys)
    var usual = isAgreement ? agreementOptions : Glossary.isGlossary(file.path) ? glossaryOptions : options
    usual.readsComponents = usual.rawHTML == .filtered && PageReader.isProgram(file)
    var kept = Page.Kept(html: PageBytes(), text: shelves.text)
    var body = renderer.render(file, body: SourceRange(start, file.bytes.count), options: usual) {
      kept.html = shelves.html.add($0)
    }
    body.diagnostics = sink.diagnostics + body.diagnostics
    if let composition {
      // A directive that could not be followed is said once.
      let faulty = Set(composition.diagnostics.map(\.start.offset))
      body.diagnostics = composition.placed(body.diagnostics).filter { finding in
        !(finding.rule.equals("foreign-syntax") && finding.file == file.path && faulty.contains(finding.start.offset))
      }
      body.diagnostics += composition.diagnostics
      for index in body.slots.indices where body.slots[index].attribute != nil {
        if case .wikiLink = body.slots[index].kind { continue }
        if let destination = composition.destination(of: body.slots[index]) { body.slots[index].destination = destination }
      }
    }
    return Page(
      file: file, output: SitePath.output(ofContent: file.path), matter: matter, body: body,
      title: title(matter, body, file.path), isAgreement: isAgreement, composition: composition, kept: kept,
      keepsSource: keepsSources || isAgreement || composition != nil || body.fences.contains(where: \.isDrawing))
  }

  /// Whether a page is a program as well, MDX: by its name, or as one of Docusaurus by what it imports before its text.
  private static func isProgram(_ file: SourceFile) -> Bool {
    if file.path.hasSuffix(".mdx") { return true }
    let top = Array(file.bytes.prefix(2_000))
    guard top.contains(literal: "\nimport ") else { return false }
    return top.split(separator: 0x0A).contains { line in
      line.starts(with: "import ".utf8) && (Array(line).contains(literal: " from '") || Array(line).contains(literal: " from \""))
    }
  }

  private func title(_ matter: FrontMatter, _ body: RenderedPage, _ path: Text) -> Text {
    if !matter.title.isEmpty { return matter.title }
    if let title = body.title, !title.isEmpty { return title }
    let name = SitePath.name(of: path)
    return Text.title(
      ofName: SitePath.isIndex(name) ? SitePath.name(of: SitePath.folder(of: path)) : SitePath.withoutEnding(name))
  }
}

extension Text {
  /// A file's or folder's name as a title: hyphens and underscores as spaces (but not in `2015-12-01`), the first letter a capital.
  static func title(ofName name: Text) -> Text {
    var bytes = Array(name.utf8.drop { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
    func isDigit(_ index: Int) -> Bool { bytes.indices.contains(index) && bytes[index] >= 0x30 && bytes[index] <= 0x39 }
    for index in bytes.indices {
      // A hyphen between digits is part of a date.
      let isHyphen = bytes[index] == UInt8(ascii: "-") && !(isDigit(index - 1) && isDigit(index + 1))
      if isHyphen || bytes[index] == UInt8(ascii: "_") { bytes[index] = 0x20 }
    }
    if let first = bytes.first, first >= 0x61, first <= 0x7A { bytes[0] = first & ~0x20 }
    return bytes.isEmpty ? "Home" : Text(bytes)
  }
}
