import Diagnostics

/// Which Markdown a text is written in.
public enum Dialect: Sendable, Hashable, CaseIterable {
  /// CommonMark 0.30, byte for byte as libcmark writes it.
  case commonMark
  /// CommonMark with GitHub's tables, strikethrough, task lists, bare links and footnotes.
  case gfm
  /// The dialect of a site: GFM with heading ids, alerts, admonitions, definition lists, wiki links and slots.
  case opos
}

/// What becomes of HTML that stands in a Markdown text.
public enum RawHTML: Sendable, Hashable {
  /// It is written as it stands.
  case passed
  /// It is shown as text.
  case escaped
  /// Elements and attributes of an allow-list are written, everything else is shown as text.
  case filtered
}

/// How a page is rendered.
public struct RenderOptions: Sendable {
  /// The Markdown it is written in.
  public var dialect: Dialect
  /// What becomes of raw HTML.
  public var rawHTML: RawHTML
  /// First words of the info strings whose fences are left to the site, such as `rule`.
  public var slotFences: [Text]
  /// Written before every id that the page defines, and before the fragments that point at footnotes.
  public var idPrefix: Text
  /// Whether the plain text of every section is collected in `RenderedPage.sections`.
  public var collectsSections: Bool
  /// The terms that the text explains where it uses them.
  public var terms: TermIndex?
  /// Whether the page's lists of definitions define terms for others: they get ids, and `RenderedPage.terms` has them.
  public var definesTerms = false
  /// Whether tags of a program's components may stand between the text, as in MDX: what they are called is shown, and their text as a box where they are one.
  public var readsComponents = false
  /// Whether wiki links are written as GitHub's wikis write them: `[[text|Page]]`.
  public var wikiLinksBeginWithText = false
  /// How large and how deep a page may be.
  public var limits: RenderLimits

  /// The options of a dialect: CommonMark and GFM let raw HTML through, as their specifications have it; a site's page escapes it.
  public init(
    dialect: Dialect = .opos, rawHTML: RawHTML? = nil, slotFences: [Text] = [], idPrefix: Text = "",
    collectsSections: Bool = false, limits: RenderLimits = RenderLimits()
  ) {
    self.dialect = dialect
    self.rawHTML = rawHTML ?? (dialect == .opos ? .escaped : .passed)
    self.slotFences = slotFences
    self.idPrefix = idPrefix
    self.collectsSections = collectsSections
    self.limits = limits
  }
}

/// What a page may ask of libcmark, which takes more than linear time on hostile text.
public struct RenderLimits: Sendable, Hashable {
  /// Most bytes of a page.
  public var bytes: Int
  /// Most block quotes and lists inside one another.
  public var depth: Int
  /// Most opening brackets in one paragraph.
  public var brackets: Int

  /// The limits; the defaults are far above what people write.
  public init(bytes: Int = 2_000_000, depth: Int = 64, brackets: Int = 2_000) {
    self.bytes = bytes
    self.depth = depth
    self.brackets = brackets
  }
}
