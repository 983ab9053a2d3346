import Diagnostics
import Markup
import Notation

/// A Markdown page, read and rendered but for what depends on other pages.
public struct Page: Sendable {
  /// The file; its path is relative to the content folder.
  public var file: SourceFile
  /// Where the page is written, relative to the root of the site.
  public var output: Text
  /// What stands above the text.
  public var matter: FrontMatter
  /// The rendered text with its open slots.
  public var body: RenderedPage
  /// The title: of the front matter, else the first heading, else the file's name.
  public var title: Text
  /// Whether it is a page of the Service Level Agreement.
  public var isAgreement: Bool

  /// The path of the file, relative to the content folder.
  public var path: Text { file.path }

  /// The folder of the file; empty for the root.
  public var folder: Text { SitePath.folder(of: file.path) }

  /// Whether it is the first page of its folder.
  public var isIndex: Bool { SitePath.name(of: output).equals("index.html") }

  /// The description: of the front matter, else the first paragraph.
  public var summary: Text { matter.description.isEmpty ? body.excerpt : matter.description }
}

/// Reads pages; one reader a thread.
public struct PageReader {
  private let renderer = PageRenderer()
  private let options: RenderOptions
  private let agreementOptions: RenderOptions
  private var glossaryOptions: RenderOptions
  private let unknownKeys: Severity

  /// A reader for the pages of a site.
  ///
  /// - Parameter terms: The terms that the pages explain where they use them; a glossary defines its own.
  public init(_ site: SiteConfiguration, terms: TermIndex? = nil) {
    let rawHTML: RawHTML = site.allowsRawHTML || !site.isConfigured ? .filtered : .escaped
    var options = RenderOptions(rawHTML: rawHTML, collectsSections: true)
    glossaryOptions = options
    glossaryOptions.definesTerms = true
    options.terms = terms
    glossaryOptions.terms = terms
    self.options = options
    options.slotFences = ["rule"]
    agreementOptions = options
    unknownKeys = site.isConfigured ? .error : .warning
  }

  /// Reads a page.
  public func read(_ file: SourceFile, isAgreement: Bool) -> Page {
    var sink = DiagnosticSink(file)
    let (matter, start) = FrontMatter.read(&sink, unknownKeys: unknownKeys)
    let usual = Glossary.isGlossary(file.path) ? glossaryOptions : options
    var body = renderer.render(
      file, body: SourceRange(start, file.bytes.count), options: isAgreement ? agreementOptions : usual)
    body.diagnostics = sink.diagnostics + body.diagnostics
    return Page(
      file: file, output: SitePath.output(ofContent: file.path), matter: matter, body: body,
      title: title(matter, body, file.path), isAgreement: isAgreement)
  }

  private func title(_ matter: FrontMatter, _ body: RenderedPage, _ path: Text) -> Text {
    if !matter.title.isEmpty { return matter.title }
    if let title = body.title, !title.isEmpty { return title }
    let name = SitePath.name(of: path)
    let isIndex = SitePath.output(ofContent: name).equals("index.html")
    return Text.title(ofName: isIndex ? SitePath.name(of: SitePath.folder(of: path)) : Text(name.utf8.dropLast(3)))
  }
}

extension Text {
  /// A file's or folder's name as a title: hyphens and underscores as spaces, the first letter a capital.
  static func title(ofName name: Text) -> Text {
    var bytes = name.utf8.drop { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }.map {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0
    }
    if let first = bytes.first, first >= 0x61, first <= 0x7A { bytes[0] = first & ~0x20 }
    return bytes.isEmpty ? "Home" : Text(bytes)
  }
}
